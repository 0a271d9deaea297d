package import CommunityCore
package import Journaling
package import Primitives

/// A state folder that was taken to add facts to it while no bot runs: kept as a bot keeps them.
package final class StateEditing {
  /// What the communities know.
  package private(set) var commons: Commons
  private let archive: Archive
  private let storage: any Storage
  private let hasEnded: Bool
  private var nextEntry: Int

  /// Takes the folder and reads it into `commons`, which is empty before.
  ///
  /// Throws `locked` (exit code 75) where a bot has it.
  package init(_ storage: any Storage, into commons: Commons) throws(BotError) {
    try Archive.take(storage)
    let (archive, reading) = try Archive.open(
      storage, into: commons, leastJournalBytes: Int.max / 2)
    self.archive = archive
    self.storage = storage
    self.commons = reading.commons
    nextEntry = reading.ledger.nextEntry
    hasEnded = reading.ledger.hasEnded
  }

  /// Makes `facts` durable in one record and then true; after an error none of them is.
  package func keep(_ facts: [Fact], at now: Instant) throws(BotError) {
    var record = Record()
    record.now = now
    record.facts = facts
    try keep(record)
    for fact in facts { commons.apply(fact) }
  }

  /// The dead letters of the folder.
  package func deadLetters() throws(BotError) -> [DeadLetter] {
    do throws(StorageError) { return try DeadLetters(storage).all() } catch {
      throw .storage(error)
    }
  }

  /// Puts dead letters into the outbox again, from which the next bot says them, under the keys that they had.
  ///
  /// Where the process dies between the two steps, the next bot removes from the file what is in the outbox.
  package func retry(_ letters: [DeadLetter], at now: Instant) throws(BotError) {
    var record = Record()
    record.now = now
    for letter in letters {
      switch letter.content {
      case .utterance(var entry):
        entry.number = nextEntry
        record.outbox.append(entry)
      case .mailing(var entry):
        entry.number = nextEntry
        entry.writtenAt = now
        record.mail.append(entry)
      }
      nextEntry += 1
    }
    try keep(record)
    // The service has refused them, so it is known that they were not said.
    var untried = Record()
    untried.now = now
    untried.untried = record.outbox.map(\.number)
    try keep(untried)
    try drop(letters)
  }

  /// Removes dead letters for good.
  package func drop(_ letters: [DeadLetter]) throws(BotError) {
    do throws(StorageError) { try DeadLetters(storage).remove(letters) } catch {
      throw .storage(error)
    }
  }

  private func keep(_ record: Record) throws(BotError) {
    var record = record
    // What is known of the last process, and of what it had not tried to say, stays known.
    record.isEnd = hasEnded
    do throws(KeepingError) {
      try archive.append(record)
    } catch {
      throw .keeping(error)
    }
  }
}
