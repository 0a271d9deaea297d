/// A value of a JSON document that is read in place: what nobody asks for is neither copied nor built.
///
/// It asks and answers like `JSONValue`, which is the better choice for what is handed around; this is
/// for what is read once, such as the state. The document stays in memory as long as a part of it.
/// Where a name occurs twice in an object, the first one counts. A name that was written with escapes
/// is not found.
package struct JSONPart: Sendable {
  private let outline: JSONOutline
  private let index: Int

  private init(_ outline: JSONOutline, _ index: Int) {
    self.outline = outline
    self.index = index
  }

  /// Looks through a whole document: one value, with nothing but white space around it.
  ///
  /// What it takes and refuses is what `JSONValue` takes and refuses.
  package init(parsing bytes: [UInt8], maximumDepth: Int = 128) throws(JSONError) {
    try self.init(parsing: bytes, in: bytes.indices, maximumDepth: maximumDepth)
  }

  /// Looks through the document that `bytes` hold at `range`; offsets in errors count from the first
  /// byte of all.
  package init(
    parsing bytes: [UInt8], in range: Range<Int>, maximumDepth: Int = 128
  ) throws(JSONError) {
    outline = try JSONOutline(bytes, range, maximumDepth: maximumDepth)
    index = 0
  }

  /// The value of the member `name`; nil where this is no object or has no such member.
  package subscript(name: String) -> JSONPart? {
    guard outline.firstByte(index) == UInt8(ascii: "{") else { return nil }
    var name = name
    return name.withUTF8 { outline.member($0, of: index) }.map { JSONPart(outline, $0) }
  }

  /// The text, where this is one.
  package var string: String? {
    guard outline.firstByte(index) == UInt8(ascii: "\"") else { return nil }
    if outline.marks[index].end & JSONOutline.escaped != 0 { return unescaped }
    return outline.withContent(index) { String(decoding: $0, as: UTF8.self) }
  }

  private var unescaped: String? {
    var reader = JSONReader(outline.bytes, at: Int(outline.marks[index].start))
    do throws(JSONError) { return try reader.string() } catch { return nil }
  }

  /// The time that a text in RFC 3339 form means; nil for anything else.
  package var instant: Instant? {
    guard outline.firstByte(index) == UInt8(ascii: "\"") else { return nil }
    return outline.withContent(index) { Instant(rfc3339: $0) }
  }

  /// The truth, where this is one.
  package var boolean: Bool? {
    switch outline.firstByte(index) {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  /// The number, where this is a whole one that fits 64 bits and was written without an exponent.
  package var integer: Int? {
    let byte = outline.firstByte(index)
    guard byte == UInt8(ascii: "-") || byte &- 48 < 10 else { return nil }
    return outline.withContent(index) { content in
      let isNegative = content[0] == UInt8(ascii: "-")
      var number = 0
      for digit in content.dropFirst(isNegative ? 1 : 0) {
        guard digit &- 48 < 10 else { return nil }
        let (tens, isTooMuch) = number.multipliedReportingOverflow(by: 10)
        let step = isNegative ? -Int(digit &- 48) : Int(digit &- 48)
        let (sum, isTooLarge) = tens.addingReportingOverflow(step)
        guard !isTooMuch, !isTooLarge else { return nil }
        number = sum
      }
      return number
    }
  }

  /// The elements, where this is a list.
  package var array: [JSONPart]? { array { $0 } }

  /// What `transform` makes of the elements, where this is a list.
  package func array<Element>(_ transform: (JSONPart) -> Element) -> [Element]? {
    guard outline.firstByte(index) == UInt8(ascii: "[") else { return nil }
    let end = Int(outline.marks[index].end)
    var elements: [Element] = []
    var element = index + 1
    while element < end {
      elements.append(transform(JSONPart(outline, element)))
      element = outline.next(element)
    }
    return elements
  }

  /// The members with their names, in the order in which they were written; nil for no object.
  package var members: [(name: String, value: JSONPart)]? {
    guard outline.firstByte(index) == UInt8(ascii: "{") else { return nil }
    let end = Int(outline.marks[index].end)
    var members: [(name: String, value: JSONPart)] = []
    var member = index + 1
    while member < end {
      members.append((JSONPart(outline, member).string ?? "", JSONPart(outline, member + 1)))
      member = outline.next(member + 1)
    }
    return members
  }
}
