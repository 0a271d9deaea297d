import ChatEndpoint
import CommunityCore
import Journaling
import Primitives

extension Bot {
  /// Something that is being said right now.
  struct InFlight {
    let ticket: Outbox.Ticket
    /// A short hash of its key.
    let key: UInt64
  }

  /// How much may be said at the same time as things stand.
  var mostInFlightNow: Int {
    // Where something fails, one request tries whether it still does.
    if gates.isOut || gates.isInTrouble(.send) { return 1 }
    // Where a second attempt is a second message, at most one is in doubt after a crash.
    if capabilities.idempotency == .none { return 1 }
    return min(Self.mostInFlight, gates.width(of: .send))
  }

  /// Whether nothing is said because reading tries first whether the service is there again.
  var leavesTryingToReading: Bool {
    gates.isOut && !gates.isEmbargoed(.poll, at: surroundings.uptime)
      && outbox.count < Self.mostWaiting
  }

  /// Begins to say what may be said now.
  func beginSends() throws(BotError) {
    let uptime = surroundings.uptime
    guard isSetUp, uptime >= gates.opening(for: .send) else { return }
    if leavesTryingToReading {
      if outbox.count > 0, reading.isHeld { renewPoll() }
      return
    }
    resumePostponed(uptime)
    let now = surroundings.now
    while inFlight.count < mostInFlightNow, outbox.hasReady {
      // Where saying something twice can't be noticed, what was said is kept before the next thing is.
      if capabilities.idempotency == .none, mustKeep { return }
      guard let ticket = outbox.takeReady() else { return }
      if let doubt = outbox.doubt(of: ticket) {
        let waiting = outbox[ticket]
        guard isSettled(doubt, waiting.entry, uptime) else {
          outbox.postpone(ticket, sentParts: waiting.sentParts, until: uptime)
          renewPoll()
          continue
        }
        repeatInDoubt(ticket, now)
      }
      outbox.noteAttempt(ticket, at: now)
      let waiting = outbox[ticket]
      let outgoing = waiting.entry.outgoing
      inFlight.append(InFlight(ticket: ticket, key: ShortHash(outgoing.key).value))
      let exchange = endpoint.beginSend(outgoing, startingAt: waiting.sentParts, now: now)
      try advance(exchange, ticket)
    }
  }

  /// Goes on with something that is being said.
  func advance(_ exchange: SendExchange, _ ticket: Outbox.Ticket) throws(BotError) {
    if case .request(let request) = exchange.step {
      exchanges[transport.start(request).number] = .send(exchange, ticket)
      return
    }
    if let index = inFlight.firstIndex(where: { $0.ticket == ticket }) {
      inFlight.swapAt(index, inFlight.count - 1)
      inFlight.removeLast()
    }
    switch exchange.step {
    case .request: return
    case .finished(let receipt):
      gates.succeed(.send)
      settle(ticket, receipt)
    case .failed(let error):
      noteFailure(error, ticket, sentParts: exchange.sentParts)
    }
  }

  /// Notes that something was said, by the service's own answer or because it came back in the feed.
  private func settle(_ ticket: Outbox.Ticket, _ receipt: Receipt) {
    let waiting = outbox.finish(ticket)
    let entry = waiting.entry
    if endpoint.selfID == nil { _ = ownKeys.insert(entry.outgoing.key) }
    let id = receipt.id ?? waiting.echo?.id
    if let id { _ = ownKeys.insert(Self.stamp(id)) }
    if entry.number > 0 { draft.said.append(entry.number) }
    if let subject = entry.subject, let id,
      let room = receipt.room ?? waiting.echo?.room ?? entry.outgoing.room,
      let fact = commons.posted(id, in: room, about: subject)
    {
      commons.apply(fact)
      draft.facts.append(fact)
      if entry.outgoing.thread == nil, entry.recipient == nil,
        let root = commons.rooted(id, in: room, about: subject)
      {
        commons.apply(root)
        draft.facts.append(root)
      }
      knownDue = nil
    }
    if capabilities.idempotency == .none {
      mustKeep = true
    } else {
      keepSoon(within: .seconds(1))
    }
    if entry.isFarewell, !outbox.hasFarewell {
      mustWipe = true
      wipeAt = surroundings.uptime
    }
  }

