/// A letter that is sent by mail: a subject, and blocks in the order in which they are read.
///
/// Every text is literal, but for spans between two backticks, which are code, as in `Reply`; nothing a
/// member wrote is ever markup. What the letter looks like is for whoever sends it. A letter that is
/// larger than its bounds is cut when it is made, so there is none that can't be kept or sent.
package struct Letter: Hashable, Sendable {
  /// One part of a letter.
  package enum Block: Hashable, Sendable {
    /// A heading.
    case heading(String)
    /// A text of one or several lines.
    case paragraph(String)
    /// A list, an item each.
    case list([String])
    /// A table; a row with fewer cells than the header is filled up, and further cells are left out.
    case table(header: [String], rows: [[String]])
    /// A plot of bars, one below the other.
    case bars([Bar])
  }

  /// One bar of a plot.
  package struct Bar: Hashable, Sendable {
    /// What it is about.
    package let label: String
    /// How long it is, from 0 to `of`.
    package let value: Int
    /// How long it could be; the same for bars that are to be compared.
    package let of: Int
    /// What is written beside it, such as `7 of 9`.
    package let shown: String

    /// Makes a bar; `value` is kept between 0 and `of`, and `of` above 0.
    package init(_ label: String, _ value: Int, of whole: Int, shown: String) {
      self.label = Letter.cut(label, Bounds.cellBytes)
      of = max(1, whole)
      self.value = min(max(0, value), of)
      self.shown = Letter.cut(shown, Bounds.cellBytes)
    }
  }

  /// How large a letter may be; texts in bytes.
  package enum Bounds {
    /// The subject.
    package static let subjectBytes = 200
    /// A heading, a paragraph, or an item of a list.
    package static let textBytes = 4000
    /// A cell of a table, and each text of a bar.
    package static let cellBytes = 300
    /// How many blocks there are.
    package static let blocks = 100
    /// How many items, rows or bars a block has.
    package static let rows = 200
    /// How many columns a table has.
    package static let columns = 10
    /// All texts together.
    package static let letterBytes = 64 << 10
  }

  /// What it is about, in one line.
  package let subject: String
  /// What it says.
  package let blocks: [Block]

  /// Makes a letter; what is beyond the bounds is cut off, at the end of a block where all is too much.
  package init(subject: String, blocks: [Block]) {
    self.subject = Self.cut(subject, Bounds.subjectBytes)
    var bytes = self.subject.utf8.count
    var kept: [Block] = []
    for block in blocks.prefix(Bounds.blocks) {
      let block = Self.bounded(block)
      bytes += Self.texts(of: block).reduce(0) { $0 + $1.utf8.count }
      guard bytes <= Bounds.letterBytes else {
        kept.append(.paragraph("…"))
        break
      }
      kept.append(block)
    }
    self.blocks = kept
  }

  /// The same letter with every text put through `change`.
  package func withTexts(_ change: (String) -> String) -> Letter {
    let blocks = blocks.map { block -> Block in
      switch block {
      case .heading(let text): return .heading(change(text))
      case .paragraph(let text): return .paragraph(change(text))
      case .list(let items): return .list(items.map(change))
      case .table(let header, let rows):
        return .table(header: header.map(change), rows: rows.map { $0.map(change) })
      case .bars(let bars):
        return .bars(
          bars.map { Bar(change($0.label), $0.value, of: $0.of, shown: change($0.shown)) })
      }
    }
    return Letter(subject: change(subject), blocks: blocks)
  }

  private static func bounded(_ block: Block) -> Block {
    switch block {
    case .heading(let text): return .heading(cut(text, Bounds.cellBytes))
    case .paragraph(let text): return .paragraph(cut(text, Bounds.textBytes))
    case .list(let items):
      return .list(items.prefix(Bounds.rows).map { cut($0, Bounds.textBytes) })
    case .table(let header, let rows):
      let header = header.prefix(Bounds.columns).map { cut($0, Bounds.cellBytes) }
      let filled = rows.prefix(Bounds.rows).map { row in
        (0..<header.count).map { $0 < row.count ? cut(row[$0], Bounds.cellBytes) : "" }
      }
      return .table(header: header, rows: filled)
    case .bars(let bars): return .bars(Array(bars.prefix(Bounds.rows)))
    }
  }

  /// Every text of a block.
  private static func texts(of block: Block) -> [String] {
    switch block {
    case .heading(let text), .paragraph(let text): [text]
    case .list(let items): items
    case .table(let header, let rows): header + rows.flatMap { $0 }
    case .bars(let bars): bars.flatMap { [$0.label, $0.shown] }
    }
  }

  /// The text, or as many of its scalars as fit `limit` bytes with an ellipsis behind them.
  private static func cut(_ text: String, _ limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    var room = limit - 3
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      room -= UTF8.width(scalar)
      guard room >= 0 else { break }
      kept.append(scalar)
    }
    return String(kept) + "…"
  }
}

extension Letter {
  /// Writes the letter as one object; each block is an object with one member, named by its kind.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("subject", subject)
      json.member("blocks", arrayOf: blocks) { json, block in json.object { Self.write(block, &$0) }
      }
    }
  }

  private static func write(_ block: Block, _ json: inout JSONWriter) {
    switch block {
    case .heading(let text): json.member("heading", text)
    case .paragraph(let text): json.member("paragraph", text)
    case .list(let items): json.member("list", arrayOf: items) { $0.string($1) }
    case .table(let header, let rows):
      json.name("table")
      json.array { json in
        for row in [header] + rows { json.array(of: row) { $0.string($1) } }
      }
    case .bars(let bars):
      json.member("bars", arrayOf: bars) { json, bar in
        json.object { json in
          json.member("label", bar.label)
          json.member("value", bar.value)
          json.member("of", bar.of)
          json.member("shown", bar.shown)
        }
      }
    }
  }

  /// Reads what `write` wrote, within the bounds; nil where something is missing, of another kind, or
  /// a block of a kind that is not known.
  package init?(reading value: JSONPart) {
    guard let subject = value["subject"]?.string, let parts = value["blocks"]?.array else {
      return nil
    }
    var blocks: [Block] = []
    for part in parts.prefix(Bounds.blocks + 1) {
      guard let block = Self.block(reading: part) else { return nil }
      blocks.append(block)
    }
    self.init(subject: subject, blocks: blocks)
  }

  private static func block(reading part: JSONPart) -> Block? {
    if let text = part["heading"]?.string { return .heading(text) }
    if let text = part["paragraph"]?.string { return .paragraph(text) }
    if let items = part["list"]?.array { return texts(reading: items).map { .list($0) } }
    if let rows = part["table"]?.array {
      var cells: [[String]] = []
      for row in rows.prefix(Bounds.rows + 1) {
        guard let row = row.array.flatMap({ texts(reading: $0) }) else { return nil }
        cells.append(row)
      }
      guard let header = cells.first else { return nil }
      return .table(header: header, rows: Array(cells.dropFirst()))
    }
    guard let parts = part["bars"]?.array else { return nil }
    var bars: [Bar] = []
    for part in parts.prefix(Bounds.rows) {
      guard let label = part["label"]?.string, let value = part["value"]?.integer,
        let whole = part["of"]?.integer, let shown = part["shown"]?.string
      else { return nil }
      bars.append(Bar(label, value, of: whole, shown: shown))
    }
    return .bars(bars)
  }

  private static func texts(reading parts: [JSONPart]) -> [String]? {
    let texts = parts.prefix(Bounds.rows).compactMap(\.string)
    return texts.count == min(parts.count, Bounds.rows) ? texts : nil
  }
}
