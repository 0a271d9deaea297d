import Glibc
import Primitives
import Testing
import Timekeeping

/// The zone data of the machine.
let catalogue = ZoneCatalogue()

/// The instant that an RFC 3339 text names; a text that can't be read fails the test.
func instant(_ text: String) throws -> Instant {
  try #require(Instant(rfc3339: text))
}

/// The wall time that a text like `2026-12-03T16:00` names; a text that can't be read fails the test.
func wall(_ text: String) throws -> LocalTime {
  try #require(LocalTime(text))
}

/// The bytes of a file in the folder `Data` beside this one.
func fixture(_ name: String, source: String = #filePath) throws -> [UInt8] {
  let folder = source.split(separator: "/").dropLast().joined(separator: "/")
  let file = try #require(fopen("/\(folder)/Data/\(name)", "r"), "there is no \(name)")
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { return bytes }
    bytes += buffer.prefix(count)
  }
}

/// Builds zone files, right ones and wrong ones.
struct ZoneFileBuilder {
  var version: Character = "2"
  var changes: [Int64] = []
  var indices: [UInt8] = []
  var offsets: [(seconds: Int32, isDaylight: UInt8, name: UInt8)] = [(0, 0, 0)]
  var names = "UTC\0"
  var footer = "\n\n"
  var leaps: UInt32 = 0
  var standardMarks: UInt32 = 0

  /// The bytes: a minimal first block, then the block of 64 bits, then the footer.
  var bytes: [UInt8] {
    var bytes = block(Self(), timeBytes: 4)
    if version != "\0" { bytes += block(self, timeBytes: 8) + Array(footer.utf8) }
    return bytes
  }

  private func block(_ parts: Self, timeBytes: Int) -> [UInt8] {
    var bytes = Array("TZif".utf8) + Array(String(version).utf8) + [UInt8](repeating: 0, count: 15)
    let counts = [
      0, parts.standardMarks, parts.leaps, UInt32(parts.changes.count),
      UInt32(parts.offsets.count), UInt32(parts.names.utf8.count),
    ]
    for count in counts { bytes += Self.big(UInt64(count), 4) }
    for change in parts.changes { bytes += Self.big(UInt64(bitPattern: change), timeBytes) }
    bytes += parts.indices
    for offset in parts.offsets {
      bytes += Self.big(UInt64(UInt32(bitPattern: offset.seconds)), 4)
      bytes += [offset.isDaylight, offset.name]
    }
    bytes += Array(parts.names.utf8)
    bytes += [UInt8](repeating: 0, count: Int(parts.leaps) * (timeBytes + 4))
    return bytes + [UInt8](repeating: 0, count: Int(parts.standardMarks))
  }

  private static func big(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  /// A zone of nothing but the rule `text`.
  static func zone(rule text: String) throws -> Zone {
    var builder = Self()
    builder.version = "3"
    builder.footer = "\n\(text)\n"
    return try Zone(name: "Test/Rule", reading: builder.bytes)
  }
}
