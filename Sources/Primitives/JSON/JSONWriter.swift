/// Writes JSON to bytes: compact on one line, indented for a reader, or with a line for each thing.
///
/// The writer sets commas and colons; whoever calls it says what comes next. It writes only valid
/// UTF-8 and escapes what RFC 8259 asks for, so a line of a journal never holds a raw line break.
package struct JSONWriter {
  /// What has been written so far.
  package private(set) var bytes: [UInt8] = []

  /// How deep a value may lie that begins a line of its own; 0 where all stands on one line.
  private var lineDepth: Int
  private var depth = 0
  private var needsComma = false

  /// Starts an empty document, on one line or indented by two spaces a level.
  package init(indented: Bool = false) {
    lineDepth = indented ? .max : 0
  }

  /// Starts an empty document that is indented down to the level `depth`; what lies deeper stands on
  /// one line with what it is a part of.
  package init(indentedTo depth: Int) {
    lineDepth = depth
  }

  /// Makes room for `count` bytes at once.
  package mutating func reserveCapacity(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  /// Starts afresh and keeps the room that the last document took.
  package mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    depth = 0
    needsComma = false
  }

  /// Puts `replacement` over as many bytes that were written before, such as a check of the rest.
  package mutating func overwrite(_ replacement: [UInt8], at offset: Int) {
    bytes.replaceSubrange(offset..<offset + replacement.count, with: replacement)
  }

  /// Writes an object whose members `body` writes.
  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    bracketed(by: UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  /// Writes a list whose elements `body` writes.
  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    bracketed(by: UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  /// Writes a list with an element for each of `elements`.
  package mutating func array<Elements: Sequence>(
    of elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    array { json in
      for element in elements { body(&json, element) }
    }
  }

  /// Writes a list with a line for each of `elements`, whatever the level, and each on one line.
  ///
  /// Where all is indented or nothing is, it is a list like any other.
  package mutating func lines<Elements: Sequence>(
    of elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    let outer = lineDepth
    array { json in
      if outer != 0, outer != .max { json.lineDepth = json.depth }
      for element in elements { body(&json, element) }
    }
    lineDepth = outer
  }

  /// Writes a member's name; its value must follow.
  package mutating func name(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    if depth <= lineDepth { bytes.append(UInt8(ascii: " ")) }
    needsComma = false
  }

  /// Writes a text.
  package mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { appendEscaped($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes an instant in RFC 3339 form.
  package mutating func instant(_ instant: Instant) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    instant.appendDescription(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a whole number.
  package mutating func integer(_ number: some BinaryInteger) {
    separate()
    guard let small = Int(exactly: number), small >= 0 else {
      return bytes.append(contentsOf: String(number).utf8)
    }
    appendDigits(small)
  }

  /// Writes `true` or `false`.
  package mutating func boolean(_ truth: Bool) {
    separate()
    bytes.append(contentsOf: truth ? "true".utf8 : "false".utf8)
  }

  /// Writes `null`.
  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes a tree.
  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .boolean(let truth): boolean(truth)
    case .number(let text): raw(text.utf8)
    case .string(let text): string(text)
    case .array(let elements): array(of: elements) { $0.value($1) }
    case .object(let members):
      object { json in
        for member in members {
          json.name(member.name)
          json.value(member.value)
        }
      }
    }
  }

  /// Writes bytes that are already one JSON value.
  package mutating func raw(_ value: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: value)
  }

  /// Puts a line break where one document or record ends; the next value begins afresh.
  package mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if depth <= lineDepth, depth > 0, needsComma || bytes.last != UInt8(ascii: " ") { breakLine() }
    needsComma = true
  }

  private mutating func bracketed(
    by opening: UInt8, _ closing: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(opening)
    depth += 1
    needsComma = false
    body(&self)
    depth -= 1
    if depth < lineDepth, needsComma { breakLine() }
    bytes.append(closing)
    needsComma = true
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth * 2 { bytes.append(UInt8(ascii: " ")) }
  }

  /// Appends a whole number as it is written, without a detour through a text.
  private mutating func appendDigits(_ number: Int) {
    var divisor = 1
    while number / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(truncatingIfNeeded: 48 + number / divisor % 10))
      divisor /= 10
    }
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    // Hardly a text needs an escape, and looking at all bytes alike is what processors are good at.
    var needsEscape = false
    for byte in text {
      let isSpecial =
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
      needsEscape = needsEscape || isSpecial
    }
    guard needsEscape else { return bytes.append(contentsOf: text) }
    var start = 0
    for (index, byte) in text.enumerated() {
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
      else { continue }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      appendEscape(for: byte)
      start = index + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  private mutating func appendEscape(for byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
    case 0x0A: bytes.append(contentsOf: "\\n".utf8)
    case 0x0D: bytes.append(contentsOf: "\\r".utf8)
    case 0x09: bytes.append(contentsOf: "\\t".utf8)
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: "\\u00".utf8)
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }
}

extension JSONWriter {
  /// Writes the member `name` with a text.
  package mutating func member(_ name: String, _ text: String) {
    self.name(name)
    string(text)
  }

  /// Writes the member `name` with a text, or nothing at all where there is none.
  package mutating func member(_ name: String, ifPresent text: String?) {
    if let text { member(name, text) }
  }

  /// Writes the member `name` with a whole number.
  package mutating func member(_ name: String, _ number: some BinaryInteger) {
    self.name(name)
    integer(number)
  }

  /// Writes the member `name` with `true` or `false`.
  package mutating func member(_ name: String, _ truth: Bool) {
    self.name(name)
    boolean(truth)
  }

  /// Writes the member `name` with an identifier.
  package mutating func member<Kind>(_ name: String, _ identifier: Identifier<Kind>) {
    member(name, identifier.text)
  }

  /// Writes the member `name` with an identifier, or nothing at all where there is none.
  package mutating func member<Kind>(_ name: String, ifPresent identifier: Identifier<Kind>?) {
    if let identifier { member(name, identifier.text) }
  }

  /// Writes the member `name` with an instant in RFC 3339 form.
  package mutating func member(_ name: String, _ instant: Instant) {
    self.name(name)
    self.instant(instant)
  }

  /// Writes the member `name` with an instant, or nothing at all where there is none.
  package mutating func member(_ name: String, ifPresent instant: Instant?) {
    if let instant { member(name, instant) }
  }

  /// Writes the member `name` with a list that has an element for each of `elements`.
  package mutating func member<Elements: Sequence>(
    _ name: String, arrayOf elements: Elements,
    _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    self.name(name)
    array(of: elements, body)
  }

  /// Writes the member `name` with a list that has a line for each of `elements`, as `lines` does.
  package mutating func member<Elements: Sequence>(
    _ name: String, linesOf elements: Elements,
    _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    self.name(name)
    lines(of: elements, body)
  }

  /// Writes the member `name` with an object whose members `body` writes.
  package mutating func member(_ name: String, object body: (inout JSONWriter) -> Void) {
    self.name(name)
    object(body)
  }
}
