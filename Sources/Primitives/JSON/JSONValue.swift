/// A JSON document or a part of one (RFC 8259).
///
/// A number keeps its text, because ids of 64 bits and decimal time stamps do not survive a `Double`.
/// An object keeps the order of its members; where a name occurs twice, the first one counts.
package enum JSONValue: Hashable, Sendable {
  /// The literal `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A number as it was written, such as `1`, `-0.5` or `6.02e23`.
  case number(String)
  /// A text, unescaped.
  case string(String)
  /// A list of values.
  case array([JSONValue])
  /// Names with their values, in the order in which they were written.
  case object([JSONMember])
}

/// One name with its value in a JSON object.
package struct JSONMember: Hashable, Sendable {
  /// The name.
  package let name: String
  /// What the name stands for.
  package let value: JSONValue

  /// Pairs `name` with `value`.
  package init(_ name: String, _ value: JSONValue) {
    self.name = name
    self.value = value
  }
}

extension JSONValue {
  /// Reads a whole document: one value, with nothing but white space around it.
  ///
  /// A byte order mark in front is passed over. Nesting deeper than `maximumDepth` is an error, as is
  /// everything else that RFC 8259 forbids, except that ill-formed UTF-8 and lone surrogates become
  /// U+FFFD: one bad character must not hide a page of good messages.
  package init(parsing bytes: [UInt8], maximumDepth: Int = 128) throws(JSONError) {
    var reader = JSONReader(bytes, maximumDepth: maximumDepth)
    self = try reader.value()
    try reader.end()
  }

  /// The value of the member `name`; nil where this is no object or has no such member.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    for member in members where member.name == name { return member.value }
    return nil
  }

  /// The text, where this is one.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth, where this is one.
  package var boolean: Bool? {
    if case .boolean(let truth) = self { truth } else { nil }
  }

  /// The number, where this is a whole one that fits 64 bits and was written without an exponent.
  package var integer: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }

  /// The elements, where this is a list.
  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, where this is an object.
  package var members: [JSONMember]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// Whether this is the literal `null`.
  package var isNull: Bool {
    if case .null = self { true } else { false }
  }
}

/// Why bytes are no JSON document, and where that showed.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The number of bytes before the trouble.
  package let offset: Int
  /// What is wrong there, as a clause without a full stop.
  package let reason: String

  /// States that `reason` was found at `offset`.
  package init(offset: Int, reason: String) {
    self.offset = offset
    self.reason = reason
  }

  /// The reason with its place.
  package var description: String { "\(reason) at byte \(offset)" }
}
