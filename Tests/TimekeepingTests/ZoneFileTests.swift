import Primitives
import Testing
import Timekeeping

@Suite struct ZoneFileTests {
  @Test func `offsets are those of another program over a century and a half`() throws {
    var count = 0
    for line in try fixture("offsets.txt").split(separator: UInt8(ascii: "\n")) {
      let cells = String(decoding: line, as: UTF8.self).split(separator: " ")
      let zone = try catalogue.zone(named: String(cells[0]))
      for cell in cells.dropFirst() {
        let parts = cell.split(separator: ":")
        let isInSeconds = parts[0].hasSuffix("+")
        let number = try #require(Int64(isInSeconds ? parts[0].dropLast() : parts[0], radix: 36))
        let at = Instant(seconds: isInSeconds ? number : number * 3600)
        let expected = try #require(Int(parts[1]))
        if zone.offset(at: at).seconds != expected {
          Issue.record("\(zone.name) at \(at): \(zone.offset(at: at).seconds), not \(expected)")
        }
        count += 1
      }
    }
    #expect(count > 10_000)
  }

  @Test func `wall times around each change are those of another program`() throws {
    var count = 0
    for line in try fixture("walls.txt").split(separator: UInt8(ascii: "\n")) {
      let cells = String(decoding: line, as: UTF8.self).split(separator: " ")
      let zone = try catalogue.zone(named: String(cells[0]))
      for cell in cells.dropFirst() {
        let parts = cell.split(separator: ":")
        let seconds = try #require(Int64(parts[0], radix: 36))
        let local = LocalTime(secondsSince1970: seconds)
        let expected = Instant(seconds: seconds + (try #require(Int64(parts[1]))))
        let resolution = zone.resolve(local)
        let kind =
          switch resolution {
          case .exact: "x"
          case .gap: "g"
          case .fold: "f"
          }
        if resolution.instant != expected || kind != parts[2] {
          Issue.record("\(zone.name) at \(local): \(resolution), not \(expected) \(parts[2])")
        }
        count += 1
      }
    }
    #expect(count > 3000)
  }

  @Test func `a file that is cut anywhere is refused`() throws {
    let whole = try fixture("Casablanca-2025b.tzif")
    for count in 0..<whole.count {
      #expect(throws: ZoneFileError.self) { try Self.read(Array(whole.prefix(count))) }
    }
    #expect(try Self.read(whole).name == "Test/Zone")
  }

  @Test func `flipped bits end in a zone that answers or in an error`() throws {
    let whole = try fixture("Casablanca-2025b.tzif")
    var randomness = Randomness(seed: 9636)
    var refused = 0
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0...randomness.number(below: 4) {
        bytes[randomness.number(below: bytes.count)] ^= UInt8(1 << randomness.number(below: 8))
      }
      do {
        try Self.ask(Self.read(bytes), using: &randomness)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 250)
  }

  @Test func `random bytes behind a right header end in an error or a zone that answers`() throws {
    var randomness = Randomness(seed: 8536)
    for _ in 0..<1500 {
      var bytes = Array("TZif".utf8) + [[0, 50, 51, 52][randomness.number(below: 4)]]
      bytes += [UInt8](repeating: 0, count: 15)
      for _ in 0..<6 { bytes += [0, 0, 0, UInt8(randomness.number(below: 4))] }
      for _ in 0..<randomness.number(below: 200) {
        bytes.append(UInt8(truncatingIfNeeded: randomness.bits()))
      }
      do {
        try Self.ask(Self.read(bytes), using: &randomness)
      } catch {
        continue
      }
    }
  }

  @Test func `what contradicts itself is refused by name`() throws {
    func error(_ change: (inout ZoneFileBuilder) -> Void) -> ZoneFileError? {
      var builder = ZoneFileBuilder()
      change(&builder)
      do {
        _ = try Zone(name: "Test/Zone", reading: builder.bytes)
        return nil
      } catch {
        return error
      }
    }
    #expect(error { _ in } == nil)
    #expect(error { $0.leaps = 1 } == .leapSeconds)
    #expect(error { $0.version = "5" } == .notZoneFile)
    #expect(error { $0.footer = "\nGMT0BST\n" } == .malformedRule)
    #expect(error { $0.footer = "GMT0\n" } == .malformedRule)
    #expect(error { $0.footer = "\nGMT0" } == .truncated)
    #expect(error { $0.footer = "" } == .truncated)
    #expect(error { $0.offsets = [] } == .contradictory("it has no offset"))
    #expect(
      error { $0.standardMarks = 2 }
        == .contradictory("its marks are not as many as its offsets"))
    #expect(
      error { ($0.changes, $0.indices) = ([5, 5], [0, 0]) }
        == .contradictory("its changes are not in order"))
    #expect(
      error { ($0.changes, $0.indices) = ([5], [1]) }
        == .contradictory("a change names an offset that is not there"))
    #expect(
      error { ($0.changes, $0.indices) = ([.max], [0]) }
        == .contradictory("a change lies before or after all time"))
    #expect(
      error { $0.offsets = [(.min, 0, 0)] }
        == .contradictory("an offset is longer than a day"))
    #expect(
      error { $0.offsets = [(0, 2, 0)] }
        == .contradictory("daylight time is neither yes nor no"))
    #expect(error { $0.names = "UTC" } == .contradictory("an abbreviation is not a word"))
    #expect(error { $0.names = "\u{1B}[2J\0" } == .contradictory("an abbreviation is not a word"))
    #expect(
      error { $0.offsets = [(0, 0, 200)] } == .contradictory("an abbreviation is not a word"))
  }

  @Test func `counts that would need gigabytes are refused at once`() {
    for position in stride(from: 20, to: 44, by: 4) {
      var bytes = ZoneFileBuilder().bytes
      for offset in 0..<4 { bytes[position + offset] = 0xFF }
      #expect(throws: ZoneFileError.self) { try Self.read(bytes) }
      for offset in 0..<4 { bytes[54 + position + offset] = 0xFF }
      #expect(throws: ZoneFileError.self) { try Self.read(bytes) }
    }
    #expect(throws: ZoneFileError.tooLarge) {
      try Self.read([UInt8](repeating: 0, count: 2 << 20))
    }
  }

  @Test func `a file of version 1 has no more than 32 bits and no rule`() throws {
    var builder = ZoneFileBuilder()
    builder.version = "\0"
    let zone = try Self.read(builder.bytes)
    #expect(zone.offset(at: try instant("2099-01-01T00:00:00Z")).abbreviation == "UTC")
    #expect(zone.nextChange(after: Instant(seconds: 0)) == nil)
  }

  private static func read(_ bytes: [UInt8]) throws(ZoneFileError) -> Zone {
    try Zone(name: "Test/Zone", reading: bytes)
  }

  /// Asks all there is to ask, at moments of all sizes.
  private static func ask(_ zone: Zone, using randomness: inout Randomness) {
    for shift in stride(from: 0, to: 64, by: 7) {
      let at = Instant(milliseconds: Int64(bitPattern: randomness.bits()) >> Int64(shift))
      #expect((-89_999...93_599).contains(zone.offset(at: at).seconds))
      if let next = zone.nextChange(after: at) { #expect(next > at) }
      let local = LocalTime(secondsSince1970: at.seconds % 100_000_000_000)
      let resolved = zone.resolve(local)
      if case .exact(let instant) = resolved { #expect(zone.localTime(at: instant) == local) }
    }
  }
}
