package import Primitives

extension Sheet {
  /// The table as comma-separated values (RFC 4180), UTF-8, the names of the columns first.
  ///
  /// No cell is a formula to a spreadsheet, and numbers are numbers. `isMarked` puts a byte order mark
  /// in front, without which some spreadsheets take the file for an old code page.
  package func csv(isMarked: Bool = false) -> [UInt8] {
    let lines = CSVText.document([columns] + rows.map { $0.map(\.words) })
    return (isMarked ? [0xEF, 0xBB, 0xBF] : []) + Array(lines.utf8)
  }
}
