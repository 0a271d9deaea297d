import Primitives
import Testing

@testable import LocalRoom

@Suite struct `the page's interface` {
  let room = RoomFixture()

  @Test func `makes the first to come the owner, and everybody else a stranger`() async throws {
    let ana = try await room.join("Ana")
    let bo = try await room.join("Bo")
    #expect(ana.id == "you")
    #expect(bo.id.hasPrefix("u-"))
    #expect(ana.secret.utf8.count == 32)
    #expect(ana.secret != bo.secret)
    #expect(try await room.bot("GET", "/v1/messages").kinds == ["joined", "joined"])
  }

  @Test func `gives two people of one name two ids`() async throws {
    let first = try await room.join("Kim")
    let second = try await room.join("Kim")
    let third = try await room.join("Kim")
    #expect(Set([first.id, second.id, third.id]).count == 3)
  }

  @Test func `knows a browser again by its secret after a restart`() async throws {
    let ana = try await room.join("Ana")
    let bo = try await room.join("Bo")
    #expect(try await room.join("Bo", secret: bo.secret) == bo)
    let later = RoomFixture()
    #expect(try await later.join("Bo", secret: bo.secret) == bo)
    #expect(try await later.join("Ana", secret: ana.secret, owner: true) == ana)
    #expect(try await later.join("Chi", secret: nil).id != "you")
  }

