import Primitives
import Testing

@Suite struct JSONPartTests {
  private static let sample = """
    {"id":"T7","text":"a \\"b\\" \\u00e9 \\n","votes":["u1","u2",""],"count":-12,"ratio":0.5e-3,
     "open":true,"closed":false,"none":null,"deep":{"list":[[],{},[{"x":1}]]},"at":"2026-11-21T10:00:00.250Z"}
    """

  /// The same as a tree, numbers that are not whole ones aside.
  private func tree(_ part: JSONPart) -> JSONValue {
    if let members = part.members {
      return .object(members.map { JSONMember($0.name, tree($0.value)) })
    }
    if let elements = part.array { return .array(elements.map(tree)) }
    if let text = part.string { return .string(text) }
    if let truth = part.boolean { return .boolean(truth) }
    return part.integer.map { .number(String($0)) } ?? .null
  }

  private func simplified(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(members.map { JSONMember($0.name, simplified($0.value)) })
    case .array(let elements): .array(elements.map(simplified))
    case .number: value.integer.map { .number(String($0)) } ?? .null
    default: value
    }
  }

  @Test(arguments: [
    "{}", "[]", " [ true , false , null ] ", "\"\"", "12", "-0", "[[[]]]", "{\"a\":{\"b\":[]}}",
    "1e400",
    "\u{FEFF}{}", "9223372036854775807", "9223372036854775808", "-9223372036854775808", sample,
    #""\ud83d\ude00 \u00e9 \n""#, #""\ud83d""#,
  ]) func `what is read in place is what a tree holds`(text: String) throws {
    let bytes = Array(text.utf8)
    #expect(tree(try JSONPart(parsing: bytes)) == simplified(try JSONValue(parsing: bytes)))
  }

  @Test func `it takes and refuses what a tree takes and refuses`() {
    let marks = Array("{}[]\",:\\u0-.eEtfn \u{01}9".utf8)
    var randomness = Randomness(seed: 7)
    for _ in 0..<20_000 {
      var bytes = Array(Self.sample.utf8)
      for _ in 0..<randomness.number(below: 3) + 1 {
        let place = randomness.number(below: bytes.count)
        switch randomness.number(below: 3) {
        case 0: bytes[place] = marks[randomness.number(below: marks.count)]
        case 1: bytes.remove(at: place)
        default: bytes.insert(marks[randomness.number(below: marks.count)], at: place)
        }
      }
      let value = try? JSONValue(parsing: bytes)
      let part = try? JSONPart(parsing: bytes)
      #expect((part == nil) == (value == nil), "\(String(decoding: bytes, as: UTF8.self))")
      if let part, let value { #expect(tree(part) == simplified(value)) }
    }
  }

  @Test func `members are found by their names`() throws {
    let part = try JSONPart(parsing: Array(Self.sample.utf8))
    #expect(part["id"]?.string == "T7")
    #expect(part["text"]?.string == "a \"b\" é \n")
    #expect(part["count"]?.integer == -12)
    #expect(part["ratio"]?.integer == nil)
    #expect(part["at"]?.instant == Instant(rfc3339: "2026-11-21T10:00:00.25Z"))
    #expect(part["at"]?.integer == nil)
    #expect(part["deep"]?["list"]?.array?.count == 3)
    #expect(part["votes"]?.array?.map { $0.string } == ["u1", "u2", ""])
    #expect(part["closed"]?.boolean == false)
    #expect(part["missing"] == nil)
    #expect(part["id"]?["id"] == nil)
    #expect(try JSONPart(parsing: Array(#"{"a":1,"a":2}"#.utf8))["a"]?.integer == 1)
  }

  @Test func `a part of the bytes can be a document`() throws {
    let bytes = Array("x {\"a\":1} y".utf8)
    #expect(try JSONPart(parsing: bytes, in: 1..<10)["a"]?.integer == 1)
    #expect(throws: JSONError(offset: 10, reason: "something follows the document")) {
      try JSONPart(parsing: bytes, in: 1..<11)
    }
  }

  @Test func `nesting is bounded`() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 1000)
    #expect(throws: JSONError(offset: 128, reason: "nested deeper than 128")) {
      try JSONPart(parsing: deep)
    }
  }
}

@Suite struct JSONLinesTests {
  private func written(_ json: JSONWriter) -> String {
    var json = json
    json.object { json in
      json.member("topics", arrayOf: 1...2) { json, number in
        json.object { json in
          json.member("id", number)
          json.member("rsvps", linesOf: ["a", "b"]) { json, name in
            json.object { $0.member("by", name) }
          }
          json.member("votes", arrayOf: ["x"]) { $0.string($1) }
        }
      }
      json.member("zone", "UTC")
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  @Test func `what lies deeper than is indented stands on one line, but for a list of lines`() {
    #expect(
      written(JSONWriter(indentedTo: 2)) == """
        {
          "topics": [
            {"id":1,"rsvps":[
                {"by":"a"},
                {"by":"b"}
              ],"votes":["x"]},
            {"id":2,"rsvps":[
                {"by":"a"},
                {"by":"b"}
              ],"votes":["x"]}
          ],
          "zone": "UTC"
        }
        """)
  }

  @Test func `a list of lines is like any other where all is on one line, or all is indented`() {
    #expect(!written(JSONWriter()).contains("\n"))
    #expect(written(JSONWriter(indented: true)).contains("\"by\": \"b\"\n"))
  }
}
