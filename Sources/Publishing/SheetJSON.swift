package import Primitives

extension Sheet {
  /// The table as an object (RFC 8259) with `title` and `rows`: an object for each row, named by the
  /// columns; what is empty is null, lists are arrays, and each row has a line of its own.
  package func json(titled title: String) -> [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("rows", linesOf: rows) { json, row in
        json.object { json in
          for (column, cell) in zip(columns, row) {
            json.name(column)
            json.cell(cell)
          }
        }
      }
      json.member("title", title)
    }
    json.endLine()
    return json.bytes
  }
}

extension JSONWriter {
  fileprivate mutating func cell(_ cell: Sheet.Cell) {
    switch cell {
    case .empty: null()
    case .text(let text), .link(let text): string(text)
    case .number(let number): integer(number)
    case .decimal(let text): raw(text.utf8)
    case .truth(let isSo): boolean(isSo)
    case .list(let parts): array(of: parts) { $0.string($1) }
    }
  }
}