  @Test func `lets nobody take the owner's seat`() async throws {
    _ = try await room.join("Ana")
    let other = String(repeating: "ab", count: 16)
    #expect(try await room.join("Eve", secret: other, owner: true).id != "you")
    let bad = try await room.page("POST", "/api/join", [:], #"{"name":"Eve","secret":"you"}"#)
    #expect(bad.status == 400)
  }

  @Test(arguments: [nil, "", "page-toke", "bot-token"])
  func `refuses requests without the page's token`(token: String?) async throws {
    for path in ["/api/join", "/api/messages", "/api/feed", "/api/nothing"] {
      var call = RoomCall(
        method: path == "/api/feed" ? "GET" : "POST", path: path, headers: ["host": "localhost"],
        body: Array(#"{"name":"Eve"}"#.utf8))
      call.headers["x-room-token"] = token
      let answer = try await room.send(call)
      #expect(answer.status == 403)
      #expect(answer.error == "stale_page")
    }
  }

  @Test(arguments: ["/api/name", "/api/messages", "/api/edits", "/api/reactions", "/api/leave"])
  func `refuses those who have no seat`(path: String) async throws {
    let answer = try await room.page(
      "POST", path, [:],
      #"{"name":"x","room":"general","text":"x","message":"m1-test","emoji":"x"}"#,
      as: "0123")
    #expect(answer.error == "unknown_member")
    #expect(try await room.page("GET", "/api/feed", as: nil).error == "unknown_member")
  }

  @Test func `keeps a direct message between its member and the bot`() async throws {
    let ana = try await room.join("Ana")
    let bo = try await room.join("Bo")
    let said = try await room.page(
      "POST", "/api/messages", [:], #"{"room":null,"text":"psst"}"#, as: bo.secret)
    #expect(said.status == 201)
    let message = try await room.bot("GET", "/v1/messages").messages.last
    #expect(message?["direct"]?.boolean == true)
    #expect(message?["room"]?.string == "dm-" + bo.id)
    #expect(try await feed(bo.secret).texts == ["psst"])
    #expect(try await feed(ana.secret).texts == [])
    let id = said.id ?? ""
    for (path, body) in [
      ("/api/messages", #"{"room":"dm-\#(bo.id)","text":"me too"}"#),
      ("/api/messages", #"{"room":"general","thread":"\#(id)","text":"me too"}"#),
      ("/api/reactions", #"{"message":"\#(id)","emoji":"👍"}"#),
      ("/api/edits", #"{"message":"\#(id)","text":"changed"}"#),
    ] {
      #expect(try await room.page("POST", path, [:], body, as: ana.secret).status == 404)
    }
  }

  @Test func `shows an edit by the author, and refuses one by another`() async throws {
    let ana = try await room.join("Ana")
    let bo = try await room.join("Bo")
    let id = try await say("!topc x", as: ana.secret)
    let body = #"{"message":"\#(id)","text":"!topic x"}"#
    #expect(try await room.page("POST", "/api/edits", [:], body, as: bo.secret).status == 403)
    #expect(try await room.page("POST", "/api/edits", [:], body, as: ana.secret).status == 200)
    let edited = try await room.bot("GET", "/v1/messages").messages.last
    #expect(edited?["id"]?.string == id)
    #expect(edited?["text"]?.string == "!topic x")
    #expect(edited?["edited"]?.string == "2026-11-21T10:00:00Z")
  }

  @Test func `puts a reaction on and takes it away, once each`() async throws {
    let ana = try await room.join("Ana")
    let id = try await say("hi", as: ana.secret)
    func react(_ removed: Bool) async throws -> Int {
      try await room.page(
        "POST", "/api/reactions", [:],
        #"{"message":"\#(id)","emoji":"👍","removed":\#(removed)}"#, as: ana.secret
      ).status
    }
    #expect(try await react(true) == 200)
    #expect(try await react(false) == 201)
    #expect(try await react(false) == 200)
    #expect(try await react(true) == 201)
    #expect(try await react(true) == 200)
    let reactions = try await room.bot("GET", "/v1/messages").messages.filter {
      $0["kind"]?.string == "reaction"
    }
    #expect(reactions.map { $0["removed"]?.boolean } == [false, true])
  }

  @Test func `says a message once though the page sends it twice`() async throws {
    let ana = try await room.join("Ana")
    let bo = try await room.join("Bo")
    let body = #"{"room":"general","text":"hi","key":"k"}"#
    let first = try await room.page("POST", "/api/messages", [:], body, as: ana.secret)
    let second = try await room.page("POST", "/api/messages", [:], body, as: ana.secret)
    #expect(second.status == 200)
    #expect(second.id == first.id)
    #expect(try await room.page("POST", "/api/messages", [:], body, as: bo.secret).status == 201)
    #expect(try await room.bot("GET", "/v1/messages").messages.last?["idempotency_key"] == nil)
  }

  @Test func `tells new names to everybody`() async throws {
    let ana = try await room.join("Ana")
    let before = try await feed(ana.secret)
    _ = try await room.page("POST", "/api/name", [:], #"{"name":" Ana\t B. "}"#, as: ana.secret)
    let version = before.body["peopleVersion"]?.integer ?? 0
    let after = try await room.page(
      "GET", "/api/feed", ["after": before.next, "people": "\(version)", "wait": "60"],
      as: ana.secret)
    #expect(after.body["people"]?.array?.first?["name"]?.string == "Ana B.")
    #expect(after.body["reset"]?.boolean == false)
  }

  @Test func `tells that somebody left, who then has no seat`() async throws {
    let ana = try await room.join("Ana")
    #expect(try await room.page("POST", "/api/leave", [:], "{}", as: ana.secret).status == 200)
    #expect(try await room.bot("GET", "/v1/messages").kinds == ["joined", "left"])
    #expect(try await feed(ana.secret).error == "unknown_member")
  }

  @Test(arguments: ["", "99-test", "1-else", "0-test"])
  func `lets a page with a strange cursor begin anew`(cursor: String) async throws {
    var limits = RoomLimits()
    limits.keptMessages = 4
    limits.openingMessages = 2
    let room = RoomFixture(limits: limits)
    let ana = try await room.join("Ana")
    for text in ["1", "2", "3", "4"] {
      _ = try await room.page(
        "POST", "/api/messages", [:], #"{"room":"general","text":"\#(text)"}"#, as: ana.secret)
    }
    let answer = try await room.page("GET", "/api/feed", ["after": cursor], as: ana.secret)
    #expect(answer.body["reset"]?.boolean == true)
    #expect(answer.texts == ["3", "4"])
    #expect(answer.next == "5-test")
  }

  @Test(.timeLimit(.minutes(1)))
  func `tells a waiting page when the bot comes`() async throws {
    let ana = try await room.join("Ana")
    let opened = try await feed(ana.secret)
    #expect(opened.body["botHere"]?.boolean == false)
    let version = opened.body["peopleVersion"]?.integer ?? 0
    let waiting = Task {
      try await room.page(
        "GET", "/api/feed",
        ["after": opened.next, "people": "\(version)", "bot": "0", "wait": "3600"], as: ana.secret)
    }
    while room.shared.heldCount == 0 { await Task.yield() }
    _ = try await room.bot("GET", "/v1/messages")
    #expect(try await waiting.value.body["botHere"]?.boolean == true)
  }

  private func feed(_ secret: String) async throws -> Answer {
    try await room.page("GET", "/api/feed", as: secret)
  }

  private func say(_ text: String, as secret: String) async throws -> String {
    try await room.page(
      "POST", "/api/messages", [:], #"{"room":"general","text":"\#(text)"}"#, as: secret
    ).id ?? ""
  }
}
