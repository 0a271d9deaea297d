/// Where each value of a JSON document lies (RFC 8259), found in one pass and without copying any.
///
/// A state of many megabytes is read by it at every start. A tree would take an allocation or two for
/// each of a million values, most of which are read once and thrown away.
final class JSONOutline: Sendable {
  /// Where one value lies.
  struct Mark {
    /// The offset of its first byte.
    let start: UInt32
    /// Of a list or an object, the number of the mark behind everything in it; of anything else, the
    /// offset behind its last byte, and with `escaped` for a text with escapes.
    var end: UInt32
  }

  /// Marks the end of a text that does not stand there as it is meant.
  static let escaped: UInt32 = 1 << 31

  let bytes: [UInt8]
  /// The marks in the order in which the values begin; before a member's value stands its name.
  let marks: [Mark]

  /// Looks through the one value that `bytes` hold at `range`, white space around it aside.
  ///
  /// The same bytes are refused as by `JSONReader`; so is a range of 2 GiB and more.
  init(_ bytes: [UInt8], _ range: Range<Int>, maximumDepth: Int) throws(JSONError) {
    guard bytes.count < Self.escaped else {
      throw JSONError(offset: 0, reason: "the document is larger than 2 GiB")
    }
    self.bytes = bytes
    var error: JSONError?
    marks = bytes.withUnsafeBufferPointer { buffer in
      var outliner = JSONOutliner(
        UnsafeBufferPointer(rebasing: buffer[..<range.upperBound]), at: range.lowerBound,
        maximumDepth: maximumDepth)
      do throws(JSONError) { try outliner.run() } catch let failure { error = failure }
      return outliner.marks
    }
    if let error { throw error }
  }

  /// The first byte of the value at `index`, which tells what kind of value it is.
  func firstByte(_ index: Int) -> UInt8 { bytes[Int(marks[index].start)] }

  /// Whether the value at `index` is a list or an object.
  func isContainer(_ index: Int) -> Bool {
    let byte = firstByte(index)
    return byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
  }

  /// The number of the mark behind the value at `index` and everything in it.
  func next(_ index: Int) -> Int { isContainer(index) ? Int(marks[index].end) : index + 1 }

  /// The number of the value of the member `name` of the object at `index`; nil where it has none.
  func member(_ name: UnsafeBufferPointer<UInt8>, of index: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      marks.withUnsafeBufferPointer { marks in
        let end = Int(marks[index].end)
        var member = index + 1
        while member < end {
          // The mark of a name lies between quotation marks, and its value is the next one.
          let mark = marks[member]
          if Int(mark.end) - Int(mark.start) == name.count + 2,
            name.indices.allSatisfy({ bytes[Int(mark.start) + 1 + $0] == name[$0] })
          {
            return member + 1
          }
          let value = marks[member + 1]
          let first = bytes[Int(value.start)]
          let isContainer = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
          member = isContainer ? Int(value.end) : member + 2
        }
        return nil
      }
    }
  }

  /// Calls `body` with the bytes of a text, a number or a literal, quotation marks left out.
  func withContent<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let mark = marks[index]
    return bytes.withUnsafeBufferPointer { buffer in
      let isText = buffer[Int(mark.start)] == UInt8(ascii: "\"")
      let start = Int(mark.start) + (isText ? 1 : 0)
      let end = Int(mark.end & ~Self.escaped) - (isText ? 1 : 0)
      return body(UnsafeBufferPointer(rebasing: buffer[start..<end]))
    }
  }
}

