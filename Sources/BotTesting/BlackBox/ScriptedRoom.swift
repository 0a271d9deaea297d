import Glibc
package import Primitives
import Synchronization

/// A chat service on the loopback that speaks the plain chat API over real sockets, and does wrong
/// what a script tells it to.
///
/// It has no thread of its own: whoever tries a bot lets it serve until something has happened. It
/// remembers what the bot said, by which key, and whether a key came with two texts.
package final class ScriptedRoom {
  /// A request as the script sees it, or the moment at which a poll that was held is answered.
  package struct Call: Sendable {
    /// `GET` or `POST`.
    package let method: String
    /// Such as `/v1/messages`.
    package let path: String
    /// The text that the bot wants to say; empty for everything else.
    package let text: String
    /// Whether it is a poll that waited until now.
    package let wasHeld: Bool
  }

  /// What becomes of a request.
  package enum Treatment: Sendable {
    /// It is answered as it should be.
    case served
    /// The connection is closed before it has an effect.
    case lostBefore
    /// It has its effect, and the connection is closed without an answer.
    case lostAfter
    /// It has no effect and is answered with this status.
    case failing(Int, [HTTPHeader] = [])
    /// It has its effect and is answered with this status.
    case failingAfter(Int)
    /// It has its effect, and the answer is spoilt.
    case garbled(Garbage)
    /// It is answered with a page that holds everything twice, from a little before the cursor, or in
    /// the wrong order; a post is answered as it should be.
    case shuffled(UInt64)
  }

  /// Something that the bot said.
  package struct Post: Hashable, Sendable {
    /// Where; nil in a direct message.
    package let room: String?
    /// In which thread.
    package let thread: String?
    /// To whom alone.
    package let recipient: String?
    /// The words.
    package let text: String
    /// The idempotency key.
    package let key: String
  }

  /// The token that it asks for, to be looked for where it must not stand.
  package static let token = "canary-3f9a1c77"

  /// What becomes of each request.
  package var script: (Call) -> Treatment = { _ in .served }
  /// Called with everything new that the bot says.
  package var onPost: (Post) -> Void = { _ in }
  /// Whether `posts` and all keys are remembered for ever; else only the newest are.
  package var remembersAll = true
  /// What the bot said, in order of arrival, each once.
  package internal(set) var posts: [Post] = []
  /// How many requests came.
  package internal(set) var callCount = 0
  /// How often a key came again with the same text: a second attempt, seen once.
  package internal(set) var secondAttempts = 0
  /// How often a key came again with another text: the second text is lost.
  package internal(set) var keyConflicts = 0
  /// The first of them: what was known under the key, and what came.
  package internal(set) var firstConflict: (known: Post, other: Post)?
  /// What the newest requests were, with milliseconds: the story behind a finding.
  package internal(set) var recent: [String] = []
  /// The port at which it listens.
  package let port: UInt16

  let listener: Int32
  var connections: [RoomConnection] = []
  var feed = RoomFeed()
  /// The poll that waits for something new, and until when, by the monotonic clock in milliseconds.
  var held: (connection: RoomConnection, after: Int, limit: Int, until: Int)?
  var keys: [String: Post] = [:]
  var keysInOrder: [String] = []
  private var nextMessage = 1

  /// Listens at a port that the system picks.
  package init() throws(ChildProcess.StartError) {
    let socket = Glibc.socket(
      AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(socket, pointer, length) | listen(socket, 128) | getsockname(socket, pointer, &length)
      }
    }
    guard socket >= 0, status == 0 else {
      throw ChildProcess.StartError(
        description: "no port on the loopback: \(String(cString: strerror(errno)))")
    }
    listener = socket
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(listener) }

  /// Where it answers.
  package var address: String { "http://127.0.0.1:\(port)" }

  /// Whether the bot has read everything and waits for more.
  package var isCaughtUp: Bool { held.map { $0.after >= feed.end } ?? false }

  /// Lets a member say something, in a room or, where it is called `dm-…`, to the bot alone.
  @discardableResult
  package func say(
    _ text: String, by author: String, in room: String = "general", at now: Instant
  ) -> String {
    let id = "m\(nextMessage)"
    nextMessage += 1
    feed.append { json, cursor in
      json.member("id", id)
      json.member("cursor", "\(cursor)")
      json.member("room", room)
      json.member(
        "author",
        object: { json in
          json.member("id", author)
          json.member("name", author)
          json.member("bot", false)
        })
      if room.hasPrefix("dm-") { json.member("direct", true) }
      json.member("text", text)
      json.member("ts", now)
    }
    return id
  }

  /// Serves until `condition` holds, and returns whether it did within `seconds`.
  ///
  /// What `children` write is read meanwhile.
  @discardableResult
  package func serve(
    _ children: [ChildProcess] = [], within seconds: Int = 60, until condition: () -> Bool
  ) -> Bool {
    let deadline = Self.uptime + seconds * 1000
    while !condition() {
      let now = Self.uptime
      if now >= deadline { return false }
      answerHeld(at: now)
      turn(children, milliseconds: min(deadline - now, held.map { max(0, $0.until - now) } ?? 1000))
    }
    return true
  }

  /// Serves for so long, whatever happens.
  package func serve(_ children: [ChildProcess], milliseconds: Int) {
    let end = Self.uptime + milliseconds
    while Self.uptime < end { turn(children, milliseconds: max(0, end - Self.uptime)) }
  }

  /// Forgets every connection, because the process at the other end has died.
  package func dropConnections() {
    held = nil
    connections = []
  }

  /// The monotonic clock in milliseconds.
  package static var uptime: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// The time of day.
  package static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  private func turn(_ children: [ChildProcess], milliseconds: Int) {
    let living = children.filter { $0.descriptor >= 0 }
    let connections = connections
    var descriptors = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
    for connection in connections {
      descriptors.append(
        pollfd(fd: connection.descriptor, events: connection.interest, revents: 0))
    }
    for child in living {
      descriptors.append(pollfd(fd: child.descriptor, events: Int16(POLLIN), revents: 0))
    }
    let count = poll(&descriptors, nfds_t(descriptors.count), Int32(milliseconds))
    guard count > 0 else { return }
    if descriptors[0].revents != 0 { accept() }
    for (index, connection) in connections.enumerated() {
      let events = descriptors[index + 1].revents
      if events & Int16(POLLOUT) != 0 { connection.flush() }
      guard events & ~Int16(POLLOUT) != 0, connection.isOpen else { continue }
      if let arrival = connection.receive() { take(arrival, connection) }
      if !connection.isOpen, held?.connection === connection { held = nil }
    }
    for (index, child) in living.enumerated()
    where descriptors[connections.count + 1 + index].revents != 0 {
      child.read()
    }
    self.connections.removeAll { !$0.isOpen }
  }

  private func accept() {
    while true {
      let descriptor = ChildProcess.forks.withLock { _ in
        let descriptor = Glibc.accept(listener, nil, nil)
        if descriptor >= 0 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        return descriptor
      }
      guard descriptor >= 0 else { return }
      var yes: Int32 = 1
      setsockopt(
        descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
      connections.append(RoomConnection(descriptor))
    }
  }
}
