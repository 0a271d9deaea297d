/// Why bytes are no zone file that can be trusted.
package enum ZoneFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It does not begin with `TZif` and a version that is known.
  case notZoneFile
  /// It ends before what its header promises.
  case truncated
  /// It is larger than any zone needs.
  case tooLarge
  /// Its parts contradict one another; the clause says where.
  case contradictory(String)
  /// It counts leap seconds, which our instants do not.
  case leapSeconds
  /// The rule at its end can't be read.
  case malformedRule

  /// One clause for a log.
  package var description: String {
    switch self {
    case .notZoneFile: "it is not a zone file (TZif, RFC 9636)"
    case .truncated: "it is cut short"
    case .tooLarge: "it is too large for a zone file"
    case .contradictory(let clause): "it contradicts itself: \(clause)"
    case .leapSeconds: "it counts leap seconds (a file of the `right` folder?)"
    case .malformedRule: "the rule at its end can't be read"
    }
  }
}

extension Zone {
  /// Reads a zone file, TZif of RFC 9636, any of the versions 1 to 4.
  ///
  /// The 64-bit part is read where there is one, and the rule behind it. Whatever the bytes are,
  /// reading ends with a zone that answers every question, or with an error.
  package init(name: String, reading bytes: [UInt8]) throws(ZoneFileError) {
    guard bytes.count <= 1 << 20 else { throw .tooLarge }
    var reader = ZoneFileReader(bytes: bytes)
    let header = try reader.header()
    guard header.version > 1 else {
      try self.init(name: name, header: header, timeBytes: 4, reader: &reader, rule: nil)
      return
    }
    reader.position += header.length(timeBytes: 4)
    let longHeader = try reader.header()
    guard longHeader.version == header.version else {
      throw .contradictory("its two headers name different versions")
    }
    var behind = reader
    behind.position += longHeader.length(timeBytes: 8)
    let rule = try behind.footer()
    try self.init(name: name, header: longHeader, timeBytes: 8, reader: &reader, rule: rule)
  }

  private init(
    name: String, header: ZoneFileHeader, timeBytes: Int, reader: inout ZoneFileReader,
    rule: ZoneRule?
  ) throws(ZoneFileError) {
    guard reader.bytes.count - reader.position >= header.length(timeBytes: timeBytes) else {
      throw .truncated
    }
    guard header.leaps == 0 else { throw .leapSeconds }
    guard (1...256).contains(header.offsets), header.characters >= 1 else {
      throw .contradictory("it has no offset")
    }
    guard [0, header.offsets].contains(header.standardMarks),
      [0, header.offsets].contains(header.universalMarks)
    else { throw .contradictory("its marks are not as many as its offsets") }
    let changes = try reader.changes(header.changes, bytesEach: timeBytes)
    let indices = reader.take(header.changes)
    guard indices.allSatisfy({ Int($0) < header.offsets }) else {
      throw .contradictory("a change names an offset that is not there")
    }
    self.name = name
    self.changes = changes
    self.offsetIndices = Array(indices)
    self.offsets = try reader.offsets(header)
    self.rule = rule
  }
}

/// The counts at the head of a block.
private struct ZoneFileHeader {
  var version = 1
  var universalMarks = 0
  var standardMarks = 0
  var leaps = 0
  var changes = 0
  var offsets = 0
  var characters = 0

  /// How many bytes follow the header, if a time takes `timeBytes`.
  func length(timeBytes: Int) -> Int {
    changes * (timeBytes + 1) + offsets * 6 + characters + leaps * (timeBytes + 4)
      + standardMarks + universalMarks
  }
}

/// Reads the parts of a zone file; `take` and `integer` need a caller that has looked at the length.
private struct ZoneFileReader {
  let bytes: [UInt8]
  var position = 0

  mutating func header() throws(ZoneFileError) -> ZoneFileHeader {
    guard position <= bytes.count, bytes.count - position >= 44 else {
      throw bytes.starts(with: Array("TZif".utf8)) ? .truncated : .notZoneFile
    }
    guard take(4).elementsEqual("TZif".utf8) else { throw .notZoneFile }
    var header = ZoneFileHeader()
    switch take(1).first {
    case 0: header.version = 1
    case UInt8(ascii: "2"): header.version = 2
    case UInt8(ascii: "3"): header.version = 3
    case UInt8(ascii: "4"): header.version = 4
    default: throw .notZoneFile
    }
    position += 15
    header.universalMarks = Int(integer(4))
    header.standardMarks = Int(integer(4))
    header.leaps = Int(integer(4))
    header.changes = Int(integer(4))
    header.offsets = Int(integer(4))
    header.characters = Int(integer(4))
    return header
  }

  mutating func changes(
    _ count: Int, bytesEach: Int
  ) throws(ZoneFileError) -> [Int64] {
    var changes: [Int64] = []
    changes.reserveCapacity(count)
    // RFC 9636 leaves room for the big bang, and we for sums.
    let bound: Int64 = 1 << 59
    for _ in 0..<count {
      let raw = integer(bytesEach)
      let time =
        bytesEach == 4
        ? Int64(Int32(truncatingIfNeeded: raw)) : Int64(bitPattern: raw)
      guard time >= -bound, time <= bound else {
        throw .contradictory("a change lies before or after all time")
      }
      if let last = changes.last, last >= time {
        throw .contradictory("its changes are not in order")
      }
      changes.append(time)
    }
    return changes
  }

  mutating func offsets(_ header: ZoneFileHeader) throws(ZoneFileError) -> [Zone.Offset] {
    let names = bytes[(position + header.offsets * 6)...].prefix(header.characters)
    var offsets: [Zone.Offset] = []
    for _ in 0..<header.offsets {
      let seconds = Int(Int32(truncatingIfNeeded: integer(4)))
      let daylight = integer(1)
      let nameStart = Int(integer(1))
      guard (-89_999...93_599).contains(seconds) else {
        throw .contradictory("an offset is longer than a day")
      }
      guard daylight <= 1 else { throw .contradictory("daylight time is neither yes nor no") }
      let tail = names.dropFirst(nameStart)
      guard let end = tail.firstIndex(of: 0), end - tail.startIndex <= 15,
        tail[..<end].allSatisfy({ $0 > 0x20 && $0 < 0x7F })
      else { throw .contradictory("an abbreviation is not a word") }
      offsets.append(
        Zone.Offset(
          seconds: seconds, isDaylight: daylight == 1,
          abbreviation: String(decoding: tail[..<end], as: UTF8.self)))
    }
    return offsets
  }

  /// The rule between two line ends at the end of the file; nil where it is empty.
  mutating func footer() throws(ZoneFileError) -> ZoneRule? {
    guard position < bytes.count else { throw .truncated }
    guard bytes[position] == UInt8(ascii: "\n") else { throw .malformedRule }
    let rest = bytes[(position + 1)...]
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { throw .truncated }
    guard end > rest.startIndex else { return nil }
    guard let rule = ZoneRule(reading: rest[..<end]) else { throw .malformedRule }
    return rule
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// The big-endian number in the next `count` bytes.
  mutating func integer(_ count: Int) -> UInt64 {
    take(count).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
