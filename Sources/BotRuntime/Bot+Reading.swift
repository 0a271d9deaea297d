import ChatEndpoint
import Journaling
import Primitives

extension Bot {
  /// Begins to ask who we are, where that is still to be done.
  func beginSetup() {
    let uptime = surroundings.uptime
    if gates.unauthorisedUntil != nil, uptime >= tokenLookAt {
      tokenLookAt = uptime + .seconds(5)
      if let profile = surroundings.renewedProfile(),
        !profile.hasSameAccess(as: endpoint.profile)
      {
        log.note("a new token was read")
        endpoint.adopt(profile)
        gates.acceptToken()
      }
    }
    guard !isSetUp, !isSettingUp, uptime >= max(setupFrom, gates.opening(for: .poll)) else {
      return
    }
    isSettingUp = true
    advance(endpoint.beginSetup(now: surroundings.now))
  }

  /// What the log says of a failure: why, and of which service.
  func blame(for error: ChatError) -> [String: String] {
    ["reason": "\(error)", "service": "\(endpoint.profile.site)"]
  }

  /// Goes on with the setup.
  func advance(_ exchange: SetupExchange) {
    switch exchange.step {
    case .request(let request):
      exchanges[transport.start(request).number] = .setup(exchange)
    case .finished(let selfID):
      isSettingUp = false
      isSetUp = true
      gates.succeed(.poll)
      if selfID == nil { log.warn("nobody tells the bot's own id; every bot is left alone") }
    case .failed(let error):
      isSettingUp = false
      noteFailure(error, of: .poll)
      log.warn("the setup failed", blame(for: error), at: surroundings.uptime)
    }
  }

  /// Begins a poll, where none is under way and nothing stands against it.
  func beginPoll() throws(BotError) {
    let uptime = surroundings.uptime
    guard isSetUp, !reading.isUnderWay, uptime >= gates.opening(for: .poll),
      outbox.count < Self.mostWaiting, !surroundings.isStopping, !isHalted
    else { return }
    let longest = min(capabilities.longestWaitSeconds, ReadingProgress.longestHold)
    let wait = reading.mayBeHeld ? longest : 0
    reading.begin(at: uptime, isHeld: wait > 0)
    let exchange = endpoint.beginPoll(
      from: reading.position, start: ledger.hasBegun ? .oldest : plan.start,
      limit: archive.isFull ? min(reading.limit, Self.mostInFullDisk) : reading.limit,
      waitSeconds: wait, salvaging: reading.isSalvaging,
      now: surroundings.now)
    try advance(exchange)
  }

  /// Goes on with a poll.
  func advance(_ exchange: PollExchange) throws(BotError) {
    reading.exchange = nil
    switch exchange.step {
    case .request(let request):
      let id = transport.start(request)
      reading.exchange = id.number
      exchanges[id.number] = .poll(exchange)
    case .finished(let batch): try take(batch)
    case .failed(let error): notePollFailure(error)
    }
  }

  /// Gives a poll up and asks again at once whether there is something new.
  func renewPoll() {
    reading.wantsFresh = true
    guard let number = reading.exchange, reading.isHeld else { return }
    transport.cancel(ExchangeID(number))
    exchanges[number] = nil
    reading.exchange = nil
  }

  /// How old a message may be at the first start that is not history: as old as clocks may differ.
  private static let oldestNews = Span.minutes(15)

