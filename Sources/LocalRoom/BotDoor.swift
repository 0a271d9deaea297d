import Primitives

/// The plain chat API, under `/v1`: what the bot sees of the room.
struct BotDoor: Sendable {
  let shared: SharedConversation
  /// What must stand behind `Authorization: Bearer`.
  let token: Secret
  let clock: @Sendable () -> Instant
  let limits: RoomLimits

  /// Answers a request whose path begins with `/v1/`.
  func answer(_ call: RoomCall) async throws(RoomRefusal) -> HTTPResponse {
    guard let bearer = call.bearer, token.matches(bearer) else { throw .unauthorised }
    switch (call.path, call.method) {
    case ("/v1/me", "GET"): return try me()
    case ("/v1/messages", "GET"): return try await messages(call)
    case ("/v1/messages", "POST"): return try post(call)
    case ("/v1/reactions", "POST"): return try react(call)
    case ("/v1/me", _), ("/v1/messages", _), ("/v1/reactions", _): throw .wrongMethod
    default: throw .unknownPath
    }
  }

  private func me() throws(RoomRefusal) -> HTTPResponse {
    let bot = shared.read { $0.bot }
    return .json { json in
      json.member("id", bot.id)
      json.member("name", bot.name)
    }
  }

  private func messages(_ call: RoomCall) async throws(RoomRefusal) -> HTTPResponse {
    let wait = try call.number("wait", or: 0, within: 0...limits.waitSeconds)
    let limit = try call.number("limit", or: 100, within: 1...limits.pageMessages)
    let after = call.parameters["after"]
    shared.botCame(at: clock())
    defer { shared.botLeft(at: clock()) }
    let page = try await shared.wait(seconds: wait) {
      (conversation, _) throws(RoomRefusal) -> (Conversation.Page, isNews: Bool) in
      let page = try conversation.page(after: after, limit: limit)
      return (page, !page.messages.isEmpty)
    }
    return .json { json in
      json.member("messages", arrayOf: page.messages) { $0.message($1.message, cursor: $1.cursor) }
      json.member("next", page.next)
    }
  }

  private func post(_ call: RoomCall) throws(RoomRefusal) -> HTTPResponse {
    let body = try call.object()
    let draft = Conversation.Draft(
      room: try body.text("room").map { RoomID($0) },
      recipient: try body.text("to").map { MemberID($0) },
      thread: try body.text("thread").map { MessageID($0) },
      text: try body.requiredText("text"), key: try body.text("idempotency_key"))
    guard (draft.room == nil) != (draft.recipient == nil) else {
      throw .malformed("room, to: exactly one of them was expected")
    }
    let now = clock()
    let posted = try shared.change { (conversation) throws(RoomRefusal) in
      try conversation.post(draft, by: conversation.bot.id, at: now)
    }
    return .json(posted.isNew ? 201 : 200) { $0.member("id", posted.id) }
  }

  private func react(_ call: RoomCall) throws(RoomRefusal) -> HTTPResponse {
    let body = try call.object()
    let message = MessageID(try body.requiredText("message"))
    let emoji = try body.requiredText("emoji")
    let now = clock()
    let isNew = try shared.change { (conversation) throws(RoomRefusal) in
      try conversation.react(
        with: emoji, to: message, by: conversation.bot.id, isRemoved: false, at: now)
    }
    return .json(isNew ? 201 : 200) { _ in }
  }
}
