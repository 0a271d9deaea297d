import ChatEndpoint
import Primitives
import Testing

@Suite struct `The mattermost profile` {
  let environment = [
    "MATTERMOST_URL": "https://mm.example.org/", "MATTERMOST_TOKEN": "mm-secret",
  ]
  let channels = answer(200, #"[{"id":"c1","type":"O"},{"id":"d1","type":"D"}]"#)
  let ana = answer(200, #"{"id":"u1","username":"ana","nickname":"","first_name":"Ana"}"#)

  func endpoint() throws -> Endpoint {
    var environment = environment
    environment["MATTERMOST_URL"] = "https://mm.example.org"
    var endpoint = Endpoint(profile: try shippedProfile("mattermost", environment))
    let script = Script([answer(200, #"{"id":"bot","username":"roundtable"}"#)])
    #expect(try endpoint.setUp(script) == MemberID("bot"))
    #expect(script.asked == ["GET https://mm.example.org/api/v4/users/me"])
    return endpoint
  }

  /// A post in the shape of the vendor's description.
  func post(
    _ id: String, _ text: String, at time: Int, updated: Int? = nil, edited: Int = 0,
    deleted: Int = 0, user: String = "u1", root: String = "", type: String = "",
    props: String = "{}", channel: String = "c1"
  ) -> String {
    #""\#(id)":{"id":"\#(id)","create_at":\#(time),"update_at":\#(updated ?? time),"#
      + #""edit_at":\#(edited),"delete_at":\#(deleted),"is_pinned":false,"user_id":"\#(user)","#
      + #""channel_id":"\#(channel)","root_id":"\#(root)","message":"\#(text)","#
      + #""type":"\#(type)","props":\#(props),"hashtags":"","metadata":{}}"#
  }

  func posts(_ order: [String], _ posts: [String]) -> HTTPResponse {
    let ids = order.map { #""\#($0)""# }.joined(separator: ",")
    return answer(
      200,
      #"{"order":[\#(ids)],"posts":{\#(posts.joined(separator: ","))},"next_post_id":"","#
        + #""prev_post_id":"","has_next":false}"#)
  }

  /// An endpoint that has read up to 100 in `c1` and up to 50 in `d1`.
  func started() throws -> (Endpoint, Cursor) {
    var endpoint = try endpoint()
    let script = Script([
      channels, posts(["p0"], [post("p0", "old", at: 90, updated: 100)]),
      posts(["q0"], [post("q0", "old", at: 50, channel: "d1")]),
    ])
    let batch = try endpoint.poll(script, from: nil)
    #expect(batch.messages.isEmpty)
    #expect(batch.next == Cursor(#"{"c1":"100","d1":"50"}"#))
    #expect(
      script.asked == [
        "GET https://mm.example.org/api/v4/users/me/channels",
        "GET https://mm.example.org/api/v4/channels/c1/posts?per_page=60",
        "GET https://mm.example.org/api/v4/channels/d1/posts?per_page=60",
      ])
    return (endpoint, batch.next)
  }

  @Test func `reads each room from its own cursor, oldest first, and only what is new`() throws {
    let (fresh, cursor) = try started()
    var endpoint = fresh
    let script = Script([
      posts(
        ["p3", "p2", "p0", "p9", "p8"],
        [
          post("p0", "a root that got a reply", at: 90, updated: 130),
          post("p2", "second", at: 120), post("p3", "third", at: 130, root: "p0"),
          post("p7", "a root that only gives context", at: 10),
          post("p8", "gone", at: 110, deleted: 111),
          post("p9", "joined", at: 105, user: "u2", type: "system_join_channel"),
        ]),
      posts(["q1"], [post("q1", "psst", at: 140, channel: "d1")]), answer(404, ""), ana,
    ])
    let batch = try endpoint.poll(script, from: cursor)
    #expect(batch.messages.map(\.id.text) == ["p9", "p2", "p3", "q1"])
    #expect(batch.messages[0].kind == .joined)
    #expect(batch.messages[2].thread == MessageID("p0"))
    #expect(batch.messages[1].thread == nil)
    #expect(batch.messages[1].author.name == "Ana")
    #expect(batch.messages.map(\.isDirect) == [false, false, false, true])
    #expect(batch.next == Cursor(#"{"c1":"130","d1":"140"}"#))
    #expect(
      Array(script.asked[..<2]) == [
        "GET https://mm.example.org/api/v4/channels/c1/posts?since=100",
        "GET https://mm.example.org/api/v4/channels/d1/posts?since=50",
      ])
    let quiet = Script([posts([], []), posts([], [])])
    #expect(try endpoint.poll(quiet, from: batch.next) == Batch(messages: [], next: batch.next))
  }

  @Test func `shows an edit as the same message with new words`() throws {
    let (fresh, cursor) = try started()
    var endpoint = fresh
    let script = Script([
      posts(["p0"], [post("p0", "!topic new", at: 90, updated: 150, edited: 150)]), posts([], []),
      ana,
    ])
    let message = try endpoint.poll(script, from: cursor).messages[0]
    #expect(message.id == MessageID("p0"))
    #expect(message.text == "!topic new")
    #expect(message.editedAt == Instant(milliseconds: 150))
  }

  @Test func `knows itself, other bots and webhooks`() throws {
    let (fresh, cursor) = try started()
    var endpoint = fresh
    let script = Script([
      posts(
        ["p4", "p5", "p6"],
        [
          post("p4", "ours", at: 150, user: "bot", props: #"{"idem":"k1","from_bot":"true"}"#),
          post("p5", "beep", at: 151, props: #"{"from_bot":"true"}"#),
          post("p6", "hook", at: 152, props: #"{"from_webhook":"true"}"#),
        ]), posts([], []), ana,
    ])
    let messages = try endpoint.poll(script, from: cursor).messages
    #expect(messages.map(\.isOwn) == [true, false, false])
    #expect(messages.map(\.author.isBot) == [true, true, true])
    #expect(messages[0].echoedKey == "k1")
  }

  @Test func `reads a talk that was opened later from its beginning, and a channel from now on`()
    throws
  {
    let (fresh, cursor) = try started()
    var endpoint = fresh
    let script = Script([
      answer(
        200,
        #"[{"id":"c1","type":"O"},{"id":"d1","type":"D"},{"id":"c2","type":"P"},{"id":"d2","type":"D"}]"#
      ),
      posts([], []), posts([], []),
      posts(["r1"], [post("r1", "!old", at: 200, channel: "c2")]),
      posts(["s1"], [post("s1", "!help", at: 210, channel: "d2")]), ana,
    ])
    let batch = try endpoint.poll(script, from: cursor, now: noon + .seconds(31))
    #expect(batch.messages.map(\.text) == ["!help"])
    #expect(batch.next == Cursor(#"{"c1":"100","c2":"200","d1":"50","d2":"210"}"#))
    #expect(script.asked[4] == "GET https://mm.example.org/api/v4/channels/d2/posts?since=1")
  }

  @Test func `goes on without a channel that it was taken out of`() throws {
    let (fresh, cursor) = try started()
    var endpoint = fresh
    let script = Script([
      answer(403, #"{"id":"api.context.permissions.app_error","status_code":403}"#),
      posts(["q1"], [post("q1", "psst", at: 140, channel: "d1")]), ana,
    ])
    let batch = try endpoint.poll(script, from: cursor)
    #expect(batch.messages.map(\.text) == ["psst"])
    #expect(batch.next == Cursor(#"{"c1":"100","d1":"140"}"#))
  }

  @Test func `ends a round early when enough was found, and goes on with the next room`() throws {
    let (fresh, cursor) = try started()
    var endpoint = fresh
    let first = Script([posts(["p1"], [post("p1", "a", at: 110)]), ana])
    let batch = try endpoint.poll(first, from: cursor, limit: 1)
    #expect(batch.isFull)
    let second = Script([posts(["q1"], [post("q1", "b", at: 60, channel: "d1")])])
    #expect(try endpoint.poll(second, from: batch.next, limit: 1).messages.map(\.text) == ["b"])
  }

  @Test func `says a text, in a thread, alone, and reacts`() throws {
    var endpoint = try endpoint()
    let script = Script([
      answer(201, #"{"id":"b1","channel_id":"c1"}"#), answer(201, #"{"id":"d9"}"#),
      answer(201, #"{"id":"b2","channel_id":"d9"}"#), answer(201, "{}"),
    ])
    let receipt = try endpoint.send(
      script,
      Outgoing(
        key: "k1", room: RoomID("c1"), thread: MessageID("p0"),
        content: .text("*Hi* @all, type `!rsvp_yes`\n1. one")))
    #expect(receipt == Receipt(id: MessageID("b1"), room: RoomID("c1")))
    #expect(
      script.bodyText(0)
        == "{\"channel_id\":\"c1\",\"message\":\"\\\\*Hi\\\\* @\u{200B}all, type `!rsvp_yes`\\n1\\\\. one\","
        + #""root_id":"p0","pending_post_id":"bot:k1","props":{"idem":"k1"}}"#)
    let direct = try endpoint.send(
      script, Outgoing(key: "k2", to: MemberID("u1"), content: .text("psst")))
    #expect(direct.room == RoomID("d9"))
    #expect(script.asked[1] == "POST https://mm.example.org/api/v4/channels/direct")
    #expect(script.bodyText(1) == #"["bot","u1"]"#)
    #expect(try script.body(2)["root_id"] == nil)
    _ = try endpoint.send(
      script, Outgoing(key: "k3", room: RoomID("c1"), content: .reaction("✅", on: MessageID("p1"))))
    #expect(
      script.bodyText(3)
        == #"{"user_id":"bot","post_id":"p1","emoji_name":"white_check_mark"}"#)
    #expect(endpoint.memory == ["direct:u1": "d9"])
  }

  @Test func `tells errors apart`() throws {
    var endpoint = try started().0
    let message = Outgoing(key: "k", room: RoomID("c1"), content: .text("x"))
    let sends: [(HTTPResponse, ChatError.Kind)] = [
      (
        answer(429, "limit exceeded", [HTTPHeader("X-Ratelimit-Reset", "1")]),
        .rateLimited(wait: .seconds(1))
      ),
      (
        answer(
          429, "limit exceeded",
          [HTTPHeader("x-ratelimit-reset", String(noon.seconds + 9))]),
        .rateLimited(wait: .seconds(9))
      ),
      (
        answer(500, #"{"id":"api.post.deduplicate_create_post.pending","status_code":500}"#),
        .interrupted
      ), (answer(401, #"{"id":"api.context.session_expired.app_error"}"#), .unauthorised),
      (answer(400, #"{"id":"api.post.create_post.root_id.app_error"}"#), .poison),
    ]
    for (response, kind) in sends {
      let error = chatError { _ = try endpoint.send(Script([response]), message) }
      #expect(error?.kind == kind)
    }
    let foreign = chatError { _ = try endpoint.poll(Script([]), from: Cursor("s72594_4483_1934")) }
    #expect(foreign?.kind == .resync)
  }
}
