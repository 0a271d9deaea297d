package import Primitives

/// What a clock shows, without a day.
package struct LocalClock: Hashable, Sendable, CustomStringConvertible {
  /// The hour, 0 to 23.
  package let hour: Int
  /// The minute, 0 to 59.
  package let minute: Int
  /// The second, 0 to 59.
  package let second: Int

  /// Makes the time, or nil where no clock shows it.
  package init?(hour: Int, minute: Int, second: Int = 0) {
    guard (0..<24).contains(hour), (0..<60).contains(minute), (0..<60).contains(second) else {
      return nil
    }
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// Makes the time `minutes` after midnight; what is outside a day is taken into it.
  package init(minutesAfterMidnight minutes: Int) {
    let minutes = min(max(minutes, 0), 1439)
    hour = minutes / 60
    minute = minutes % 60
    second = 0
  }

  /// When a day begins.
  package static let midnight = LocalClock(minutesAfterMidnight: 0)

  /// Whole minutes since midnight by a clock that is never changed.
  package var minutesAfterMidnight: Int { hour * 60 + minute }

  /// Seconds since midnight by a clock that is never changed.
  var secondsOfDay: Int64 { Int64(hour * 3600 + minute * 60 + second) }

  /// The wall time at which the clock shows this on `day`.
  package func on(_ day: GregorianDay) -> LocalTime {
    LocalTime(secondsSince1970: day.daysSince1970 * 86_400 + secondsOfDay)
  }

  /// `16:00`, with seconds only where there are any.
  package var description: String {
    twoDigits(hour) + ":" + twoDigits(minute) + (second == 0 ? "" : ":" + twoDigits(second))
  }
}