  /// Decides whether something is said again, and when.
  private func noteFailure(_ error: ChatError, _ ticket: Outbox.Ticket, sentParts: Int) {
    let uptime = surroundings.uptime
    let attempts = outbox[ticket].attempts
    var until = uptime
    switch error.kind {
    case .poison: return layAside(ticket, sentParts: sentParts, error)
    case .interrupted, .malformed:
      noteFailure(error, of: .send)
      if outbox[ticket].echo == nil {
        outbox.doubt(ticket, Outbox.Doubt(since: uptime, polls: reading.polls))
        until = uptime + delay(after: attempts)
      }
    case .rateLimited(let wait):
      rest(.send, for: wait ?? delay(after: attempts))
      until = gates.opening(for: .send)
    case .unreachable, .unauthorised: noteFailure(error, of: .send)
    case .conflict, .refused, .cursorExpired, .resync:
      noteFailure(error, of: .send)
      until = uptime + delay(after: attempts)
    }
    log.warn("something could not be said yet", blame(for: error), at: uptime)
    outbox.postpone(ticket, sentParts: sentParts, until: until)
  }

  /// How long one entry rests after so many attempts: with full jitter up to five minutes.
  private func delay(after attempts: Int) -> Span {
    let bound = min(
      Backoff.least.milliseconds << Int64(min(max(attempts, 1) - 1, 20)),
      Backoff.most.milliseconds)
    return Span(milliseconds: Int64(chance.number(below: Int(bound))) + 1)
  }

  /// Puts what will never be taken with the dead letters; what is behind it goes on.
  private func layAside(_ ticket: Outbox.Ticket, sentParts: Int, _ error: ChatError) {
    var entry = outbox[ticket].entry
    entry.sentParts = max(sentParts, outbox[ticket].sentParts)
    outbox.finish(ticket)
    if entry.number > 0 { draft.said.append(entry.number) }
    mustKeep = true
    log.warn(
      "the service refused a message for good",
      ["reason": "\(error)", "key": "\(entry.outgoing.key)"])
    if entry.isFarewell {
      if !outbox.hasFarewell { mustWipe = true }
      return
    }
    do throws(StorageError) {
      let dropped = try DeadLetters(archive.storage).add(
        entry, error.reason, at: surroundings.now)
      if dropped > 0 {
        log.warn("dead letters became too many, the oldest are gone", ["dropped": "\(dropped)"])
      }
    } catch {
      log.warn("a dead letter could not be kept", ["error": "\(error)"])
    }
  }

  // What may have been said already

  private func resumePostponed(_ uptime: Span) {
    guard !outbox.postponed.isEmpty else { return }
    var waitsForFeed = false
    outbox.resume { waiting, until in
      guard uptime >= until else { return false }
      guard let doubt = waiting.doubt, !isSettled(doubt, waiting.entry, uptime) else {
        return true
      }
      waitsForFeed = true
      return false
    }
    if waitsForFeed, !reading.isUnderWay || reading.isHeld { renewPoll() }
  }

  /// Whether something that may have been said already may be said now.
  ///
  /// The feed has to be read first: where our own words come back, they tell that they arrived. While
  /// the feed alone can't be read, the service's own memory of the key has to do, as long as it lasts.
  private func isSettled(_ doubt: Outbox.Doubt, _ entry: Utterance, _ uptime: Span) -> Bool {
    if reading.freshPoll > doubt.polls { return true }
    return !gates.isOut && uptime - doubt.since > .seconds(30)
      && isKeyAlive(entry, surroundings.now)
  }

  /// Whether the service still knows the key of something that was tried before.
  private func isKeyAlive(_ entry: Utterance, _ now: Instant) -> Bool {
    if case .reaction = entry.outgoing.content { return true }
    switch capabilities.idempotency {
    case .replay, .key: return true
    case .window(let seconds):
      return entry.triedAt.map { now - $0 < .seconds(Int64(seconds)) && now >= $0 } ?? true
    case .echo, .none: return false
    }
  }

