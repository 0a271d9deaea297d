import ChatEndpoint
import CommunityCore
import Journaling
import Primitives

extension Bot {
  /// Makes the draft durable, makes it true, and queues what it says: the point of no return.
  ///
  /// After `refused` the draft is as before, and memory may hold what is not kept.
  func keepDraft() throws(BotError) {
    draft.now = surroundings.now
    draft.notes = endpoint.memoryVersion == keptNotes ? nil : endpoint.memory
    do throws(KeepingError) {
      for ballot in ballots {
        // Durable before the record that says who has answered: after a crash between the two there
        // is a ballot too many, which is dropped, and never one too few.
        if let file = commons.ballotFile(after: ballot) { try archive.write(file) }
      }
      try archive.append(draft)
    } catch {
      throw .keeping(error)
    }
    keptNotes = endpoint.memoryVersion
    ledger.take(draft, insertsInbox: false)
    for entry in draft.outbox { outbox.append(entry) }
    for entry in draft.mail { mail.append(entry) }
    let isBoxEmptied = draft.facts.contains { $0.event.emptiesBox }
    draft.removeAll()
    mustKeep = false
    keepBy = nil
    if !ballots.isEmpty || isBoxEmptied {
      ballots.removeAll()
      archive.removeBallots(except: commons.ballotFileNames)
    }
    if !ledger.erasing.isEmpty { try wipe() }
  }

  /// Keeps the draft; where there is no room, goes back to `before` and returns false.
  func keepDraftIfRoom(or before: Mark) throws(BotError) -> Bool {
    do throws(BotError) {
      try keepDraft()
      return true
    } catch {
      guard case .keeping(.refused(let reason)) = error, archive.isFull else { throw error }
      log.warn("the disk is full", ["error": "\(reason)"], at: surroundings.uptime)
      try fallBack(to: before)
      return false
    }
  }

  /// Keeps what waits in the draft, all of which is true already; where there is no room, later.
  func keepRest() throws(BotError) {
    do throws(BotError) {
      try keepDraft()
    } catch {
      guard case .keeping(.refused(let reason)) = error, archive.isFull else { throw error }
      log.warn("the disk is full", ["error": "\(reason)"], at: surroundings.uptime)
      mustKeep = false
      keepBy = surroundings.uptime + .seconds(1)
    }
  }

  /// Lets what waits in the draft wait a little longer, but not for ever.
  func keepSoon(within span: Span) {
    let latest = surroundings.uptime + span
    keepBy = keepBy.map { min($0, latest) } ?? latest
  }

  /// Notes messages from which nothing follows: they may be read again after a crash, so that they
  /// can be kept with what comes next.
  func keepWhatWasSeen() {
    guard !draft.inbox.isEmpty || draft.cursor != ledger.cursor else { return }
    // The reserve is for what has consequences.
    if archive.isFull { return }
    keepSoon(within: draft.inbox.count > 1000 ? .seconds(0) : .minutes(1))
  }

  /// Throws away what could not be kept: memory is read again from the disk.
  func fallBack(to mark: Mark) throws(BotError) {
    draft.cursor = mark.cursor
    draft.inbox.removeSubrange(mark.inbox...)
    draft.facts.removeSubrange(mark.facts...)
    draft.outbox.removeSubrange(mark.outbox...)
    draft.mail.removeSubrange(mark.mail...)
    draft.erases.removeSubrange(mark.erases...)
    ballots.removeAll()
    let reading = try archive.readAgain(into: Commons(plan.charter))
    commons = reading.commons
    ledger = reading.ledger
    // What was said or seen since is still so, and only waits to be kept.
    for fact in draft.facts { commons.apply(fact) }
    for stamp in draft.inbox { _ = ledger.seen.insert(stamp) }
    knownDue = nil
  }

  /// Writes a snapshot; after a failure the journal goes on, and it is tried again later.
  func writeSnapshot() throws(BotError) {
    guard ledger.erasing.isEmpty else { return try wipe() }
    do throws(KeepingError) {
      try archive.writeSnapshot(commons, ledger, outbox.entries, mail.entries)
    } catch {
      if case .lost = error { throw .keeping(error) }
      log.warn("the snapshot could not be written", ["error": "\(error)"], at: surroundings.uptime)
    }
  }

  /// Wipes every trace of those who asked to be forgotten from the disk; after a failure it is tried
  /// again, at the next start at the latest.
  ///
  /// What is still to be said to them goes too, but for the farewell: once that has been said it is
  /// wiped in the same way.
  func wipe() throws(BotError) {
    let members = ledger.erasing
    forgetMail(of: members)
    noteForgettingForCalendars()
    minutes.noteForgetting(at: surroundings.uptime)
    for member in members {
      outbox.forget(member)
      endpoint.forget(member)
    }
    ledger.erasing = []
    ledger.notes = endpoint.memory
    keptNotes = endpoint.memoryVersion
    mustWipe = false
    do throws(KeepingError) {
      try archive.wipe(members, commons, ledger, outbox.entries, mail.entries)
    } catch {
      if case .lost = error { throw .keeping(error) }
      ledger.erasing = members
      mustWipe = true
      wipeAt = surroundings.uptime + .seconds(1)
      log.warn("traces could not be wiped yet", ["error": "\(error)"], at: surroundings.uptime)
    }
  }
}

extension Utterance {
  /// Whether the bytes of an id occur anywhere in the entry.
  func mentions(_ id: [UInt8]) -> Bool {
    var json = JSONWriter()
    write(to: &json)
    return DeadLetters.contains(json.bytes, id)
  }
}

extension Event {
  /// Whether a box lies on the disk that must not be there any more.
  fileprivate var emptiesBox: Bool {
    switch self {
    case .sparks(.released), .polls(.closed), .polls(.cancelled), .surveys(.closed),
      .surveys(.cancelled):
      true
    case .history(.changed(let change)): change.events.contains(where: \.emptiesBox)
    default: false
    }
  }
}
