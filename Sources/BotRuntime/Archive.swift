import CommunityCore
import Journaling
import Primitives

/// The state folder of a running bot: journal, snapshots, and what lies beside them.
final class Archive {
  /// Where the boxes of what was said anonymously lie, a file each.
  static let ballotFolder = "ballots"

  let storage: any Storage
  private var journal: Journal
  private let snapshots: Snapshots
  private var snapshotBytes: Int
  /// The least number of journal bytes behind a snapshot before the next one is written.
  private let leastJournalBytes: Int
  /// How long the journal has to be before a snapshot is tried again that failed.
  private var retryAtJournalBytes = 0
  /// Whether the journal holds records that the snapshot covers.
  private var mustBeginAnew: Bool
  /// Whether the disk was full when something was to be kept last.
  private(set) var isFull = false

  /// Takes the folder for this process.
  static func take(_ storage: any Storage) throws(BotError) {
    do throws(StorageError) {
      try storage.lock()
      try storage.sweep("")
      try storage.makeFolder(ballotFolder)
      try storage.sweep(ballotFolder)
    } catch {
      throw .storage(error)
    }
  }

  /// Reads what the folder that was taken says into `commons`, and makes it ready to be written to.
  static func open(
    _ storage: any Storage, into commons: Commons, leastJournalBytes: Int
  ) throws(BotError) -> (Archive, StateReading) {
    let reading = try StateReading(storage, into: commons)
    do throws(KeepingError) {
      try reading.journal?.requireAllConfirmed(in: storage)
      return (try Archive(storage, reading, leastJournalBytes), reading)
    } catch {
      throw .keeping(error)
    }
  }

  private init(
    _ storage: any Storage, _ reading: StateReading, _ leastJournalBytes: Int
  ) throws(KeepingError) {
    self.storage = storage
    self.leastJournalBytes = leastJournalBytes
    snapshots = Snapshots(storage: storage, schema: StateReading.schema)
    snapshotBytes = reading.snapshotBytes
    do throws(StorageError) {
      // An earlier process may have died between a rename and its sync, and others will build on it.
      if reading.snapshotBytes > 0 { try storage.sync(Snapshots.fileName) }
      try storage.syncFolder("")
      try storage.syncFolder(Self.ballotFolder)
    } catch {
      throw .lost(error)
    }
    // What the snapshot covers need not be kept any longer, and may have to vanish.
    mustBeginAnew = reading.overlaps || reading.isOld
    if let contents = reading.journal {
      journal = try Journal(storage: storage, continuing: contents)
    } else {
      journal = try Journal(storage: storage, startingAfter: reading.number)
    }
    isFull = journal.hasReserved
    try recover()
    removeBallots(except: reading.commons.ballotFileNames)
  }

  /// The number of the newest record.
  var lastNumber: Int { journal.lastNumber }

  /// Makes a ballot box durable.
  func write(_ file: BallotFile) throws(KeepingError) {
    do throws(StorageError) {
      try storage.replace("\(Self.ballotFolder)/\(file.name)", with: file.bytes)
    } catch {
      if error.kind == .noSpace {
        isFull = true
        throw .refused(error)
      }
      throw .lost(error)
    }
  }

  /// Removes the boxes that a later one has replaced, or of which the journal knows nothing.
  ///
  /// What can't be removed is removed at the next start.
  func removeBallots(except names: [String]) {
    do throws(StorageError) {
      for name in try storage.list(Self.ballotFolder) where !names.contains(name) {
        try storage.remove("\(Self.ballotFolder)/\(name)")
      }
      try storage.syncFolder(Self.ballotFolder)
    } catch {}
  }

  /// Reads the state again as it is on the disk, after something could not be kept.
  func readAgain(into commons: Commons) throws(BotError) -> StateReading {
    try StateReading(storage, into: commons)
  }

  /// Appends a record and makes it durable; while the disk is full, in the reserve.
  ///
  /// After `refused` nothing has changed but that the disk is known to be full.
  func append(_ record: Record) throws(KeepingError) {
    if isFull { return try journal.appendToReserve { record.write(to: &$0) } }
    do throws(KeepingError) {
      try journal.append { record.write(to: &$0) }
    } catch {
      if case .refused(let reason) = error, reason.kind == .noSpace { isFull = true }
      throw error
    }
  }

  /// Looks whether there is room again, and moves what was reserved where it belongs; while the disk is
  /// not full it costs nothing.
  func recover() throws(KeepingError) {
    guard isFull, journal.hasRoom() else { return }
    do throws(KeepingError) {
      try journal.moveReserve()
      isFull = false
    } catch {
      guard case .refused = error else { throw error }
    }
  }

  /// Whether so much has been appended since the last snapshot that the next one is worth its time.
  ///
  /// The bound grows with the snapshot, so that the time for snapshots stays in proportion to what is
  /// appended, however much is kept. A third of it, because what the journal holds is read at the
  /// next start, and takes longer to become true again than what the snapshot holds.
  var wantsSnapshot: Bool {
    guard !isFull, journal.byteCount > retryAtJournalBytes else { return false }
    return mustBeginAnew || journal.byteCount > max(leastJournalBytes, snapshotBytes / 3)
  }

  /// Whether a snapshot at the end of the process is written in a moment.
  var isSnapshotCheap: Bool { !isFull && max(snapshotBytes, journal.byteCount) < 4 << 20 }

  /// Writes a snapshot and begins a new journal behind it.
  func writeSnapshot(
    _ commons: Commons, _ ledger: Ledger, _ outbox: [Utterance], _ mail: [Mailing]
  ) throws(KeepingError) {
    try writeSnapshot(commons, ledger, outbox, mail, keepsGenerations: true)
  }

  private func writeSnapshot(
    _ commons: Commons, _ ledger: Ledger, _ outbox: [Utterance], _ mail: [Mailing],
    keepsGenerations: Bool
  ) throws(KeepingError) {
    do throws(KeepingError) {
      snapshotBytes = try snapshots.write(
        upTo: journal.lastNumber, keepsGenerations: keepsGenerations,
        expectedBytes: snapshotBytes + snapshotBytes / 4
      ) { json in
        ledger.write(outbox, mail, to: &json)
        commons.write(to: &json)
      }
      try journal.beginAnew(keepsEarlier: keepsGenerations)
      retryAtJournalBytes = 0
      mustBeginAnew = false
    } catch {
      mustBeginAnew = true
      retryAtJournalBytes = journal.byteCount + leastJournalBytes
      throw error
    }
  }

  /// Wipes `members` from everything that lies in the folder, the state given here being free of them.
  ///
  /// What was put aside at a restoring goes as a whole. Every step can be done again: the record that asks for it is the last thing to go.
  func wipe(
    _ members: [MemberID], _ commons: Commons, _ ledger: Ledger, _ outbox: [Utterance],
    _ mail: [Mailing]
  ) throws(KeepingError) {
    do throws(StorageError) {
      try DeadLetters(storage).wipe(members)
      try MailFiles(storage).remove(members.map { Mailing.mark(of: $0, secret: ledger.seed) })
      try DocumentShelf(storage).clear()
      try storage.remove(Journal.tornName)
      for folder in try storage.list("") where folder.hasPrefix(StateRescue.asidePrefix) {
        for name in try storage.list(folder) { try storage.remove("\(folder)/\(name)") }
        try storage.syncFolder(folder)
      }
    } catch {
      throw .refused(error)
    }
    try snapshots.removeGenerations()
    try writeSnapshot(commons, ledger, outbox, mail, keepsGenerations: false)
  }
}
