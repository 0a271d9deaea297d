import ChatEndpoint
import Primitives
import Testing

@Suite struct `Sending` {
  func endpoint(_ name: String = "plain") throws -> Endpoint {
    Endpoint(profile: try shippedProfile(name, plainEnvironment))
  }

  let long = (0..<400).map { "line \($0) of a text that is too long for one message" }
    .joined(separator: "\n")

  @Test func `a long text goes in parts, each with a key of its own`() throws {
    var endpoint = try endpoint()
    let script = Script((1...3).map { answer(201, #"{"id":"b\#($0)"}"#) })
    let receipt = try endpoint.send(
      script, Outgoing(key: "k", room: RoomID("r"), content: .text(long)))
    #expect(receipt.id == MessageID("b1"))
    let keys = try (0..<3).map { try script.body($0)["idempotency_key"]?.string }
    #expect(keys == ["k", "k-2", "k-3"])
    let texts = try (0..<3).compactMap { try script.body($0)["text"]?.string }
    #expect(texts.joined(separator: "\n") == long)
    #expect(texts.allSatisfy { $0.utf8.count <= 8000 })
    #expect(Outgoing.key("k", part: 0) == "k")
    #expect(Outgoing.key("k", part: 2) == "k-3")
  }

  @Test func `what a failure left over is sent later, with the same keys`() throws {
    var endpoint = try endpoint()
    let outgoing = Outgoing(key: "k", room: RoomID("r"), content: .text(long))
    var exchange = endpoint.beginSend(outgoing, now: noon)
    endpoint.proceed(&exchange, with: .success(answer(201, #"{"id":"b1"}"#)), now: noon)
    endpoint.proceed(
      &exchange, with: .failure(TransportError(.interrupted, "the connection broke")), now: noon)
    guard case .failed(let error) = exchange.step else {
      Issue.record("it must have failed")
      return
    }
    #expect(error.kind == .interrupted)
    #expect(exchange.sentParts == 1)
    var later = endpoint.beginSend(outgoing, startingAt: exchange.sentParts, now: noon)
    var keys: [String?] = []
    while case .request(let request) = later.step {
      keys.append(try JSONValue(parsing: request.body ?? [])["idempotency_key"]?.string)
      endpoint.proceed(&later, with: .success(answer(201, "")), now: noon)
    }
    #expect(keys == ["k-2", "k-3"])
    guard case .finished = later.step else {
      Issue.record("it must have finished")
      return
    }
  }

  @Test func `a text that the service finds too long is cut further, under new keys`() throws {
    var endpoint = try endpoint()
    let text = (0..<20).map { "line \($0) of a text that is a bit long" }.joined(separator: "\n")
    var exchange = endpoint.beginSend(
      Outgoing(key: "k", room: RoomID("r"), content: .text(text)), now: noon)
    var keys: [String] = []
    var taken: [String] = []
    while case .request(let request) = exchange.step {
      let body = try JSONValue(parsing: request.body ?? [])
      keys.append(try #require(body["idempotency_key"]?.string))
      let part = try #require(body["text"]?.string)
      if part.utf8.count <= 300 { taken.append(part) }
      let status = part.utf8.count <= 300 ? 201 : 413
      endpoint.proceed(&exchange, with: .success(answer(status, "")), now: noon)
    }
    guard case .finished = exchange.step else {
      Issue.record("it must have finished: \(exchange.step)")
      return
    }
    #expect(Set(keys).count == keys.count, "a key must never stand for two texts")
    #expect(keys[0] == "k")
    #expect(taken.joined(separator: "\n") == text)
    let small = Script([answer(413, "")])
    let error = chatError {
      _ = try endpoint.send(small, Outgoing(key: "k", room: RoomID("r"), content: .text("short")))
    }
    #expect(error?.kind == .poison)
  }

  @Test func `a broken connection is told apart from none`() throws {
    var endpoint = try endpoint()
    let kinds: [(TransportError.Kind, ChatError.Kind)] = [
      (.unreachable, .unreachable), (.interrupted, .interrupted), (.tooLarge, .interrupted),
      (.refused, .refused),
    ]
    for (kind, expected) in kinds {
      var exchange = endpoint.beginSend(
        Outgoing(key: "k", room: RoomID("r"), content: .text("x")), now: noon)
      endpoint.proceed(&exchange, with: .failure(TransportError(kind, "why")), now: noon)
      guard case .failed(let error) = exchange.step else {
        Issue.record("it must have failed")
        return
      }
      #expect(error == ChatError(expected, "why"))
    }
    var poll = endpoint.beginPoll(
      from: nil, start: .newest, limit: 1, waitSeconds: 0, now: noon)
    endpoint.proceed(&poll, with: .failure(TransportError(.tooLarge, "huge")), now: noon)
    guard case .failed(let error) = poll.step else {
      Issue.record("it must have failed")
      return
    }
    #expect(error.kind == .malformed)
  }

  @Test func `a new token is taken without forgetting anything`() throws {
    var endpoint = try endpoint()
    _ = try endpoint.setUp(Script([answer(200, #"{"id":"bot"}"#)]))
    let renewed = plainEnvironment.merging(["CHAT_TOKEN": "another"]) { $1 }
    endpoint.adopt(try shippedProfile("plain", renewed))
    #expect(endpoint.selfID == MemberID("bot"))
    let script = Script([answer(201, "")])
    _ = try endpoint.send(script, Outgoing(key: "k", room: RoomID("r"), content: .text("x")))
    #expect(script.requests[0].headers[0].value == "Bearer another")
  }

  @Test func `what a service can do is known beforehand`() throws {
    let plain = try endpoint().capabilities
    #expect(
      plain
        == Capabilities(
          threads: .rooted, canReact: true, showsReactions: true, canWriteDirectly: true,
          showsEdits: true, idempotency: .window(seconds: 600), echoesKeys: true,
          longestWaitSeconds: 50, pollIntervalSeconds: 0, isPolledPerRoom: false))
  }
}