  /// Says something once more of which the feed has not told that it was said.
  ///
  /// Where nobody can know whether it was, it says of itself that it may be a repeat.
  private func repeatInDoubt(_ ticket: Outbox.Ticket, _ now: Instant) {
    let entry = outbox[ticket].entry
    outbox.trust(ticket)
    guard !isKeyAlive(entry, now), capabilities.idempotency != .echo, !capabilities.echoesKeys,
      case .text(let text) = entry.outgoing.content, !text.hasSuffix(Self.repeatMark)
    else { return }
    var outgoing = entry.outgoing
    outgoing.content = .text(text + Self.repeatMark)
    // The old key stands for the old text, wherever it may still be known.
    outgoing.key = SHA256.hexadecimal("repeat " + outgoing.key, digits: Self.keyDigits)
    outbox.reword(ticket, outgoing)
    draft.repeats += 1
    log.warn("something may be said twice", ["key": "\(outgoing.key)"])
  }

  private static let repeatMark = " (may be a repeat)"

  /// Whether the bot itself said a message.
  func isOwn(_ message: Message) -> Bool {
    if message.isOwn { return true }
    guard endpoint.selfID == nil, isKnownWord(message) else { return false }
    endpoint.learn(selfID: message.author.id)
    return true
  }

  /// Whether a message has an id that the service gave to a word of ours, or a key of one.
  private func isKnownWord(_ message: Message) -> Bool {
    if !ownKeys.isNew(Self.stamp(message.id)) { return true }
    guard let key = message.echoedKey else { return false }
    return outbox.first { $0.entry.outgoing.key == key } != nil || !ownKeys.isNew(key)
  }

  private static func stamp(_ id: MessageID) -> String { "id \(id.text)" }

  /// Takes a message of our own as the proof that it was said.
  func noticeEcho(_ message: Message) {
    let receipt = Receipt(id: message.id, room: message.room)
    guard let echoedKey = message.echoedKey else {
      // What the service has given an id already is not the word that waits, however alike they are.
      guard ownKeys.isNew(Self.stamp(message.id)) else { return }
      if let flight = inFlight.first(where: { outbox[$0.ticket].entry.isEcho(message) }) {
        return outbox.noteEcho(flight.ticket, parts: 1, receipt)
      }
      guard outbox.doubtfulCount > 0,
        let ticket = outbox.first(where: { waiting in
          waiting.doubt != nil && !waiting.isInFlight && waiting.entry.isEcho(message)
        })
      else { return }
      return settle(ticket, receipt)
    }
    let (key, part) = Self.part(ofKey: echoedKey)
    let hash = ShortHash(key).value
    var ticket = inFlight.first { $0.key == hash }?.ticket
    if ticket == nil, outbox.doubtfulCount > 0 {
      ticket = outbox.first { $0.doubt != nil && $0.entry.outgoing.key == key }
    }
    if let ticket { outbox.noteEcho(ticket, parts: part + 1, receipt) }
  }

  /// The key of the whole in the key of one part, and which part that is, from 0.
  private static func part(ofKey key: String) -> (key: String, part: Int) {
    let bytes = key.utf8
    guard bytes.count > keyDigits + 1,
      let mark = bytes.index(bytes.startIndex, offsetBy: keyDigits, limitedBy: bytes.endIndex),
      bytes[mark] == UInt8(ascii: "-"), let number = Int(key[bytes.index(after: mark)...])
    else { return (key, 0) }
    return (String(key[..<mark]), number - 1)
  }

  /// How many digits a key has.
  static let keyDigits = 24
}

extension Utterance {
  /// Whether `message`, which the bot said, is this entry as far as one can see.
  fileprivate func isEcho(_ message: Message) -> Bool {
    guard case .text(let text) = outgoing.content, outgoing.to == nil else { return false }
    return outgoing.room == message.room && outgoing.thread == message.thread
      && message.text.utf8.elementsEqual(text.utf8)
  }
}
