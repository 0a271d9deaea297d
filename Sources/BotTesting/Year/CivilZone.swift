import Primitives

/// The clocks of four places, reckoned from the text of their laws and from no zone data.
///
/// Times are whole seconds: an instant since 1970 in UTC, a wall time since 1970 on the clocks.
enum CivilZone: String, CaseIterable, Sendable {
  case london = "Europe/London"
  case newYork = "America/New_York"
  case lordHowe = "Australia/Lord_Howe"
  case kolkata = "Asia/Kolkata"

  var city: String {
    switch self {
    case .london: "London"
    case .newYork: "New York"
    case .lordHowe: "Lord Howe"
    case .kolkata: "Kolkata"
    }
  }

  /// Seconds east of Greenwich in winter and in summer.
  private var offsets: (winter: Int64, summer: Int64) {
    switch self {
    case .london: (0, 3600)
    case .newYork: (-5 * 3600, -4 * 3600)
    case .lordHowe: (37_800, 39_600)
    case .kolkata: (19_800, 19_800)
    }
  }

  private var abbreviations: (winter: String, summer: String) {
    switch self {
    case .london: ("GMT", "BST")
    case .newYork: ("EST", "EDT")
    case .lordHowe: ("UTC+1030", "UTC+11")
    case .kolkata: ("IST", "IST")
    }
  }

  /// The changes of clocks in `year`: to summer time, and back to winter time.
  func changes(in year: Int) -> (toSummer: Int64, toWinter: Int64)? {
    switch self {
    case .london:
      (
        Self.sunday(-1, of: 3, year) + 3600, Self.sunday(-1, of: 10, year) + 3600
      )
    case .newYork:
      (
        Self.sunday(2, of: 3, year) + 7 * 3600, Self.sunday(1, of: 11, year) + 6 * 3600
      )
    // At two in the morning of the Sunday, ten and a half or eleven hours east.
    case .lordHowe:
      (
        Self.sunday(1, of: 10, year) + 7200 - 37_800, Self.sunday(1, of: 4, year) + 7200 - 39_600
      )
    case .kolkata: nil
    }
  }

  /// Midnight of the n-th Sunday of a month, the last for -1.
  private static func sunday(_ number: Int, of month: Int, _ year: Int) -> Int64 {
    let length = GregorianDay.length(ofMonth: month, in: year)
    // No week is longer than seven days: the last Sunday is the first of the last seven.
    let from = number < 0 ? length - 6 : 7 * number - 6
    guard let day = GregorianDay(year: year, month: month, day: from) else { return 0 }
    return (day.daysSince1970 + Int64(7 - day.weekday)) * 86_400
  }

  private func isSummer(at instant: Int64) -> Bool {
    let day = GregorianDay(daysSince1970: (instant + offsets.winter).floorDivided(by: 86_400))
    guard let changes = changes(in: day.year) else { return false }
    return changes.toSummer < changes.toWinter
      ? instant >= changes.toSummer && instant < changes.toWinter
      : instant >= changes.toSummer || instant < changes.toWinter
  }

  /// What the clocks show at `instant`.
  func wall(at instant: Int64) -> Int64 {
    instant + (isSummer(at: instant) ? offsets.summer : offsets.winter)
  }

  /// When the clocks show `wall`: the first time where they do so twice; where they never do, the
  /// instant that the offset before the gap gives.
  func instant(of wall: Int64) -> Int64 {
    let candidates = [wall - offsets.summer, wall - offsets.winter]
    return candidates.first { self.wall(at: $0) == wall } ?? wall - offsets.winter
  }

  /// The time as the bot tells it: `Thu 3 Dec 2026, 16:00 London`.
  func text(of instant: Int64) -> String {
    let wall = wall(at: instant)
    let day = GregorianDay(daysSince1970: wall.floorDivided(by: 86_400))
    let isTwice =
      offsets.summer != offsets.winter
      && [offsets.summer, offsets.winter].allSatisfy { self.wall(at: wall - $0) == wall }
    let names = isSummer(at: instant) ? abbreviations.summer : abbreviations.winter
    return
      "\(Self.weekdays[day.weekday - 1]) \(day.day) \(Self.months[day.month - 1]) \(day.year), "
      + "\(Self.clock(wall)) \(isTwice ? "\(names) " : "")\(city)"
  }

  /// Hours and minutes of a wall time: `16:00`.
  static func clock(_ wall: Int64) -> String {
    let minute = wall.remainderFloor(by: 86_400) / 60
    let (hours, minutes) = (minute / 60, minute % 60)
    return (hours < 10 ? "0" : "") + "\(hours)" + (minutes < 10 ? ":0" : ":") + "\(minutes)"
  }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension CivilZone {
  /// Hours in which somebody does not want to be disturbed, in minutes after midnight.
  struct Quiet: Sendable {
    var from = 20 * 60
    var to = 8 * 60
    var areWeekends = true
  }

  /// Whether it is quiet at `instant`.
  func isQuiet(_ quiet: Quiet, at instant: Int64) -> Bool {
    let wall = wall(at: instant)
    let day = GregorianDay(daysSince1970: wall.floorDivided(by: 86_400))
    if quiet.areWeekends, day.weekday >= 6 { return true }
    let minute = Int(wall.remainderFloor(by: 86_400) / 60)
    if quiet.from == quiet.to { return false }
    return quiet.from < quiet.to
      ? minute >= quiet.from && minute < quiet.to : minute >= quiet.from || minute < quiet.to
  }

  /// The first quarter of an hour from `instant` on at which it is not quiet; all that begins or ends
  /// quiet hours here, changes of clocks among it, falls on such.
  func endOfQuiet(_ quiet: Quiet, after instant: Int64) -> Int64 {
    var moment = instant
    while isQuiet(quiet, at: moment) { moment = (moment / 900 + 1) * 900 }
    return moment
  }
}
