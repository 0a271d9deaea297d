package import Primitives

/// The clocks of one place, past and future.
///
/// A value of some kilobytes that is shared when copied. Every look-up is a binary search, or after
/// the last listed change an evaluation of the zone's rule; both are total.
package struct Zone: Sendable {
  /// How the clocks stand during some time.
  package struct Offset: Hashable, Sendable {
    /// Seconds to add to UTC; positive east of Greenwich.
    package let seconds: Int
    /// Whether the law calls this daylight saving time; in Ireland that is winter.
    package let isDaylight: Bool
    /// What people write behind the time, `GMT`, or a number such as `+1030` where they write none.
    package let abbreviation: String

    /// Makes an offset.
    package init(seconds: Int, isDaylight: Bool, abbreviation: String) {
      self.seconds = seconds
      self.isDaylight = isDaylight
      self.abbreviation = abbreviation
    }
  }

  /// A time during which the clocks are left alone.
  struct Period {
    /// Its first second, or `.min`.
    var start: Int64
    /// The first second after it, or `.max`.
    var end: Int64
    var offset: Offset
  }

  /// The IANA name, such as `Europe/London`.
  package let name: String
  /// Seconds since 1970 at which the clocks were or will be changed, ascending.
  let changes: [Int64]
  /// For each change, which of `offsets` holds from then on.
  let offsetIndices: [UInt8]
  /// At least one; the first holds before the first change.
  let offsets: [Offset]
  /// What holds from the last change on; nil where only the last offset is known.
  let rule: ZoneRule?

  /// A second so near the last one of `Instant` that sums with offsets still are instants.
  private static let lastSecond = Int64.max / 1000 - 200_000

  /// How the clocks stand at `instant`.
  package func offset(at instant: Instant) -> Offset {
    period(at: instant.seconds).offset
  }

  /// What the clocks show at `instant`, to the second, rounded down.
  package func localTime(at instant: Instant) -> LocalTime {
    let seconds = instant.seconds
    return LocalTime(secondsSince1970: seconds + Int64(period(at: seconds).offset.seconds))
  }

  /// When the clocks are next set to another offset after `instant`; nil if that is not planned
  /// within the five years after it or after the last listed change.
  package func nextChange(after instant: Instant) -> Instant? {
    let current = period(at: instant.seconds)
    let horizon = max(instant.seconds, changes.last ?? instant.seconds) + 5 * 366 * 86_400
    var next = current
    while next.end < horizon {
      next = period(at: next.end)
      guard next.start <= Self.lastSecond else { return nil }
      if next.offset.seconds != current.offset.seconds { return Instant(seconds: next.start) }
    }
    return nil
  }

  /// Which instant the wall time `local` is here, by the policy of `LocalResolution`.
  ///
  /// Offsets lie between -25 and +26 hours, so all candidates lie in the periods around `local` read
  /// as UTC.
  package func resolve(_ local: LocalTime) -> LocalResolution {
    let wall = min(max(local.secondsSince1970, -Self.lastSecond), Self.lastSecond)
    var period = period(at: wall - 26 * 3600)
    var found: Int64?
    var jumped: Int64?
    while true {
      let candidate = wall - Int64(period.offset.seconds)
      if candidate >= period.start, candidate < period.end {
        if let found {
          return .fold(Instant(seconds: found), second: Instant(seconds: candidate))
        }
        found = candidate
      }
      guard period.end <= wall + 25 * 3600 else { break }
      let next = self.period(at: period.end)
      let isAfterThis = candidate >= period.end
      let isBeforeNext = wall - Int64(next.offset.seconds) < next.start
      if isAfterThis, isBeforeNext { jumped = candidate }
      period = next
    }
    if let found { return .exact(Instant(seconds: found)) }
    let instant = Instant(seconds: jumped ?? wall - Int64(period.offset.seconds))
    return .gap(instant, shown: localTime(at: instant))
  }

  /// The longest known time around `seconds` without a listed change.
  func period(at seconds: Int64) -> Period {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    if low == changes.count, let rule {
      var period = rule.period(at: seconds)
      if let last = changes.last { period.start = max(period.start, last) }
      return period
    }
    return Period(
      start: low == 0 ? .min : changes[low - 1],
      end: low == changes.count ? .max : changes[low],
      offset: offsets[low == 0 ? 0 : Int(offsetIndices[low - 1])])
  }
}
