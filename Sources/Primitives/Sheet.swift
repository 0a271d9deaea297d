/// A table that leaves as a document: named columns, and rows of as many cells.
package struct Sheet: Hashable, Sendable {
  /// What stands in one place.
  package enum Cell: Hashable, Sendable {
    /// Nothing.
    case empty
    /// Words.
    case text(String)
    /// A whole number, which stays one.
    case number(Int)
    /// A number with decimal places, written as JSON has numbers.
    case decimal(String)
    /// Whether something is so.
    case truth(Bool)
    /// Several words or names, none of which holds a semicolon.
    case list([String])
    /// A web address.
    case link(String)

    /// Words, or nothing where there are none.
    package static func text(ifPresent text: String?) -> Self {
      text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty
    }

    /// The cell as words: a truth as `yes` or `no`, a list with semicolons between.
    package var words: String {
      switch self {
      case .empty: ""
      case .text(let text), .link(let text), .decimal(let text): text
      case .number(let number): "\(number)"
      case .truth(let isSo): isSo ? "yes" : "no"
      case .list(let parts): parts.joined(separator: "; ")
      }
    }
  }

  /// The names of the columns, in lower case.
  package let columns: [String]
  /// The rows.
  package private(set) var rows: [[Cell]] = []

  /// Starts a table without rows.
  package init(_ columns: [String]) {
    self.columns = columns
  }

  /// Adds a row, which must have as many cells as there are columns.
  package mutating func add(_ row: [Cell]) {
    precondition(row.count == columns.count, "A row has as many cells as there are columns.")
    rows.append(row)
  }
}
