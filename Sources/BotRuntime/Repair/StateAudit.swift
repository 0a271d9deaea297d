package import CommunityCore
package import Journaling
import Primitives

/// A whole state folder gone through: each file for itself, and what the files say of each other.
///
/// Takes no lock and changes nothing, so it works beside a running bot. One that writes a snapshot between two of
/// our reads may look like damage; what is found is then looked for again.
package struct StateAudit {
  /// What was found about one thing.
  package struct Finding: Hashable, Sendable {
    /// Whether it is as it should be.
    package let isGood: Bool
    /// What was looked at.
    package let subject: String
    /// What was found, for an operator.
    package let text: String
  }

  /// What was found, in the order in which one would look.
  package private(set) var findings: [Finding] = []

  private let storage: any Storage
  private let commons: Commons

  /// Looks through the folder behind `storage`, with `commons`, which is empty.
  package init(beside storage: any Storage, into commons: Commons) {
    self.storage = storage
    self.commons = commons
    for _ in 0..<3 {
      findings = []
      look()
      if findings.allSatisfy(\.isGood) { return }
    }
  }

  /// Whether everything is as it should be.
  package var isGood: Bool { findings.allSatisfy(\.isGood) }

  private mutating func look() {
    lookAtJournal()
    for generation in 0...Snapshots.generations { lookAtSnapshot(generation) }
    lookAtReplay()
    lookAtEarlierReplay()
    lookAtDeadLetters()
  }

  private mutating func find(_ isGood: Bool, _ subject: String, _ text: String) {
    findings.append(Finding(isGood: isGood, subject: subject, text: text))
  }

  private mutating func lookAtJournal() {
    do throws(KeepingError) {
      guard let journal = try JournalContents(reading: storage) else {
        return find(
          try snapshots.read() != nil, "journal",
          "there is none yet, which is right before a first start alone")
      }
      try journal.requireAllConfirmed(in: storage)
      let records = journal.records.count
      var text =
        records == 0
        ? "sound, nothing since record \(journal.base)"
        : "sound, \(records) records (\(journal.base + 1) to \(journal.lastNumber))"
      text += ", \(journal.soundByteCount) bytes"
      if journal.reservedCount > 0 {
        text += ", \(journal.reservedCount) of them in the reserve, because the disk was full"
      }
      if !journal.torn.isEmpty {
        text += "; \(journal.torn.count) bytes of a line that a crash cut short, never confirmed"
      }
      find(true, "journal", text)
    } catch {
      find(false, "journal", "\(error)")
    }
  }

  private mutating func lookAtSnapshot(_ generation: Int) {
    let name = Snapshots.name(ofGeneration: generation)
    do throws(KeepingError) {
      guard let snapshot = try snapshots.read(generation) else { return }
      let reading = try StateReading(from: snapshot, and: [], in: storage, into: commons)
      find(
        true, name,
        "sound, up to record \(snapshot.number), schema \(snapshot.schema), \(snapshot.bytes.count) bytes, kept at \(reading.ledger.now)"
      )
    } catch {
      find(false, name, "\(error)")
    }
  }

  /// Snapshot and journal give a state that is the same once it was written and read.
  private mutating func lookAtReplay() {
    do throws(BotError) {
      let reading = try StateReading(beside: storage, into: commons)
      let lines = Self.lines(of: reading.commons)
      let other = again(reading.commons).map(Self.lines(of:)) ?? []
      if let line = Self.difference(lines, other) {
        return find(false, "replay", "what is written is not what is read, first at: \(line)")
      }
      let counts = reading.commons.communities.map { community in
        "\(community.plan.key) with \(community.topics.all.count) topics, \(community.sessions.all.count) sessions"
      }
      find(
        true, "replay",
        "record \(reading.number): \(counts.joined(separator: "; ")); \(reading.outbox.count) messages and \(reading.mail.count) letters wait to be sent; \(reading.commons.ballotFileNames.count) boxes of anonymous answers hold what the state counts"
      )
    } catch {
      find(false, "replay", error.description)
    }
  }

  /// The same communities, written and read once more; nil where what is written can't be read.
  private func again(_ other: Commons) -> Commons? {
    var json = JSONWriter()
    json.object { other.write(to: &$0) }
    var copy = commons
    do {
      let value = try JSONPart(parsing: json.bytes)
      for community in value["communities"]?.array ?? [] { try copy.restore(community) }
      return copy
    } catch {
      return nil
    }
  }

  /// The snapshot before and the journal before give what the newest snapshot says.
  private mutating func lookAtEarlierReplay() {
    let subject = "\(Snapshots.name(ofGeneration: 1)) and \(Journal.earlierName)"
    do throws(KeepingError) {
      guard let newest = try snapshots.read(),
        let journal = try JournalContents(salvaging: Journal.earlierName, in: storage)
      else { return }
      let before = try snapshots.read(1)
      guard journal.base <= before?.number ?? 0, journal.lastNumber >= newest.number else { return }
      let replayed = try StateReading(
        from: before, and: [journal], upTo: newest.number, in: storage, into: commons)
      let written = try StateReading(from: newest, and: [], in: storage, into: commons)
      if let line = Self.difference(
        Self.lines(of: written.commons), Self.lines(of: replayed.commons))
      {
        return find(
          false, subject,
          "do not give \(Snapshots.fileName), first at: \(line) (right only where the configuration or the release has changed since)"
        )
      }
      find(
        true, subject,
        "replayed, \(newest.number - (before?.number ?? 0)) records give \(Snapshots.fileName) line by line"
      )
    } catch {
      find(false, subject, "\(error)")
    }
  }

  private mutating func lookAtDeadLetters() {
    do throws(StorageError) {
      let letters = try DeadLetters(storage).all()
      let unreadable = try DeadLetters(storage).unreadableCount()
      if unreadable > 0 {
        find(
          false, "dead letters",
          "\(unreadable) of the lines of \(DeadLetters.fileName) can't be read; the others can be retried"
        )
      }
      guard !letters.isEmpty else { return }
      find(
        true, "dead letters",
        "\(letters.count), laid aside because the service refused them; `roundtable dead-letters list` shows them"
      )
    } catch {
      find(false, "dead letters", "\(error)")
    }
  }

  private var snapshots: Snapshots { Snapshots(storage: storage, schema: StateReading.schema) }

  /// The communities as they stand in a snapshot, line by line.
  private static func lines(of commons: Commons) -> [ArraySlice<UInt8>] {
    var json = JSONWriter(indentedTo: 4)
    json.object { commons.write(to: &$0) }
    return json.bytes.split(separator: 0x0A)
  }

  /// The beginning of the first line in which both differ; nil where none does.
  private static func difference(
    _ left: [ArraySlice<UInt8>], _ right: [ArraySlice<UInt8>]
  ) -> String? {
    let index = zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    guard let index = index ?? (left.count == right.count ? nil : min(left.count, right.count))
    else {
      return nil
    }
    let line = index < left.count ? left[index] : right[index]
    return String(decoding: line.drop { $0 == 0x20 }.prefix(60), as: UTF8.self)
  }
}
