import Primitives
import Synchronization

/// The page's own interface, under `/api`: what a member does in the room.
///
/// Requests prove twice where they come from: by the token in the page, which no foreign page can
/// read, and by the secret of the member.
final class PageDoor: Sendable {
  /// The token that is written into the page; drawn anew in each life of the room.
  let token: String

  private let shared: SharedConversation
  private let clock: @Sendable () -> Instant
  private let limits: RoomLimits
  private let visitors = Mutex(Visitors())

  init(
    shared: SharedConversation, token: String, clock: @escaping @Sendable () -> Instant,
    limits: RoomLimits
  ) {
    self.shared = shared
    self.token = token
    self.clock = clock
    self.limits = limits
  }

  /// Answers a request whose path begins with `/api/`.
  func answer(_ call: RoomCall) async throws(RoomRefusal) -> HTTPResponse {
    guard let shown = call.headers["x-room-token"], Secret(token).matches(shown) else {
      throw .stalePage
    }
    guard call.path != "/api/feed" else {
      guard call.method == "GET" else { throw .wrongMethod }
      return try await feed(call, for: try member(call))
    }
    guard
      ["/api/join", "/api/name", "/api/leave", "/api/messages", "/api/edits", "/api/reactions"]
        .contains(call.path)
    else { throw .unknownPath }
    guard call.method == "POST" else { throw .wrongMethod }
    let body = try call.object()
    switch call.path {
    case "/api/join": return try join(body)
    case "/api/name": return try rename(try member(call), body)
    case "/api/leave": return try leave(call)
    case "/api/messages": return try post(body, by: try member(call))
    case "/api/edits": return try edit(body, by: try member(call))
    default: return try react(body, by: try member(call))
    }
  }

  private func member(_ call: RoomCall) throws(RoomRefusal) -> MemberID {
    guard let secret = call.headers["x-room-member"],
      let member = visitors.withLock({ $0[secret] })
    else { throw .unknownMember }
    return member
  }

  private func join(_ body: JSONValue) throws(RoomRefusal) -> HTTPResponse {
    let name = try body.requiredText("name")
    let secret = try body.text("secret")
    let wasOwner = try body.truth("owner")
    let now = clock()
    let pass = try visitors.withLock { (visitors) throws(RoomRefusal) in
      let pass = try visitors.admit(with: secret, wasOwner: wasOwner, drawing: Secret.drawn)
      try shared.change { (conversation) throws(RoomRefusal) in
        try conversation.admit(pass.member, name: name, at: now)
      }
      visitors.remember(pass)
      return pass
    }
    let (rooms, bot, shownName) = shared.read { conversation in
      let person = conversation.person(pass.member)
      return (conversation.rooms, conversation.bot, person?.name ?? name)
    }
    return .json { json in
      json.member("id", pass.member)
      json.member("name", shownName)
      json.member("secret", pass.secret)
      json.member("owner", pass.member == Visitors.owner)
      json.member("rooms", arrayOf: rooms) { $0.string($1.text) }
      json.member("direct", Conversation.directRoom(of: pass.member))
      json.name("bot")
      json.author(bot)
      json.member("textBytes", limits.textBytes)
      json.member("nameBytes", limits.nameBytes)
    }
  }

  private func rename(_ member: MemberID, _ body: JSONValue) throws(RoomRefusal) -> HTTPResponse {
    let name = try body.requiredText("name")
    try shared.change { (conversation) throws(RoomRefusal) in
      try conversation.rename(member, to: name)
    }
    return .json { _ in }
  }

  private func leave(_ call: RoomCall) throws(RoomRefusal) -> HTTPResponse {
    let member = try member(call)
    let now = clock()
    try shared.change { (conversation) throws(RoomRefusal) in
      try conversation.dismiss(member, at: now)
    }
    if let secret = call.headers["x-room-member"] { visitors.withLock { $0.forget(secret) } }
    return .json { _ in }
  }

  private func post(_ body: JSONValue, by member: MemberID) throws(RoomRefusal) -> HTTPResponse {
    let draft = Conversation.Draft(
      room: try body.text("room").map { RoomID($0) },
      thread: try body.text("thread").map { MessageID($0) },
      text: try body.requiredText("text"), key: try body.text("key"))
    let now = clock()
    let posted = try shared.change { (conversation) throws(RoomRefusal) in
      try conversation.post(draft, by: member, at: now)
    }
    return .json(posted.isNew ? 201 : 200) { $0.member("id", posted.id) }
  }

  private func edit(_ body: JSONValue, by member: MemberID) throws(RoomRefusal) -> HTTPResponse {
    let id = MessageID(try body.requiredText("message"))
    let text = try body.requiredText("text")
    let now = clock()
    try shared.change { (conversation) throws(RoomRefusal) in
      try conversation.edit(id, to: text, by: member, at: now)
    }
    return .json { _ in }
  }

  private func react(_ body: JSONValue, by member: MemberID) throws(RoomRefusal) -> HTTPResponse {
    let id = MessageID(try body.requiredText("message"))
    let emoji = try body.requiredText("emoji")
    let isRemoved = try body.truth("removed")
    let now = clock()
    let isNew = try shared.change { (conversation) throws(RoomRefusal) in
      try conversation.react(with: emoji, to: id, by: member, isRemoved: isRemoved, at: now)
    }
    return .json(isNew ? 201 : 200) { _ in }
  }
}

extension PageDoor {
  /// What a page that stands at some cursor has not seen yet.
  private struct News: Sendable {
    var page: Conversation.Page
    var isReset: Bool
    var people: [Message.Author]?
    var peopleVersion: Int
    var isBotHere: Bool
  }

  /// Answers at once with what is new to the page, or as soon as something is.
  private func feed(_ call: RoomCall, for member: MemberID) async throws(RoomRefusal)
    -> HTTPResponse
  {
    let wait = try call.number("wait", or: 0, within: 0...limits.waitSeconds)
    let known = try call.number("people", or: 0, within: 0...Int.max)
    let after = call.parameters["after"] ?? ""
    let knewBot = call.parameters["bot"].map { $0 == "1" }
    shared.checkBot(at: clock())
    let news = try await shared.wait(seconds: wait) { conversation, isBotHere in
      let next = conversation.page(after: after, for: member)
      let version = conversation.peopleVersion
      let news = News(
        page: next ?? conversation.opening(for: member), isReset: next == nil,
        people: version == known && next != nil ? nil : conversation.people,
        peopleVersion: version, isBotHere: isBotHere)
      let isNews =
        news.isReset || !news.page.messages.isEmpty || news.people != nil || knewBot != isBotHere
      return (news, isNews)
    }
    return .json { json in
      json.member("messages", arrayOf: news.page.messages) {
        $0.message($1.message, cursor: $1.cursor)
      }
      json.member("next", news.page.next)
      json.member("reset", news.isReset)
      if let people = news.people { json.member("people", arrayOf: people) { $0.author($1) } }
      json.member("peopleVersion", news.peopleVersion)
      json.member("botHere", news.isBotHere)
    }
  }
}
