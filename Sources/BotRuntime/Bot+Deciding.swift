import ChatEndpoint
import CommunityCore
import Journaling
import Primitives

extension Bot {
  /// Decides what follows from a batch, keeps it, and queues what is to be said.
  ///
  /// While the disk is full everything is decided on what is kept, and nothing becomes true.
  func work(on batch: Batch, isHistory: Bool, isAnew: Bool) throws(BotError) {
    for message in batch.messages where isOwn(message) { noticeEcho(message) }
    let before = Mark(draft)
    let known = knownUntil(batch.messages, isAnew: isAnew)
    draft.cursor = batch.next
    decide(batch.messages, isHistory: isHistory, until: known)
    guard Mark(draft).hasMore(than: before) || mustKeep else { return keepWhatWasSeen() }
    guard try !keepDraftIfRoom(or: before) else { return }
    decide(batch.messages, isHistory: isHistory, until: known)
    try keepRefusals(or: before)
  }

  /// What of the draft was there before something was decided.
  struct Mark {
    let cursor: Cursor?
    let inbox: Int
    let facts: Int
    let outbox: Int
    let mail: Int
    let erases: Int

    init(_ draft: Record) {
      cursor = draft.cursor
      inbox = draft.inbox.count
      facts = draft.facts.count
      outbox = draft.outbox.count
      mail = draft.mail.count
      erases = draft.erases.count
    }

    /// Whether more was decided than that messages were seen.
    func hasMore(than other: Self) -> Bool {
      facts > other.facts || outbox > other.outbox || mail > other.mail
        || erases > other.erases
    }
  }

  private func decide(_ messages: [Message], isHistory: Bool, until known: Instant?) {
    let now = surroundings.now
    let passed = ledger.seen.passed
    defer { if ledger.seen.passed != passed { draft.passed = ledger.seen.passed } }
    for message in messages {
      if isOwn(message) { continue }
      if let known, message.at <= known { continue }
      let stamp = message.stamp
      guard ledger.seen.insert(stamp, saidAt: min(message.at, now)), !isHistory else { continue }
      draft.inbox.append(stamp)
      if message.author.isBot { continue }
      if let end = ledger.historyEnd, message.at < end { continue }
      if loops.silences(message, at: now) {
        log.warn("somebody answers our answers; silent for a while", at: surroundings.uptime)
        continue
      }
      if floods.ignores(message, at: now) { continue }
      let lines = commons.openLines(of: message)
      guard saysSomethingNew(message, lines?.fingerprint) else { continue }
      var randomness = randomness(for: stamp)
      let answer = commons.respond(to: message, at: now, lines: lines, using: &randomness)
      guard !answer.isEmpty else { continue }
      switch floods.admit(message, at: now) {
      case .answered: carryOut(answer, cause: stamp, message, at: now)
      case .noticed(let reply):
        log.warn("more commands than the budget holds", ["room": "\(message.room)"])
        var notice = Answer()
        notice.replies = [reply]
        carryOut(notice, cause: stamp, message, at: now)
      case .silenced: continue
      }
    }
  }

  /// By how much a clock may be slow, so that what somebody writes is not taken for something old.
  private static let slowness = Span.minutes(5)

  /// Until when what stands in a page was dealt with, though the window no longer goes back so far.
  ///
  /// A service that has lost our place, or turns its cursor back, shows what was said long ago. Only in a page with
  /// something new that was said later may a message that seems to be as old come from a slow clock.
  private func knownUntil(_ messages: [Message], isAnew: Bool) -> Instant? {
    guard let passed = ledger.seen.passed else { return nil }
    let hasNews =
      !isAnew
      && messages.contains { message in
        message.at > passed && !isOwn(message) && ledger.seen.isNew(message.stamp)
      }
    return hasNews ? passed - Self.slowness : passed
  }

  /// Whether an edited message says something that it did not say before, while that still counts.
  ///
  /// Services send a message again when they unfurl a link in it, and people mend a word beside the
  /// command. So the commands of each wording are remembered like a message of their own.
  private func saysSomethingNew(_ message: Message, _ fingerprint: UInt32?) -> Bool {
    let isAgain = message.editedAt != nil && !ledger.seen.isNew(message.id.text)
    if isAgain, !Commons.isTimely(message) { return false }
    guard let fingerprint else { return true }
    let wording = "\(message.id) says \(fingerprint)"
    let at = min(message.at, surroundings.now)
    guard ledger.seen.insert(wording, saidAt: at) else { return false }
    draft.inbox.append(wording)
    return true
  }

  /// When what is owed may be decided, by uptime; nil where something else has to happen first.
  ///
  /// What was said while the bot was away comes first, because it may change what is owed; but not for
  /// ever, because saying can work where reading does not.
  var jobsOpening: Span? {
    guard !archive.isFull, outbox.count < Self.mostWaiting else { return nil }
    return reading.isCaughtUp ? Span(milliseconds: 0) : reading.behindSince + .minutes(2)
  }

  /// Decides what is owed without being asked.
  func runJobs() throws(BotError) {
    let now = surroundings.now
    guard let due = nextDue, due <= now, let opening = jobsOpening,
      surroundings.uptime >= opening
    else { return }
    let before = Mark(draft)
    for _ in 0..<100 {
      var randomness = randomness(for: "job \(due)")
      guard let (cause, answer) = commons.owed(at: now, using: &randomness) else { break }
      carryOut(answer, cause: cause, nil, at: now)
    }
    knownDue = nil
    if Mark(draft).hasMore(than: before) { _ = try keepDraftIfRoom(or: before) }
  }

