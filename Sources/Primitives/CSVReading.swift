/// Comma-separated values (RFC 4180) that were read strictly: what is not meant clearly is refused.
package struct CSVReading: Sendable {
  /// One row, and the line of the file on which it begins, from 1.
  package struct Row: Hashable, Sendable {
    /// The line.
    package let line: Int
    /// The fields, apostrophes that `CSVText` put in front taken off.
    package let fields: [String]

    /// Makes a row.
    package init(line: Int, fields: [String]) {
      self.line = line
      self.fields = fields
    }
  }

  /// Why a file can't be read.
  package struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    package let line: Int
    /// What is wrong and what to do, a sentence or two.
    package let reason: String

    /// Says what is wrong on a line.
    package init(_ line: Int, _ reason: String) {
      self.line = line
      self.reason = reason
    }

    /// The line and the reason.
    package var description: String { "line \(line): \(reason)" }
  }

  /// The longest file, in bytes.
  package static let bytesLimit = 4 << 20
  /// The most rows, the names of the columns among them.
  package static let rowsLimit = 20_001

  /// The names of the columns: the first row, in lower case, without spaces around.
  package let columns: [String]
  /// The names of the columns as they stand there.
  package let header: [String]
  /// A checksum of the file.
  package let checksum: UInt32
  /// The rows behind it that hold anything; each has as many fields as there are columns.
  package let rows: [Row]

  /// Reads a file.
  ///
  /// A byte order mark is passed over, lines end with CR LF or LF, and quotation marks stand around
  /// a whole field or not at all.
  package init(_ bytes: [UInt8]) throws(Problem) {
    guard bytes.count <= Self.bytesLimit else {
      throw Problem(1, "The file is longer than 4 MB. Split it into several.")
    }
    var scanner = Scanner(bytes)
    guard let first = try scanner.row() else {
      throw Problem(1, "The file is empty. Its first line names the columns.")
    }
    header = first.fields.map { name in
      String(Substring(Substring(name).utf8.trimming { $0 == 32 }))
    }
    columns = header.map { $0.lowercased() }
    checksum = CRC32.checksum(bytes)
    if columns.count == 1, columns[0].utf8.contains(UInt8(ascii: ";")) {
      throw Problem(1, "There are semicolons between the columns. Save the file with commas.")
    }
    for (index, name) in columns.enumerated() where columns[..<index].contains(name) {
      throw Problem(1, "Two columns are called “\(name)”. Take one of them away.")
    }
    var rows: [Row] = []
    while let row = try scanner.row() {
      if row.fields.allSatisfy(\.isEmpty) { continue }
      guard row.fields.count == columns.count else {
        throw Problem(
          row.line,
          "It has \(row.fields.count) fields, and there are \(columns.count) columns. "
            + "A field with a comma in it needs quotation marks around it.")
      }
      guard rows.count + 1 < Self.rowsLimit else {
        throw Problem(row.line, "That is more than 20,000 rows. Split the file into several.")
      }
      rows.append(row)
    }
    self.rows = rows
  }
}

extension CSVReading {
  /// Takes a file apart, byte after byte.
  private struct Scanner {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1

    private static let quote = UInt8(ascii: "\"")

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next row; nil at the end.
    mutating func row() throws(Problem) -> Row? {
      guard position < bytes.count else { return nil }
      let begin = line
      var fields: [String] = []
      while true {
        fields.append(CSVText.unguarded(try field()))
        guard position < bytes.count else { break }
        if bytes[position] == UInt8(ascii: ",") {
          position += 1
          continue
        }
        try endLine()
        break
      }
      return Row(line: begin, fields: fields)
    }

    private mutating func endLine() throws(Problem) {
      if bytes[position] == 13 { position += 1 }
      guard position < bytes.count, bytes[position] == 10 else {
        throw Problem(line, "Something stands between a quotation mark and the next comma.")
      }
      position += 1
      line += 1
    }

    private mutating func field() throws(Problem) -> String {
      if position < bytes.count, bytes[position] == Self.quote { return try quoted() }
      let start = position
      while position < bytes.count {
        let byte = bytes[position]
        if byte == UInt8(ascii: ",") || byte == 10 { break }
        if byte == 13, position + 1 < bytes.count, bytes[position + 1] == 10 { break }
        if byte == 13 {
          throw Problem(line, "A line ends with CR alone. Save the file with other line ends.")
        }
        if byte == Self.quote {
          throw Problem(
            line,
            "A quotation mark stands within a field. Put marks around the whole field, and "
              + "write a mark in it twice.")
        }
        position += 1
      }
      return try text(bytes[start..<position])
    }

    private mutating func quoted() throws(Problem) -> String {
      let begin = line
      var content: [UInt8] = []
      position += 1
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        if byte == Self.quote {
          guard position < bytes.count, bytes[position] == Self.quote else {
            return try text(content[...])
          }
          position += 1
        }
        if byte == 10 { line += 1 }
        content.append(byte)
      }
      throw Problem(begin, "A quotation mark is opened and never closed.")
    }

    private func text(_ content: ArraySlice<UInt8>) throws(Problem) -> String {
      guard let text = String(validating: content, as: UTF8.self) else {
        throw Problem(line, "It is not UTF-8. Save the file as “CSV UTF-8”.")
      }
      return text
    }
  }
}

extension Substring.UTF8View {
  fileprivate func trimming(_ isLeft: (UInt8) -> Bool) -> Self {
    var rest = self.drop(while: isLeft)
    while let last = rest.last, isLeft(last) { rest.removeLast() }
    return rest
  }
}
