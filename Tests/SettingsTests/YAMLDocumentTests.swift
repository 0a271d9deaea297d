import Primitives
import Settings
import Testing

@Suite struct `A YAML document` {
  func failure(_ text: String) -> DocumentError? {
    do {
      _ = try YAMLDocument(reading: text, file: "x.yaml")
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("a: 1", #"{"a":1}"#), ("a: 01", #"{"a":"01"}"#), ("a: -0.50", #"{"a":-0.50}"#),
    ("a: no", #"{"a":"no"}"#), ("a: on", #"{"a":"on"}"#), ("a: true", #"{"a":true}"#),
    ("a: 'true'", #"{"a":"true"}"#), ("a: ", #"{"a":null}"#), ("a: ~", #"{"a":null}"#),
    ("a: ''", #"{"a":""}"#), ("a: 16:00", #"{"a":"16:00"}"#), ("a: 0x1F", #"{"a":"0x1F"}"#),
    ("a: 2026-12-03", #"{"a":"2026-12-03"}"#), ("a: .5", #"{"a":".5"}"#), ("", "{}"),
    ("# nothing", "{}"), ("a: [1, {b: c}]", #"{"a":[1,{"b":"c"}]}"#), ("1: x", #"{"1":"x"}"#),
    ("a: &b [1]\nc: *b", #"{"a":[1],"c":[1]}"#),
    ("a: 9007199254740993", #"{"a":9007199254740993}"#),
    ("a: 1e5", #"{"a":1e5}"#), ("a: |\n  x\n  y\n", #"{"a":"x\ny\n"}"#), ("- -", "[[null]]"),
  ]) func `is read as its words say`(text: String, json: String) throws {
    let document = try YAMLDocument(reading: text, file: "x.yaml")
    var writer = JSONWriter()
    writer.value(document.tree)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == json)
  }

  @Test func `knows the lines of its keys`() throws {
    let text = "a: 1\n\nb:\n  c: 2\n  d:\n    - x\n    - {e: 3}\n"
    let document = try YAMLDocument(reading: text, file: "x.yaml")
    #expect(document.line(of: ["a"]) == 1)
    #expect(document.line(of: ["b"]) == 3)
    #expect(document.line(of: ["b", "c"]) == 4)
    #expect(document.line(of: ["b", "d", "1", "e"]) == 7)
    #expect(document.line(of: ["z"]) == nil)
    #expect(document.line(at: "/b/d/1/e") == 7)
    #expect(document.line(at: "/b/d/9/q") == 5)
  }

  @Test func `names file and line of what is wrong`() {
    #expect(failure("a: 1\nb: 2\na: 3\n")?.reason == "the key a stands twice in one map")
    #expect(failure("x:\n  a: 1\n  b: 2\n  'a': 3\n")?.line == 2)
    #expect(failure("a: [1\nb: 2\n")?.line == 2)
    #expect(failure("a: *nobody\n")?.line == 1)
    #expect(failure("a: 1\n---\nb: 1\n")?.line == 2)
    #expect(failure("? [a]\n: 1\n")?.reason == "a key must be a plain text")
    #expect(failure("{[a]: 1}\n")?.reason == "a key must be a plain text")
    #expect(failure("\ta: 1")?.line == 1)
    #expect(failure("a: \u{0}")?.file == "x.yaml")
  }

  @Test func `stays small whatever the file says`() {
    var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let list = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      bomb += "a\(level): &a\(level) [\(list)]\n"
    }
    #expect(failure(bomb)?.reason == "too many values")
    #expect(failure(String(repeating: "[", count: 2000))?.reason != nil)
    #expect(failure(String(repeating: "- ", count: 100) + "x")?.reason == "nested too deeply")
    #expect(failure("a: " + String(repeating: "x", count: 5000))?.line == 1)
    #expect(failure(String(repeating: "a\n", count: 200_000))?.line == nil)
  }
}
