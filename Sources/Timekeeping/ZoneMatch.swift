/// A zone that somebody may have meant, and the place that speaks for it.
package struct ZoneChoice: Hashable, Sendable, CustomStringConvertible {
  /// The zone's IANA name.
  package let name: String
  /// The place in words, such as `Birmingham, Alabama`.
  package let place: String

  /// Pairs a zone with a place in it.
  package init(name: String, place: String) {
    self.name = name
    self.place = place
  }

  /// Both, with the name as code to type: "Birmingham, Alabama (`America/Chicago`)".
  package var description: String {
    "\(place) (`\(name)`)"
  }
}

/// What a text means as a zone.
package enum ZoneMatch: Hashable, Sendable {
  /// One zone, by its IANA name, which `ZoneCatalogue.zone(named:)` knows.
  case found(String)
  /// One of these; whoever wrote it must say which, even where only one is left.
  case ambiguous([ZoneChoice])
  /// An offset from UTC. It is refused, because it would be wrong after the next change of clocks.
  case fixedOffset
  /// None; up to three places whose names are nearest, the nearest first.
  case unknown(nearest: [ZoneChoice])
}

extension ZoneCatalogue {
  /// What `text` means: an IANA name, a city, a country with one zone, or an abbreviation.
  ///
  /// Case, accents, underscores and points don't count. An abbreviation or a city that stands for
  /// several zones gives choices, because a wrong zone is worse than a question.
  package func find(_ text: String) -> ZoneMatch {
    if let match = match(text) { return match }
    guard text.utf8.count <= 64 else { return .unknown(nearest: []) }
    let place = text.unicodeScalars.split(separator: "/").last.map { String($0) } ?? text
    let nearest = index().nearest(to: PlaceName.folded(place))
    return .unknown(nearest: nearest.filter { isThere($0.name) })
  }

  /// The same, but nil for an unknown text: without the search for what is near.
  func match(_ untrimmed: String) -> ZoneMatch? {
    let text = Self.trimmed(untrimmed)
    guard (1...64).contains(text.utf8.count) else { return nil }
    if FixedOffset.isOne(text) { return .fixedOffset }
    let index = index()
    if text.utf8.contains(UInt8(ascii: "/")) {
      guard Self.isName(text), let spelling = index.spelling(of: text) else { return nil }
      let current = index.current(spelling)
      return isThere(current) ? .found(current) : isThere(spelling) ? .found(spelling) : nil
    }
    let key = PlaceName.folded(text)
    let entries = index.entries(for: key).filter { isThere($0.choice.name) }
    guard let first = entries.first else { return nil }
    if entries.count == 1, first.isCertain { return .found(first.choice.name) }
    return .ambiguous(entries.map(\.choice))
  }

  private static func trimmed(_ text: String) -> String {
    guard text.utf8.first == 0x20 || text.utf8.last == 0x20 else { return text }
    let scalars = text.unicodeScalars.drop { $0 == " " }
    let count = scalars.reversed().drop { $0 == " " }.count
    return String(String.UnicodeScalarView(scalars.prefix(count)))
  }

  private func isThere(_ name: String) -> Bool {
    do {
      _ = try zone(named: name)
      return true
    } catch {
      return false
    }
  }
}

/// Texts like `+02:00`, `UTC+2`, `GMT-5` and `Etc/GMT-2`.
enum FixedOffset {
  static func isOne(_ text: String) -> Bool {
    var bytes = text.utf8.map(Bytes.lowercased)[...]
    if bytes.starts(with: Array("etc/".utf8)) { bytes = bytes.dropFirst(4) }
    for name in ["utc", "gmt"] where bytes.starts(with: Array(name.utf8)) {
      bytes = bytes.dropFirst(3)
      break
    }
    while bytes.first == 0x20 { bytes.removeFirst() }
    // U+2212, the minus sign that some keyboards write.
    if bytes.starts(with: [0xE2, 0x88, 0x92]) {
      bytes = bytes.dropFirst(3)
    } else if bytes.first == UInt8(ascii: "+") || bytes.first == UInt8(ascii: "-") {
      bytes.removeFirst()
    } else {
      return false
    }
    let digits = bytes.filter { $0 != UInt8(ascii: ":") }
    return (1...4).contains(digits.count) && digits.allSatisfy(Bytes.isDigit)
      && bytes.first != UInt8(ascii: ":") && bytes.count - digits.count <= 1
  }
}
