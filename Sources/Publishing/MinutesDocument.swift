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
    var lines = ["# \(MarkdownText.plain(title))", ""]
    if isDraft { lines += ["*A draft: it can still be corrected.*", ""] }
    lines += facts.map { "- **\(MarkdownText.plain($0.label)):** \(MarkdownText.plain($0.value))" }
    if let summary { lines += ["", MarkdownText.plain(summary)] }
    for section in sections where !section.items.isEmpty {
      lines += ["", "## \(MarkdownText.plain(section.title))", ""]
      lines += section.items.map { "- \(MarkdownText.plain($0))" }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