  /// When something is owed next.
  var nextDue: Instant? {
    if let knownDue { return knownDue }
    let due = commons.nextDue()
    knownDue = .some(due)
    return due
  }

  /// Makes an answer true in memory and puts it into the draft.
  private func carryOut(
    _ answer: Answer, cause: String, _ message: Message?, at now: Instant
  ) {
    var replies = answer.replies
    var cause = cause
    if archive.isFull {
      if answer.isConsequential { replies = [.notSaved] }
      // The same message may be decided once more after a restart, and a key never has two texts.
      cause = "full " + cause
    } else {
      for fact in answer.facts { commons.apply(fact) }
      draft.facts.append(contentsOf: answer.facts)
      if !write(answer.orders) { replies = [.notWritten] }
      for ballot in answer.ballots { commons.cast(ballot) }
      ballots.append(contentsOf: answer.ballots)
      noteForCalendars(answer.facts)
      noteForMinutes(answer.facts)
      if let member = answer.erases { draft.erases.append(member) }
      knownDue = nil
    }
    for (part, reply) in replies.enumerated() {
      if case .letter(let letter) = reply.content {
        // What can't be kept can't be sent; what is asked again later decides it again.
        if !archive.isFull, let entry = mailing(for: letter, reply, key: key(part, cause), at: now)
        {
          draft.mail.append(entry)
        }
        continue
      }
      guard var entry = entry(for: reply, part, cause, message) else { continue }
      entry.isFarewell = answer.erases != nil && !archive.isFull
      draft.outbox.append(entry)
    }
    if let message, let text = replies.first?.text {
      loops.answered(message, with: text, at: now)
    }
  }

  /// Writes the documents that were asked for; false where that can't be done now.
  private func write(_ orders: [DocumentOrder]) -> Bool {
    do throws(StorageError) {
      for order in orders { try documents.put(order, of: commons) }
      return true
    } catch {
      log.warn("a document could not be written", ["error": "\(error)"], at: surroundings.uptime)
      return false
    }
  }

  /// Where and under which key a reply goes; nil for a reaction where there are none.
  private func entry(
    for reply: Reply, _ part: Int, _ cause: String, _ message: Message?
  ) -> Utterance? {
    var content: Outgoing.Content
    switch reply.content {
    case .text(let text): content = .text(text)
    case .reaction(let emoji):
      guard capabilities.canReact, let message else { return nil }
      content = .reaction(emoji, on: message.id)
    case .letter: return nil
    }
    var outgoing = Outgoing(key: key(part, cause), content: content)
    var recipient: MemberID?
    switch reply.destination {
    case .room(let room): outgoing.room = room
    case .thread(let root, let room):
      outgoing.room = room
      if capabilities.threads == .rooted { outgoing.thread = root }
    case .mail: return nil
    case .direct(let member):
      outgoing.to = member
      recipient = member
    case .answer:
      guard let message else {
        log.warn("a job had nobody to answer", ["cause": "\(cause)"])
        return nil
      }
      outgoing.room = message.room
      outgoing.replyTo = message.answered
      outgoing.keepsakes = message.keepsakes
      if message.isDirect {
        recipient = message.author.id
      } else {
        // A thread can't begin at a reaction, and whether what it is on stands in one is not known.
        let root = capabilities.threads == .rooted && message.kind == .text ? message.id : nil
        outgoing.thread = message.thread ?? root
      }
    }
    let number = ledger.nextEntry + draft.outbox.count + draft.mail.count
    return Utterance(
      number: number, outgoing: outgoing, subject: reply.subject, recipient: recipient)
  }

  /// The key of one part of what follows from a cause.
  ///
  /// It is a function of the cause and never of the attempt: the same before and after a crash.
  private func key(_ part: Int, _ cause: String) -> String {
    SHA256.hexadecimal("\(StateReading.schema) \(part) \(cause)", digits: Self.keyDigits)
  }

  /// The chance that belongs to a cause: the same whenever and however often it is decided.
  private func randomness(for cause: String) -> Randomness {
    Randomness(seed: ledger.seed ^ ShortHash(cause).value)
  }
}

extension Message {
  /// What an answer is an answer to: the message itself, or what a reaction is on.
  fileprivate var answered: MessageID {
    if case .reaction(_, let target, _) = kind { target } else { id }
  }
}

extension Answer {
  /// Whether nothing follows from it.
  var isEmpty: Bool { facts.isEmpty && replies.isEmpty && ballots.isEmpty && erases == nil }

  /// Whether somebody asked for a change: one that can't be kept must not be claimed.
  ///
  /// That somebody came, was asked something back or was heard is not what they asked for.
  var isConsequential: Bool {
    erases != nil || !ballots.isEmpty || !orders.isEmpty
      || facts.contains { fact in
        switch fact.event {
        case .people(.joined), .people(.renamed), .dialogue: false
        case .voices(let event): event.isAskedFor
        // Whoever speaks at a session is noted without asking for it; `!here` is in the history.
        case .attendance(.arrived): false
        default: true
        }
      }
  }
}

extension Reply {
  /// What is said instead of the names of files.
  fileprivate static var notWritten: Reply {
    Reply(
      "The file could not be written, so there is none. Whoever runs me can see the reason in my log."
    )
  }
}
