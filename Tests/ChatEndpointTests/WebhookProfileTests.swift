import ChatEndpoint
import Primitives
import Testing

@Suite struct `The webhook profile` {
  func endpoint(_ hook: String = "https://hooks.example.com/services/T/B/x") throws -> Endpoint {
    let environment = plainEnvironment.merging([
      "CHAT_WEBHOOK_URL": hook, "CHAT_SELF_ID": "hook",
    ]) { $1 }
    return Endpoint(profile: try shippedProfile("webhook", environment))
  }

  @Test func `reads the feed and speaks to the second server, which never sees the token`() throws {
    var endpoint = try endpoint()
    let script = Script([
      answer(404, ""),
      answer(
        200,
        #"{"messages":[{"id":"m1","room":"r","author":{"id":"u1","name":"Ana"},"text":"!help","#
          + #""ts":"2026-11-21T10:00:00Z"},{"id":"m2","room":"r","author":{"id":"hook"},"#
          + #""text":"ours","ts":"2026-11-21T10:00:00Z"}],"next":"2"}"#),
      HTTPResponse(status: 200, body: Array("ok".utf8)),
    ])
    #expect(try endpoint.setUp(script) == MemberID("hook"))
    let batch = try endpoint.poll(script, from: Cursor("0"), wait: 50)
    #expect(batch.messages.map(\.isOwn) == [false, true])
    let receipt = try endpoint.send(
      script, Outgoing(key: "k", room: RoomID("r"), content: .text("<!channel> & @all `x`")))
    #expect(receipt == Receipt(id: nil, room: RoomID("r")))
    let sent = script.requests[2]
    #expect(sent.method == "POST")
    #expect(sent.url == "https://hooks.example.com/services/T/B/x")
    #expect(sent.shownURL == "***")
    #expect(sent.headers == [HTTPHeader("Content-Type", "application/json")])
    #expect(script.bodyText(2) == "{\"text\":\"&lt;!channel&gt; &amp; @\u{200B}all `x`\"}")
  }

  @Test func `keeps the address of the webhook as it is`() throws {
    var endpoint = try endpoint("https://hooks.example.com/a/?sig=1%2F2&x=/")
    let script = Script([answer(202, "")])
    _ = try endpoint.send(script, Outgoing(key: "k", room: RoomID("r"), content: .text("x")))
    #expect(script.asked == ["POST https://hooks.example.com/a/?sig=1%2F2&x=/"])
  }

  @Test func `has neither direct messages nor reactions nor threads`() throws {
    var endpoint = try endpoint()
    let capabilities = endpoint.capabilities
    #expect(!capabilities.canReact)
    #expect(!capabilities.canWriteDirectly)
    #expect(capabilities.threads == .none)
    #expect(capabilities.idempotency == .none)
    let direct = Outgoing(key: "k", to: MemberID("u1"), content: .text("psst"))
    #expect(chatError { _ = try endpoint.send(Script([]), direct) }?.kind == .poison)
    let reaction = Outgoing(
      key: "k", room: RoomID("r"), content: .reaction("✅", on: MessageID("m1")))
    #expect(chatError { _ = try endpoint.send(Script([]), reaction) }?.kind == .poison)
  }

  @Test func `waits as long as the webhook asks`() throws {
    var endpoint = try endpoint()
    let message = Outgoing(key: "k", room: RoomID("r"), content: .text("x"))
    let limited = answer(429, "", [HTTPHeader("Retry-After", "30")])
    let error = chatError { _ = try endpoint.send(Script([limited]), message) }
    #expect(error?.kind == .rateLimited(wait: .seconds(30)))
    let poll = chatError { _ = try endpoint.poll(Script([limited]), from: Cursor("7")) }
    #expect(poll?.kind == .rateLimited(wait: .seconds(30)))
  }
}
