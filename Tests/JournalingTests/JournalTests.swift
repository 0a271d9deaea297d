import BotTesting
import Journaling
import Primitives
import Testing

/// Opens or starts the journal of `disk` and returns it with the texts of its records.
func openJournal(_ disk: any Storage) throws(KeepingError) -> (Journal, [String]) {
  guard let contents = try JournalContents(reading: disk) else {
    return (try Journal(storage: disk, startingAfter: 0), [])
  }
  try contents.requireAllConfirmed(in: disk)
  var texts: [String] = []
  for index in contents.records.indices {
    texts.append(try contents.record(index)["text"]?.string ?? "")
  }
  return (try Journal(storage: disk, continuing: contents), texts)
}

extension Journal {
  mutating func append(text: String) throws(KeepingError) {
    try append { $0.member("text", text) }
  }
}

@Suite struct JournalTests {
  let disk = SimulatedDisk()

  @Test func `a journal is lines of JSON with a check and a number`() throws {
    var (journal, _) = try openJournal(disk)
    try journal.append(text: "one")
    let text = String(decoding: try #require(disk.content(of: "journal.jsonl")), as: UTF8.self)
    #expect(
      text == """
        {"crc":"097c3f9f","n":0,"journal":1}
        {"crc":"7cbe9d5b","n":1,"text":"one"}

        """)
    #expect(journal.byteCount == text.utf8.count)
  }

  @Test func `what was appended is read back in order`() throws {
    var (journal, _) = try openJournal(disk)
    for text in ["a", "b\n", "", "😀\"\\"] { try journal.append(text: text) }
    disk.kill()
    var (again, texts) = try openJournal(disk)
    #expect(texts == ["a", "b\n", "", "😀\"\\"])
    try again.append(text: "c")
    #expect(try openJournal(disk).1.last == "c")
    #expect(again.lastNumber == 5)
  }

  @Test func `one record takes one sync`() throws {
    var (journal, _) = try openJournal(disk)
    let before = disk.syncCount
    try journal.append(text: "a")
    try journal.append(text: "b")
    #expect(disk.syncCount == before + 2)
  }

  @Test func `a last line that is cut short anywhere is cut off and put aside`() throws {
    var (journal, _) = try openJournal(disk)
    try journal.append(text: "kept")
    let sound = journal.byteCount
    let whole = try #require(disk.content(of: "journal.jsonl"))
    let line = Array(#"{"crc":"2aa8e7b5","n":2,"text":"torn"}"#.utf8)
    for length in 1...line.count {
      disk.place(whole + line[..<length], as: "journal.jsonl")
      let (journal, texts) = try openJournal(disk)
      #expect(texts == ["kept"])
      #expect(journal.byteCount == sound)
      #expect(disk.content(of: "journal.jsonl") == whole)
      #expect(disk.content(of: "journal.torn") == Array(line[..<length]))
    }
  }

  @Test func `a last line with a hole of zeros is cut off`() throws {
    var (journal, _) = try openJournal(disk)
    try journal.append(text: "kept")
    let whole = try #require(disk.content(of: "journal.jsonl"))
    let line = Array(#"{"crc":"2aa8e7b5","n":2,"te"#.utf8) + [0, 0, 0, 0] + Array("rn\"}\n".utf8)
    disk.place(whole + line, as: "journal.jsonl")
    #expect(try openJournal(disk).1 == ["kept"])
  }

  @Test func `every flipped bit is noticed and changes nothing on the disk`() throws {
    var (journal, _) = try openJournal(disk)
    for text in ["a", "b", "c"] { try journal.append(text: text) }
    let whole = try #require(disk.content(of: "journal.jsonl"))
    for offset in whole.indices {
      for bit in 0..<8 {
        disk.place(whole, as: "journal.jsonl")
        disk.flipBit(bit, at: offset, of: "journal.jsonl")
        let before = disk.content(of: "journal.jsonl")
        #expect(throws: KeepingError.self) { try openJournal(disk) }
        #expect(disk.content(of: "journal.jsonl") == before)
      }
    }
  }

  @Test func `a file that was cut short by hand is refused`() throws {
    var (journal, _) = try openJournal(disk)
    for text in ["a", "b", "c"] { try journal.append(text: text) }
    let whole = try #require(disk.content(of: "journal.jsonl"))
    for length in whole.indices {
      disk.place(Array(whole[..<length]), as: "journal.jsonl")
      #expect(throws: KeepingError.self) { try openJournal(disk) }
      #expect(disk.content(of: "journal.jsonl")?.count == length)
    }
  }

  @Test func `damage is reported with its file and its place`() throws {
    var (journal, _) = try openJournal(disk)
    try journal.append(text: "a")
    let second = journal.byteCount
    try journal.append(text: "b")
    try journal.append(text: "c")
    disk.flipBit(0, at: second + 30, of: "journal.jsonl")
    #expect(
      throws: KeepingError.unreadable(
        file: "disk/journal.jsonl", offset: second, reason: "a record is damaged")
    ) { try openJournal(disk) }
  }

  @Test func `a line that is missing in the middle is noticed`() throws {
    var (journal, _) = try openJournal(disk)
    for text in ["a", "b", "c"] { try journal.append(text: text) }
    let whole = try #require(disk.content(of: "journal.jsonl"))
    var lines = whole.split(separator: 0x0A)
    lines.remove(at: 2)
    let place = lines[0].count + lines[1].count + 2
    disk.place(Array(lines.joined(separator: [0x0A])) + [0x0A], as: "journal.jsonl")
    #expect(
      throws: KeepingError.unreadable(
        file: "disk/journal.jsonl", offset: place, reason: "record 2 was expected, not 3")
    ) { try openJournal(disk) }
  }

