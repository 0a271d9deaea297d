import ChatEndpoint
import Primitives
import Testing

@Suite struct `The plain profile` {
  func endpoint() throws -> Endpoint {
    Endpoint(profile: try shippedProfile("plain", plainEnvironment))
  }

  func page(_ messages: String..., next: String) -> HTTPResponse {
    answer(200, #"{"messages":[\#(messages.joined(separator: ","))],"next":"\#(next)"}"#)
  }

  func said(_ id: String, _ text: String, _ more: String = "") -> String {
    #"{"id":"\#(id)","cursor":"1","room":"general","thread":null,"#
      + #""author":{"id":"u1","name":"Ana","bot":false},"text":"\#(text)","#
      + #""ts":"2026-11-21T10:00:00Z"\#(more)}"#
  }

  @Test func `asks who we are`() throws {
    var endpoint = try endpoint()
    let script = Script([answer(200, #"{"id":"bot","name":"Roundtable"}"#)])
    #expect(try endpoint.setUp(script) == MemberID("bot"))
    #expect(endpoint.selfName == "Roundtable")
    #expect(script.asked == ["GET http://127.0.0.1:8080/v1/me"])
    #expect(script.requests[0].headers == [HTTPHeader("Authorization", "Bearer hush-hush")])
  }

  @Test func `takes its own id from the environment where the service has no such request`() throws
  {
    let environment = plainEnvironment.merging(["CHAT_SELF_ID": "b7"]) { $1 }
    var endpoint = Endpoint(profile: try shippedProfile("plain", environment))
    #expect(try endpoint.setUp(Script([answer(404, "")])) == MemberID("b7"))
    var unknown = try self.endpoint()
    #expect(try unknown.setUp(Script([answer(404, "")])) == nil)
    unknown.learn(selfID: MemberID("b8"))
    #expect(unknown.selfID == MemberID("b8"))
  }

  @Test func `reads a page`() throws {
    var endpoint = try endpoint()
    let script = Script([page(said("m1", "!help"), next: "7")])
    let batch = try endpoint.poll(script, from: Cursor("6"), limit: 50, wait: 25)
    #expect(
      script.asked == ["GET http://127.0.0.1:8080/v1/messages?after=6&wait=25&limit=50"])
    #expect(script.requests[0].waitSeconds == 25)
    #expect(batch.next == Cursor("7"))
    #expect(
      batch.messages == [
        Message(
          id: MessageID("m1"), room: RoomID("general"),
          author: .init(id: MemberID("u1"), name: "Ana"), text: "!help",
          at: Instant(rfc3339: "2026-11-21T10:00:00Z") ?? noon)
      ])
    #expect(!batch.isFull)
    #expect(batch.unreadable == 0)
  }

  @Test func `passes over history at the first start`() throws {
    var endpoint = try endpoint()
    let script = Script([
      page(said("m1", "a"), said("m2", "b"), next: "2"), page(said("m3", "c"), next: "3"),
    ])
    let batch = try endpoint.poll(script, from: nil, limit: 2, wait: 30)
    #expect(batch.messages.isEmpty)
    #expect(batch.next == Cursor("3"))
    #expect(!batch.isFull)
    #expect(
      script.asked == [
        "GET http://127.0.0.1:8080/v1/messages?wait=0&limit=2",
        "GET http://127.0.0.1:8080/v1/messages?after=2&wait=0&limit=2",
      ])
  }

  @Test func `answers history where that is asked for`() throws {
    var endpoint = try endpoint()
    let script = Script([page(said("m1", "a"), said("m2", "b"), next: "2")])
    let batch = try endpoint.poll(script, from: nil, start: .oldest, limit: 2, wait: 30)
    #expect(batch.messages.map(\.text) == ["a", "b"])
    #expect(batch.isFull)
    #expect(script.asked == ["GET http://127.0.0.1:8080/v1/messages?wait=0&limit=2"])
  }

  @Test func `starts in an empty room`() throws {
    var endpoint = try endpoint()
    let first = try endpoint.poll(Script([answer(200, #"{"messages":[],"next":null}"#)]), from: nil)
    #expect(first.next == Cursor(""))
    let script = Script([page(said("m1", "hello"), next: "1")])
    let second = try endpoint.poll(script, from: first.next)
    #expect(second.messages.map(\.text) == ["hello"])
    #expect(script.asked == ["GET http://127.0.0.1:8080/v1/messages?wait=0&limit=100"])
  }

  @Test func `understands reactions, edits, direct messages, threads and passages`() throws {
    var endpoint = try endpoint()
    _ = try endpoint.setUp(Script([answer(200, #"{"id":"bot","name":"Roundtable"}"#)]))
    let batch = try endpoint.poll(
      Script([
        page(
          said("m1", "new words", #","edited":"2026-11-21T10:01:00.5Z""#),
          said("m2", "psst", #","direct":true,"reply_to":"m0""#),
          said("m3", "", #","kind":"reaction","emoji":"✅","target":"m1","removed":true"#),
          said("m4", "", #","kind":"joined""#), said("m5", "", #","kind":"left""#),
          said("m6", "?", #","kind":"poll""#),
          said("m7", "in a thread", #","thread":"m1""#)
            .replacing(#""thread":null,"#, with: ""),
          said("m8", "own", #","idempotency_key":"k1""#).replacing(#""u1""#, with: #""bot""#),
          said("m9", "beep").replacing("false", with: "true"), next: "9")
      ]), from: Cursor("0"))
    #expect(batch.unreadable == 0)
    #expect(batch.messages.map(\.id.text) == ["m1", "m2", "m3", "m4", "m5", "m7", "m8", "m9"])
    let messages = batch.messages
    #expect(messages[0].editedAt == Instant(rfc3339: "2026-11-21T10:01:00.500Z"))
    #expect(messages[1].isDirect)
    #expect(messages[1].replyTo == MessageID("m0"))
    #expect(
      messages[2].kind == .reaction(emoji: "✅", target: MessageID("m1"), isRemoved: true))
    #expect(messages[3].kind == .joined)
    #expect(messages[4].kind == .left)
    #expect(messages[5].thread == MessageID("m1"))
    #expect(messages[6].isOwn)
    #expect(messages[6].echoedKey == "k1")
    #expect(messages[7].author.isBot)
  }

  @Test func `writes exactly these bytes`() throws {
    var endpoint = try endpoint()
    let script = Script([
      answer(201, #"{"id":"b1"}"#), answer(201, #"{"id":"b2"}"#), answer(201, ""),
    ])
    let receipt = try endpoint.send(
      script,
      Outgoing(
        key: "k1", room: RoomID("general"), thread: MessageID("m1"), content: .text("Hi \"you\"\n"))
    )
    #expect(receipt == Receipt(id: MessageID("b1"), room: RoomID("general")))
    _ = try endpoint.send(
      script, Outgoing(key: "k2", to: MemberID("u1"), content: .text("psst")))
    _ = try endpoint.send(
      script,
      Outgoing(key: "k3", room: RoomID("general"), content: .reaction("✅", on: MessageID("m1"))))
    #expect(
      script.bodyText(0)
        == #"{"room":"general","thread":"m1","to":null,"text":"Hi \"you\"\n","idempotency_key":"k1"}"#
    )
    #expect(
      script.bodyText(1)
        == #"{"room":null,"thread":null,"to":"u1","text":"psst","idempotency_key":"k2"}"#)
    #expect(script.bodyText(2) == #"{"message":"m1","emoji":"✅"}"#)
    #expect(
      script.asked == [
        "POST http://127.0.0.1:8080/v1/messages", "POST http://127.0.0.1:8080/v1/messages",
        "POST http://127.0.0.1:8080/v1/reactions",
      ])
    #expect(
      script.requests[0].headers == [
        HTTPHeader("Authorization", "Bearer hush-hush"),
        HTTPHeader("Content-Type", "application/json"),
      ])
  }

  @Test func `tells errors apart`() throws {
    var endpoint = try endpoint()
    let retry = HTTPHeader("Retry-After", "17")
    let polls: [(HTTPResponse, ChatError.Kind)] = [
      (answer(400, #"{"error":"unknown_cursor"}"#), .resync),
      (
        answer(410, #"{"error":"cursor_expired","oldest":"5"}"#),
        .cursorExpired(oldest: Cursor("5"))
      ),
      (answer(410, ""), .cursorExpired(oldest: nil)),
      (answer(401, ""), .unauthorised), (answer(403, ""), .unauthorised),
      (answer(429, "", [retry]), .rateLimited(wait: .seconds(17))),
      (answer(429, "", []), .rateLimited(wait: nil)),
      (answer(409, ""), .conflict), (answer(503, ""), .interrupted), (answer(302, ""), .refused),
      (answer(404, ""), .refused), (answer(200, "<html>"), .malformed),
      (answer(200, ""), .malformed), (answer(200, "null"), .malformed),
      (answer(200, #"{"messages":null,"next":"3"}"#), .malformed),
    ]
    for (response, kind) in polls {
      let error = chatError { _ = try endpoint.poll(Script([response]), from: Cursor("3")) }
      #expect(error?.kind == kind, "\(response.status)")
    }
    let busy: [(HTTPResponse, Span?)] = [
      (answer(503, "", [retry]), .seconds(17)), (answer(500, "", [retry]), .seconds(17)),
      (answer(503, "", [HTTPHeader("Retry-After", "soon")]), nil), (answer(503, ""), nil),
      (answer(404, "", [retry]), nil),
    ]
    for (response, wait) in busy {
      let error = chatError { _ = try endpoint.poll(Script([response]), from: Cursor("3")) }
      #expect(error?.wait == wait, "\(response.status)")
    }
    let message = Outgoing(key: "k", room: RoomID("r"), content: .text("x"))
    let sends: [(HTTPResponse, ChatError.Kind)] = [
      (answer(400, ""), .poison), (answer(404, ""), .poison), (answer(413, ""), .poison),
      (answer(422, ""), .poison), (answer(403, ""), .poison), (answer(401, ""), .unauthorised),
      (answer(500, ""), .interrupted), (answer(429, "", [retry]), .rateLimited(wait: .seconds(17))),
      (answer(200, "<html>"), .interrupted), (answer(301, ""), .refused),
    ]
    for (response, kind) in sends {
      let error = chatError { _ = try endpoint.send(Script([response]), message) }
      #expect(error?.kind == kind, "\(response.status)")
    }
  }

  @Test func `goes on from its cursor after a restart`() throws {
    var first = try endpoint()
    let batch = try first.poll(
      Script([page(said("m1", "a"), next: "opaque/1=")]), from: Cursor("0"))
    var second = try endpoint()
    let script = Script([page(next: "opaque/1=")])
    let next = try second.poll(script, from: batch.next)
    #expect(next.messages.isEmpty)
    #expect(next.next == batch.next)
    #expect(
      script.asked == [
        "GET http://127.0.0.1:8080/v1/messages?after=opaque%2F1%3D&wait=0&limit=100"
      ])
  }
}
