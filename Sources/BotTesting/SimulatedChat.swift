package import Primitives

/// A chat service that speaks the plain chat API in bytes, and the network before it, in one world
/// with a simulated clock.
///
/// It remembers everything that was asked and said. While `faults` has nothing in it, it is the
/// perfect service; otherwise chance decides about each request by the seed.
package final class SimulatedChat: Transport {
  /// Where it answers; nobody else does.
  package static let address = "http://127.0.0.1:1"

  /// A message in the feed.
  package struct Posted: Hashable, Sendable {
    /// Which one.
    package var id: String
    /// Where.
    package var room: String
    /// In which thread; nil in the room itself.
    package var thread: String?
    /// By whom.
    package var author: String
    /// Whether only the bot and one member can read it.
    package var isDirect = false
    /// The words; for a reaction its emoji.
    package var text: String
    /// The message that it is a reaction to.
    package var target: String?
    /// Whether the reaction was taken away.
    package var isRemoved = false
    /// When it was said.
    package var at: Instant
    /// When it was edited last.
    package var editedAt: Instant?
    /// The idempotency key of one that the bot said.
    package var key: String?
  }

  /// Everything that was said, in order.
  package internal(set) var feed: [Posted] = []
  /// What the bot said, in order.
  package var posts: [Posted] { feed.filter { $0.author == Self.botID } }
  /// How many requests arrived.
  package internal(set) var requestCount = 0
  /// How many requests arrived while the service had asked for a rest.
  package internal(set) var disobeyed = 0
  /// How often a key came again with another text: the second text was lost.
  package internal(set) var keyConflicts = 0
  /// What the network and the service do wrong.
  package var faults = ChatFaults()
  /// Whether the service can be reached at all.
  package var isReachable = true
  /// The token that is good; nil where none is.
  package var token: String? = "canary-token"
  /// Whether keys are remembered.
  package var remembersKeys = true
  /// Whether the bot's own messages come back in the feed.
  package var echoes = true
  /// How the service answers texts that contain a word.
  package var refusals: [(word: String, status: Int)] = []
  /// Called when a text of the bot arrives, before it has an effect.
  package var onArrival: (Posted) -> Void = { _ in }
  /// Called at each request of the bot, by its number; true means that the process dies then.
  package var killsBefore: (Int) -> Bool = { _ in false }
  /// As `killsBefore`, after the effect and before the answer.
  package var killsAfter: (Int) -> Bool = { _ in false }
  /// Called when a text of the bot has had its effect; true means that the answer is lost.
  package var losesAnswer: (Posted) -> Bool = { _ in false }
  /// Called for each text in a page; true means that it comes without its author.
  package var losesAuthor: (String) -> Bool = { _ in false }
  /// Called for each page with messages; true means that a word stands in their place.
  package var spoilsList: () -> Bool = { false }
  /// Whether every request is answered with 503.
  package var isOut = false
  /// Whether cursors that were given out before mean nothing any more.
  package var forgetsCursors = false
  /// Whether the next page names the feed's beginning as the place where reading goes on.
  package var turnsBack = false
  /// A text whose message makes the whole page no JSON.
  package static let unreadable = "unreadable"
  /// Whether the process that uses the service is dead: nothing it does has an effect any more.
  package var isDead: () -> Bool = { false }
  /// Whether the wait that is under way ends at once.
  var isInterrupted = false
  /// What will happen, by the uptime at which it does, in order.
  private var plans: [(at: Span, act: (SimulatedChat) -> Void)] = []

  /// Who the bot is.
  package static let botID = "bot"

  let clock: SimulatedClock
  var chance: Randomness
  var keys: [String: Int] = [:]
  var restsUntil: Span?
  var nextRest: Int?
  /// How it is told that a rest is wanted.
  var restStatus = 429
  private var exchangeCount = 0
  private var flights: [Flight] = []
  private var nextMessage = 1
  private var nextPost = 1

  /// A request on its way, or held by the service, or its answer on the way back.
  struct Flight {
    enum Stage {
      case going(HTTPRequest)
      case held(HTTPRequest, until: Span)
      case coming(Result<HTTPResponse, TransportError>)
    }

    let id: ExchangeID
    var at: Span
    var stage: Stage
  }

  /// Opens the service in the world of `clock`.
  package init(clock: SimulatedClock, seed: UInt64) {
    self.clock = clock
    chance = Randomness(seed: seed)
  }

  /// Lets something happen when the world is as old as `at`.
  package func plan(at: Span, _ act: @escaping (SimulatedChat) -> Void) {
    let index = plans.firstIndex { $0.at > at } ?? plans.endIndex
    plans.insert((at, act), at: index)
  }

  /// Lets a member say something, `ago` before now, and returns the id of the message.
  @discardableResult
  package func say(
    _ text: String, by author: String, in room: String = "general", thread: String? = nil,
    ago: Span = .seconds(0)
  ) -> String {
    let isDirect = room.hasPrefix("dm-")
    return add(
      Posted(
        id: "", room: room, thread: thread, author: author, isDirect: isDirect, text: text,
        at: clock.trueNow - ago))
  }

  /// Answers the next thing that is said with `status`, and for so long all others with 429.
  package func rest(seconds: Int, status: Int = 429) {
    nextRest = seconds
    restStatus = status
  }

  /// Lets a member put an emoji on a message, or take it away.
  package func react(
    _ emoji: String, on target: String, by author: String, isRemoved: Bool = false
  ) {
    guard let message = feed.first(where: { $0.id == target }) else { return }
    add(
      Posted(
        id: "", room: message.room, thread: message.thread, author: author,
        isDirect: message.isDirect, text: emoji, target: target, isRemoved: isRemoved,
        at: clock.trueNow))
  }

  /// Lets a member change what they said.
  package func edit(_ id: String, to text: String) {
    guard var message = feed.first(where: { $0.id == id }) else { return }
    message.text = text
    message.editedAt = clock.trueNow
    feed.append(message)
    wakeHeld()
  }

  /// Puts a message at the end of the feed, numbered where it has no id.
  @discardableResult
  func add(_ message: Posted) -> String {
    var message = message
    if message.id.isEmpty {
      if message.author == Self.botID {
        message.id = "b\(nextPost)"
        nextPost += 1
      } else {
        message.id = "m\(nextMessage)"
        nextMessage += 1
      }
    }
    feed.append(message)
    wakeHeld()
    return message.id
  }

  /// Forgets every request that is under way, because the process that made them has died; those
  /// that had not arrived yet may still arrive.
  package func dropConnections() {
    for flight in flights {
      if case .going(let request) = flight.stage, chance.chance(percent: 50) {
        _ = answer(request)
      }
    }
    flights = []
  }
}