  @Test func `a journal of a later release is refused`() throws {
    disk.place(
      Array("{\"crc\":\"c1a5b597\",\"n\":0,\"journal\":9}\n".utf8), as: "journal.jsonl")
    #expect(throws: KeepingError.newer(file: "disk/journal.jsonl", schema: 9, known: 1)) {
      try openJournal(disk)
    }
  }
}

@Suite struct JournalFaultTests {
  let disk = SimulatedDisk()

  @Test func `a full disk refuses the record and takes the next one when there is room`() throws {
    var (journal, _) = try openJournal(disk)
    try journal.append(text: "a")
    let whole = disk.content(of: "journal.jsonl")
    disk.capacity = disk.usedBytes + 10
    for _ in 0..<3 {
      #expect(throws: KeepingError.self) { try journal.append(text: "too long for ten bytes") }
      #expect(disk.content(of: "journal.jsonl") == whole)
    }
    disk.capacity = nil
    try journal.append(text: "b")
    #expect(try openJournal(disk).1 == ["a", "b"])
  }

  @Test func `a failed sync is not believed but the journal is written anew`() throws {
    var (journal, _) = try openJournal(disk)
    try journal.append(text: "a")
    // The write of the next record, then its sync.
    disk.faults[disk.callCount + 2] = .device
    try journal.append(text: "b")
    var chance = Randomness(seed: 1)
    disk.crash(using: &chance)
    #expect(try openJournal(disk).1 == ["a", "b"])
  }

  @Test func `a disk that fails for good ends it`() throws {
    var (journal, _) = try openJournal(disk)
    for call in 2...20 { disk.faults[disk.callCount + call] = .device }
    #expect {
      try journal.append(text: "a")
    } throws: {
      guard case KeepingError.lost = $0 else { return false }
      return true
    }
  }

  @Test func `a sync that fails for want of room is written anew when there is room`() throws {
    var (journal, _) = try openJournal(disk)
    try journal.append(text: "a")
    disk.faults[disk.callCount + 2] = .noSpace
    disk.faults[disk.callCount + 3] = .noSpace
    #expect {
      try journal.append(text: "b")
    } throws: {
      guard case KeepingError.refused = $0 else { return false }
      return true
    }
    try journal.append(text: "c")
    var chance = Randomness(seed: 1)
    disk.crash(using: &chance)
    #expect(try openJournal(disk).1 == ["a", "c"])
  }

  @Test func `after a crash at any call every confirmed record is there and no other but the last`()
    throws
  {
    var survivedTorn = 0
    for seed in 0..<40 {
      for fault in [SimulatedDisk.Fault.crash, .crashWithin] {
        for call in 1...24 {
          let disk = SimulatedDisk()
          var chance = Randomness(seed: UInt64(seed * 100 + call))
          disk.faults[call] = fault
          let confirmed = appendUntilDead(disk)
          disk.crash(using: &chance)
          var (journal, texts) = try openJournal(disk)
          #expect(texts.count == confirmed || texts.count == confirmed + 1)
          #expect(texts == (0..<texts.count).map { "record \($0)" })
          if disk.content(of: "journal.torn") != nil { survivedTorn += 1 }
          try journal.append(text: "more")
          #expect(try openJournal(disk).1.count == texts.count + 1)
        }
      }
    }
    #expect(survivedTorn > 0)
  }

  /// Appends to a new journal and returns how many records were confirmed before the process died.
  private func appendUntilDead(_ disk: SimulatedDisk) -> Int {
    var confirmed = 0
    do throws(KeepingError) {
      var (journal, _) = try openJournal(disk)
      for index in 0..<8 {
        try journal.append(text: "record \(index)")
        confirmed += 1
      }
    } catch {
      #expect(disk.isDead)
    }
    return confirmed
  }
}
