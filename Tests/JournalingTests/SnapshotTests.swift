import BotTesting
import Journaling
import Primitives
import Testing

@Suite struct SnapshotTests {
  let disk = SimulatedDisk()
  var snapshots: Snapshots { Snapshots(storage: disk, schema: 3) }

  @Test func `a snapshot is an indented object that begins with its check`() throws {
    let count = try snapshots.write(upTo: 7) {
      $0.member("topics", arrayOf: ["a"]) { $0.string($1) }
    }
    let bytes = try #require(disk.content(of: "state.json"))
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {
          "checksum": "94a24957",
          "n": 7,
          "schema": 3,
          "topics": [
            "a"
          ]
        }

        """)
    #expect(count == bytes.count)
    let snapshot = try #require(try snapshots.read())
    #expect(snapshot.number == 7)
    #expect(snapshot.schema == 3)
  }

  @Test func `three earlier generations are kept`() throws {
    for number in 1...6 { try snapshots.write(upTo: number) { _ in } }
    #expect(disk.fileNames == ["state.1.json", "state.2.json", "state.3.json", "state.json"])
    let numbers = try disk.fileNames.map { name in
      try JSONValue(parsing: try #require(disk.content(of: name)))["n"]?.integer
    }
    #expect(numbers == [5, 4, 3, 6])
    try snapshots.removeGenerations()
    #expect(disk.fileNames == ["state.json"])
  }

  @Test func `every flipped bit and every cut is noticed`() throws {
    try snapshots.write(upTo: 7) { $0.member("topics", "a") }
    let whole = try #require(disk.content(of: "state.json"))
    for offset in whole.indices {
      disk.place(Array(whole[..<offset]), as: "state.json")
      #expect(throws: KeepingError.self) { try snapshots.read() }
      for bit in 0..<8 {
        disk.place(whole, as: "state.json")
        disk.flipBit(bit, at: offset, of: "state.json")
        #expect(throws: KeepingError.self) { try snapshots.read() }
      }
    }
  }

  @Test(arguments: ["", "{}", "null", "[]", "{\"checksum\":1}", "\u{0}", "{\n  \"checksum\": \""])
  func `a foreign file is refused with its name`(text: String) {
    disk.place(Array(text.utf8), as: "state.json")
    #expect(
      throws: KeepingError.unreadable(
        file: "disk/state.json", offset: 0, reason: "this is no state of this bot")
    ) { try snapshots.read() }
  }

  @Test func `a newer schema is refused, whatever its check says`() throws {
    try Snapshots(storage: disk, schema: 999).write(upTo: 1) { _ in }
    let newer = KeepingError.newer(file: "disk/state.json", schema: 999, known: 3)
    #expect(throws: newer) { try snapshots.read() }
    disk.flipBit(0, at: 20, of: "state.json")
    #expect(throws: newer) { try snapshots.read() }
  }

  @Test func `a snapshot without room leaves the one before`() throws {
    try snapshots.write(upTo: 1) { _ in }
    for room in 0..<40 {
      disk.capacity = disk.usedBytes + room
      #expect(throws: KeepingError.self) { try snapshots.write(upTo: 2) { _ in } }
      #expect(try snapshots.read()?.number == 1)
    }
    disk.capacity = nil
    try snapshots.write(upTo: 2) { _ in }
    #expect(try snapshots.read()?.number == 2)
  }

  @Test(arguments: 1...12) func `a device that fails once spoils nothing`(call: Int) throws {
    try snapshots.write(upTo: 1) { _ in }
    disk.faults[disk.callCount + call] = .device
    var number = 1
    do {
      try snapshots.write(upTo: 2) { _ in }
      number = 2
    } catch {}
    #expect(try snapshots.read()?.number == number)
  }

  @Test func `after a crash at any call there is the old or the new snapshot`() throws {
    var seen: Set<Int> = []
    for seed in 0..<60 {
      for call in 1...12 {
        let disk = SimulatedDisk()
        var chance = Randomness(seed: UInt64(seed * 100 + call))
        let snapshots = Snapshots(storage: disk, schema: 1)
        for number in 1...4 { try snapshots.write(upTo: number) { _ in } }
        disk.faults[disk.callCount + call] = seed % 2 == 0 ? .crash : .crashWithin
        var confirmed = 4
        do {
          try snapshots.write(upTo: 5) { $0.member("a", String(repeating: "b", count: 900)) }
          confirmed = 5
        } catch {}
        disk.crash(using: &chance)
        let number = try #require(try snapshots.read()?.number)
        #expect((confirmed...5).contains(number))
        seen.insert(number)
      }
    }
    #expect(seen == [4, 5])
  }
}
