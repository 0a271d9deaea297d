import ChatEndpoint
import Primitives
import Testing

@Suite struct `The matrix profile` {
  let me = "@bot:hs"
  let room = "!r1:hs"

  func endpoint(memory: [String: String] = [:]) throws -> Endpoint {
    var endpoint = Endpoint(
      profile: try shippedProfile("matrix", matrixEnvironment), memory: memory)
    let script = Script([answer(200, #"{"user_id":"\#(me)","device_id":"D"}"#)])
    #expect(try endpoint.setUp(script) == MemberID(me))
    return endpoint
  }

  /// An event of the type `type` with the JSON `content`.
  func event(
    _ id: String, _ content: String, type: String = "m.room.message", sender: String = "@ana:hs",
    more: String = ""
  ) -> String {
    #"{"event_id":"\#(id)","type":"\#(type)","sender":"\#(sender)","#
      + #""origin_server_ts":1795000000123,"content":\#(content)\#(more)}"#
  }

  func text(_ id: String, _ body: String, sender: String = "@ana:hs") -> String {
    event(id, #"{"msgtype":"m.text","body":"\#(body)"}"#, sender: sender)
  }

  func member(_ id: String, _ user: String, _ membership: String, before: String? = nil) -> String {
    let prior = before.map { #","unsigned":{"prev_content":{"membership":"\#($0)"}}"# } ?? ""
    return event(
      id, #"{"membership":"\#(membership)","displayname":"N"}"#, type: "m.room.member",
      sender: user, more: #","state_key":"\#(user)"\#(prior)"#)
  }

  func sync(
    _ rooms: [(String, [String], limited: Bool)], next: String, invites: String = ""
  ) -> HTTPResponse {
    let joined = rooms.map { room, events, limited in
      #""\#(room)":{"timeline":{"limited":\#(limited),"events":[\#(events.joined(separator: ","))]}}"#
    }
    return answer(
      200,
      #"{"next_batch":"\#(next)","rooms":{"join":{\#(joined.joined(separator: ","))},"#
        + #""invite":{\#(invites)}}}"#)
  }

  let noName = answer(404, #"{"errcode":"M_NOT_FOUND"}"#)

  @Test func `passes over history at the first start, with the smallest request`() throws {
    var endpoint = try endpoint()
    let script = Script([sync([(room, [text("$1", "old")], limited: true)], next: "s1")])
    let batch = try endpoint.poll(script, from: nil, wait: 30)
    #expect(batch.messages.isEmpty)
    #expect(batch.next == Cursor("s1"))
    #expect(script.requests[0].waitSeconds == 0)
    #expect(script.asked[0].contains("timeout=0&"))
    #expect(script.asked[0].contains("%22limit%22%3A1%7D"))
    #expect(!script.asked[0].contains("since"))
    #expect(!script.requests[0].shownURL.contains("?"))
  }

  @Test func `reads text, threads, replies, edits and reactions, and looks names up once`() throws {
    var endpoint = try endpoint()
    let thread = #""m.relates_to":{"rel_type":"m.thread","event_id":"$0"}"#
    let script = Script([
      sync(
        [
          (
            room,
            [
              text("$1", "!help"),
              event("$2", #"{"msgtype":"m.text","body":"deep",\#(thread)}"#),
              event(
                "$3",
                #"{"msgtype":"m.text","body":"> <@x:hs> quoted\n\n!rsvp yes","#
                  + #""m.relates_to":{"m.in_reply_to":{"event_id":"$1"}}}"#),
              event(
                "$4",
                #"{"msgtype":"m.text","body":"* !hello","m.new_content":{"msgtype":"m.text","#
                  + #""body":"!hello"},"m.relates_to":{"rel_type":"m.replace","event_id":"$1"}}"#),
              event(
                "$5",
                #"{"m.relates_to":{"rel_type":"m.annotation","event_id":"$1","key":"✅"}}"#,
                type: "m.reaction"),
              event("$6", #"{}"#, type: "m.room.redaction", more: #","redacts":"$5""#),
              event("$7", #"{"msgtype":"m.notice","body":"beep"}"#),
              event("$8", "{}"), event("$9", "{}", type: "m.room.encrypted"),
              event(
                "$10", #"{"msgtype":"m.notice","body":"ours"}"#, sender: me,
                more: #","unsigned":{"transaction_id":"k1"}"#),
            ], limited: false
          )
        ], next: "s2"), answer(200, #"{"displayname":"Ana"}"#),
    ])
    let batch = try endpoint.poll(script, from: Cursor("s1"), limit: 100, wait: 30)
    #expect(script.asked[0].contains("since=s1&timeout=30000&set_presence=offline&filter=%7B"))
    #expect(script.asked[0].contains("%22limit%22%3A100%7D"))
    #expect(
      script.asked[1]
        == "GET https://matrix.example.org/_matrix/client/v3/profile/%40ana%3Ahs/displayname")
    let messages = batch.messages
    #expect(messages.map(\.id.text) == ["$1", "$2", "$3", "$1", "$5", "$6", "$10"])
    #expect(messages.map(\.author.name) == ["Ana", "Ana", "Ana", "Ana", "Ana", "Ana", ""])
    #expect(messages.allSatisfy { $0.room == RoomID(room) })
    #expect(messages[0].at == Instant(milliseconds: 1_795_000_000_123))
    #expect(messages[1].thread == MessageID("$0"))
    #expect(messages[2].text == "!rsvp yes")
    #expect(messages[2].replyTo == MessageID("$1"))
    #expect(messages[3].text == "!hello")
    #expect(messages[3].editedAt == Instant(milliseconds: 1_795_000_000_123))
    #expect(
      messages[4].kind == .reaction(emoji: "✅", target: MessageID("$1"), isRemoved: false))
    #expect(
      messages[5].kind == .reaction(emoji: "✅", target: MessageID("$1"), isRemoved: true))
    #expect(messages[6].isOwn)
    #expect(messages[6].echoedKey == "k1")
    #expect(batch.unreadable == 0)
    let later = Script([sync([(room, [text("$11", "more")], limited: false)], next: "s3")])
    #expect(try endpoint.poll(later, from: Cursor("s2")).messages[0].author.name == "Ana")
    let hourLater = Script([
      sync([(room, [text("$12", "more")], limited: false)], next: "s4"), noName,
    ])
    let third = try endpoint.poll(hourLater, from: Cursor("s3"), now: noon + .seconds(3601))
    #expect(third.messages[0].author.name.isEmpty)
  }

  @Test func `keeps its cursor when nothing happened`() throws {
    var endpoint = try endpoint()
    let batch = try endpoint.poll(
      Script([answer(200, #"{"next_batch":"s1"}"#)]), from: Cursor("s1"), wait: 30)
    #expect(batch == Batch(messages: [], next: Cursor("s1")))
  }

  @Test func `fills the hole of a limited timeline, oldest first, without doubles`() throws {
    var endpoint = try endpoint()
    let script = Script([
      sync(
        [
          (room, [text("$5", "5"), text("$6", "6")], limited: true),
          ("!r2:hs", [text("$a", "a")], limited: false),
        ], next: "s9"),
      answer(200, #"{"chunk":[\#(text("$1", "1")),\#(text("$2", "2"))],"start":"s1","end":"t2"}"#),
      answer(
        200,
        #"{"chunk":[\#(text("$3", "3")),\#(text("$4", "4")),\#(text("$5", "5"))],"end":"t3"}"#),
      answer(200, #"{"displayname":"Ana"}"#),
    ])
    let batch = try endpoint.poll(script, from: Cursor("s1"))
    #expect(batch.messages.map(\.text) == ["1", "2", "3", "4", "5", "6", "a"])
    #expect(batch.next == Cursor("s9"))
    #expect(!batch.hasGap)
    #expect(script.asked[1].contains("/rooms/%21r1%3Ahs/messages?dir=f&from=s1&limit=100&filter="))
    #expect(script.asked[2].contains("from=t2&"))
    #expect(batch.messages[0].room == RoomID(room))
  }

  @Test func `says so when a hole cannot be filled`() throws {
    var endpoint = try endpoint()
    let script = Script([
      sync([(room, [text("$5", "5", sender: me)], limited: true)], next: "s9"),
      answer(403, #"{"errcode":"M_FORBIDDEN"}"#),
    ])
    #expect(try endpoint.poll(script, from: Cursor("s1")).hasGap)
    let limited = Script([
      sync([(room, [text("$5", "5", sender: me)], limited: true)], next: "s9"),
      answer(429, #"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2400}"#),
    ])
    let error = chatError { _ = try endpoint.poll(limited, from: Cursor("s1")) }
    #expect(error?.kind == .rateLimited(wait: Span(milliseconds: 2400)))
    #expect(error?.reason == "the request to poll a room was answered with 429 (M_LIMIT_EXCEEDED)")
  }

  @Test func `answers nothing that was said before it came into a room`() throws {
    var endpoint = try endpoint()
    let script = Script([
      sync(
        [
          (
            room,
            [
              text("$1", "!old"), member("$2", "@bob:hs", "join"),
              member("$3", me, "join", before: "invite"), text("$4", "!new", sender: me),
            ], limited: true
          )
        ], next: "s2")
    ])
    let batch = try endpoint.poll(script, from: Cursor("s1"))
    #expect(batch.messages.map(\.id.text) == ["$4"])
    #expect(script.requests.count == 1, "a room that is new to us has no hole to fill")
    let gap = Script([
      sync([(room, [text("$9", "9", sender: me)], limited: true)], next: "s3"),
      answer(
        200,
        #"{"chunk":[\#(text("$1", "!old")),\#(member("$3", me, "join", before: "invite")),"#
          + #"\#(text("$8", "8", sender: me)),\#(text("$9", "9", sender: me))]}"#),
    ])
    #expect(try endpoint.poll(gap, from: Cursor("s2")).messages.map(\.text) == ["8", "9"])
  }

  @Test func `notices who comes and goes, but not who changes a name`() throws {
    var endpoint = try endpoint()
    let script = Script([
      sync(
        [
          (
            room,
            [
              member("$1", "@bob:hs", "join"), member("$2", "@bob:hs", "join", before: "join"),
              member("$3", "@bob:hs", "leave", before: "join"),
              member("$4", me, "join", before: "join"),
            ], limited: false
          )
        ], next: "s2"), noName,
    ])
    let messages = try endpoint.poll(script, from: Cursor("s1")).messages
    #expect(messages.filter { !$0.isOwn }.map(\.kind) == [.joined, .left])
    #expect(messages[0].author.id == MemberID("@bob:hs"))
    #expect(messages[0].author.name == "N")
  }

  @Test func `accepts invitations and knows direct talks by them`() throws {
    var endpoint = try endpoint()
    func invite(_ room: String, direct: Bool) -> String {
      #""\#(room)":{"invite_state":{"events":[{"type":"m.room.member","state_key":"\#(me)","#
        + #""sender":"@ana:hs","content":{"membership":"invite","is_direct":\#(direct)}}]}}"#
    }
    let script = Script([
      sync(
        [], next: "s2",
        invites: invite("!d:hs", direct: true) + "," + invite("!g:hs", direct: false)),
      answer(200, #"{"room_id":"!d:hs"}"#), answer(403, #"{"errcode":"M_FORBIDDEN"}"#),
    ])
    let batch = try endpoint.poll(script, from: Cursor("s1"))
    #expect(batch.next == Cursor("s2"))
    #expect(
      Array(script.asked[1...]) == [
        "POST https://matrix.example.org/_matrix/client/v3/join/%21d%3Ahs",
        "POST https://matrix.example.org/_matrix/client/v3/join/%21g%3Ahs",
      ])
    #expect(endpoint.memory == ["direct:@ana:hs": "!d:hs"])
    #expect(endpoint.memoryVersion == 1)
    let talk = Script([
      sync([("!d:hs", [text("$1", "psst")], limited: false)], next: "s3"), noName,
    ])
    #expect(try endpoint.poll(talk, from: Cursor("s2")).messages[0].isDirect)
    let third = Script([
      sync(
        [("!d:hs", [member("$2", "@eve:hs", "join"), text("$3", "hm")], limited: false)], next: "s4"
      ),
      noName,
    ])
    #expect(try endpoint.poll(third, from: Cursor("s3")).messages.last?.isDirect == false)
    #expect(endpoint.memory.isEmpty)
  }

  @Test func `says a text, in a thread, with code, and reacts`() throws {
    var endpoint = try endpoint()
    let script = Script([
      answer(200, #"{"event_id":"$b1"}"#), answer(200, #"{"event_id":"$b2"}"#),
      answer(400, #"{"errcode":"M_DUPLICATE_ANNOTATION"}"#),
    ])
    let first = try endpoint.send(
      script, Outgoing(key: "k1", room: RoomID(room), content: .text("Hello @room <3")))
    #expect(first == Receipt(id: MessageID("$b1"), room: RoomID(room)))
    #expect(
      script.bodyText(0)
        == "{\"msgtype\":\"m.notice\",\"body\":\"Hello @\u{200B}room <3\",\"m.mentions\":{}}")
    _ = try endpoint.send(
      script,
      Outgoing(
        key: "k2", room: RoomID(room), thread: MessageID("$1"), content: .text("a < `b & c`\nd"),
        replyTo: MessageID("$7")))
    #expect(
      script.bodyText(1)
        == #"{"msgtype":"m.notice","body":"a < `b & c`\nd","format":"org.matrix.custom.html","#
        + #""formatted_body":"a &lt; <code>b &amp; c</code><br>d","m.mentions":{},"#
        + #""m.relates_to":{"rel_type":"m.thread","event_id":"$1","is_falling_back":true,"#
        + #""m.in_reply_to":{"event_id":"$7"}}}"#)
    let third = try endpoint.send(
      script,
      Outgoing(key: "k3", room: RoomID(room), content: .reaction("👍", on: MessageID("$1"))))
    #expect(third.id == nil)
    let base = "PUT https://matrix.example.org/_matrix/client/v3/rooms/%21r1%3Ahs/send/"
    #expect(
      script.asked == [
        base + "m.room.message/k1", base + "m.room.message/k2", base + "m.reaction/k3",
      ])
  }

  @Test func `opens a direct room once, and again when it is gone`() throws {
    var endpoint = try endpoint()
    let ana = MemberID("@ana:hs")
    let script = Script([
      answer(200, #"{"room_id":"!d1:hs"}"#), answer(200, #"{"event_id":"$1"}"#),
      answer(200, #"{"event_id":"$2"}"#),
    ])
    let outgoing = Outgoing(key: "k1", to: ana, content: .text("psst"))
    #expect(try endpoint.send(script, outgoing).room == RoomID("!d1:hs"))
    _ = try endpoint.send(script, Outgoing(key: "k2", to: ana, content: .text("again")))
    #expect(
      script.bodyText(0)
        == #"{"invite":["@ana:hs"],"is_direct":true,"preset":"trusted_private_chat"}"#)
    #expect(script.asked[2].hasSuffix("/rooms/%21d1%3Ahs/send/m.room.message/k2"))
    var restarted = try self.endpoint(memory: endpoint.memory)
    let gone = Script([
      answer(403, #"{"errcode":"M_FORBIDDEN"}"#), answer(200, #"{"room_id":"!d2:hs"}"#),
      answer(200, #"{"event_id":"$3"}"#),
    ])
    let third = try restarted.send(gone, Outgoing(key: "k3", to: ana, content: .text("still")))
    #expect(third == Receipt(id: MessageID("$3"), room: RoomID("!d2:hs")))
    #expect(restarted.memory == ["direct:@ana:hs": "!d2:hs"])
  }

  @Test func `tells errors apart`() throws {
    var endpoint = try endpoint()
    let polls: [(HTTPResponse, ChatError.Kind)] = [
      (answer(400, #"{"errcode":"M_UNKNOWN","error":"Invalid stream token"}"#), .resync),
      (answer(401, #"{"errcode":"M_UNKNOWN_TOKEN"}"#), .unauthorised),
      (answer(502, "<html>bad gateway</html>"), .interrupted),
    ]
    for (response, kind) in polls {
      let error = chatError { _ = try endpoint.poll(Script([response]), from: Cursor("s1")) }
      #expect(error?.kind == kind)
    }
    let message = Outgoing(key: "k", room: RoomID(room), content: .text("x"))
    let limited = answer(
      429, #"{"errcode":"M_LIMIT_EXCEEDED","retry_after_ms":2400}"#,
      [HTTPHeader("Retry-After", "3")])
    let error = chatError { _ = try endpoint.send(Script([limited]), message) }
    #expect(error?.kind == .rateLimited(wait: .seconds(3)))
  }
}