extension SimulatedChat {
  /// Sends a request on its way and returns at once.
  package func start(_ request: HTTPRequest) -> ExchangeID {
    exchangeCount += 1
    let id = ExchangeID(exchangeCount)
    flights.append(Flight(id: id, at: arrival(), stage: .going(request)))
    return id
  }

  /// Forgets a request; no result of it will come.
  package func cancel(_ id: ExchangeID) {
    flights.removeAll { $0.id == id }
  }

  /// Lets time pass until a result comes, or until `milliseconds` are over.
  package func wait(milliseconds: Int) -> [ExchangeResult] {
    let deadline = Span(milliseconds: clock.uptime.milliseconds + Int64(milliseconds))
    while true {
      let results = arrived()
      if !results.isEmpty || clock.isStopping { return results }
      let next = min(deadline, nextEvent() ?? deadline)
      if next <= clock.uptime, clock.uptime >= deadline { return [] }
      clock.pass(Span(milliseconds: next.milliseconds - clock.uptime.milliseconds))
      actOut()
      moveFlights()
      if isInterrupted {
        isInterrupted = false
        return arrived()
      }
    }
  }

  private func nextEvent() -> Span? {
    let flight = flights.map(\.at).min()
    let plan = plans.first?.at
    return [flight, plan].compactMap { $0 }.min()
  }

  private func actOut() {
    while let plan = plans.first, plan.at <= clock.uptime {
      plans.removeFirst()
      plan.act(self)
    }
  }

  private func arrival() -> Span {
    let latency = chance.number(below: max(1, faults.latencyMilliseconds)) + 1
    return Span(milliseconds: clock.uptime.milliseconds + Int64(latency))
  }

  private func arrived() -> [ExchangeResult] {
    var results: [ExchangeResult] = []
    flights.removeAll { flight in
      guard case .coming(let outcome) = flight.stage, flight.at <= clock.uptime else {
        return false
      }
      results.append(ExchangeResult(id: flight.id, outcome: outcome))
      return true
    }
    return isDead() ? [] : results
  }

  /// Lets requests arrive and held ones end, in the order of their times.
  private func moveFlights() {
    for index in flights.indices where index < flights.count && flights[index].at <= clock.uptime {
      switch flights[index].stage {
      case .coming: continue
      case .held(let request, _):
        flights[index].stage = .coming(isDead() ? Self.lost : answerHeld(request))
        flights[index].at = arrival()
      case .going(let request):
        if let until = holds(request) {
          flights[index].stage = .held(request, until: until)
          flights[index].at = until
        } else {
          flights[index].stage = .coming(isDead() ? Self.lost : answer(request))
          flights[index].at = arrival()
        }
      }
    }
  }

  static let lost = Result<HTTPResponse, TransportError>.failure(
    TransportError(.interrupted, "the connection was closed"))

  /// Lets polls end that waited for something new.
  private func wakeHeld() {
    for index in flights.indices {
      if case .held = flights[index].stage { flights[index].at = clock.uptime }
    }
  }
}
