extension WebPage.Block {
  /// Writes the block; `plots` counts the drawings of the page.
  func write(to page: inout Markup, plots: inout Int) {
    page.breakLine()
    switch self {
    case .paragraph(let text): page.element("p", ["class": "lines"], saying: text)
    case .tiles(let tiles):
      page.element("div", ["class": "tiles"]) { page in
        for tile in tiles { page.tile(tile) }
      }
    case .list(let items):
      page.element("ul") { page in
        for item in items { page.item(item) }
      }
    case .table(let rows): page.table(rows)
    case .plots(let drawings):
      page.element("div", ["class": "plots"]) { page in
        for plot in drawings {
          plots += 1
          page.plot(plot, number: plots)
        }
      }
    case .links(let links):
      page.element("p", ["class": "links"]) { page in
        for link in links { page.element("a", ["href": link.address], saying: link.text) }
      }
    }
  }
}

extension Markup {
  fileprivate mutating func tile(_ tile: WebPage.Tile) {
    element("div", ["class": "tile"]) { page in
      page.element("p", ["class": "figure"], saying: tile.figure)
      page.element("p", saying: tile.label)
      if !tile.detail.isEmpty { page.element("p", ["class": "quiet"], saying: tile.detail) }
    }
  }

  fileprivate mutating func item(_ item: WebPage.Item) {
    element("li") { page in
      if let link = item.link {
        page.element("a", ["href": link.address], saying: item.text)
      } else {
        page.say(item.text)
      }
      if !item.detail.isEmpty { page.element("span", ["class": "detail"], saying: item.detail) }
    }
  }

  fileprivate mutating func table(_ rows: [[String]]) {
    guard let header = rows.first else { return }
    element("div", ["class": "wide"]) { page in
      page.element("table") { page in
        page.element("thead") { page in
          page.element("tr") { page in
            for cell in header { page.element("th", ["scope": "col"], saying: cell) }
          }
        }
        page.element("tbody") { page in
          for row in rows.dropFirst() { page.row(row) }
        }
      }
    }
  }

  private mutating func row(_ cells: [String]) {
    element("tr") { page in
      for (index, cell) in cells.enumerated() {
        if index == 0 {
          page.element("th", ["scope": "row"], saying: cell)
        } else {
          page.element("td", saying: cell)
        }
      }
    }
  }

  fileprivate mutating func plot(_ plot: Plot, number: Int) {
    element("figure") { page in
      page.element("figcaption") { page in
        page.element("h3", saying: plot.title)
        page.element("p", ["class": "quiet"], saying: plot.summary)
      }
      plot.write(to: &page, number: number)
      if let table = plot.table, table.count > 1 {
        page.element("details") { page in
          page.element("summary", saying: "The numbers")
          page.table(table)
        }
      }
    }
  }
}
