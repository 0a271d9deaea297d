import Primitives
import Testing

@testable import ChatEndpoint

@Suite struct `Templates` {
  func values() -> Values {
    var values = Values()
    values.room = "!r:hs"
    values.text = "say \"hi\"\n{{secret.TOKEN}}"
    values.key = "k1"
    values.replyID = "-100:42"
    values.keepsakes = ["recipients": "[1,2]", "topic": "a&b"]
    values.bound = ["self_id": "bot"]
    values.thread = "7"
    return values
  }

  func vocabulary() -> Vocabulary {
    var declarations = Declarations()
    declarations.bound = ["self_id"]
    declarations.keepsakes = ["recipients", "topic", "nothing"]
    return .sending(declarations)
  }

  func node(_ json: String) throws -> ProfileNode {
    ProfileNode(value: try JSONValue(parsing: Array(json.utf8)), path: "/x")
  }

  @Test(arguments: [
    (#"{"a":"{{text}}"}"#, #"{"a":"say \"hi\"\n{{secret.TOKEN}}"}"#),
    (#"{"a":"<{{room}}>"}"#, #"{"a":"<!r:hs>"}"#), (#"{"a":"{{thread|int}}"}"#, #"{"a":7}"#),
    (#"{"a":"{{?user}}","b":1}"#, #"{"b":1}"#), (#"{"a":"x{{?user}}","b":1}"#, #"{"b":1}"#),
    (#"{"a":"{{user|null}}"}"#, #"{"a":null}"#), (#"{"a":"{{thread|null}}"}"#, #"{"a":"7"}"#),
    (#"["{{?user}}","{{room}}"]"#, #"["!r:hs"]"#),
    (#"{"a":"{{text|json}}"}"#, #"{"a":"\"say \\\"hi\\\"\\n{{secret.TOKEN}}\""}"#),
    (#"{"to":"{{reply.recipients|list}}"}"#, #"{"to":[1,2]}"#),
    (#"{"to":"{{reply.topic|list}}"}"#, #"{"to":["a&b"]}"#),
    (#"{"n":"{{idem|hex8}}"}"#, #"{"n":"\#(SHA256.hexadecimal("k1", digits: 8))"}"#),
    (#"{"m":"{{reply.id|tail|int}}"}"#, #"{"m":42}"#),
    (#"{"a":{"$when":"thread","t":"{{thread}}"}}"#, #"{"a":{"t":"7"}}"#),
    (#"{"a":{"$when":"user","t":1},"b":2}"#, #"{"b":2}"#),
    (#"{"a":{"$when":"thread","$value":"v"}}"#, #"{"a":"v"}"#),
    (#"{"a":{"$first":[{"$when":"user","t":1},{"t":2}]}}"#, #"{"a":{"t":2}}"#),
    (#"{"a":{"$first":[{"$when":"user","t":1}]},"b":1}"#, #"{"b":1}"#),
    (#"{"a":{"$first":["{{?user}}","{{room}}"]}}"#, #"{"a":"!r:hs"}"#),
    (#"{"a":[1,{"b":null}],"c":1.50}"#, #"{"a":[1,{"b":null}],"c":1.50}"#), ("{}", "{}"),
    (#"{"a":"{ {{room}} }"}"#, #"{"a":"{ !r:hs }"}"#),
  ]) func `a tree is filled and written`(template: String, written: String) throws {
    let body = try BodyTemplate(try node(template), vocabulary())
    var json = JSONWriter()
    try body.write(to: &json, values())
    #expect(String(decoding: json.bytes, as: UTF8.self) == written)
  }

  @Test(arguments: [#"{"a":"{{user}}"}"#, #"{"a":"{{room|int}}"}"#, #"["x{{user}}"]"#])
  func `a tree that lacks what it needs is no request`(template: String) throws {
    let body = try BodyTemplate(try node(template), vocabulary())
    var json = JSONWriter()
    #expect(throws: RenderError.self) { try body.write(to: &json, values()) }
  }

  @Test(arguments: [
    ("!room:hs", "%21room%3Ahs"), ("👍", "%F0%9F%91%8D"), ("a b+c", "a%20b%2Bc"), ("", ""),
    ("..", "%2E%2E"), (".", "%2E"), ("...", "..."), ("a/../b?c#d%", "a%2F..%2Fb%3Fc%23d%25"),
    ("AZaz09-._~", "AZaz09-._~"), ("\r\n\0", "%0D%0A%00"), ("é", "%C3%A9"),
  ]) func `a segment is encoded whole`(text: String, encoded: String) {
    #expect(PercentEncoding.encode(text) == encoded)
  }

  func origin(_ base: String, query: String = "") throws -> Origin {
    try Origin(
      base: base, shownBase: base, headers: [], query: query,
      at: ProfileNode(value: .null, path: "/base_url"))
  }

  func request(_ json: String, to origin: Origin) throws -> HTTPRequest {
    try RequestTemplate(try node(json), vocabulary(), on: origin).request(values())
  }

  @Test func `a request has its holes encoded by place`() throws {
    let request = try request(
      #"""
      {"method": "POST", "path": "/r/{{room}}/{{reply.topic}}",
       "query": {"x y": "{{text}}", "n": 5, "f": {"types": ["a"], "t": "{{thread}}"},
                 "gone": "{{?user}}", "e": "", "l": [1, 2]},
       "headers": {"X-Key": "{{idem}}", "X-Gone": "{{?user}}"},
       "form": {"to": "{{reply.recipients|list}}", "s": "{{room}}", "o": {"a": "{{thread|int}}"}}}
      """#, to: try origin("https://h/api", query: "key=v"))
    #expect(
      request.url
        == "https://h/api/r/%21r%3Ahs/a%26b?key=v&x%20y=say%20%22hi%22%0A%7B%7Bsecret.TOKEN%7D%7D"
        + "&n=5&f=%7B%22types%22%3A%5B%22a%22%5D%2C%22t%22%3A%227%22%7D&e=&l=%5B1%2C2%5D")
    #expect(
      String(decoding: request.body ?? [], as: UTF8.self)
        == "to=%5B1%2C2%5D&s=%21r%3Ahs&o=%7B%22a%22%3A7%7D")
    #expect(
      request.headers == [
        HTTPHeader("Content-Type", "application/x-www-form-urlencoded"), HTTPHeader("X-Key", "k1"),
      ])
    #expect(request.shownURL == "https://h/api/r/{{room}}/{{reply.topic}}")
  }

  @Test func `a header field never holds a line break`() throws {
    let json = #"{"method":"GET","path":"/","headers":{"X-Text":"{{text}}"}}"#
    #expect(throws: RenderError.self) { try request(json, to: try origin("https://h")) }
  }

  @Test func `the host never depends on what is filled in`() throws {
    let request = try request(
      #"{"method":"GET","path":"/{{text}}"}"#, to: try origin("https://h"))
    #expect(request.url.hasPrefix("https://h/say%20"))
  }

  @Test(arguments: [
    ("https://h/api", "https://h/other?x", true), ("https://h/api", "https://h", true),
    ("https://h", "HTTPS://H/x", true), ("https://h", "https://h.evil/x", false),
    ("https://h", "https://h:444/x", false), ("https://h:444", "https://h:444/x", true),
    ("https://h", "https://u@h/x", false), ("https://h", "https://h@evil/x", false),
    ("https://h", "http://h/x", false), ("https://h", "//h/x", false), ("https://h", "/x", false),
    ("https://h", "https://h/x\r\ny", false), ("https://h", "https://h\\@evil", false),
    ("https://h", "https://h#@evil", false), ("https://h", "", false),
  ]) func `an address from the service must lie on its own server`(
    base: String, url: String, isCovered: Bool
  ) throws {
    #expect(try origin(base).covers(url) == isCovered)
  }

  @Test(arguments: [
    "http://example.org", "ftp://h", "h", "", "https://", "https:///x", "https://u:p@h",
    "https://h/#x", "https://h /x", "http://127.0.0.1.evil", "http://localhost.evil",
    "http://127.1", "http://[::2]", "http://127.0.0.256", "https://hé",
  ]) func `an address that is not allowed is refused`(base: String) {
    #expect(throws: ProfileError.self) { try origin(base) }
  }

  @Test(arguments: [
    "http://127.0.0.1:8080", "http://127.9.9.9", "http://localhost", "http://[::1]:80/x",
    "https://EXAMPLE.org/x?y=z", "HTTP://LOCALHOST:1",
  ]) func `an address that is allowed is taken`(base: String) throws {
    #expect(try origin(base).base == base)
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
    ("a:\u{FF}", "YTrDvw=="),
  ])
  func `base 64 is that of its standard`(text: String, encoded: String) {
    #expect(base64(Array(text.utf8)) == encoded)
  }
}
