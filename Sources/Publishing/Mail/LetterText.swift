import Primitives

/// A letter as plain text, in lines of at most 78 columns.
///
/// Only a single word without blanks that is an address of the web may be longer, because half an
/// address is none.
struct LetterText {
  /// How many columns a line has at most (RFC 5322, section 2.1.1).
  static let widest = 78
  private static let barColumns = 24

  private(set) var lines: [String] = []

  init(_ letter: Letter) {
    for block in letter.blocks { add(block) }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
  }

  private mutating func add(_ block: Letter.Block) {
    switch block {
    case .heading(let text):
      let text = PlainText.line(text)
      guard !text.isEmpty else { return }
      let wrapped = Self.wrapped(text)
      lines += wrapped
      let columns = wrapped.map(Self.columns).max() ?? 0
      lines.append(String(repeating: "-", count: columns))
      return
    case .paragraph(let text):
      for line in PlainText.lines(text) { lines += Self.wrapped(PlainText.line(line)) }
    case .list(let items):
      for item in items {
        for (index, line) in PlainText.lines(item).enumerated() {
          lines += Self.wrapped(
            PlainText.line(line), first: index == 0 ? "* " : "  ", others: "  ")
        }
      }
    case .table(let header, let rows): addTable([header] + rows)
    case .bars(let bars): addBars(bars)
    }
    lines.append("")
  }

  private mutating func addTable(_ rows: [[String]]) {
    let rows = rows.map { $0.map(PlainText.line) }
    guard let header = rows.first, !header.isEmpty else { return }
    let widths = header.indices.map { column in
      rows.map { Self.columns($0[column]) }.max() ?? 0
    }
    guard widths.reduce(0, +) + 2 * (widths.count - 1) <= Self.widest else {
      return addNarrow(header, rows.dropFirst())
    }
    for (number, row) in rows.enumerated() {
      lines.append(Self.aligned(row, widths))
      if number == 0 {
        lines.append(Self.aligned(widths.map { String(repeating: "-", count: $0) }, widths))
      }
    }
  }

  /// A table that is too wide for a line: each row is a list of its cells.
  private mutating func addNarrow(_ header: [String], _ rows: ArraySlice<[String]>) {
    for row in rows {
      for (column, cell) in row.enumerated() where !cell.isEmpty {
        let start = column == 0 ? "* " : "  "
        let name = header[column].isEmpty ? "" : header[column] + ": "
        lines += Self.wrapped(name + cell, first: start, others: "    ")
      }
    }
  }

  private mutating func addBars(_ bars: [Letter.Bar]) {
    let labels = bars.map { PlainText.line($0.label) }
    let widest = min(labels.map(Self.columns).max() ?? 0, 24)
    for (bar, label) in zip(bars, labels) {
      let filled = bar.value * Self.barColumns / bar.of
      // Something is never shown as nothing, nor a part as the whole.
      let shown = min(max(filled, bar.value > 0 ? 1 : 0), bar.value < bar.of ? 23 : 24)
      let plot =
        String(repeating: "█", count: shown)
        + String(repeating: "░", count: Self.barColumns - shown)
      let text = PlainText.line(bar.shown)
      if Self.columns(label) > widest || Self.columns(text) > 24 {
        lines += Self.wrapped(label)
        lines += Self.wrapped(plot + " " + text, first: "  ", others: "  ")
      } else {
        lines.append(Self.trimmed(Self.padded(label, widest) + " " + plot + " " + text))
      }
    }
  }

  private static func aligned(_ row: [String], _ widths: [Int]) -> String {
    trimmed(zip(row, widths).map { padded($0, $1) }.joined(separator: "  "))
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(text)))
  }

  private static func trimmed(_ line: String) -> String {
    var scalars = line.unicodeScalars
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }

  /// The words of a line in as many lines as they need.
  private static func wrapped(
    _ text: String, first: String = "", others: String = ""
  ) -> [String] {
    var lines: [String] = []
    var line = first
    var width = columns(first)
    var isFresh = true
    for word in text.unicodeScalars.split(separator: " ") {
      for piece in pieces(String(word), width: widest - columns(others)) {
        let count = columns(piece)
        if !isFresh, width + 1 + count > widest {
          lines.append(line)
          line = others
          width = columns(others)
          isFresh = true
        }
        line += isFresh ? piece : " " + piece
        width += count + (isFresh ? 0 : 1)
        isFresh = false
      }
    }
    return lines + [isFresh ? trimmed(line) : line]
  }

  /// A word in pieces that fit a line; an address stays whole.
  private static func pieces(_ word: String, width most: Int) -> [String] {
    guard columns(word) > most, WebAddress(word) == nil else { return [word] }
    var pieces: [String] = []
    var piece = String.UnicodeScalarView()
    var width = 0
    for scalar in word.unicodeScalars {
      let count = columns(scalar)
      if width + count > most {
        pieces.append(String(piece))
        piece.removeAll()
        width = 0
      }
      piece.append(scalar)
      width += count
    }
    return pieces + [String(piece)]
  }

  /// How many columns of a terminal a text takes.
  static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + columns($1) }
  }

  /// None for what is put on top of the scalar before, two for the scripts and pictures that are as
  /// wide as high, one for all others (after Unicode Standard Annex 11).
  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    guard scalar.value >= 0x300 else { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
