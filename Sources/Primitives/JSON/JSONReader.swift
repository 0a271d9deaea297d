/// Reads JSON from front to back, a value at a time, without building what nobody asked for.
///
/// A page of messages is read whole by `value()`; a snapshot of many megabytes is read member by
/// member, so that only one element at a time is held as a tree.
package struct JSONReader {
  private let bytes: [UInt8]
  private let maximumDepth: Int
  private var depth = 0

  /// The number of bytes read so far.
  package private(set) var offset: Int

  /// Starts at the first byte of `bytes`; a byte order mark is passed over.
  package init(_ bytes: [UInt8], maximumDepth: Int = 128) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Starts at the byte `offset` of `bytes`, where a value begins.
  init(_ bytes: [UInt8], at offset: Int) {
    self.bytes = bytes
    self.offset = offset
    maximumDepth = 128
  }

  /// Reads the next value whole.
  package mutating func value() throws(JSONError) -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "{"):
      var members: [JSONMember] = []
      try object { (name, reader) throws(JSONError) in
        members.append(JSONMember(name, try reader.value()))
      }
      return .object(members)
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      try array { (reader) throws(JSONError) in elements.append(try reader.value()) }
      return .array(elements)
    case UInt8(ascii: "\""):
      return .string(try string())
    case UInt8(ascii: "t"):
      try literal("true")
      return .boolean(true)
    case UInt8(ascii: "f"):
      try literal("false")
      return .boolean(false)
    case UInt8(ascii: "n"):
      try literal("null")
      return .null
    default:
      return .number(try number())
    }
  }

  /// Reads an object; `body` is called with each name and must read exactly that name's value.
  package mutating func object(
    _ body: (String, inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    try open(UInt8(ascii: "{"), as: "an object")
    if try peek() == UInt8(ascii: "}") { return close() }
    while true {
      guard try peek() == UInt8(ascii: "\"") else { throw error("a member's name is missing") }
      let name = try string()
      guard try peek() == UInt8(ascii: ":") else { throw error("a colon is missing") }
      offset += 1
      try body(name, &self)
      guard try another(before: UInt8(ascii: "}")) else { return close() }
    }
  }

  /// Reads a list; `body` is called before each element and must read exactly that element.
  package mutating func array(
    _ body: (inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    try open(UInt8(ascii: "["), as: "a list")
    if try peek() == UInt8(ascii: "]") { return close() }
    while true {
      try body(&self)
      guard try another(before: UInt8(ascii: "]")) else { return close() }
    }
  }

  /// Passes over the next value.
  package mutating func skip() throws(JSONError) {
    _ = try value()
  }

  /// Requires that only white space is left.
  package mutating func end() throws(JSONError) {
    skipWhiteSpace()
    guard offset == bytes.count else { throw error("something follows the document") }
  }

  private func error(_ reason: String) -> JSONError {
    JSONError(offset: offset, reason: reason)
  }

  private mutating func skipWhiteSpace() {
    let count = bytes.count
    while offset < count {
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

  private mutating func open(_ bracket: UInt8, as what: String) throws(JSONError) {
    guard try peek() == bracket else { throw error("\(what) was expected") }
    guard depth < maximumDepth else { throw error("nested deeper than \(maximumDepth)") }
    depth += 1
    offset += 1
  }

  private mutating func close() {
    depth -= 1
    offset += 1
  }

  /// Steps over a comma; false where the bracket `last` stands instead.
  private mutating func another(before last: UInt8) throws(JSONError) -> Bool {
    let byte = try peek()
    if byte == last { return false }
    guard byte == UInt8(ascii: ",") else { throw error("a comma is missing") }
    offset += 1
    return true
  }

  private mutating func literal(_ text: StaticString) throws(JSONError) {
    let length = text.utf8CodeUnitCount
    let matches = bytes.withUnsafeBufferPointer { buffer in
      offset + length <= buffer.count
        && (0..<length).allSatisfy { buffer[offset + $0] == text.utf8Start[$0] }
    }
    guard matches else { throw error("no value") }
    offset += length
  }

  /// Reads a number as text: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  private mutating func number() throws(JSONError) -> String {
    let start = offset
    if byte(is: "-") { offset += 1 }
    let firstDigit = offset
    guard skipDigits() > 0 else {
      offset = start
      throw error("no value")
    }
    if bytes[firstDigit] == UInt8(ascii: "0"), offset > firstDigit + 1 {
      throw error("a number begins with a zero")
    }
    if byte(is: ".") {
      offset += 1
      guard skipDigits() > 0 else { throw error("a digit is missing") }
    }
    if byte(is: "e") || byte(is: "E") {
      offset += 1
      if byte(is: "+") || byte(is: "-") { offset += 1 }
      guard skipDigits() > 0 else { throw error("a digit is missing") }
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private func byte(is mark: Unicode.Scalar) -> Bool {
    offset < bytes.count && UInt32(bytes[offset]) == mark.value
  }

  private mutating func skipDigits() -> Int {
    let start = offset
    while offset < bytes.count, bytes[offset] >= 48, bytes[offset] <= 57 { offset += 1 }
    return offset - start
  }
}

extension JSONReader {
  /// Reads a text, taking over the bytes between two escapes in one piece.
  package mutating func string() throws(JSONError) -> String {
    guard try peek() == UInt8(ascii: "\"") else { throw error("a text was expected") }
    offset += 1
    let start = offset
    try skipPlainBytes()
    if bytes[offset] == UInt8(ascii: "\"") {
      defer { offset += 1 }
      return decoded(start..<offset)
    }
    var unescaped = Array(bytes[start..<offset])
    while bytes[offset] != UInt8(ascii: "\"") {
      try appendEscape(to: &unescaped)
      let next = offset
      try skipPlainBytes()
      unescaped.append(contentsOf: bytes[next..<offset])
    }
    offset += 1
    return String(decoding: unescaped, as: UTF8.self)
  }

  private func decoded(_ range: Range<Int>) -> String {
    bytes.withUnsafeBufferPointer { buffer in
      String(decoding: UnsafeBufferPointer(rebasing: buffer[range]), as: UTF8.self)
    }
  }

  /// Moves to the next quotation mark or backslash.
  private mutating func skipPlainBytes() throws(JSONError) {
    let from = offset
    let stop = bytes.withUnsafeBufferPointer { buffer in
      var index = from
      while index < buffer.count {
        let byte = buffer[index]
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
        index += 1
      }
      return index
    }
    offset = stop
    guard offset < bytes.count else { throw error("a text does not end") }
    guard bytes[offset] >= 0x20 else { throw error("a control character stands in a text") }
  }

  private mutating func appendEscape(to unescaped: inout [UInt8]) throws(JSONError) {
    guard offset + 1 < bytes.count else { throw error("a text does not end") }
    let mark = bytes[offset + 1]
    offset += 2
    switch mark {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(mark)
    case UInt8(ascii: "b"): unescaped.append(0x08)
    case UInt8(ascii: "f"): unescaped.append(0x0C)
    case UInt8(ascii: "n"): unescaped.append(0x0A)
    case UInt8(ascii: "r"): unescaped.append(0x0D)
    case UInt8(ascii: "t"): unescaped.append(0x09)
    case UInt8(ascii: "u"): unescaped.append(contentsOf: Array(String(try scalar()).utf8))
    default: throw error("an unknown escape stands in a text")
    }
  }

  /// Reads the four digits behind `\u`, and the second half of a surrogate pair.
  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let replacement: Unicode.Scalar = "\u{FFFD}"
    let high = try codeUnit()
    guard (0xD800...0xDBFF).contains(high) else { return Unicode.Scalar(high) ?? replacement }
    guard offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
      bytes[offset + 1] == UInt8(ascii: "u")
    else { return replacement }
    let before = offset
    offset += 2
    let low = try codeUnit()
    guard (0xDC00...0xDFFF).contains(low) else {
      offset = before
      return replacement
    }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? replacement
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard offset < bytes.count, let digit = hexadecimalDigit(bytes[offset]) else {
        throw error("a hexadecimal digit is missing")
      }
      unit = unit << 4 | digit
      offset += 1
    }
    return unit
  }
}

/// The value of an ASCII hexadecimal digit.
private func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 48...57: UInt32(byte - 48)
  case 65...70: UInt32(byte - 55)
  case 97...102: UInt32(byte - 87)
  default: nil
  }
}
