import FlyingFox
import FlyingSocks
import Foundation
import Glibc
package import Primitives

/// What the bundled room is like.
package struct RoomConfiguration: Sendable {
  /// The port on 127.0.0.1; 0 lets the system pick one.
  package var port: UInt16
  /// What the bot shows as its bearer token; drawn at random unless given.
  package var token: String
  /// The rooms that everybody sees, in the order in which they are shown.
  package var rooms: [RoomID]
  /// How the bot is called.
  package var bot: Message.Author
  /// The bounds.
  package var limits: RoomLimits
  /// Tells the time; the system's clock unless given.
  package var clock: @Sendable () -> Instant
  /// The bytes of the calendar file with a name such as `main.ics`; nil where there is none.
  package var calendar: CalendarDoor.Source
  /// The bytes of the community's page with a name such as `index.html`; nil where there is none.
  package var site: SiteDoor.Source

  /// Describes a room; everything but the port has a default that suits a newcomer.
  package init(
    port: UInt16, token: String = Secret.drawn(),
    rooms: [RoomID] = [RoomID("general"), RoomID("random")],
    bot: Message.Author = .init(id: MemberID("bot"), name: "Roundtable", isBot: true),
    limits: RoomLimits = RoomLimits(), clock: @escaping @Sendable () -> Instant = systemTime,
    calendar: @escaping CalendarDoor.Source = { _ in nil },
    site: @escaping SiteDoor.Source = { _ in nil }
  ) {
    self.port = port
    self.token = token
    self.rooms = rooms
    self.bot = bot
    self.limits = limits
    self.clock = clock
    self.calendar = calendar
    self.site = site
  }

  /// The time by the system's clock.
  package static let systemTime: @Sendable () -> Instant = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}

/// Why a room could not be opened.
package enum RoomError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The room has no name to be called by, or one that stands for something else.
  case badRoomName(String)
  /// Nothing can listen at the port, for the reason given.
  case unavailable(port: UInt16, reason: String)

  /// One clause for the person who starts the program.
  package var description: String {
    switch self {
    case .badRoomName(let name): "\"\(name)\" cannot be the name of a room"
    case .unavailable(let port, let reason): "port \(port) on 127.0.0.1 cannot be used: \(reason)"
    }
  }
}

