/// What it costs somebody to meet at an hour of their own day, in points.
///
/// Monday to Friday: 0 from 09:00 to 17:00; 1 from 08:00 and until 18:00; 2 from 07:00 and until 20:00; 4 from
/// 06:00 and until 22:00; 7 until 24:00; 12 from 00:00 to 06:00. On Saturdays and Sundays 4 more. An answer
/// "if need be" adds 2.
package enum Inconvenience {
  /// What "if need be" adds.
  package static let ifNeedBe = 2
  /// What a Saturday or a Sunday adds.
  package static let weekend = 4
  /// From so many points on an hour is night, which no slot should ask of anybody.
  package static let night = 12

  /// The points for each full hour of a working day, 00:00 first.
  package static let byHour = [
    12, 12, 12, 12, 12, 12, 4, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 4, 4, 7, 7,
  ]

  /// The points of one minute: `minute` of the local day, 0 to 1439, on `weekday`, 1 for Monday to 7 for Sunday.
  ///
  /// Total: other numbers are taken round the clock and round the week.
  package static func points(minute: Int, weekday: Int) -> Int {
    let hour = byHour[remainder(minute, 1440) / 60]
    return hour + (remainder(weekday - 1, 7) >= 5 ? weekend : 0)
  }

  /// The points of a meeting that begins at `minute` of the local `weekday`: those of its worst minute.
  ///
  /// It may run past midnight into the next day, but not longer than a day.
  package static func points(minute: Int, weekday: Int, lastingMinutes: Int) -> Int {
    let start = remainder(minute, 1440)
    let last = start + min(max(lastingMinutes, 1), 1440) - 1
    // Points change only on the hour.
    return stride(from: start / 60 * 60, through: last, by: 60).map {
      points(minute: $0, weekday: weekday + $0 / 1440)
    }.max() ?? 0
  }

  private static func remainder(_ number: Int, _ divisor: Int) -> Int {
    let remainder = number % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
