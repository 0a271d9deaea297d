import ChatEndpoint
import Primitives
import Testing

@Suite struct `The telegram profile` {
  let base = "POST https://api.telegram.org/bot123:hush/"

  func endpoint() throws -> Endpoint {
    var endpoint = Endpoint(
      profile: try shippedProfile("telegram", ["TELEGRAM_TOKEN": "123:hush"]))
    let script = Script([
      answer(200, #"{"ok":true,"result":{"id":77,"is_bot":true,"username":"round_bot"}}"#)
    ])
    #expect(try endpoint.setUp(script) == MemberID("77"))
    #expect(endpoint.selfName == "round_bot")
    #expect(script.asked == [base + "getMe"])
    #expect(script.requests[0].shownURL == "https://api.telegram.org/bot***/getMe")
    return endpoint
  }

  func updates(_ updates: String...) -> HTTPResponse {
    answer(200, #"{"ok":true,"result":[\#(updates.joined(separator: ","))]}"#)
  }

  func message(
    _ update: Int, _ id: Int, _ text: String, kind: String = "message", chat: String = "-1001",
    type: String = "supergroup", more: String = ""
  ) -> String {
    #"{"update_id":\#(update),"\#(kind)":{"message_id":\#(id),"date":1795000000,"#
      + #""from":{"id":9007199254740993,"is_bot":false,"first_name":"Ana","username":"ana"},"#
      + #""chat":{"id":\#(chat),"type":"\#(type)"},"text":"\#(text)"\#(more)}}"#
  }

  @Test func `skips what has piled up at the first start`() throws {
    var endpoint = try endpoint()
    let script = Script([updates(message(500, 1, "old"))])
    let batch = try endpoint.poll(script, from: nil, wait: 50)
    #expect(batch.messages.isEmpty)
    #expect(batch.next == Cursor("501"))
    let body = try script.body(0)
    #expect(body["offset"]?.integer == -1)
    #expect(body["timeout"]?.integer == 0)
    #expect(body["limit"]?.integer == 1)
    #expect(script.requests[0].waitSeconds == 0)
    #expect(body["allowed_updates"]?.array?.count == 5)
    let nothing = try endpoint.poll(Script([updates()]), from: nil)
    #expect(nothing.next == Cursor(""))
    let next = Script([updates(message(1, 1, "first"))])
    #expect(try endpoint.poll(next, from: nothing.next).messages.map(\.text) == ["first"])
    #expect(try next.body(0)["offset"] == nil)
  }

  @Test func `acknowledges by the offset, also over what it does not understand`() throws {
    var endpoint = try endpoint()
    let script = Script([
      updates(
        message(500, 1, "a"), message(501, 2, "b"), #"{"update_id":502,"poll":{"id":"x"}}"#)
    ])
    let batch = try endpoint.poll(script, from: Cursor("500"), limit: 1000, wait: 90)
    #expect(
      script.bodyText(0)
        == #"{"offset":500,"timeout":50,"limit":100,"allowed_updates":["message","edited_message","#
        + #""channel_post","edited_channel_post","message_reaction"]}"#)
    #expect(script.requests[0].waitSeconds == 50)
    #expect(batch.next == Cursor("503"))
    #expect(batch.unreadable == 0)
    #expect(batch.messages.map(\.id.text) == ["-1001:1", "-1001:2"])
    #expect(batch.messages[0].author.id == MemberID("9007199254740993"))
    #expect(batch.messages[0].room == RoomID("-1001"))
    #expect(batch.messages[0].author.name == "Ana")
    let quiet = try endpoint.poll(Script([updates()]), from: batch.next)
    #expect(quiet.next == batch.next)
  }

  @Test func `reads topics, replies, edits, direct talks, reactions and passages`() throws {
    var endpoint = try endpoint()
    let reaction =
      #"{"update_id":604,"message_reaction":{"chat":{"id":-1001,"type":"supergroup"},"#
      + #""message_id":1,"user":{"id":5,"is_bot":false,"first_name":"Bo"},"date":1795000000,"#
      + #""old_reaction":[{"type":"emoji","emoji":"👎"}],"#
      + #""new_reaction":[{"type":"emoji","emoji":"👍"},{"type":"emoji","emoji":"🎉"}]}}"#
    let joined = message(605, 8, "").replacing(
      #""text":"""#, with: #""new_chat_members":[{"id":6,"first_name":"Cy"}]"#)
    let batch = try endpoint.poll(
      Script([
        updates(
          message(
            600, 3, "in a topic",
            more: #","message_thread_id":40,"is_topic_message":true,"#
              + #""reply_to_message":{"message_id":40,"forum_topic_created":{"name":"x"}}"#),
          message(
            601, 4, "an answer",
            more: #","message_thread_id":41,"reply_to_message":{"message_id":2}"#),
          message(602, 1, "new words", kind: "edited_message", more: #","edit_date":1795000100"#),
          message(603, 5, "psst", chat: "5", type: "private"), reaction, joined)
      ]), from: Cursor("600"))
    let messages = batch.messages
    #expect(batch.unreadable == 0)
    #expect(messages[0].thread == MessageID("40"))
    #expect(messages[0].replyTo == nil)
    #expect(messages[1].thread == nil)
    #expect(messages[1].replyTo == MessageID("-1001:2"))
    #expect(messages[2].id == MessageID("-1001:1"))
    #expect(messages[2].editedAt == Instant(seconds: 1_795_000_100))
    #expect(messages[3].isDirect)
    #expect(!messages[2].isDirect)
    let reactions = messages[4...6]
    let target = MessageID("-1001:1")
    #expect(
      reactions.map(\.kind) == [
        .reaction(emoji: "👎", target: target, isRemoved: true),
        .reaction(emoji: "👍", target: target, isRemoved: false),
        .reaction(emoji: "🎉", target: target, isRemoved: false),
      ])
    #expect(reactions.map(\.id.text) == ["reaction:604", "reaction:604+1", "reaction:604+2"])
    #expect(messages[7].kind == .joined)
    #expect(messages[7].author == .init(id: MemberID("6"), name: "Cy"))
    #expect(batch.next == Cursor("606"))
  }

  @Test func `says a text, in a topic, alone, and reacts`() throws {
    var endpoint = try endpoint()
    let taken = answer(200, #"{"ok":true,"result":{"message_id":9,"chat":{"id":-1001}}}"#)
    let script = Script([taken, taken, answer(200, #"{"ok":true,"result":true}"#)])
    let receipt = try endpoint.send(
      script,
      Outgoing(
        key: "k1", room: RoomID("-1001"), thread: MessageID("40"), content: .text("*Hi*"),
        replyTo: MessageID("-1001:3")))
    #expect(receipt == Receipt(id: MessageID("-1001:9"), room: RoomID("-1001")))
    #expect(
      script.bodyText(0)
        == #"{"chat_id":-1001,"text":"*Hi*","message_thread_id":40,"reply_parameters":"#
        + #"{"message_id":3,"allow_sending_without_reply":true},"#
        + #""link_preview_options":{"is_disabled":true}}"#)
    _ = try endpoint.send(script, Outgoing(key: "k2", to: MemberID("5"), content: .text("psst")))
    #expect(
      script.bodyText(1)
        == #"{"chat_id":5,"text":"psst","link_preview_options":{"is_disabled":true}}"#)
    _ = try endpoint.send(
      script,
      Outgoing(key: "k3", room: RoomID("-1001"), content: .reaction("👍", on: MessageID("-1001:3"))))
    #expect(
      script.bodyText(2)
        == #"{"chat_id":-1001,"message_id":3,"reaction":[{"type":"emoji","emoji":"👍"}]}"#)
    #expect(script.requests.allSatisfy { !$0.shownURL.contains("hush") })
  }

  @Test func `tells errors apart, also in a good status`() throws {
    var endpoint = try endpoint()
    let polls: [(HTTPResponse, ChatError.Kind)] = [
      (
        answer(
          429,
          #"{"ok":false,"error_code":429,"description":"Too Many","parameters":{"retry_after":35}}"#
        ), .rateLimited(wait: .seconds(35))
      ),
      (answer(409, #"{"ok":false,"description":"terminated by other getUpdates"}"#), .conflict),
      (answer(401, #"{"ok":false,"description":"Unauthorized"}"#), .unauthorised),
      (answer(404, #"{"ok":false,"description":"Not Found"}"#), .unauthorised),
      (answer(200, #"{"ok":false,"description":"?"}"#), .refused),
      (answer(200, "<html></html>"), .malformed),
    ]
    for (response, kind) in polls {
      let error = chatError { _ = try endpoint.poll(Script([response]), from: Cursor("1")) }
      #expect(error?.kind == kind)
    }
    let message = Outgoing(key: "k", room: RoomID("-1001"), content: .text("x"))
    let blocked = answer(403, #"{"ok":false,"description":"Forbidden: bot was blocked"}"#)
    #expect(chatError { _ = try endpoint.send(Script([blocked]), message) }?.kind == .poison)
    let named = Outgoing(key: "k", room: RoomID("general"), content: .text("x"))
    let unsendable = chatError { _ = try endpoint.send(Script([]), named) }
    #expect(unsendable?.kind == .poison)
    #expect(unsendable?.reason == "room is not a whole number")
  }

  @Test func `never shows its token`() throws {
    var endpoint = try endpoint()
    let leak = answer(400, #"{"ok":false,"description":"bad token 123:hush"}"#)
    let error = chatError { _ = try endpoint.poll(Script([leak]), from: Cursor("1")) }
    #expect(error?.reason == "the request to poll was answered with 400")
  }
}
