package import CommunityCore
package import Journaling
package import Primitives

/// A state folder that was taken to add facts to it while no bot runs: kept as a bot keeps them.
package final class StateEditing {
  /// What the communities know.
  package private(set) var commons: Commons
  private let archive: Archive
  private let hasEnded: Bool

  /// Takes the folder and reads it into `commons`, which is empty before.
  ///
  /// Throws `locked` (exit code 75) where a bot has it.
  package init(_ storage: any Storage, into commons: Commons) throws(BotError) {
    try Archive.take(storage)
    let (archive, reading) = try Archive.open(
      storage, into: commons, leastJournalBytes: Int.max / 2)
    self.archive = archive
    self.commons = reading.commons
    hasEnded = reading.ledger.hasEnded
  }

  /// Makes `facts` durable in one record and then true; after an error none of them is.
  package func keep(_ facts: [Fact], at now: Instant) throws(BotError) {
    var record = Record()
    record.now = now
    record.facts = facts
    // What is known of the last process, and of what it had not tried to say, stays known.
    record.isEnd = hasEnded
    do throws(KeepingError) {
      try archive.append(record)
    } catch {
      throw .keeping(error)
    }
    for fact in facts { commons.apply(fact) }
  }
}
