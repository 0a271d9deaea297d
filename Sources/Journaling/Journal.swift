package import Primitives

/// Records in an append-only file of JSON Lines that survives a crash.
///
/// The first line says after which record the file begins; each further line is one record:
///
///     {"crc":"5d2c4a1b","n":50,"journal":1}
///     {"crc":"90ab12cd","n":51,…}
///
/// The check covers every byte of the line behind its own member, the line break aside. A record is
/// written by one write and made durable by one sync before the next one begins, so a crash can spoil
/// the last line alone: that one was never confirmed to anybody and is cut off. Damage anywhere else
/// is not mended but reported. Numbers follow one another without a gap. Beside the journal the
/// number of the newest durable record is noted, so that a file that was cut short by hand is not
/// taken for one that a crash has torn. While the disk is full, records can be kept in a reserve that
/// was taken before.
package struct Journal {
  /// What the file is called.
  package static let fileName = "journal.jsonl"
  /// What the one before is called: with the snapshot before it gives the newest one.
  package static let earlierName = "journal.1.jsonl"
  /// Where the bytes of a torn last line are put aside.
  package static let tornName = "journal.torn"
  /// The room that was taken for when the disk is full.
  package static let reserveName = Reserve.fileName
  /// Where the number of the newest durable record is noted, without being synced.
  package static let noteName = "journal.last"
  /// The version of the lines' outer form.
  static let version = 1

  /// The number of the newest record, in the file or in the reserve, or of the one before the first.
  package private(set) var lastNumber: Int
  /// The length of the file in bytes, all of it durable.
  package private(set) var byteCount: Int

  private let storage: any Storage
  private var reserve: Reserve
  private var line = JSONWriter()
  /// Whether bytes of the file may be unsound although they can be read, because a sync failed.
  private var isSuspect = false

  private init(storage: any Storage, reserve: Reserve, lastNumber: Int, byteCount: Int) {
    self.storage = storage
    self.reserve = reserve
    self.lastNumber = lastNumber
    self.byteCount = byteCount
  }

  /// Starts an empty journal in a folder that has none, behind the record `base`.
  package init(storage: any Storage, startingAfter base: Int) throws(KeepingError) {
    self.init(storage: storage, reserve: Reserve(storage), lastNumber: base, byteCount: 0)
    try begin()
    reserve.take()
  }

  /// Goes on with an empty file behind the newest record, because a snapshot covers all before; it
  /// replaces the one before in one step.
  ///
  /// The one before keeps a name of its own, for whoever has to go back to the snapshot before, unless
  /// something has to vanish.
  package mutating func beginAnew(keepsEarlier: Bool = true) throws(KeepingError) {
    do throws(StorageError) {
      if keepsEarlier {
        try storage.copy(Self.fileName, to: Self.earlierName)
      } else {
        try storage.remove(Self.earlierName)
      }
    } catch {
      // Nobody builds on it while all is well; but what has to vanish must not stay.
      guard keepsEarlier else { throw .refused(error) }
    }
    try begin()
  }

  private mutating func begin() throws(KeepingError) {
    let bytes = headerLine(lastNumber)
    try keeping { () throws(StorageError) in
      try storage.replace(Self.fileName, with: bytes)
    }
    byteCount = bytes.count
    isSuspect = false
    noteLastNumber()
    try reserve.clear()
  }

  /// Opens what `contents` was read from, and cuts a torn last line off, its bytes being put aside.
  ///
  /// Whoever wrote it may have died before it was durable, so it is made durable before anybody builds
  /// on it.
  package init(storage: any Storage, continuing contents: JournalContents) throws(KeepingError) {
    self.init(
      storage: storage, reserve: Reserve(storage, continuing: contents.reserved),
      lastNumber: contents.lastNumber, byteCount: contents.soundByteCount)
    do throws(StorageError) {
      if !contents.torn.isEmpty {
        try putAside(contents.torn)
        try storage.truncate(Self.fileName, to: contents.soundByteCount)
      }
      try storage.sync(Self.fileName)
    } catch {
      isSuspect = true
      try writeAnew(adding: [], after: error)
    }
    do throws(StorageError) { try storage.syncFolder("") } catch { throw .lost(error) }
    reserve.take()
  }

  private func putAside(_ torn: [UInt8]) throws(StorageError) {
    do throws(StorageError) {
      try storage.replace(Self.tornName, with: torn)
    } catch  where error.kind == .noSpace {
      // These bytes were never confirmed; a full disk must not keep the bot from starting.
    }
  }

  /// Appends one record, whose members `body` writes, and makes it durable.
  ///
  /// After `refused` the journal is as before, and a later append may succeed. After a sync that
  /// failed the whole journal is written anew; `lost` means that this failed too.
  package mutating func append(
    _ body: (inout JSONWriter) -> Void
  ) throws(KeepingError) {
    precondition(!hasReserved, "what is reserved is moved before the journal goes on")
    line.removeAll()
    Self.write(number: lastNumber + 1, to: &line, body)
    try put(line.bytes)
    lastNumber += 1
    noteLastNumber()
  }

  /// Whether the newest records are in the reserve, because there was no room for them.
  package var hasReserved: Bool { reserve.count > 0 }

  /// Keeps one record, durably, in the room that was taken before the disk was full.
  ///
  /// After `refused` that is used up; `lost` as for `append`.
  package mutating func appendToReserve(
    _ body: (inout JSONWriter) -> Void
  ) throws(KeepingError) {
    line.removeAll()
    Self.write(number: lastNumber + 1, to: &line, body)
    try reserve.append(line.bytes)
    lastNumber += 1
    noteLastNumber()
  }

  /// Takes over what is in the reserve; throws `refused` where there is still no room for it.
  package mutating func moveReserve() throws(KeepingError) {
    guard hasReserved else { return }
    try put(reserve.lines)
    try reserve.clear()
  }

  /// Whether there is room for another reserve and more: or else what there is would be used up at once.
  package func hasRoom() -> Bool {
    let name = Reserve.fileName + ".room" + FileStorage.unfinishedSuffix
    var isThere = true
    do throws(StorageError) {
      try storage.write(
        [UInt8](repeating: 0x20, count: 2 * Reserve.byteCount), to: name, at: 0)
      try storage.sync(name)
    } catch {
      isThere = false
    }
    // Where it can't be removed, the next start does it.
    do throws(StorageError) { try storage.remove(name) } catch {}
    if isThere { reserve.take() }
    return isThere
  }

  /// Writes whole lines behind the last one and makes them durable.
  private mutating func put(_ lines: [UInt8]) throws(KeepingError) {
    if isSuspect {
      try writeAnew(adding: lines)
    } else {
      do throws(StorageError) {
        try storage.write(lines, to: Self.fileName, at: byteCount)
        // What is written is believed only once the sync has succeeded, or else it is not.
        isSuspect = true
        try storage.sync(Self.fileName)
        isSuspect = false
      } catch {
        if !isSuspect, error.kind == .noSpace {
          try withdraw()
          throw .refused(error)
        }
        isSuspect = true
        try replaceWhole(adding: lines, after: error)
      }
    }
    byteCount += lines.count
  }

  /// Takes back the part of a record that found room.
  private func withdraw() throws(KeepingError) {
    do throws(StorageError) {
      try storage.truncate(Self.fileName, to: byteCount)
    } catch {
      throw .lost(error)
    }
  }

  /// Notes how far the journal goes; a note that can't be written only protects less.
  ///
  /// The number stands there twice, because it is written over the one before: where a crash has mixed
  /// the two, they differ.
  private func noteLastNumber() {
    do throws(StorageError) {
      try storage.write(Array("\(lastNumber) \(lastNumber)\n".utf8), to: Self.noteName, at: 0)
    } catch {}
  }

  /// Writes everything anew after a failure, and leaves nothing unconfirmed behind where that fails.
  private mutating func replaceWhole(
    adding lines: [UInt8], after cause: StorageError
  ) throws(KeepingError) {
    do throws(KeepingError) {
      try writeAnew(adding: lines, after: cause)
    } catch {
      // The next process would find the new line in the page cache and believe it.
      do throws(StorageError) { try storage.truncate(Self.fileName, to: byteCount) } catch {}
      throw error
    }
  }

  /// Writes the durable part and the new lines to another file, which then takes the name.
  private mutating func writeAnew(
    adding lines: [UInt8], after cause: StorageError? = nil
  ) throws(KeepingError) {
    var bytes: [UInt8] = []
    do throws(StorageError) {
      bytes = Array((try storage.read(Self.fileName) ?? []).prefix(byteCount))
    } catch {
      throw .lost(error)
    }
    let contents = try JournalContents(bytes, path: storage.path(of: Self.fileName))
    guard contents.torn.isEmpty, contents.lastNumber == lastNumber - reserve.count else {
      throw .unreadable(
        file: storage.path(of: Self.fileName), offset: contents.soundByteCount,
        reason: "confirmed records are gone")
    }
    bytes.append(contentsOf: lines)
    do throws(StorageError) {
      try storage.replace(Self.fileName, with: bytes)
    } catch {
      guard error.kind == .noSpace, cause == nil || cause?.kind == .noSpace else {
        throw .lost(error)
      }
      throw .refused(error)
    }
    isSuspect = false
  }
}

extension Journal {
  /// The number of bytes before the checked part of a line.
  static let checkedFrom = 18

  /// Writes one whole line; the check is put in once the rest is known.
  private static func write(
    number: Int, to line: inout JSONWriter, _ body: (inout JSONWriter) -> Void
  ) {
    line.object { json in
      json.member("crc", "00000000")
      json.member("n", number)
      body(&json)
    }
    let check = CRC32.checksum(line.bytes[checkedFrom...])
    line.overwrite(CRC32.hexadecimal(check), at: 8)
    line.endLine()
  }

  private func headerLine(_ base: Int) -> [UInt8] {
    var line = JSONWriter()
    Self.write(number: base, to: &line) { $0.member("journal", Self.version) }
    return line.bytes
  }

  private func keeping(
    _ body: () throws(StorageError) -> Void
  ) throws(KeepingError) {
    do throws(StorageError) {
      try body()
    } catch {
      // Where two files may have the name after a crash, appending to one of them proves nothing.
      throw error.kind == .uncertain ? .lost(error) : .refused(error)
    }
  }
}
