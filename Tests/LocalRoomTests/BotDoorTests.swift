import Primitives
import Testing

@testable import LocalRoom

@Suite struct `the plain chat API` {
  let room = RoomFixture()

  @Test(arguments: [
    nil, "", "Bearer", "Bearer wrong", "Basic bot-token", "Bearer bot-tokem", "bot-token",
  ])
  func `refuses every request without the right token`(authorization: String?) async throws {
    for (method, path) in [
      ("GET", "/v1/me"), ("GET", "/v1/messages"), ("POST", "/v1/messages"),
      ("POST", "/v1/reactions"), ("GET", "/v1/nothing"),
    ] {
      var call = RoomCall(method: method, path: path, headers: ["host": "localhost"])
      call.headers["authorization"] = authorization
      let answer = try await room.send(call)
      #expect(answer.status == 401)
      #expect(answer.response.header("WWW-Authenticate") == "Bearer")
    }
  }

  @Test func `says who the bot is`() async throws {
    let answer = try await room.bot("GET", "/v1/me")
    #expect(answer.status == 200)
    #expect(answer.body["id"]?.string == "bot")
    #expect(answer.body["name"]?.string == "Roundtable")
  }

  @Test func `shows a message of a member in every detail`() async throws {
    let ana = try await room.join("Ana")
    let head = try await room.bot("GET", "/v1/messages").next
    _ = try await room.page(
      "POST", "/api/messages", [:], #"{"room":"general","text":"!help"}"#, as: ana.secret)
    let answer = try await room.bot("GET", "/v1/messages", ["after": head])
    #expect(
      answer.body
        == (try JSONValue(
          parsing: Array(
            #"""
            {"messages":[{"id":"m2-test","cursor":"2-test","room":"general","thread":null,
            "author":{"id":"you","name":"Ana","bot":false},"text":"!help",
            "ts":"2026-11-21T10:00:00Z"}],"next":"2-test"}
            """#.utf8))))
  }

  @Test func `says a message once however often its key comes`() async throws {
    let body = #"{"room":"general","thread":null,"to":null,"text":"hi","idempotency_key":"k1"}"#
    let first = try await room.bot("POST", "/v1/messages", [:], body)
    let second = try await room.bot(
      "POST", "/v1/messages", [:], #"{"room":"random","text":"other","idempotency_key":"k1"}"#)
    #expect(first.status == 201)
    #expect(second.status == 200)
    #expect(second.id == first.id)
    let feed = try await room.bot("GET", "/v1/messages")
    #expect(feed.texts == ["hi"])
    #expect(feed.messages.first?["idempotency_key"]?.string == "k1")
    #expect(feed.messages.first?["author"]?["bot"]?.boolean == true)
  }

  @Test func `gives pages oldest first and reads on from each`() async throws {
    for number in 1...7 { try await post("\(number)") }
    let first = try await room.bot("GET", "/v1/messages", ["limit": "3"])
    #expect(first.texts == ["1", "2", "3"])
    #expect(first.next == first.messages.last?["cursor"]?.string)
    let second = try await room.bot("GET", "/v1/messages", ["limit": "3", "after": first.next])
    #expect(second.texts == ["4", "5", "6"])
    let third = try await room.bot("GET", "/v1/messages", ["limit": "3", "after": second.next])
    #expect(third.texts == ["7"])
    let last = try await room.bot("GET", "/v1/messages", ["after": third.next])
    #expect(last.texts.isEmpty)
    #expect(last.next == third.next)
  }

  @Test(arguments: ["99-test", "1-else", "1", "x", "-1-test", "+1-test", "1-test-", "1-TEST"])
  func `refuses a cursor that it never gave out`(cursor: String) async throws {
    try await post("one")
    let answer = try await room.bot("GET", "/v1/messages", ["after": cursor])
    #expect(answer.status == 400)
    #expect(answer.error == "unknown_cursor")
  }

  @Test func `names the oldest cursor when one is no longer kept`() async throws {
    var limits = RoomLimits()
    limits.keptMessages = 3
    let room = RoomFixture(limits: limits)
    for number in 1...9 {
      _ = try await room.bot(
        "POST", "/v1/messages", [:], #"{"room":"general","text":"\#(number)"}"#)
    }
    let expired = try await room.bot("GET", "/v1/messages", ["after": "2-test"])
    #expect(expired.status == 410)
    #expect(expired.error == "cursor_expired")
    let oldest = expired.body["oldest"]?.string ?? ""
    #expect(try await room.bot("GET", "/v1/messages", ["after": oldest]).texts == ["7", "8", "9"])
    #expect(try await room.bot("GET", "/v1/messages").texts == ["7", "8", "9"])
    #expect(try await room.bot("GET", "/v1/messages", ["after": "7-test"]).texts == ["8", "9"])
  }

  @Test func `sends a direct message to a room of its own`() async throws {
    let ana = try await room.join("Ana")
    let sent = try await room.bot(
      "POST", "/v1/messages", [:], #"{"room":null,"to":"\#(ana.id)","text":"psst"}"#)
    #expect(sent.status == 201)
    let message = try await room.bot("GET", "/v1/messages").messages.last
    #expect(message?["room"]?.string == "dm-you")
    #expect(message?["direct"]?.boolean == true)
    let reply = try await room.bot(
      "POST", "/v1/messages", [:], #"{"room":"dm-you","text":"once more"}"#)
    #expect(reply.status == 201)
  }

  @Test func `keeps threads to their first message`() async throws {
    let root = try await post("root")
    let answer = try await post("answer", #","thread":"\#(root)""#)
    try await post("deeper", #","thread":"\#(answer)""#)
    let threads = try await room.bot("GET", "/v1/messages").messages.map { $0["thread"]?.string }
    #expect(threads == [nil, root, root])
  }

  @Test func `tells a reaction once, and the same pair again is no news`() async throws {
    let id = try await post("hi")
    let body = #"{"message":"\#(id)","emoji":"✅"}"#
    #expect(try await room.bot("POST", "/v1/reactions", [:], body).status == 201)
    #expect(try await room.bot("POST", "/v1/reactions", [:], body).status == 200)
    let feed = try await room.bot("GET", "/v1/messages")
    #expect(feed.kinds == ["text", "reaction"])
    #expect(feed.messages.last?["emoji"]?.string == "✅")
    #expect(feed.messages.last?["target"]?.string == id)
    #expect(feed.messages.last?["removed"]?.boolean == false)
  }

  @Test(arguments: [
    ("/v1/messages", #"{"room":"nowhere","text":"x"}"#, 404, "unknown_room"),
    ("/v1/messages", #"{"room":"dm-nobody","text":"x"}"#, 404, "unknown_room"),
    ("/v1/messages", #"{"to":"nobody","text":"x"}"#, 404, "unknown_member"),
    ("/v1/messages", #"{"text":"x"}"#, 400, "malformed"),
    ("/v1/messages", #"{"room":"general","to":"you","text":"x"}"#, 400, "malformed"),
    ("/v1/messages", #"{"room":"general","text":" \n\t"}"#, 400, "empty"),
    ("/v1/messages", #"{"room":"general","text":7}"#, 400, "malformed"),
    ("/v1/messages", #"{"room":"general"}"#, 400, "malformed"),
    ("/v1/messages", #"{"room":"general","text":"x","thread":"m99-test"}"#, 404, "unknown_message"),
    ("/v1/messages", #"{"room":"general","text":"#, 400, "malformed"),
    ("/v1/messages", "[]", 400, "malformed"),
    ("/v1/messages", "", 400, "malformed"),
    ("/v1/reactions", #"{"message":"m99-test","emoji":"✅"}"#, 404, "unknown_message"),
    ("/v1/reactions", #"{"message":"m99-test"}"#, 400, "malformed"),
    ("/v1/reactions", #"{"message":"m99-test","emoji":""}"#, 400, "empty"),
    ("/v1/me", "{}", 405, "wrong_method"),
    ("/v1/else", "{}", 404, "unknown_path"),
  ])
  func `refuses what it cannot do`(
    path: String, body: String, status: Int, error: String
  ) async throws {
    let answer = try await room.bot("POST", path, [:], body)
    #expect(answer.status == status)
    #expect(answer.error == error)
    #expect(try await room.bot("GET", "/v1/messages").messages.isEmpty)
  }

  @Test(arguments: [("wait", "soon"), ("limit", "1.5"), ("limit", "many")])
  func `refuses a parameter that is no number`(name: String, value: String) async throws {
    #expect(try await room.bot("GET", "/v1/messages", [name: value]).error == "malformed")
  }

  @Test(.timeLimit(.minutes(1)))
  func `holds a request and answers it as soon as something is said`() async throws {
    let waiting = Task { try await room.bot("GET", "/v1/messages", ["wait": "3600"]) }
    while room.shared.heldCount == 0 { await Task.yield() }
    try await post("news")
    #expect(try await waiting.value.texts == ["news"])
    #expect(room.shared.heldCount == 0)
  }

  @Test func `answers an empty page once the wait is over`() async throws {
    let clock = ContinuousClock()
    var answer: Answer?
    let waited = try await clock.measure {
      answer = try await room.bot("GET", "/v1/messages", ["wait": "1"])
    }
    #expect(waited >= .seconds(1))
    #expect(answer?.status == 200)
    #expect(answer?.messages.isEmpty == true)
    #expect(answer?.next == "0-test")
  }

  @Test(.timeLimit(.minutes(1)))
  func `holds no more requests than it may`() async throws {
    var limits = RoomLimits()
    limits.heldRequests = 1
    let room = RoomFixture(limits: limits)
    let waiting = Task { try await room.bot("GET", "/v1/messages", ["wait": "60"]) }
    while room.shared.heldCount == 0 { await Task.yield() }
    let refused = try await room.bot("GET", "/v1/messages", ["wait": "60"])
    #expect(refused.status == 429)
    #expect(refused.response.header("Retry-After") == "1")
    room.shared.close()
    #expect(try await waiting.value.status == 200)
  }

  @Test func `forgets the oldest keys when there are too many`() async throws {
    var limits = RoomLimits()
    limits.keptKeys = 2
    let room = RoomFixture(limits: limits)
    func status(_ key: Int) async throws -> Int {
      try await room.bot(
        "POST", "/v1/messages", [:], #"{"room":"general","text":"x","idempotency_key":"\#(key)"}"#
      ).status
    }
    for key in 1...9 { #expect(try await status(key) == 201) }
    #expect(try await status(9) == 200)
    #expect(try await status(8) == 200)
    #expect(try await status(1) == 201)
  }

  @discardableResult
  private func post(_ text: String, _ more: String = "") async throws -> String {
    let answer = try await room.bot(
      "POST", "/v1/messages", [:], #"{"room":"general","text":"\#(text)"\#(more)}"#)
    return answer.id ?? ""
  }
}
