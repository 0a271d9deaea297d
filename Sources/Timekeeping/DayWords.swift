import Primitives

/// The words for days.
enum DayWords {
  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  /// The months' whole names, from January.
  static let longMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `Thu`.
  static func weekday(_ day: GregorianDay) -> String {
    weekdays[day.weekday - 1]
  }

  /// `Thu 3 Dec 2026`.
  static func full(_ day: GregorianDay) -> String {
    "\(weekday(day)) \(day.day) \(months[day.month - 1]) \(day.year)"
  }
}
