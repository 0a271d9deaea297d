package import CommunityCore
package import Journaling
import Primitives

/// Everything that a state folder says, read from the newest snapshot and the journal behind it.
package struct StateReading {
  /// The version of the members that snapshots and records have.
  package static let schema = 1

  /// What the communities know.
  package private(set) var commons: Commons
  /// What the bot remembers of its own work.
  private(set) var ledger = Ledger()
  /// What is not known to have been said, oldest first.
  private(set) var outbox: [Utterance] = []
  /// What is not known to have been sent by mail, oldest first.
  private(set) var mail: [Mailing] = []
  /// The number of the newest record.
  package private(set) var number = 0
  /// How many bytes the snapshot has; 0 where there is none.
  private(set) var snapshotBytes = 0
  /// The journal as it was found; nil in a folder that was never used.
  private(set) var journal: JournalContents?
  /// Whether the journal begins before the snapshot, because a change of journals was interrupted.
  private(set) var overlaps = false
  /// Whether the snapshot is of an earlier schema: it is written anew before anything else is kept.
  private(set) var isOld = false

  private var waiting: [Int: [Utterance]] = [:]
  private var waitingMail: [Int: Mailing] = [:]

  /// Reads the folder behind `storage` into `commons`, which is empty before.
  ///
  /// Nothing is written. A folder in which something is missing, damaged or unknown is refused: an
  /// empty state is never put in its stead.
  init(_ storage: any Storage, into commons: Commons) throws(BotError) {
    self.commons = commons
    do throws(KeepingError) {
      let snapshot = try Snapshots(storage: storage, schema: Self.schema).read()
      journal = try JournalContents(reading: storage)
      try requireWhole(snapshot, storage)
      if let snapshot { try restore(snapshot, storage) }
      if let journal { try replay(journal, storage) }
      try loadBallots(storage)
    } catch {
      throw .keeping(error)
    }
    settleWaiting()
  }

  /// Reads the folder beside a bot that may be running; takes no lock.
  ///
  /// The bot may put a new snapshot and a new journal there between two of our reads. Then the two
  /// don't fit, and reading again helps.
  ///
  /// What a bot would refuse because confirmed records are missing is refused here too.
  package init(beside storage: any Storage, into commons: Commons) throws(BotError) {
    for _ in 0..<20 {
      do throws(BotError) {
        self = try Self(allConfirmedIn: storage, into: commons)
        return
      } catch {
        guard case .keeping(.unreadable) = error else { throw error }
      }
    }
    self = try Self(allConfirmedIn: storage, into: commons)
  }

  private init(allConfirmedIn storage: any Storage, into commons: Commons) throws(BotError) {
    let confirmed: Int?
    // Read first, because a running bot goes on meanwhile.
    do throws(KeepingError) {
      confirmed = try JournalContents.confirmedNumber(in: storage)
    } catch {
      throw .keeping(error)
    }
    self = try Self(storage, into: commons)
    if let journal, let confirmed, confirmed > journal.lastNumber {
      throw .keeping(journal.missing(upTo: confirmed, in: storage))
    }
  }

  /// Reads one snapshot, or begins with nothing, and makes the records of `journals` true that go on
  /// where it ends; whatever does not is left out.
  ///
  /// For whoever looks for a state to go back to, and for whoever compares.
  init(
    from snapshot: Snapshot?, and journals: [JournalContents], upTo last: Int = .max,
    in storage: any Storage, into commons: Commons
  ) throws(KeepingError) {
    self.commons = commons
    if let snapshot { try restore(snapshot, storage) }
    for journal in journals where journal.base <= number {
      self.journal = journal
      try replay(journal, upTo: last, storage)
    }
    settleWaiting()
  }

  private mutating func settleWaiting() {
    outbox = waiting.keys.sorted().flatMap { waiting[$0] ?? [] }
    waiting = [:]
    mail = waitingMail.values.sorted { $0.number < $1.number }
    waitingMail = [:]
  }

  /// Requires that snapshot and journal belong together and that neither is missing.
  private func requireWhole(
    _ snapshot: Snapshot?, _ storage: any Storage
  ) throws(KeepingError) {
    let journalPath = storage.path(of: Journal.fileName)
    let snapshotPath = storage.path(of: Snapshots.fileName)
    guard let journal else {
      let note = try JournalContents.confirmedNumber(in: storage)
      // A state quite alone was put there by hand, which is how one goes back to an earlier one.
      guard note ?? 0 > 0 || hasGenerations(storage) else { return }
      throw .unreadable(file: journalPath, offset: 0, reason: "the journal is missing")
    }
    guard let snapshot else {
      guard journal.base > 0 else { return }
      throw .unreadable(
        file: snapshotPath, offset: 0,
        reason: "the state is missing on which the journal builds")
    }
    guard journal.base <= snapshot.number, snapshot.number <= journal.lastNumber else {
      throw .unreadable(
        file: journalPath, offset: 0,
        reason: "it holds records \(journal.base + 1) to \(journal.lastNumber), "
          + "but the state ends with record \(snapshot.number)")
    }
  }

  private func hasGenerations(_ storage: any Storage) -> Bool {
    do throws(StorageError) {
      let names = try storage.list("")
      return (1...Snapshots.generations).contains {
        names.contains(Snapshots.name(ofGeneration: $0))
      }
    } catch {
      return true
    }
  }

  private mutating func restore(
    _ snapshot: Snapshot, _ storage: any Storage
  ) throws(KeepingError) {
    let path = storage.path(of: Snapshots.fileName)
    var commons = commons
    var ledger: Ledger?
    var entries: [Utterance?] = []
    var letters: [Mailing?] = []
    var wrong: StateError?
    do throws(JSONError) {
      let state = try JSONPart(parsing: snapshot.bytes)
      do throws(StateError) {
        if let bot = state["bot"] { ledger = try Ledger(reading: bot) }
        entries = state["bot"]?["outbox"]?.array?.map { Utterance(reading: $0) } ?? []
        letters = state["bot"]?["mail"]?.array?.map { Mailing(reading: $0) } ?? []
        for value in state["communities"]?.array ?? [] { try commons.restore(value) }
      } catch {
        wrong = error
      }
    } catch {
      throw .unreadable(file: path, offset: error.offset, reason: error.reason)
    }
    if let wrong { throw .unreadable(file: path, offset: 0, reason: wrong.reason) }
    guard let ledger else { throw .unreadable(file: path, offset: 0, reason: "`bot` is missing") }
    for entry in entries {
      guard var entry else {
        throw .unreadable(file: path, offset: 0, reason: "an entry of `outbox` is no good")
      }
      if !ledger.hasEnded { entry.triedAt = entry.triedAt ?? ledger.now }
      waiting[entry.number, default: []].append(entry)
    }
    for entry in letters {
      guard let entry else {
        throw .unreadable(file: path, offset: 0, reason: "an entry of `mail` is no good")
      }
      waitingMail[entry.number] = entry
    }
    self.commons = commons
    self.ledger = ledger
    isOld = snapshot.schema < Self.schema
    number = snapshot.number
    snapshotBytes = snapshot.bytes.count
  }

  private mutating func replay(
    _ journal: JournalContents, upTo last: Int = .max, _ storage: any Storage
  ) throws(KeepingError) {
    overlaps = journal.base < number
    for index in journal.records.indices
    where journal.base + 1 + index > number && journal.base + 1 + index <= last {
      let value = try journal.record(index)
      do throws(StateError) {
        take(try Record(reading: value))
      } catch {
        throw .unreadable(
          file: storage.path(of: Journal.fileName), offset: journal.records[index].lowerBound,
          reason: error.reason)
      }
    }
    number = max(number, min(journal.lastNumber, last))
  }

  /// Loads the ballot boxes that the state says there are; answers that are missing were lost.
  private mutating func loadBallots(_ storage: any Storage) throws(KeepingError) {
    for name in commons.ballotFileNames {
      let file = "\(Archive.ballotFolder)/\(name)"
      let bytes: [UInt8]?
      do throws(StorageError) { bytes = try storage.read(file) } catch { throw .refused(error) }
      guard let bytes else {
        throw .unreadable(
          file: storage.path(of: file), offset: 0, reason: "the anonymous answers are missing")
      }
      do throws(StateError) {
        try commons.loadBallots(bytes, from: name)
      } catch {
        throw .unreadable(file: storage.path(of: file), offset: 0, reason: error.reason)
      }
    }
  }

  /// Makes one record true.
  private mutating func take(_ record: Record) {
    for fact in record.facts { commons.apply(fact) }
    ledger.take(record, insertsInbox: true)
    for number in record.said {
      waiting[number] = nil
      waitingMail[number] = nil
    }
    if record.isStart { touch(at: record.now) }
    for number in record.untried {
      waiting[number] = waiting[number]?.map { entry in
        var entry = entry
        entry.triedAt = nil
        return entry
      }
    }
    for entry in record.mail { waitingMail[entry.number] = entry }
    for var entry in record.outbox {
      entry.triedAt = record.now
      waiting[entry.number] = [entry]
    }
  }

  /// Says of every entry that a process may have tried it from `now` on.
  private mutating func touch(at now: Instant) {
    for (number, entries) in waiting {
      waiting[number] = entries.map { entry in
        var entry = entry
        entry.triedAt = entry.triedAt ?? now
        return entry
      }
    }
  }
}