/// The bundled chat room: the plain chat API for the bot, and a page for people, on the loopback.
///
/// Its members talk through the page, or through the methods here, which may be called from any
/// thread. Nothing is written to disk.
package final class RoomServer: Sendable {
  /// The member who owns the room: the first who opens the page, and whoever sits at the terminal.
  package static var owner: MemberID { Visitors.owner }

  /// The port that it listens at.
  package let port: UInt16
  /// What the bot shows as its bearer token.
  package let token: String

  private let shared: SharedConversation
  private let server: HTTPServer
  private let running: Task<Void, any Error>
  private let clock: @Sendable () -> Instant

  private init(
    port: UInt16, configuration: RoomConfiguration, shared: SharedConversation, server: HTTPServer,
    running: Task<Void, any Error>
  ) {
    self.port = port
    token = configuration.token
    clock = configuration.clock
    self.shared = shared
    self.server = server
    self.running = running
  }

  /// The address of the page, and the base of the plain chat API, without a slash at the end.
  package var address: String { "http://127.0.0.1:\(port)" }

  /// Opens a room; it is open when this returns.
  package static func start(_ configuration: RoomConfiguration) async throws(RoomError)
    -> RoomServer
  {
    try check(configuration.rooms)
    let shared = SharedConversation(
      Conversation(
        rooms: configuration.rooms, bot: configuration.bot, era: String(Secret.drawn().prefix(6)),
        limits: configuration.limits))
    let server = try server(for: configuration, shared)
    let opening = Task { try await server.waitUntilListening() }
    let running = Task {
      defer { opening.cancel() }
      try await server.run()
    }
    do {
      try await opening.value
      guard case .ip4(loopback, let port)? = await server.listeningAddress else {
        throw SocketError.unsupportedAddress
      }
      return RoomServer(
        port: port, configuration: configuration, shared: shared, server: server, running: running)
    } catch {
      running.cancel()
      let cause = await running.result.failure ?? error
      throw .unavailable(port: configuration.port, reason: reason(for: cause))
    }
  }

  /// Answers all that is held, closes the port and ends all streams of messages.
  package func stop() async {
    shared.close()
    await server.stop(timeout: 0)
    _ = await running.result
  }

  /// Lets a member in, or gives one who is here another name.
  package func admit(_ member: MemberID, name: String) throws(RoomRefusal) {
    let now = clock()
    try shared.change { (conversation) throws(RoomRefusal) in
      try conversation.admit(member, name: name, at: now)
    }
  }

  /// Says something as a member who was admitted; without a room, to the bot alone.
  @discardableResult
  package func say(
    _ text: String, as member: MemberID, in room: RoomID?, thread: MessageID? = nil
  ) throws(RoomRefusal) -> MessageID {
    let draft = Conversation.Draft(room: room, thread: thread, text: text)
    let now = clock()
    return try shared.change { (conversation) throws(RoomRefusal) in
      try conversation.post(draft, by: member, at: now).id
    }
  }

  /// Puts a member's reaction on a message, or takes it away; returns whether that changed anything.
  @discardableResult
  package func react(
    with emoji: String, to message: MessageID, as member: MemberID, isRemoved: Bool = false
  ) throws(RoomRefusal) -> Bool {
    let now = clock()
    return try shared.change { (conversation) throws(RoomRefusal) in
      try conversation.react(
        with: emoji, to: message, by: member, isRemoved: isRemoved, at: now)
    }
  }

  /// All that happens in all rooms from now on, the bot's own words and direct messages included.
  ///
  /// The stream ends with the room. A listener who falls behind by 1024 messages loses the oldest.
  package func messages() -> AsyncStream<Message> {
    shared.messages()
  }

  /// The member with this id and the name of today; nil for a stranger.
  package func person(_ id: MemberID) -> Message.Author? {
    shared.read { $0.person(id) }
  }
}

extension RoomServer {
  /// The only address that the room listens at: it is no server for a network.
  private static let loopback = "127.0.0.1"

  /// How much longer than a request may be held the server waits for its answer, in seconds.
  private static let slackSeconds = 15

  private static func check(_ rooms: [RoomID]) throws(RoomError) {
    for (index, room) in rooms.enumerated() {
      let name = room.text
      guard (1...64).contains(name.utf8.count), !name.hasPrefix(Conversation.directPrefix),
        name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }),
        !rooms[..<index].contains(room)
      else { throw .badRoomName(name) }
    }
    guard (1...100).contains(rooms.count) else { throw .badRoomName("") }
  }

  private static func server(
    for configuration: RoomConfiguration, _ shared: SharedConversation
  ) throws(RoomError) -> HTTPServer {
    let limits = configuration.limits
    let bot = BotDoor(
      shared: shared, token: Secret(configuration.token), clock: configuration.clock, limits: limits
    )
    let page = PageDoor(
      shared: shared, token: Secret.drawn(), clock: configuration.clock, limits: limits)
    let reception = Reception(
      bot: bot, page: page, calendar: CalendarDoor(file: configuration.calendar),
      site: SiteDoor(page: configuration.site), limits: limits)
    do {
      return HTTPServer(
        address: try .inet(ip4: loopback, port: configuration.port),
        timeout: TimeInterval(limits.waitSeconds + slackSeconds),
        pool: PromptPool(base: HTTPServer.defaultPool()), logger: .disabled,
        handler: reception)
    } catch {
      throw .unavailable(port: configuration.port, reason: reason(for: error))
    }
  }

  private static func reason(for error: any Error) -> String {
    if case .failed(_, _, let message)? = error as? SocketError { return message }
    return error.localizedDescription
  }
}

extension Result {
  /// The error, where it is one.
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