  private func take(_ brought: Batch) throws(BotError) {
    let uptime = surroundings.uptime
    var batch = brought
    if ledger.hasBegun, let asked = reading.asked, let delay = reading.retryDelay(after: batch) {
      // What can be read is answered now, and is known when it comes again.
      batch.next = asked
      gates.rest(.poll, until: uptime + delay)
    } else if batch.unreadable > 0 {
      log.warn("messages could not be read and were passed over", ["count": "\(batch.unreadable)"])
    }
    if batch.hasGap { log.warn("messages may have been lost: the service had dropped them") }
    let isHistory = !ledger.hasBegun && plan.start == .newest
    if !ledger.hasBegun, !batch.isFull || plan.start == .oldest {
      // Where reading begins must be durable before the first answer, or a crash would begin anew.
      draft.hasBegun = true
      if isHistory { draft.historyEnd = surroundings.now - Self.oldestNews }
      mustKeep = true
    }
    let isAnew = reading.isAnew
    reading.end(with: batch, at: uptime)
    if reading.isStuck { gates.reach() } else { gates.succeed(.poll) }
    try work(on: batch, isHistory: isHistory, isAnew: isAnew)
    if !archive.isFull, !reading.isStuck { beats += 1 }
    restBetweenPolls(batch, uptime)
  }

  /// Lets the feed rest where the next poll would bring nothing, or the same again.
  private func restBetweenPolls(_ batch: Batch, _ uptime: Span) {
    if reading.isStuck {
      log.warn("the service's cursor does not move", at: uptime)
      gates.fail(.poll, at: uptime, using: &chance)
    } else if batch.isFull {
      return
    } else if capabilities.longestWaitSeconds == 0 {
      let interval = Int64(max(1, capabilities.pollIntervalSeconds))
      gates.rest(.poll, until: uptime + .seconds(interval))
    } else if reading.isHasty {
      gates.rest(.poll, until: uptime + .seconds(1))
    } else if inFlight.count >= 8, batch.messages.allSatisfy(\.isOwn) {
      // In a burst our own words come back one by one; a short rest brings many of them at once.
      gates.rest(.poll, until: uptime + Span(milliseconds: 5))
    }
  }

  private func notePollFailure(_ error: ChatError) {
    let uptime = surroundings.uptime
    reading.fallBehind(at: uptime)
    log.warn("the feed could not be read", blame(for: error), at: uptime)
    switch error.kind {
    case .cursorExpired(let oldest):
      log.warn("messages may have been lost: the service keeps nothing from so long ago")
      reading.position = oldest
    case .resync:
      // What was dealt with is known, however far back the feed begins.
      reading.isAnew = true
      reading.position = nil
      isSetUp = false
      gates.fail(.poll, at: uptime, using: &chance)
    case .malformed:
      reading.endMalformed()
      gates.fail(.poll, at: uptime, using: &chance)
    case .poison: gates.fail(.poll, at: uptime, using: &chance)
    default: noteFailure(error, of: .poll)
    }
  }

  /// Notes a failure that has nothing to do with what was asked for.
  func noteFailure(_ error: ChatError, of kind: RequestKind) {
    let uptime = surroundings.uptime
    switch error.kind {
    case .unreachable: gates.failOutright(at: uptime, using: &chance)
    case .interrupted where kind == .poll: gates.failOutright(at: uptime, using: &chance)
    case .rateLimited(let wait): rest(kind, for: wait ?? .seconds(5))
    case .unauthorised:
      gates.refuseToken(at: uptime)
      log.warn("the token was refused; it is read again", at: uptime)
    case .conflict:
      gates.fail(kind, at: uptime, using: &chance)
      log.warn("somebody else uses the same account for the same thing", at: uptime)
    default: gates.fail(kind, at: uptime, using: &chance)
    }
    if let wait = error.wait { rest(kind, for: wait) }
  }

  /// Lets one kind of request rest as long as the service asked, over restarts too.
  func rest(_ kind: RequestKind, for wait: Span) {
    let uptime = surroundings.uptime
    guard uptime + wait > gates.opening(for: kind) else { return }
    gates.embargo(kind, until: uptime + wait)
    draft.embargoes[kind] = Record.Embargo(until: surroundings.now + wait, span: wait)
    mustKeep = true
    log.warn(
      "the service asked for a rest",
      ["kind": "\(kind.rawValue)", "milliseconds": "\(wait.milliseconds)"], at: uptime)
  }
}