/// Makes the marks of a `JSONOutline`.
private struct JSONOutliner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let maximumDepth: Int
  private var offset: Int
  private(set) var marks: [JSONOutline.Mark] = []
  /// The lists and objects that have begun and not ended, the innermost last.
  private var open: [Int] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, maximumDepth: Int) {
    self.bytes = bytes
    self.offset = offset
    self.maximumDepth = maximumDepth
    let hasMark = bytes[offset...].starts(with: [0xEF, 0xBB, 0xBF])
    if hasMark { self.offset += 3 }
    marks.reserveCapacity((bytes.count - offset) / 12 + 4)
  }

  /// Reads one value and requires that nothing follows.
  mutating func run() throws(JSONError) {
    var isInside = try begin()
    while isInside {
      if bytes[Int(marks[open[open.count - 1]].start)] == UInt8(ascii: "{") { try name() }
      guard try !begin() else { continue }
      isInside = try finish()
    }
    skipWhiteSpace()
    guard offset == bytes.count else { throw error("something follows the document") }
  }

  /// Reads a value, or the bracket with which it begins; whether there is something in that bracket.
  private mutating func begin() throws(JSONError) -> Bool {
    let byte = try peek()
    let start = offset
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard open.count < maximumDepth else { throw error("nested deeper than \(maximumDepth)") }
      marks.append(JSONOutline.Mark(start: UInt32(start), end: 0))
      offset += 1
      guard try peek() == byte + 2 else {
        open.append(marks.count - 1)
        return true
      }
      offset += 1
      marks[marks.count - 1].end = UInt32(marks.count)
    case UInt8(ascii: "\""): try text()
    case UInt8(ascii: "t"): try literal("true")
    case UInt8(ascii: "f"): try literal("false")
    case UInt8(ascii: "n"): try literal("null")
    default: try number()
    }
    return false
  }

  /// Goes on behind a value: to the next one, which is begun by `run`, or out of all brackets that end
  /// here; false at the end of the document.
  private mutating func finish() throws(JSONError) -> Bool {
    while let container = open.last {
      let byte = try peek()
      if byte == UInt8(ascii: ",") {
        offset += 1
        return true
      }
      // The closing brackets lie two behind the opening ones in ASCII.
      guard byte == bytes[Int(marks[container].start)] + 2 else {
        throw error("a comma is missing")
      }
      offset += 1
      marks[container].end = UInt32(marks.count)
      open.removeLast()
    }
    return false
  }

  private mutating func name() throws(JSONError) {
    guard try peek() == UInt8(ascii: "\"") else { throw error("a member's name is missing") }
    try text()
    guard try peek() == UInt8(ascii: ":") else { throw error("a colon is missing") }
    offset += 1
  }

  private mutating func text() throws(JSONError) {
    let start = offset
    var escaped: UInt32 = 0
    offset += 1
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "\"") {
        offset += 1
        marks.append(JSONOutline.Mark(start: UInt32(start), end: UInt32(offset) | escaped))
        return
      }
      guard byte >= 0x20 else { throw error("a control character stands in a text") }
      offset += 1
      if byte == UInt8(ascii: "\\") {
        escaped = JSONOutline.escaped
        try escape()
      }
    }
    throw error("a text does not end")
  }

  private mutating func escape() throws(JSONError) {
    guard offset < bytes.count else { throw error("a text does not end") }
    let mark = bytes[offset]
    offset += 1
    if mark == UInt8(ascii: "u") {
      for _ in 0..<4 {
        guard offset < bytes.count, isHexadecimalDigit(bytes[offset]) else {
          throw error("a hexadecimal digit is missing")
        }
        offset += 1
      }
    } else if !"\"\\/bfnrt".utf8.contains(mark) {
      throw error("an unknown escape stands in a text")
    }
  }

  private mutating func literal(_ text: StaticString) throws(JSONError) {
    let length = text.utf8CodeUnitCount
    guard bytes.count - offset >= length,
      (0..<length).allSatisfy({ bytes[offset + $0] == text.utf8Start[$0] })
    else { throw error("no value") }
    noteSimple(from: offset, count: length)
  }

  /// Reads `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  private mutating func number() throws(JSONError) {
    var index = offset
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
    let first = index
    skipDigits(&index)
    guard index > first else { throw error("no value") }
    if bytes[first] == UInt8(ascii: "0"), index > first + 1 {
      throw error("a number begins with a zero")
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      try requireDigits(&index)
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-")
      {
        index += 1
      }
      try requireDigits(&index)
    }
    noteSimple(from: offset, count: index - offset)
  }

  private func requireDigits(_ index: inout Int) throws(JSONError) {
    let first = index
    skipDigits(&index)
    guard index > first else { throw error("a digit is missing") }
  }

  private func skipDigits(_ index: inout Int) {
    while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 { index += 1 }
  }

  private mutating func noteSimple(from start: Int, count: Int) {
    offset = start + count
    marks.append(JSONOutline.Mark(start: UInt32(start), end: UInt32(offset)))
  }

  private mutating func skipWhiteSpace() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x0A, 0x0D, 0x09: offset += 1
      default: return
      }
    }
  }

  /// The first byte of what comes next, white space aside.
  private mutating func peek() throws(JSONError) -> UInt8 {
    skipWhiteSpace()
    guard offset < bytes.count else { throw error("the document ends too early") }
    return bytes[offset]
  }

  private func error(_ reason: String) -> JSONError { JSONError(offset: offset, reason: reason) }
}

private func isHexadecimalDigit(_ byte: UInt8) -> Bool {
  byte &- 48 < 10 || (byte | 0x20) &- 97 < 6
}
