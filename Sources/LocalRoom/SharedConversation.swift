import Primitives
import Synchronization

/// The one conversation that every request works on, with those who wait for news of it.
///
/// Everything under the lock is quick and never waits, so callers without async may use it too.
final class SharedConversation: Sendable {
  fileprivate struct State {
    var conversation: Conversation
    /// Counts the changes that somebody may wait for.
    var revision = 0
    var isClosed = false
    var bot = BotPresence()
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var listeners: [Int: AsyncStream<Message>.Continuation] = [:]
    var lastTicket = 0
  }

  private let state: Mutex<State>

  init(_ conversation: Conversation) {
    state = Mutex(State(conversation: conversation))
  }

  /// Looks at the conversation.
  func read<Outcome: Sendable>(_ look: (Conversation) -> Outcome) -> Outcome {
    state.withLock { look($0.conversation) }
  }

  /// Changes the conversation, tells the listeners what was added, and wakes those who wait.
  func change<Outcome: Sendable>(
    _ body: (inout Conversation) throws(RoomRefusal) -> Outcome
  ) throws(RoomRefusal) -> Outcome {
    try state.withLock { (state) throws(RoomRefusal) in
      let before = state.conversation.log.last
      let version = state.conversation.peopleVersion
      let outcome = try body(&state.conversation)
      let after = state.conversation.log.last
      if before < after {
        for message in state.conversation.log[before + 1...after] {
          for listener in state.listeners.values { listener.yield(message) }
        }
      }
      if before < after || version != state.conversation.peopleVersion { state.announceChange() }
      return outcome
    }
  }

  /// Everything that is added from now on; a listener who falls behind by `limit` loses the oldest.
  func messages(keeping limit: Int = 1024) -> AsyncStream<Message> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Message.self, bufferingPolicy: .bufferingNewest(limit))
    let ticket = state.withLock { (state) -> Int? in
      guard !state.isClosed else { return nil }
      let ticket = state.draw()
      state.listeners[ticket] = continuation
      return ticket
    }
    guard let ticket else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in
      _ = self?.state.withLock { $0.listeners.removeValue(forKey: ticket) }
    }
    return stream
  }

  /// Looks again after each change until `look` finds something, or until `seconds` have passed.
  ///
  /// `look` is called at least once, and its last finding is returned. Throws `.full` at once where
  /// too many wait already.
  func wait<Finding: Sendable>(
    seconds: Int, until look: (Conversation, Bool) throws(RoomRefusal) -> (Finding, isNews: Bool)
  ) async throws(RoomRefusal) -> Finding {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      let (finding, isNews, revision, isClosed) = try state.withLock {
        (state) throws(RoomRefusal) in
        let (finding, isNews) = try look(state.conversation, state.bot.isHere)
        return (finding, isNews, state.revision, state.isClosed)
      }
      if isNews || isClosed || Task.isCancelled || ContinuousClock.now >= deadline {
        return finding
      }
      try await nextChange(after: revision, before: deadline)
    }
  }

  /// How many requests are held back at this moment.
  var heldCount: Int { state.withLock { $0.waiting.count } }

  /// Notes that the bot asks for messages, from now until `botLeft` is called.
  func botCame(at now: Instant) {
    state.withLock { state in
      if !state.bot.isHere { state.announceChange() }
      state.bot.came(at: now)
    }
  }

  /// Notes that a request of the bot has been answered.
  func botLeft(at now: Instant) {
    state.withLock { $0.bot.left(at: now) }
  }

  /// Lets the bot count as gone when it has not asked for a while.
  func checkBot(at now: Instant) {
    state.withLock { state in
      if state.bot.expire(at: now) { state.announceChange() }
    }
  }

  /// Answers everybody who waits and ends all streams; from now on nobody is held.
  func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      state.announceChange()
      defer { state.listeners = [:] }
      return state.listeners
    }
    // Ending a stream calls back into `messages`, which takes the lock.
    for listener in listeners.values { listener.finish() }
  }

  private func nextChange(
    after revision: Int, before deadline: ContinuousClock.Instant
  ) async throws(RoomRefusal) {
    let ticket = state.withLock { (state) -> Int? in
      state.waiting.count < state.conversation.limits.heldRequests ? state.draw() : nil
    }
    guard let ticket else { throw .full }
    let alarm = Task { [weak self] in
      try await Task.sleep(until: deadline, clock: .continuous)
      self?.wake(ticket)
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let mustWait = state.withLock { state in
          // The alarm or a cancellation may have come before this: then nobody would wake us.
          guard state.revision == revision, !state.isClosed, !Task.isCancelled,
            ContinuousClock.now < deadline
          else { return false }
          state.waiting[ticket] = continuation
          return true
        }
        if !mustWait { continuation.resume() }
      }
    } onCancel: {
      wake(ticket)
    }
    alarm.cancel()
  }

  private func wake(_ ticket: Int) {
    state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume()
  }
}

extension SharedConversation.State {
  fileprivate mutating func draw() -> Int {
    lastTicket += 1
    return lastTicket
  }

  /// Wakes everybody who waits; they look for themselves whether it concerns them.
  fileprivate mutating func announceChange() {
    revision += 1
    let woken = waiting.values
    waiting = [:]
    for continuation in woken { continuation.resume() }
  }
}

/// Whether the bot is listening, so that a page can say why nobody answers.
struct BotPresence: Sendable {
  /// How long after its last request the bot still counts as here: longer than it rests after errors.
  static let patience = Span.seconds(10)

  private(set) var isHere = false
  private var held = 0
  private var lastSeen = Instant(milliseconds: 0)

  mutating func came(at now: Instant) {
    held += 1
    isHere = true
    lastSeen = now
  }

  mutating func left(at now: Instant) {
    held -= 1
    lastSeen = now
  }

  /// Returns whether the bot has just been found gone.
  mutating func expire(at now: Instant) -> Bool {
    guard isHere, held == 0, now - lastSeen > Self.patience else { return false }
    isHere = false
    return true
  }
}
