package import Primitives

/// Links as a file that browsers import: the format that Netscape Navigator wrote, and all took over.
package struct BookmarksDocument: Sendable {
  /// One link.
  package struct Link: Hashable, Sendable {
    /// Where it leads; left out of the file where it is no web address.
    package var address: String
    /// What it is called.
    package var title: String
    /// What it is about, one word each.
    package var tags: [String]
    /// When it was added.
    package var addedAt: Instant

    /// Makes a link.
    package init(_ address: String, title: String, tags: [String], addedAt: Instant) {
      self.address = address
      self.title = title
      self.tags = tags
      self.addedAt = addedAt
    }
  }

  /// The name of the folder in which the links lie.
  package var title: String
  /// The links.
  package var links: [Link]

  /// Puts `links` into a folder called `title`.
  package init(title: String, links: [Link]) {
    self.title = title
    self.links = links
  }

  /// The file: UTF-8, lines that end with LF, and nothing a member wrote read as HTML.
  package var bytes: [UInt8] {
    let name = Self.escaped(title)
    var lines = [
      "<!DOCTYPE NETSCAPE-Bookmark-file-1>",
      "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">",
      "<TITLE>\(name)</TITLE>", "<H1>\(name)</H1>", "<DL><p>", "    <DT><H3>\(name)</H3>",
      "    <DL><p>",
    ]
    for link in links {
      guard let address = WebAddress(link.address) else { continue }
      let tags =
        link.tags.isEmpty ? "" : " TAGS=\"\(Self.escaped(link.tags.joined(separator: ",")))\""
      lines.append(
        "        <DT><A HREF=\"\(Self.escaped(address.text))\" "
          + "ADD_DATE=\"\(link.addedAt.seconds)\"\(tags)>"
          + "\(Self.escaped(link.title.isEmpty ? address.text : link.title))</A>")
    }
    lines += ["    </DL><p>", "</DL><p>"]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func escaped(_ text: String) -> String {
    var escaped: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): escaped += "&amp;".utf8
      case UInt8(ascii: "<"): escaped += "&lt;".utf8
      case UInt8(ascii: ">"): escaped += "&gt;".utf8
      case UInt8(ascii: "\""): escaped += "&quot;".utf8
      case UInt8(ascii: "'"): escaped += "&#39;".utf8
      // A line break within a title would stay one, and no other control character is HTML.
      case 0..<0x20, 0x7F: escaped.append(0x20)
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
