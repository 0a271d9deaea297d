package import CommunityCore
package import Journaling
package import Primitives

/// The newest state that can still be had from a folder that a bot refuses, and what going back to it loses.
///
/// Tried are all snapshots, each with the sound records that go on where it ends: one file that is damaged then costs
/// nothing as a rule, because the snapshot before and the journal before give what the newest snapshot says.
/// Looking changes nothing; `carryOut` keeps all files as they were in a folder beside.
package final class StateRescue {
  /// What the folders are called in which files are put aside.
  static let asidePrefix = "aside-"

  /// What of the state is lost for good.
  package struct Loss: Sendable {
    /// How many records were confirmed behind the one that is gone back to.
    package fileprivate(set) var records = 0
    /// How many of them can still be read.
    package fileprivate(set) var readable = 0
    /// When the first and the last one of those were kept.
    package fileprivate(set) var times: ClosedRange<Instant>?
    /// What became true by those, by the name of the event, most frequent first.
    package fileprivate(set) var events: [(name: String, count: Int)] = []
    /// One clause for each box of anonymous answers that is not as it was.
    package fileprivate(set) var boxes: [String] = []

    /// Whether nothing is lost.
    package var isNothing: Bool { records == 0 && boxes.isEmpty }
  }

  /// Why a bot refuses the folder; nil where it does not.
  package let objection: BotError?
  /// What each file is found to be, one line a file.
  package private(set) var findings: [String] = []
  /// The snapshot that is gone back to; nil where the journal holds everything from the beginning.
  package private(set) var source: String?
  /// The number of the record that is gone back to.
  package var number: Int { reading.number }
  /// When it was kept.
  package var keptAt: Instant { reading.ledger.now }
  /// What going back loses.
  package private(set) var loss = Loss()

  private let storage: any Storage
  private let reading: StateReading
  private var commons: Commons

  /// Takes the folder, and looks through it with `commons`, which is empty.
  ///
  /// Throws `locked` (exit code 75) where a bot has it, and the reason why it is refused where there is nothing to go
  /// back to, or a later release wrote it.
  package init(_ storage: any Storage, into commons: Commons) throws(BotError) {
    self.storage = storage
    do throws(StorageError) { try storage.lock() } catch { throw .storage(error) }
    let objection = Self.objection(to: storage, commons)
    self.objection = objection
    do throws(KeepingError) {
      if let objection, case .keeping(.newer(let file, let schema, let known)) = objection {
        throw .newer(file: file, schema: schema, known: known)
      }
      var findings: [String] = []
      let (reading, source) = try Self.best(in: storage, commons, &findings)
      guard let reading else {
        throw .unreadable(
          file: storage.path(of: ""), offset: 0,
          reason: "no snapshot is sound, so there is nothing to go back to but a backup")
      }
      self.reading = reading
      self.commons = reading.commons
      self.source = source
      self.findings = findings
      loss = try Self.loss(behind: reading.number, in: storage)
      try fitBallots()
    } catch {
      throw .keeping(error)
    }
  }

  /// Why a bot would not start; nil where it would.
  private static func objection(to storage: any Storage, _ commons: Commons) -> BotError? {
    do throws(BotError) {
      let reading = try StateReading(storage, into: commons)
      do throws(KeepingError) {
        try reading.journal?.requireAllConfirmed(in: storage)
      } catch {
        return .keeping(error)
      }
      return nil
    } catch {
      return error
    }
  }

  /// The newest state that comes of any snapshot and the journals, with the name of that snapshot.
  private static func best(
    in storage: any Storage, _ commons: Commons, _ findings: inout [String]
  ) throws(KeepingError) -> (StateReading?, String?) {
    var journals: [JournalContents] = []
    for name in [Journal.earlierName, Journal.fileName] {
      guard let journal = try JournalContents(salvaging: name, in: storage) else { continue }
      journals.append(journal)
      findings.append(
        journal.damage.map { "\($0)" }
          ?? "\(storage.path(of: name)): sound, records \(journal.base + 1) to \(journal.lastNumber)"
      )
    }
    var best: (reading: StateReading, source: String?)?
    func offer(_ snapshot: Snapshot?, _ name: String?) throws(KeepingError) {
      let reading = try StateReading(from: snapshot, and: journals, in: storage, into: commons)
      guard reading.number > 0, reading.number > best?.reading.number ?? 0 else { return }
      best = (reading, name)
    }
    for generation in 0...Snapshots.generations {
      let name = Snapshots.name(ofGeneration: generation)
      do throws(KeepingError) {
        let snapshots = Snapshots(storage: storage, schema: StateReading.schema)
        guard let snapshot = try snapshots.read(generation) else { continue }
        try offer(snapshot, name)
        findings.append("\(storage.path(of: name)): sound, ends with record \(snapshot.number)")
      } catch {
        findings.append("\(error)")
      }
    }
    if journals.first?.base == 0 {
      do throws(KeepingError) { try offer(nil, nil) } catch { findings.append("\(error)") }
    }
    return (best?.reading, best?.source)
  }

  /// What was confirmed behind the record `number`, as far as it can be known.
  private static func loss(
    behind number: Int, in storage: any Storage
  ) throws(KeepingError) -> Loss {
    var found: [Int: JSONPart] = [:]
    do throws(StorageError) {
      for name in [Journal.earlierName, Journal.fileName, Journal.reserveName] {
        guard let bytes = try storage.read(name) else { continue }
        for (number, content) in JournalContents.records(in: bytes, behind: number) {
          found[number] = content
        }
      }
    } catch {
      throw .refused(error)
    }
    var loss = Loss()
    let newest = max(
      found.keys.max() ?? 0, try JournalContents.confirmedNumber(in: storage) ?? 0)
    loss.records = max(0, newest - number)
    loss.readable = found.count
    let times = found.values.compactMap { $0["now"]?.instant }
    if let first = times.min(), let last = times.max() { loss.times = first...last }
    var counts: [String: Int] = [:]
    for content in found.values {
      for event in content["events"]?.array ?? [] {
        // What can be taken back stands in the entry of the history that takes it back.
        for done in event["does"]?.array ?? [event] {
          counts[done["event"]?.string ?? "something", default: 0] += 1
        }
      }
    }
    loss.events = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (name: $0.key, count: $0.value) }
    return loss
  }

  /// Takes over the boxes of anonymous answers as they are now, which may be later than the state.
  private func fitBallots() throws(KeepingError) {
    let names: [String]
    do throws(StorageError) { names = try storage.list(Archive.ballotFolder) } catch {
      throw .refused(error)
    }
    for name in commons.ballotFileNames where !isLoaded(name) {
      let start = name.prefix(through: name.lastIndex(of: "-") ?? name.startIndex)
      let later = names.compactMap { other -> (String, Int)? in
        guard other.hasPrefix(start), other.hasSuffix(".json"),
          let count = Int(other.dropFirst(start.count).dropLast(5))
        else { return nil }
        return (other, count)
      }.max { $0.1 < $1.1 }
      do throws(StateError) {
        let bytes = try later.map { later throws(StateError) in try box(called: later.0) }
        try commons.rescueBallots(named: name, from: bytes, total: later?.1 ?? 0)
        loss.boxes.append(
          later.map { "\($0.0) holds what came later too; one answer may be given twice" }
            ?? "\(name) is missing, and with it what was said without a name")
      } catch {
        do throws(StateError) {
          try commons.rescueBallots(named: name, from: nil, total: later?.1 ?? 0)
        } catch {}
        loss.boxes.append("\(name) can't be read, and with it what was said without a name")
      }
    }
  }

  private func isLoaded(_ name: String) -> Bool {
    do throws(StateError) {
      try commons.loadBallots(try box(called: name), from: name)
      return true
    } catch {
      return false
    }
  }

  private func box(called name: String) throws(StateError) -> [UInt8] {
    do throws(StorageError) {
      if let bytes = try storage.read("\(Archive.ballotFolder)/\(name)") { return bytes }
    } catch {
      throw StateError("\(error)")
    }
    throw StateError("\(name) is missing")
  }

  /// Puts all files aside as they are, and then the state that was found in their place; returns the folder of
  /// the former.
  ///
  /// Where it is interrupted the folder is refused as before, or is restored already; doing it again is right.
  package func carryOut(at now: Instant) throws(BotError) -> String {
    let folder = Self.asidePrefix + "\(now)".filter { $0 != ":" }
    do throws(StorageError) {
      try putAside(into: folder)
      try storage.remove(Journal.reserveName)
      try storage.syncFolder("")
    } catch {
      throw .storage(error)
    }
    var ledger = reading.ledger
    // Later lives may have tried what this state has not said yet.
    ledger.hasEnded = false
    do throws(KeepingError) {
      let snapshots = Snapshots(storage: storage, schema: StateReading.schema)
      try snapshots.write(upTo: number, keepsGenerations: false) { json in
        ledger.write(reading.outbox, reading.mail, to: &json)
        commons.write(to: &json)
      }
      _ = try Journal(storage: storage, startingAfter: number)
      try removeUnsound(snapshots)
    } catch {
      throw .keeping(error)
    }
    return storage.path(of: folder)
  }

  private func putAside(into folder: String) throws(StorageError) {
    try storage.makeFolder(folder)
    for name in try storage.list("")
    where name.hasPrefix("state.") || name.hasPrefix("journal.")
      || name == Journal.reserveName
    {
      if let bytes = try storage.read(name) {
        try storage.replace("\(folder)/\(name)", with: bytes)
      }
    }
    for name in try storage.list(Archive.ballotFolder) {
      if let bytes = try storage.read("\(Archive.ballotFolder)/\(name)") {
        try storage.replace("\(folder)/ballots-\(name)", with: bytes)
      }
    }
  }

  /// Removes what would only be refused again, or says something else than what comes now.
  private func removeUnsound(_ snapshots: Snapshots) throws(KeepingError) {
    var names = [Journal.tornName, Journal.earlierName]
    for generation in 1...Snapshots.generations {
      do throws(KeepingError) {
        _ = try snapshots.read(generation)
      } catch {
        names.append(Snapshots.name(ofGeneration: generation))
      }
    }
    do throws(StorageError) {
      for name in names { try storage.remove(name) }
      try storage.syncFolder("")
    } catch {
      throw .refused(error)
    }
  }
}
