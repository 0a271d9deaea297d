import Primitives

/// The messages that were dealt with last, so that one that comes again is not dealt with again.
///
/// It is bounded by number and not by time: a service that repeats itself after a week of silence is
/// noticed as well. ShortHashs are kept instead of ids, so nobody's id is found in it.
struct SeenWindow {
  /// How many messages and wordings are remembered; more than one poll can bring.
  static let capacity = 8192

  private var marks: Set<UInt64> = []
  /// The marks in order of arrival, as a ring once it is full.
  private var ring: [UInt64] = []
  /// When each was said; nil where it was read from the disk, which keeps no times.
  private var times: [Instant?] = []
  private var oldest = 0
  /// When the first was said whose time is known: those from the disk were said before.
  private var firstTime: Instant?
  /// When the newest of those was said that were remembered and are no longer: what is not newer was
  /// dealt with, where a feed goes back further than the window.
  private(set) var passed: Instant?

  init() {}

  /// Remembers the message with the stamp `stamp`, which was said at `time`; false where it was remembered
  /// already.
  ///
  /// A time in the future must not be handed in: all that is said until then would seem to be known.
  mutating func insert(_ stamp: String, saidAt time: Instant? = nil) -> Bool {
    insert(ShortHash(stamp).value, time)
  }

  /// Notes that what was said until `time` is remembered no longer.
  mutating func pass(_ time: Instant) {
    passed = max(passed ?? time, time)
  }

  /// Whether the message with the stamp `stamp` is not remembered.
  func isNew(_ stamp: String) -> Bool {
    !marks.contains(ShortHash(stamp).value)
  }

  private mutating func insert(_ mark: UInt64, _ time: Instant?) -> Bool {
    guard marks.insert(mark).inserted else { return false }
    firstTime = firstTime ?? time
    if ring.count < Self.capacity {
      ring.append(mark)
      times.append(time)
    } else {
      marks.remove(ring[oldest])
      if let gone = times[oldest] ?? firstTime { pass(gone) }
      ring[oldest] = mark
      times[oldest] = time
      oldest = (oldest + 1) % Self.capacity
    }
    return true
  }
}

extension SeenWindow {
  /// Writes the member `seen`: the marks from the oldest to the newest, 16 digits each.
  func write(to json: inout JSONWriter) {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = [UInt8(ascii: "\"")]
    text.reserveCapacity(ring.count * 16 + 2)
    for index in ring.indices {
      let mark = ring[(oldest + index) % ring.count]
      for shift in stride(from: 60, through: 0, by: -4) {
        text.append(digits[Int(mark >> UInt64(shift) & 15)])
      }
    }
    text.append(UInt8(ascii: "\""))
    json.name("seen")
    json.raw(text)
  }

  /// Reads what `write` wrote; nil where it is something else.
  init?(reading text: String) {
    var mark: UInt64 = 0
    var count = 0
    for byte in text.utf8 {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      mark = mark << 4 | UInt64(digit)
      count += 1
      if count % 16 == 0 { _ = insert(mark, nil) }
    }
    guard count % 16 == 0 else { return nil }
  }
}

extension Message {
  /// What tells the message apart from all others and from its own earlier wordings.
  var stamp: String {
    var stamp = id.text
    if let editedAt { stamp += " edited \(editedAt)" }
    if case .reaction(let emoji, let target, let isRemoved) = kind {
      // Some services give a reaction the id of the message that it is on.
      if target == id { stamp += " \(author.id) \(emoji)" }
      if isRemoved { stamp += " removed" }
    }
    return stamp
  }
}
