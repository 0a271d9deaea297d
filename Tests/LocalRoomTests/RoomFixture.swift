import Primitives

@testable import LocalRoom

/// A room without sockets: requests go straight to the reception.
struct RoomFixture {
  static let botToken = "bot-token"
  static let now = Instant(seconds: 1_795_255_200)

  let shared: SharedConversation
  let reception: Reception

  init(
    rooms: [RoomID] = [RoomID("general"), RoomID("random")], limits: RoomLimits = RoomLimits(),
    calendar: @escaping CalendarDoor.Source = { _ in nil },
    site: @escaping SiteDoor.Source = { _ in nil }
  ) {
    let bot = Message.Author(id: MemberID("bot"), name: "Roundtable", isBot: true)
    shared = SharedConversation(
      Conversation(rooms: rooms, bot: bot, era: "test", limits: limits))
    reception = Reception(
      bot: BotDoor(
        shared: shared, token: Secret(Self.botToken), clock: { Self.now }, limits: limits),
      page: PageDoor(shared: shared, token: "page-token", clock: { Self.now }, limits: limits),
      calendar: CalendarDoor(file: calendar), site: SiteDoor(page: site),
      limits: limits)
  }

  /// What the bot gets for a request.
  func bot(
    _ method: String, _ path: String, _ parameters: [String: String] = [:], _ body: String? = nil
  ) async throws -> Answer {
    try await send(
      RoomCall(
        method: method, path: path, parameters: parameters,
        headers: ["host": "127.0.0.1:8080", "authorization": "Bearer \(Self.botToken)"],
        body: Array((body ?? "").utf8)))
  }

  /// What a page gets for a request.
  func page(
    _ method: String, _ path: String, _ parameters: [String: String] = [:], _ body: String? = nil,
    as secret: String? = nil
  ) async throws -> Answer {
    var headers = [
      "host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080", "x-room-token": "page-token",
      "sec-fetch-site": "same-origin",
    ]
    headers["x-room-member"] = secret
    return try await send(
      RoomCall(
        method: method, path: path, parameters: parameters, headers: headers,
        body: Array((body ?? "").utf8)))
  }

  func send(_ call: RoomCall) async throws -> Answer {
    let response = await reception.answer(call)
    let isJSON = response.header("Content-Type") == "application/json"
    return Answer(
      status: response.status, body: isJSON ? try JSONValue(parsing: response.body) : .null,
      response: response)
  }

  /// Lets somebody in through the page; returns id and secret.
  func join(_ name: String, secret: String? = nil, owner: Bool = false) async throws -> (
    id: String, secret: String
  ) {
    let known = secret.map { "\"\($0)\"" } ?? "null"
    let answer = try await page(
      "POST", "/api/join", [:], #"{"name":"\#(name)","secret":\#(known),"owner":\#(owner)}"#)
    return (answer.body["id"]?.string ?? "", answer.body["secret"]?.string ?? "")
  }
}

/// A response with its body read as JSON.
struct Answer {
  let status: Int
  let body: JSONValue
  let response: HTTPResponse

  var error: String? { body["error"]?.string }
  var id: String? { body["id"]?.string }
  var next: String { body["next"]?.string ?? "" }
  var messages: [JSONValue] { body["messages"]?.array ?? [] }
  /// The texts of all messages that have one.
  var texts: [String] { messages.compactMap { $0["text"]?.string } }
  /// What each message is: its kind, or "text".
  var kinds: [String] { messages.map { $0["kind"]?.string ?? "text" } }
}
