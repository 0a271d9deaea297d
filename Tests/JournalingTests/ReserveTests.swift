import BotTesting
import Journaling
import Primitives
import Testing

@Suite struct ReserveTests {
  let disk = SimulatedDisk()

  @Test func `on a full disk records go to the reserve and are read behind the others`() throws {
    var journal = try fullJournal()
    try journal.reserve(text: "b")
    try journal.reserve(text: "c")
    #expect(try openJournal(disk).1 == ["a", "b", "c"])
    #expect(journal.lastNumber == 3)
    disk.capacity = nil
    try journal.moveReserve()
    #expect(!journal.hasReserved)
    try journal.append(text: "d")
    #expect(try openJournal(disk).1 == ["a", "b", "c", "d"])
    let reserve = try #require(disk.content(of: "reserve"))
    #expect(reserve.count == 64 << 10 && reserve.allSatisfy { $0 == 0x20 })
  }

  @Test func `a reserve that is used up refuses and changes nothing`() throws {
    var journal = try fullJournal()
    let text = String(repeating: "x", count: 20 << 10)
    for _ in 0..<3 { try journal.reserve(text: text) }
    let before = disk.content(of: "reserve")
    #expect(throws: KeepingError.self) { try journal.reserve(text: text) }
    #expect(disk.content(of: "reserve") == before)
    #expect(try openJournal(disk).1.count == 4)
  }

  @Test(arguments: [SimulatedDisk.Fault.device, .noSpace])
  func `a line whose sync failed is written anew, once`(fault: SimulatedDisk.Fault) throws {
    var journal = try fullJournal()
    disk.faults[disk.callCount + 2] = fault
    try journal.reserve(text: "b")
    var chance = Randomness(seed: 1)
    disk.crash(using: &chance)
    #expect(try openJournal(disk).1 == ["a", "b"])
    (journal, _) = try openJournal(disk)
    for call in [2, 4] { disk.faults[disk.callCount + call] = fault }
    #expect(throws: KeepingError.self) { try journal.reserve(text: "c") }
  }

  @Test func `every flipped bit in the reserve is noticed`() throws {
    var journal = try fullJournal()
    for text in ["b", "c"] { try journal.reserve(text: text) }
    let whole = try #require(disk.content(of: "reserve"))
    for offset in 0..<whole.prefix(while: { $0 != 0x20 }).count {
      for bit in 0..<8 {
        disk.place(whole, as: "reserve")
        disk.flipBit(bit, at: offset, of: "reserve")
        #expect(throws: KeepingError.self) { try openJournal(disk) }
      }
    }
  }

  @Test func `a line that found no room gives way to what was kept in its stead`() throws {
    var journal = try fullJournal()
    var other = journal
    try journal.reserve(text: "refused")
    disk.capacity = nil
    try other.append(text: "never confirmed")
    let (again, texts) = try openJournal(disk)
    #expect(texts == ["a", "refused"])
    #expect(again.hasReserved)
    #expect(disk.content(of: "journal.torn") != nil)
  }

  @Test func `after a crash at any call every confirmed record is there once and in order`() throws
  {
    for seed in 0..<40 {
      for fault in [SimulatedDisk.Fault.crash, .crashWithin] {
        for call in 1...22 {
          let disk = SimulatedDisk()
          var chance = Randomness(seed: UInt64(seed * 100 + call))
          let confirmed = reserveUntilDead(disk, at: call, fault)
          disk.crash(using: &chance)
          var (journal, texts) = try openJournal(disk)
          #expect(texts.count == confirmed || texts.count == confirmed + 1)
          #expect(texts == (0..<texts.count).map { "record \($0)" })
          try journal.moveReserve()
          try journal.append(text: "more")
          #expect(try openJournal(disk).1.count == texts.count + 1)
        }
      }
    }
  }

  /// A journal with one record on a disk that has become full.
  private func fullJournal() throws -> Journal {
    var (journal, _) = try openJournal(disk)
    try journal.append(text: "a")
    disk.capacity = disk.usedBytes
    return journal
  }

  /// Keeps records, three of them twice in the reserve, and returns how many before the process died.
  private func reserveUntilDead(
    _ disk: SimulatedDisk, at call: Int, _ fault: SimulatedDisk.Fault
  ) -> Int {
    var confirmed = 0
    do throws(KeepingError) {
      var (journal, _) = try openJournal(disk)
      disk.faults[disk.callCount + call] = fault
      for index in 0..<9 {
        if index % 3 == 0 {
          try journal.append(text: "record \(index)")
        } else {
          try journal.reserve(text: "record \(index)")
        }
        confirmed += 1
        if index % 3 == 2 { try journal.moveReserve() }
      }
    } catch {
      #expect(disk.isDead)
    }
    return confirmed
  }
}

extension Journal {
  fileprivate mutating func reserve(text: String) throws(KeepingError) {
    try appendToReserve { $0.member("text", text) }
  }
}
