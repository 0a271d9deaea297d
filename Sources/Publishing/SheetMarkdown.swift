package import Primitives

extension Sheet {
  /// The table in Markdown, as GitHub has tables, below a heading; nothing in a cell is markup.
  package func markdown(titled title: String) -> [UInt8] {
    var lines = ["# \(MarkdownText.plain(title))", "", Self.line(columns.map(MarkdownText.plain))]
    lines.append(Self.line(columns.map { _ in "---" }))
    lines += rows.map { Self.line($0.map(Self.shown)) }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private static func shown(_ cell: Cell) -> String {
    if case .link(let text) = cell, let address = WebAddress(text) { return "<\(address.text)>" }
    return MarkdownText.plain(cell.words)
  }
}
