import ChatEndpoint
import Primitives
import Testing

/// What a service or a member does to break the bot.
@Suite struct `A hostile` {
  func endpoint() throws -> Endpoint {
    Endpoint(profile: try shippedProfile("plain", plainEnvironment))
  }

  let right =
    #"{"id":"m1","cursor":"1","room":"general","thread":null,"#
    + #""author":{"id":"u1","name":"Ana","bot":false},"text":"!help","ts":"2026-11-21T10:00:00Z"}"#

  func page(_ messages: String...) -> HTTPResponse {
    answer(200, #"{"messages":[\#(messages.joined(separator: ","))],"next":"7"}"#)
  }

  @Test(arguments: [
    (#""id":"m1","#, ""), (#""id":"m1""#, #""id":null"#), (#""id":"m1""#, #""id":"""#),
    (#""id":"m1""#, #""id":["m1"]"#), (#""id":"u1","#, ""),
    (#"{"id":"u1","name":"Ana","bot":false}"#, "null"),
    (#"{"id":"u1","name":"Ana","bot":false}"#, #""Ana""#), (#""text":"!help","#, ""),
    (#""text":"!help""#, #""text":null"#), (#""text":"!help""#, #""text":["!help"]"#),
    (#""text":"!help""#, #""text":{}"#), (#""text":"!help""#, #""text":7"#),
    ("2026-11-21T10:00:00Z", "yesterday at noon"),
    (#""2026-11-21T10:00:00Z""#, "1795000000"), (#""room":"general","#, ""),
    (#""m1""#, "\"\(String(repeating: "m", count: 513))\""),
    (#""u1""#, "\"\(String(repeating: "u", count: 513))\""),
    (#""general""#, "\"\(String(repeating: "r", count: 513))\""),
    (#""thread":null"#, "\"thread\":\"\(String(repeating: "t", count: 513))\""),
  ]) func `message is counted, and the others are read`(part: String, wrong: String) throws {
    var endpoint = try endpoint()
    #expect(right.contains(part))
    let broken = right.replacing(part, with: wrong, maxReplacements: 1)
    let good = right.replacing(#""m1""#, with: #""m2""#)
    let batch = try endpoint.poll(Script([page(broken, good)]), from: Cursor("0"))
    #expect(batch.unreadable == 1)
    #expect(batch.messages.map(\.id.text) == ["m2"])
    #expect(batch.next == Cursor("7"))
  }

  @Test(arguments: [
    (#""thread":null"#, #""thread":7"#), (#""id":"m1""#, #""id":12345678901234567890"#),
    (#""text""#, #""roles":["owner"],"is_admin":true,"text""#), (#""name":"Ana","#, ""),
    (#""name":"Ana""#, #""name":7"#), (#""bot":false"#, #""bot":"no?""#),
    (#""ts""#, #""score":-1e999,"ts""#),
  ]) func `oddity does no harm`(part: String, odd: String) throws {
    var endpoint = try endpoint()
    let batch = try endpoint.poll(
      Script([page(right.replacing(part, with: odd, maxReplacements: 1))]), from: Cursor("0"))
    #expect(batch.unreadable == 0)
    #expect(batch.messages.count == 1)
  }

  @Test func `list holds things that are no messages`() throws {
    var endpoint = try endpoint()
    let batch = try endpoint.poll(
      Script([page(#""m1""#, "3", "null", "[]", "{}", right)]), from: Cursor("0"))
    #expect(batch.messages.count == 1)
    #expect(batch.unreadable == 5)
  }

  @Test(arguments: [
    "", "<!doctype html><title>502</title>", "{messages: ['nope', }", "null", "[]", "\"ok\"",
    "1e400",
    "{}", #"{"messages":{"0":{"id":"m1"}},"next":"1"}"#, #"{"messages":null,"next":"1"}"#,
    #"{"next":"1"}"#,
    #"{"messages":[],"next":"1"}}garbage"#,
    #"{"messages":[{"id":NaN}],"next":Infinity}"#, #"{"messages":[],"next":"1"}{}"#, "{\u{0}}",
  ]) func `page leaves the cursor where it is`(body: String) throws {
    var endpoint = try endpoint()
    let error = chatError { _ = try endpoint.poll(Script([answer(200, body)]), from: Cursor("0")) }
    #expect(error?.kind == .malformed)
  }

  @Test func `depth is no crash`() throws {
    var endpoint = try endpoint()
    let deep = String(repeating: "[", count: 100_000)
    for body in [deep, #"{"messages":"# + deep, #"{"a":"#.repeated(50_000)] {
      let error = chatError {
        _ = try endpoint.poll(Script([answer(200, body)]), from: Cursor("0"))
      }
      #expect(error?.kind == .malformed)
    }
  }

  @Test func `secret that somebody says is neither kept nor said`() throws {
    var endpoint = try endpoint()
    let said = right.replacing("!help", with: "!topic hush-hush, I say").replacing(
      "Ana", with: "hush-hush")
    let batch = try endpoint.poll(Script([page(said)]), from: Cursor("0"))
    #expect(batch.messages.map(\.text) == ["!topic [secret], I say"])
    #expect(batch.messages[0].author.name == "[secret]")
  }

  @Test func `byte order mark, bad UTF-8 and lone surrogates hide no message`() throws {
    var endpoint = try endpoint()
    var body: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = #"{"messages":[\#(right.replacing("!help", with: #"\ud800 \udfff"#))],"next":"7"}"#
    body += Array(text.replacing("Ana", with: "A~").utf8).map { $0 == 0x7E ? 0xFF : $0 }
    let response = HTTPResponse(status: 200, body: body)
    let batch = try endpoint.poll(Script([response]), from: Cursor("0"))
    #expect(batch.messages.map(\.text) == ["\u{FFFD} \u{FFFD}"])
    #expect(batch.messages[0].author.name == "A\u{FFFD}")
  }

  @Test func `message that can never be read is stepped over`() throws {
    var endpoint = try endpoint()
    let bodies = [
      #"{"messages":[{"id":"m1","text":"a\#u{0}b"}],"next":"8"}"#,
      #"{"messages":[{"id":NaN}],"next" : "8" }"#,
      #"{"messages":[{"text":"\"next\":\"99\"","x":'}],"next":"8"}"#,
      #"{"next":"8","messages":[{"text":"never ends"#,
    ]
    for body in bodies {
      let script = Script([answer(200, body)])
      let batch = try endpoint.poll(script, from: Cursor("7"), limit: 1, salvaging: true)
      #expect(batch == Batch(messages: [], next: Cursor("8"), unreadable: 1, isFull: true))
      #expect(script.asked[0].hasSuffix("limit=1"))
    }
    for body in [
      "<html>", #"{"messages":[{"#, #"{"messages":[NaN],"next":"7"}"#,
      #"{"messages":[NaN],"next":"8"#,
    ] {
      let script = Script([answer(200, body)])
      let error = chatError {
        _ = try endpoint.poll(script, from: Cursor("7"), limit: 1, salvaging: true)
      }
      #expect(error?.kind == .malformed, "\(body)")
    }
    let good = try endpoint.poll(
      Script([page(right)]), from: Cursor("6"), limit: 1, salvaging: true)
    #expect(good.messages.count == 1)
  }

  @Test func `update is stepped over by its number`() throws {
    var endpoint = Endpoint(profile: try shippedProfile("telegram", ["TELEGRAM_TOKEN": "1:h"]))
    let body =
      #"{"ok":true,"result":[{"update_id":500,"message":{"text":NaN}},{"update_id":501,"x":NaN}]}"#
    let script = Script([answer(200, body)])
    let error = chatError { _ = try endpoint.poll(script, from: Cursor("500")) }
    #expect(error?.kind == .malformed)
    let again = Script([answer(200, body)])
    let batch = try endpoint.poll(again, from: Cursor("500"), limit: 1, salvaging: true)
    #expect(batch.next == Cursor("502"))
  }

  @Test func `text arrives as exactly that text`() throws {
    var endpoint = try endpoint()
    var randomness = Randomness(seed: 7)
    let pieces = [
      "\"", "\\", "{{secret.CHAT_TOKEN}}", "{{text}}", "\n", "\r\n", "\u{0}", "\u{7F}",
      "\u{1B}[31m",
      "\u{2028}", "é", "e\u{301}", "👩‍👩‍👧‍👦", "\u{FFFD}", "</script>", "%s%n", "a", " ", "\u{202E}",
      "\u{10FFFF}",
      "\\u0041", "\",\"to\":\"u9", "{\"$when\":1}", "\t", "`", "```",
    ]
    for _ in 0..<300 {
      let text = (0..<(1 + randomness.number(below: 40))).map { _ in
        pieces[randomness.number(below: pieces.count)]
      }.joined()
      let script = Script([answer(201, #"{"id":"b1"}"#)])
      _ = try endpoint.send(
        script,
        Outgoing(
          key: text, room: RoomID(text), thread: MessageID(text), content: .text(text)))
      let body = try script.body(0)
      for name in ["text", "room", "thread", "idempotency_key"] {
        let sent = try #require(body[name]?.string)
        #expect(sent.utf8.elementsEqual(text.utf8), "\(name): \(text)")
      }
      #expect(body.members?.map(\.name) == ["room", "thread", "to", "text", "idempotency_key"])
      #expect(!script.bodyText(0).contains("hush-hush"))
    }
  }

  @Test func `id is one segment of the path, whatever it holds`() throws {
    var endpoint = Endpoint(profile: try shippedProfile("matrix", matrixEnvironment))
    for room in ["../../admin", "a/b?c#d", "..", "\r\nHost: evil", "%2F", "!r:hs"] {
      let script = Script([answer(200, #"{"event_id":"$1"}"#)])
      _ = try endpoint.send(
        script, Outgoing(key: "k/../..", room: RoomID(room), content: .text("x")))
      let parts = script.requests[0].url.utf8.split(separator: UInt8(ascii: "/"))
      #expect(parts.count == 10)
      #expect(String(parts[9]) == "k%2F..%2F..")
      #expect(!script.requests[0].url.utf8.contains { $0 <= 0x20 || $0 == 0x3F || $0 == 0x23 })
    }
  }
}

extension String {
  /// This text, `count` times.
  func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
