/// A page that opens anywhere: one file, no script, nothing from elsewhere, dark and light, fit to print.
package struct WebPage: Sendable {
  /// A way to another page: one of the same folder, or an address that a browser opens.
  package struct Link: Hashable, Sendable {
    /// What is clicked.
    package let text: String
    /// Where it leads.
    package let address: String

    /// Leads to a file of the same folder or below it, named by the bot, perhaps to a place in it.
    package init(_ text: String, file: String) {
      self.text = text
      address = file
    }

    /// Leads to an address; nil where it is none that a browser opens safely.
    package init?(_ text: String, address: String) {
      guard let address = WebAddress(address) else { return nil }
      self.text = text
      self.address = address.text
    }
  }

  /// A figure that is shown large.
  package struct Tile: Hashable, Sendable {
    /// The figure.
    package let figure: String
    /// What it is.
    package let label: String
    /// What it says beside others; empty for nothing.
    package let detail: String

    /// Makes a tile.
    package init(_ figure: String, _ label: String, detail: String = "") {
      self.figure = figure
      self.label = label
      self.detail = detail
    }
  }

  /// An entry of a list.
  package struct Item: Hashable, Sendable {
    /// What stands first.
    package let text: String
    /// What stands below it, smaller; empty for nothing.
    package let detail: String
    /// Where a click on the text leads; nil for nowhere.
    package let link: Link?

    /// Makes an entry.
    package init(_ text: String, detail: String = "", link: Link? = nil) {
      self.text = text
      self.detail = detail
      self.link = link
    }
  }

  /// A part of a section.
  package enum Block: Hashable, Sendable {
    /// A text; its lines are kept.
    case paragraph(String)
    /// Figures side by side.
    case tiles([Tile])
    /// A list.
    case list([Item])
    /// A table; the first row is its header.
    case table([[String]])
    /// Drawings, side by side where there is room.
    case plots([Plot])
    /// Ways to elsewhere, side by side.
    case links([Link])
  }

  /// Blocks below a heading.
  package struct Section: Hashable, Sendable {
    /// The heading; empty for none.
    package let title: String
    /// What stands below it.
    package let blocks: [Block]
    /// Whether it has a sheet of its own where it is printed.
    package let isAlone: Bool

    /// Puts blocks below a heading.
    package init(_ title: String, _ blocks: [Block], isAlone: Bool = false) {
      self.title = title
      self.blocks = blocks
      self.isAlone = isAlone
    }
  }

  /// The name of the page, in its heading and in a browser's tab.
  package var title: String
  /// A line below it; empty for none.
  package var subtitle: String
  /// Ways to the other pages of the same site; the one that is this page's has its title.
  package var navigation: [Link]
  /// What it shows.
  package var sections: [Section]
  /// The last line.
  package var footer: String

  /// Makes a page.
  package init(
    title: String, subtitle: String = "", navigation: [Link] = [], sections: [Section],
    footer: String
  ) {
    self.title = title
    self.subtitle = subtitle
    self.navigation = navigation
    self.sections = sections
    self.footer = footer
  }

  /// The file: UTF-8, HTML 5 that an XML parser reads too.
  ///
  /// Total. The same page gives the same bytes.
  package var bytes: [UInt8] {
    var page = Markup()
    page.raw("<!DOCTYPE html>\n")
    page.element("html", ["lang": "en-GB", "xmlns": "http://www.w3.org/1999/xhtml"]) { page in
      page.element("head") { head(&$0) }
      page.breakLine()
      page.element("body") { body(&$0) }
    }
    page.breakLine()
    return Array(page.text.utf8)
  }

  private func head(_ page: inout Markup) {
    page.element("meta", ["charset": "utf-8"])
    page.element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    page.element("meta", ["name": "color-scheme", "content": "light dark"])
    page.element("meta", ["name": "robots", "content": "noindex"])
    // Nothing of it runs and nothing is fetched, even if an escape were forgotten somewhere.
    page.element(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content":
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
      ])
    page.element("title", saying: title)
    page.element("style") { $0.raw(Self.style) }
  }

  private func body(_ page: inout Markup) {
    page.element("header") { page in
      if navigation.count > 1 {
        page.element("nav", ["aria-label": "Pages"]) { page in
          for link in navigation {
            if link.text == title {
              page.element("a", ["href": link.address, "aria-current": "page"], saying: link.text)
            } else {
              page.element("a", ["href": link.address], saying: link.text)
            }
          }
        }
      }
      page.element("h1", saying: title)
      if !subtitle.isEmpty { page.element("p", ["class": "quiet"], saying: subtitle) }
    }
    page.element("main") { page in
      var plots = 0
      for section in sections where !section.blocks.isEmpty {
        page.breakLine()
        page.element("section", section.isAlone ? ["class": "alone"] : [:]) { page in
          if !section.title.isEmpty { page.element("h2", saying: section.title) }
          for block in section.blocks { block.write(to: &page, plots: &plots) }
        }
      }
    }
    page.breakLine()
    page.element("footer") { $0.element("p", ["class": "quiet"], saying: footer) }
  }
}
