/// A time of day as it is written, possible or not.
struct ClockTime {
  var hour = 0
  var minute = 0
  var second = 0
  /// `a` or `p` on the clock of twelve hours.
  var half: UInt8?
  /// Whether `am` or `pm` was a word of its own.
  var takesNextWord = false
  /// `Z` or an offset behind the time, or nothing.
  var zone = ""

  /// Reads `word`, with the word behind it if that is `am` or `pm`; nil if it is no time of any kind.
  init?(_ word: String, then next: String?) {
    var bytes = Array(word.utf8.map(Bytes.lowercased))[...]
    guard bytes.count <= 20 else { return nil }
    if bytes.last == UInt8(ascii: ",") { bytes.removeLast() }
    guard let hour = Self.digits(&bytes, 1...2) else { return nil }
    self.hour = hour
    var hasMinute = false
    if let mark = bytes.first, mark == UInt8(ascii: ":") || mark == UInt8(ascii: ".") {
      bytes.removeFirst()
      guard let minute = Self.digits(&bytes, 2...2) else { return nil }
      self.minute = minute
      hasMinute = true
      if bytes.first == mark, bytes.dropFirst().first.map(Bytes.isDigit) == true {
        bytes.removeFirst()
        guard let second = Self.digits(&bytes, 2...2) else { return nil }
        self.second = second
      }
    }
    half = Self.half(bytes)
    if half != nil { return }
    if bytes.isEmpty, let next, let nextHalf = Self.half(next.utf8.map(Bytes.lowercased)[...]) {
      half = nextHalf
      takesNextWord = true
      return
    }
    guard hasMinute else { return nil }
    if bytes.elementsEqual("z".utf8) {
      zone = "Z"
    } else if !bytes.isEmpty {
      zone = String(decoding: bytes, as: UTF8.self)
      guard FixedOffset.isOne(zone) else { return nil }
    }
  }

  /// The hour from 0; nil where a clock of that kind has no such hour.
  var hourOfDay: Int? {
    guard let half else { return hour < 24 ? hour : nil }
    guard (1...12).contains(hour) else { return nil }
    return hour % 12 + (half == UInt8(ascii: "p") ? 12 : 0)
  }

  private static func digits(
    _ bytes: inout ArraySlice<UInt8>, _ counts: ClosedRange<Int>
  ) -> Int? {
    let digits = bytes.prefix(counts.upperBound + 1).prefix(while: Bytes.isDigit)
    guard counts.contains(digits.count) else { return nil }
    bytes = bytes.dropFirst(digits.count)
    return number(digits)
  }

  private static func half(_ bytes: ArraySlice<UInt8>) -> UInt8? {
    let letters = bytes.filter { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ",") }
    guard letters.count == 2, letters[1] == UInt8(ascii: "m"), bytes.count <= 5 else { return nil }
    return letters[0] == UInt8(ascii: "a") || letters[0] == UInt8(ascii: "p") ? letters[0] : nil
  }
}
