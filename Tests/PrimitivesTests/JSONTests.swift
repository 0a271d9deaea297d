import Primitives
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    (#"{"a":1}"#, JSONValue.object([JSONMember("a", .number("1"))])),
    (#"[]"#, .array([])),
    (#" [ true , false , null ] "#, .array([.boolean(true), .boolean(false), .null])),
    (#""\ud83d\ude00 \u00e9 \n""#, .string("😀 é \n")),
    (#""\ud83d""#, .string("\u{FFFD}")),
    (#""\ud83dx""#, .string("\u{FFFD}x")),
    (#"1e400"#, .number("1e400")),
    (#"-0.50"#, .number("-0.50")),
    (#"12345678901234567890123"#, .number("12345678901234567890123")),
    ("\u{FEFF}{}", .object([])),
  ]) func `a valid document is read`(text: String, expected: JSONValue) throws {
    #expect(try JSONValue(parsing: Array(text.utf8)) == expected)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "NaN", "01", "1.", "--1", "\"a", "\"\u{01}\"", "{} {}", "tru",
    "[1 2]", "{\"a\" 1}", "{1:2}", "\"\\x\"", "\"\\u12g4\"", "Infinity", "'a'", "-", "1e",
  ]) func `an invalid document is refused`(text: String) {
    #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
  }

  @Test func `nesting is bounded`() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(throws: JSONError(offset: 128, reason: "nested deeper than 128")) {
      try JSONValue(parsing: deep)
    }
  }

  @Test func `ill-formed text is mended and not refused`() throws {
    let bytes: [UInt8] = [0x22, 0x61, 0xFF, 0x62, 0x22]
    #expect(try JSONValue(parsing: bytes) == .string("a\u{FFFD}b"))
  }

  @Test(arguments: ["{\"a\":[1,{\"b\":\"c\"}],\"d\":{}}", "[]", "\"\\u0000\\u007f\\r\\t\\\\\""])
  func `what is written is read back the same`(text: String) throws {
    let value = try JSONValue(parsing: Array(text.utf8))
    var compact = JSONWriter()
    compact.value(value)
    #expect(String(decoding: compact.bytes, as: UTF8.self) == text)
    var indented = JSONWriter(indented: true)
    indented.value(value)
    #expect(try JSONValue(parsing: indented.bytes) == value)
  }

  @Test func `an indented document is pleasant to read`() {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("name", "Ana")
      json.member("topics", arrayOf: [7, 8]) { $0.integer($1) }
      json.member("none", arrayOf: [Int]()) { $0.integer($1) }
    }
    let expected = """
      {
        "name": "Ana",
        "topics": [
          7,
          8
        ],
        "none": []
      }
      """
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
  }
}
