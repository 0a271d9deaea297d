import Glibc
package import Primitives

/// What a journal holds, read from its first byte to its last and checked line by line.
package struct JournalContents {
  /// The number of the record before the first one of this file.
  package let base: Int
  /// The number of the last sound record, in the file or in the reserve, or `base`.
  package private(set) var lastNumber: Int
  /// How many bytes from the beginning are sound lines.
  package private(set) var soundByteCount: Int
  /// The bytes of a last line that a crash has torn; empty where there is none.
  package private(set) var torn: [UInt8] = []
  /// Where each record's line lies in the file, its line break left out.
  package private(set) var records: [Range<Int>] = []
  /// The whole file, and behind its sound lines those of the reserve where there are any.
  package private(set) var bytes: [UInt8]
  /// What stands in the reserve and not in the file.
  private(set) var reserved = Reserved()

  /// How many records the reserve has, and not the file.
  package var reservedCount: Int { reserved.count }

  /// Records that were kept while there was no room in the journal.
  struct Reserved {
    /// Their lines.
    var lines: [UInt8] = []
    /// How many they are.
    var count = 0
    /// How many bytes of the reserve's file are not free.
    var usedByteCount = 0
  }

  /// Reads the journal in `storage`; nil where there is none.
  package init?(reading storage: any Storage) throws(KeepingError) {
    let bytes: [UInt8]?
    let reserve: [UInt8]?
    do throws(StorageError) {
      bytes = try storage.read(Journal.fileName)
      reserve = try storage.read(Reserve.fileName)
    } catch {
      throw .refused(error)
    }
    guard let bytes else { return nil }
    try self.init(bytes, path: storage.path(of: Journal.fileName))
    try add(reserve: reserve ?? [], path: storage.path(of: Reserve.fileName))
  }

  /// Takes over the records of the reserve.
  ///
  /// A line that is not sound ends them: it was being written, or wiped, when the process died. Where one that
  /// was confirmed is damaged, the note of the newest number tells.
  private mutating func add(reserve: [UInt8], path: String) throws(KeepingError) {
    guard let first = reserve.first, first != 0x20 else { return }
    var start = 0
    while start < reserve.count, reserve[start] != 0x20 {
      let end = Self.lineEnd(in: reserve, from: start)
      guard end < reserve.count, let line = Line(reserve, start..<end, isHeader: false) else {
        break
      }
      try add(line.number, Array(reserve[start...end]), path: path, at: start)
      start = end + 1
    }
    // A torn line is in the way of nothing: what comes next is written over it.
    reserved.usedByteCount = start
  }

  private mutating func add(
    _ number: Int, _ line: [UInt8], path: String, at offset: Int
  ) throws(KeepingError) {
    if number <= base { return }
    if reserved.count == 0, number <= lastNumber {
      let known = records[number - base - 1]
      if bytes[known.lowerBound...known.upperBound].elementsEqual(line) { return }
      // What was confirmed is in the reserve: the line in the journal found no room, and should be gone.
      torn = Array(bytes[known.lowerBound...])
      records.removeSubrange((number - base - 1)...)
      lastNumber = number - 1
      soundByteCount = known.lowerBound
    }
    guard number == lastNumber + 1 else {
      throw .unreadable(
        file: path, offset: offset,
        reason: "record \(lastNumber + 1) was expected, not \(number)")
    }
    if reserved.count == 0 { bytes.removeSubrange(soundByteCount...) }
    records.append(bytes.count..<bytes.count + line.count - 1)
    bytes += line
    lastNumber = number
    reserved.lines += line
    reserved.count += 1
  }

  /// Requires that nothing is missing at the end that was once durable, by the note of `Journal`.
  package func requireAllConfirmed(in storage: any Storage) throws(KeepingError) {
    let note = try Self.confirmedNumber(in: storage) ?? 0
    guard note <= lastNumber else { throw missing(upTo: note, in: storage) }
  }

  /// That records up to `number` were confirmed, and are not there.
  package func missing(upTo number: Int, in storage: any Storage) -> KeepingError {
    .unreadable(
      file: storage.path(of: Journal.fileName), offset: soundByteCount,
      reason: "record \(number) was confirmed, but the file ends after record \(lastNumber)")
  }

  /// The number of the newest record that was confirmed; nil where there is no sound note.
  package static func confirmedNumber(in storage: any Storage) throws(KeepingError) -> Int? {
    do throws(StorageError) {
      guard let note = try storage.read(Journal.noteName) else { return nil }
      let words = note.prefix { $0 != 0x0A }.split(separator: 0x20, maxSplits: 1)
      guard words.count == 2, words[0] == words[1] else { return nil }
      return Int(String(decoding: words[0], as: UTF8.self))
    } catch {
      throw .refused(error)
    }
  }

  /// Why the lines behind the sound ones are none, where no crash explains it.
  package private(set) var damage: KeepingError?

  /// Reads as much of the file called `name` as is sound; nil where there is none, or its first line is damaged.
  ///
  /// The reserve belongs to the newest journal and is read with it.
  package init?(salvaging name: String, in storage: any Storage) throws(KeepingError) {
    let bytes: [UInt8]?
    var reserve: [UInt8]?
    do throws(StorageError) {
      bytes = try storage.read(name)
      if name == Journal.fileName { reserve = try storage.read(Reserve.fileName) }
    } catch {
      throw .refused(error)
    }
    guard let bytes else { return nil }
    do throws(KeepingError) {
      try self.init(bytes, path: storage.path(of: name), isSalvaging: true)
      if damage == nil, let reserve {
        try add(reserve: reserve, path: storage.path(of: Reserve.fileName))
      }
    } catch {
      if case .newer = error { throw error }
      return nil
    }
  }

  /// The records in `bytes`, read line by line, that stand behind record `number` and are sound in themselves.
  package static func records(
    in bytes: [UInt8], behind number: Int
  ) -> [(number: Int, content: JSONPart)] {
    var found: [(number: Int, content: JSONPart)] = []
    var start = 0
    while start < bytes.count {
      let end = lineEnd(in: bytes, from: start)
      if let line = Line(bytes, start..<end, isHeader: false), line.number > number {
        do throws(JSONError) {
          let content = try JSONPart(parsing: bytes, in: start..<end)
          if content["journal"] == nil { found.append((line.number, content)) }
        } catch {
          // A line whose check fits and which is no JSON was not written by this bot.
        }
      }
      start = end + 1
    }
    return found
  }

  /// Checks `bytes`; `path` is for messages.
  ///
  /// Where it is salvaging, damage behind the first line ends what is read.
  init(_ bytes: [UInt8], path: String, isSalvaging: Bool = false) throws(KeepingError) {
    self.bytes = bytes
    var header: (number: Int, version: Int)?
    var number = 0
    var start = 0
    while start < bytes.count {
      let end = Self.lineEnd(in: bytes, from: start)
      let isLast = end >= bytes.count - 1
      let isFirst = start == 0
      guard end < bytes.count, let line = Line(bytes, start..<end, isHeader: isFirst) else {
        // The first line came into being by a rename, so no crash can have torn it. A torn line
        // lacks its end, or a part of it that reads as zeros; other damage has another cause.
        if !isLast || isFirst || end < bytes.count && !bytes[start...].contains(0) {
          let error = KeepingError.unreadable(
            file: path, offset: start, reason: "a record is damaged")
          guard isSalvaging, !isFirst else { throw error }
          damage = error
        }
        torn = Array(bytes[start...])
        break
      }
      if isFirst {
        header = (line.number, line.version)
      } else {
        guard line.number == number + 1 else {
          let error = KeepingError.unreadable(
            file: path, offset: start,
            reason: "record \(number + 1) was expected, not \(line.number)")
          guard isSalvaging else { throw error }
          damage = error
          torn = Array(bytes[start...])
          break
        }
        records.append(start..<end)
      }
      number = line.number
      start = end + 1
    }
    guard let header else {
      throw .unreadable(file: path, offset: 0, reason: "the first line is missing")
    }
    guard header.version <= Journal.version else {
      throw .newer(file: path, schema: header.version, known: Journal.version)
    }
    base = header.number
    lastNumber = number
    soundByteCount = start
  }

  /// Where the line that begins at `start` ends; the end of all where no line break follows.
  private static func lineEnd(in bytes: [UInt8], from start: Int) -> Int {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = memchr(base + start, 0x0A, buffer.count - start)
      else { return buffer.count }
      return UnsafeRawPointer(found) - base
    }
  }

  /// The record at `index`, its check being good.
  package func record(_ index: Int) throws(KeepingError) -> JSONPart {
    let line = records[index]
    do throws(JSONError) {
      return try JSONPart(parsing: bytes, in: line)
    } catch {
      throw .unreadable(
        file: Journal.fileName, offset: error.offset, reason: error.reason)
    }
  }

  /// The outer form of one line whose check is good.
  private struct Line {
    let number: Int
    /// The version that a first line states; 0 elsewhere.
    let version: Int

    /// Nil where the check or the outer form is wrong.
    init?(_ bytes: [UInt8], _ range: Range<Int>, isHeader: Bool) {
      let checkedFrom = range.lowerBound + Journal.checkedFrom
      guard range.count > Journal.checkedFrom + 6,
        bytes[range.lowerBound..<range.lowerBound + 8].elementsEqual(#"{"crc":""#.utf8),
        bytes[checkedFrom - 2..<checkedFrom + 4].elementsEqual(#"","n":"#.utf8),
        CRC32.hexadecimal(CRC32.checksum(bytes[checkedFrom..<range.upperBound]))
          .elementsEqual(bytes[range.lowerBound + 8..<range.lowerBound + 16])
      else { return nil }
      var at = checkedFrom + 4
      var number = 0
      while at < range.upperBound, (48...57).contains(bytes[at]), number < 1 << 52 {
        number = number * 10 + Int(bytes[at] - 48)
        at += 1
      }
      self.number = number
      guard isHeader else {
        version = 0
        return
      }
      let rest = bytes[at..<range.upperBound]
      let before = Array(#","journal":"#.utf8)
      guard rest.starts(with: before),
        let version = Int(
          String(decoding: rest.dropFirst(before.count).dropLast(), as: UTF8.self))
      else { return nil }
      self.version = version
    }
  }
}
