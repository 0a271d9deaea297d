import Primitives
import Testing

@testable import ChatEndpoint

@Suite struct `Paths, expressions and predicates` {
  let document =
    #"{"a":{"b":[1,"two",null,{"c":true}]},"":{"~/":"odd"},"*":"star","rooms":{"r1":[1,2],"r2":[3]},"#
    + #""empty":"","big":12345678901234567890,"float":1.50,"id":"x/y/z","when":"2026-11-21T10:00:00Z"}"#

  func tree(_ json: String) throws -> JSONValue { try JSONValue(parsing: Array(json.utf8)) }

  func text(_ value: JSONValue?) -> String {
    guard let value else { return "-" }
    var json = JSONWriter()
    json.value(value)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("/a/b/0", "1"), ("/a/b/1", #""two""#), ("/a/b/2", "null"), ("/a/b/3/c", "true"),
    ("/a/b/4", "-"), ("/a/b/-1", "-"), ("/a/x", "-"), ("/a/b/0/x", "-"), ("//~0~1", #""odd""#),
    ("/~2", #""star""#), ("/rooms/*", "[1,2]"), ("/rooms/*/1", "2"), ("/rooms/*x/0", "1"),
    ("/rooms/*/*/x", "-"), ("/big", "12345678901234567890"),
  ]) func `a pointer finds the first value`(path: String, found: String) throws {
    let pointer = try #require(Pointer(path))
    #expect(text(pointer.first(in: try tree(document))) == found)
  }

  @Test(arguments: ["a", "a/b", "/a~", "/a~3", "/~", "*"])
  func `a pointer that is none is refused`(path: String) {
    #expect(Pointer(path) == nil)
  }

  @Test func `a wildcard visits all in order and binds keys`() throws {
    let pointer = try #require(Pointer("/rooms/*room/*"))
    #expect(pointer.bindings == ["room"])
    #expect(pointer.container == Pointer("/rooms"))
    var found: [String] = []
    pointer.forEach(in: try tree(document)) { found.append("\($1[0])=\(text($0))") }
    #expect(found == ["r1=1", "r1=2", "r2=3"])
    let whole = try #require(Pointer(""))
    #expect(whole.first(in: .boolean(true)) == .boolean(true))
  }

  func surroundings() throws -> Surroundings {
    var surroundings = Surroundings()
    surroundings.item = try tree(document)
    surroundings.entry = .string("the entry")
    surroundings.root = try tree(#"{"next":"n1"}"#)
    surroundings.headers = [HTTPHeader("X-Last", "42")]
    surroundings.keys = ["r9"]
    surroundings.values.bound = ["self_id": "bot"]
    surroundings.values.now = noon
    return surroundings
  }

  func reader() -> PathReader {
    var declarations = Declarations()
    declarations.bound = ["self_id"]
    return PathReader(vocabulary: .reading(declarations), keys: ["room"])
  }

  func expression(_ json: String) throws -> Expression {
    try reader().expression(ProfileNode(value: try tree(json), path: "/x"))
  }

  @Test(
    arguments: [
      (#""/a/b/1""#, "two"), (#""/a/b/0""#, "1"), (#""/a/b/3/c""#, "true"), (#""/a/b/2""#, nil),
      (#""/a/b""#, nil), (#""/empty""#, nil), (#""/float""#, "1.50"), (#""entry:""#, "the entry"),
      (#""root:/next""#, "n1"), (#""header:x-last""#, "42"), (#""header:x-none""#, nil),
      (#""key:room""#, "r9"), (#""var:self_id""#, "bot"),
      (#"{"first":["/x","/empty","/a/b/1"]}"#, "two"), (#"{"first":["/x"]}"#, nil),
      (#"{"template":"{/a/b/0}:{key:room}!"}"#, "1:r9!"), (#"{"template":"{/x}:{/a/b/0}"}"#, nil),
      (#"{"const":7}"#, "7"), (#"{"all":"/rooms/*/*"}"#, "[1,2,3]"), (#"{"all":"/x/*"}"#, nil),
      (#"{"at":"/id","after_last":"/"}"#, "z"), (#"{"at":"/a/b/1","after_last":"/"}"#, "two"),
      (#"{"at":"/x","default":"d"}"#, "d"), (#"{"at":"/a/b/1","equals":"two"}"#, "true"),
      (#"{"at":"/a/b/1","equals":"three"}"#, nil), (#"{"at":"/x","exists":false}"#, "true"),
      (#"{"at":"/id","if":{"at":"/big","exists":true}}"#, "x/y/z"),
      (#"{"at":"/id","if":{"at":"/big","exists":false}}"#, nil),
      (#"{"at":{"at":"/id","after_last":"/"}}"#, "z"),
      (
        #"{"sha256":["/id","/x"]}"#,
        SHA256.hexadecimal(#"["x/y/z",""]"#)
      ),
    ] as [(String, String?)]) func `an expression has a value`(json: String, value: String?) throws
  {
    #expect(try expression(json).text(in: try surroundings()) == value)
  }

  @Test(
    arguments: [
      ("ms", "1795000000123", 1_795_000_000_123), ("s", "1795000000", 1_795_000_000_000),
      ("s", "1795000000.5", 1_795_000_000_500), ("us", "1795000000123999", 1_795_000_000_123),
      ("rfc3339", "2026-11-21T10:00:00.123456789+01:00", 1_795_251_600_123), ("s", "0", nil),
      ("s", "-5", nil), ("s", "1e9", nil), ("ms", "999999999999999999999", nil), ("s", "soon", nil),
      ("s", "", nil),
    ] as [(String, String, Int64?)]) func `a time has a unit`(
      unit: String, text: String, ms: Int64?
    )
    throws
  {
    let expression = try expression(#"{"const":"\#(text)","unit":"\#(unit)"}"#)
    #expect(expression.instant(in: Surroundings())?.milliseconds == ms)
  }

  @Test(arguments: [
    (#"{"at":"/a/b/1","is":"two"}"#, true), (#"{"at":"/a/b/0","is":1}"#, true),
    (#"{"at":"/a/b/3/c","is":true}"#, true), (#"{"at":"/x","is":""}"#, true),
    (#"{"at":"/empty","is":""}"#, true), (#"{"at":"/a/b/1","not":"two"}"#, false),
    (#"{"at":"/x","not":"two"}"#, true), (#"{"at":"/a/b/1","in":["one","two"]}"#, true),
    (#"{"at":"/a/b/1","not_in":["one","two"]}"#, false), (#"{"at":"/a/b","exists":true}"#, true),
    (#"{"at":"/empty","exists":true}"#, false), (#"{"at":"/x","exists":false}"#, true),
    (#"{"at":"/id","prefix":"x/"}"#, true), (#"{"at":"/id","prefix":"y"}"#, false),
    (#"{"at":"/big","gt":"12345678901234567889"}"#, true),
    (#"{"at":"/big","gt":"12345678901234567890"}"#, false),
    (#"{"at":"/float","gt":1.5}"#, false), (#"{"at":"/float","gt":1.49}"#, true),
    (#"{"at":"/float","not_gt":1.5}"#, true), (#"{"at":"/x","gt":1}"#, false),
    (#"{"at":"/big","gt":"{{cursor}}"}"#, true), (#"{"at":"/x","not_gt":"{{cursor}}"}"#, true),
    (#"{"at":"/when","gt":"2026-11-21T10:00:30Z"}"#, false),
    (#"{"at":"/when","gt":"2026-11-21T10:00:30Z","slack_s":60}"#, true),
    (#"{"at":"/when","gt":"2026-11-21T10:02:30Z","slack_s":60}"#, false),
    (#"{"any":[{"at":"/x","exists":true},{"at":"/id","exists":true}]}"#, true),
    (#"{"any":[{"at":"/x","exists":true}]}"#, false), (#"{"status":[200,204]}"#, true),
    (#"{"status":404}"#, false), (#"{"status":200,"at":"/id","is":"q"}"#, false),
    (#"{"at":"var:self_id","is":"{{var.self_id}}"}"#, true),
  ]) func `a predicate holds or does not`(json: String, holds: Bool) throws {
    let predicates = try reader().predicates(ProfileNode(value: try tree(json), path: "/x"))
    #expect(predicates.count == 1)
    let surroundings = try surroundings()
    #expect(predicates.allSatisfy { $0.holds(in: surroundings) } == holds)
  }

  @Test(arguments: [
    ("2", "10", false), ("10", "2", true), ("1503435956.000247", "1503435956.00024", true),
    ("1.0", "1", false), ("1", "1.0", false), ("-1", "1", false), ("1", "-1", true),
    ("-2", "-1", false), ("007", "7", false),
    ("18446744073709551617", "18446744073709551616", true),
    ("2026-11-21T10:00:00Z", "2026-11-20T10:00:00Z", true), ("b", "a", true), ("a", "10", true),
    ("", "", false), ("1", "", true),
  ]) func `numbers are compared as texts`(left: String, right: String, isGreater: Bool) {
    #expect(DecimalText.isGreater(left, than: right) == isGreater)
  }

  @Test(arguments: [
    ("41", 1, "42"), ("-1", 1, "0"), ("x", 1, "x"),
    ("9223372036854775807", 1, "9223372036854775807"),
  ])
  func `a cursor is counted on`(text: String, summand: Int, sum: String) {
    #expect(DecimalText.sum(text, summand) == sum)
  }

  @Test(
    arguments: [
      ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
      ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
      ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Mon, 06 Nov 2045 08:49:37 GMT", 2_393_570_977),
      ("Sun, 31 Feb 1994 08:49:37 GMT", nil), ("yesterday", nil), ("", nil), ("17", nil),
      ("Sun, 06 Nov 1994", nil), ("Nov Nov Nov Nov Nov : :", nil),
    ] as [(String, Int64?)]) func `a date of HTTP is read in its three forms`(
      text: String, seconds: Int64?
    )
  {
    #expect(Instant(httpDate: text)?.seconds == seconds)
  }

  @Test(
    arguments: [
      (.seconds, "17", 17_000), (.seconds, "2.4", 2400), (.seconds, "0.0001", 1),
      (.seconds, "0", 0),
      (.seconds, "6775", 6_775_000), (.seconds, "-3", nil), (.seconds, "soon", nil),
      (.seconds, "1e9", nil), (.seconds, "99999999999999999999", nil), (.seconds, "3000000", nil),
      (.milliseconds, "2400", 2400), (.epochSeconds, "1795000009", 9000),
      (.epochSeconds, "1794999991", 0), (.epochMilliseconds, "1795000000250", 250),
      (.seconds, "1795000009", 9000), (.seconds, "", nil), (.seconds, "1.2.3", nil),
      (.seconds, "Wed, 18 Nov 2026 11:06:50 GMT", 10_000),
      (.seconds, "Wed, 18 Nov 2020 11:06:50 GMT", 0),
      (.seconds, "Wed, 18 Nov 2099 11:06:50 GMT", nil),
    ] as [(WaitUnit, String, Int64?)]) func `a wait is read in its unit`(
      unit: WaitUnit, text: String, ms: Int64?
    )
  {
    #expect(unit.span(text, now: noon)?.milliseconds == ms)
  }

  @Test(
    arguments: [
      (#"<https://a/2>; rel="next""#, "https://a/2"),
      (#"<https://a/1>; rel="prev", <https://a/3>; rel=next"#, "https://a/3"),
      (#"<https://a/1>; rel="prev""#, nil), ("", nil), ("<<>>", nil),
    ] as [(String, String?)]) func `the next page is linked`(field: String, url: String?)
  {
    #expect(LinkHeader.next(field) == url)
  }
}
