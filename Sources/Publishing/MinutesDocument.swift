/// The minutes of one meeting as a Markdown file (CommonMark).
package struct MinutesDocument: Sendable {
  /// A heading and what stands below it, a list item each.
  package struct Section: Hashable, Sendable {
    /// The heading.
    package var title: String
    /// The items; a section without any is left out.
    package var items: [String]

    /// Puts `items` under `title`.
    package init(_ title: String, _ items: [String]) {
      self.title = title
      self.items = items
    }
  }

  /// What the meeting was called.
  package var title: String
  /// Lines on when and where it was and who was there, each a label and a value.
  package var facts: [(label: String, value: String)]
  /// What was said of it in a few words; nil where nobody did.
  package var summary: String?
  /// What was written down.
  package var sections: [Section]
  /// Whether it can still be corrected.
  package var isDraft: Bool

  /// Makes the minutes of a meeting.
  package init(
    title: String, facts: [(label: String, value: String)], summary: String?, sections: [Section],
    isDraft: Bool
  ) {
    self.title = title
    self.facts = facts
    self.summary = summary
    self.sections = sections
    self.isDraft = isDraft
  }

  /// The file: UTF-8, a final line feed, and nothing a member wrote read as markup.
  ///
  /// Total. The same document gives the same bytes.
  package var bytes: [UInt8] {
    var lines = ["# \(Self.plain(title))", ""]
    if isDraft { lines += ["*A draft: it can still be corrected.*", ""] }
    lines += facts.map { "- **\(Self.plain($0.label)):** \(Self.plain($0.value))" }
    if let summary { lines += ["", Self.plain(summary)] }
    for section in sections where !section.items.isEmpty {
      lines += ["", "## \(Self.plain(section.title))", ""]
      lines += section.items.map { "- \(Self.plain($0))" }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// The text with a backslash in front of every mark that Markdown or the HTML in it could understand,
  /// and in front of what would make a list or a heading of a line.
  private static func plain(_ text: String) -> String {
    var plain: [UInt8] = []
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        plain.append(UInt8(ascii: " "))
        continue
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "&"):
        plain.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="):
        if index == 0 { plain.append(UInt8(ascii: "\\")) }
      case UInt8(ascii: "."), UInt8(ascii: ")"):
        // Digits in front make a numbered list of a line.
        if index > 0, plain.allSatisfy({ $0 &- 48 < 10 }) { plain.append(UInt8(ascii: "\\")) }
      default: break
      }
      plain.append(byte)
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
