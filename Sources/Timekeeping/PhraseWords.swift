/// The words of English for days, numbers and lengths of time.
enum PhraseWords {
  private static let weekdays = [
    ["mon", "monday"], ["tue", "tues", "tuesday"], ["wed", "weds", "wednesday"],
    ["thu", "thur", "thurs", "thursday"], ["fri", "friday"], ["sat", "saturday"],
    ["sun", "sunday"],
  ]
  private static let months = [
    ["jan", "january"], ["feb", "february"], ["mar", "march"], ["apr", "april"], ["may"],
    ["jun", "june"], ["jul", "july"], ["aug", "august"], ["sep", "sept", "september"],
    ["oct", "october"], ["nov", "november"], ["dec", "december"],
  ]
  private static let numbers = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
  ]
  private static let ordinals = ["first", "second", "third", "fourth", "fifth"]

  /// 1 for Monday to 7 for Sunday; a plural such as `thursdays` is no single day.
  static func weekday(_ word: String) -> Int? {
    weekdays.firstIndex { $0.contains(word) }.map { $0 + 1 }
  }

  /// The weekday of `thursdays`.
  static func pluralWeekday(_ word: String) -> Int? {
    guard word.utf8.last == UInt8(ascii: "s"), word.utf8.count > 6 else { return nil }
    return weekday(String(word.dropLast()))
  }

  /// 1 for January to 12 for December.
  static func month(_ word: String) -> Int? {
    months.firstIndex { $0.contains(word) }.map { $0 + 1 }
  }

  /// `2`, `two`; also `a` and `an` for one.
  static func count(_ word: String) -> Int? {
    if let value = number(Array(word.utf8)) { return value }
    if word == "a" || word == "an" { return 1 }
    return numbers.firstIndex(of: word).map { $0 + 1 }
  }

  /// `2nd`, `second`; -1 for `last`.
  static func ordinal(_ word: String) -> Int? {
    if word == "last" { return -1 }
    if let index = ordinals.firstIndex(of: word) { return index + 1 }
    let bytes = Array(word.utf8)
    guard bytes.count > 2,
      ["st", "nd", "rd", "th"].contains(String(decoding: bytes.suffix(2), as: UTF8.self))
    else { return nil }
    return number(bytes.dropLast(2)).flatMap { (1...31).contains($0) ? $0 : nil }
  }

  /// `2nd`, `last`.
  static func ordinalName(_ ordinal: Int) -> String {
    switch ordinal {
    case -1: "last"
    case 1, 21, 31: "\(ordinal)st"
    case 2, 22: "\(ordinal)nd"
    case 3, 23: "\(ordinal)rd"
    default: "\(ordinal)th"
    }
  }

  /// `thu`.
  static func shortWeekday(_ weekday: Int) -> String {
    weekdays[weekday - 1][0]
  }

  /// `Thursday`.
  static func longWeekday(_ weekday: Int) -> String {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday - 1]
  }

  /// A unit in which lengths of time are counted.
  enum Unit {
    case minutes, hours, days, weeks, fortnights, months, years
  }

  /// The unit that `word` names.
  static func unit(_ word: String) -> Unit? {
    switch word {
    case "m", "min", "mins", "minute", "minutes": .minutes
    case "h", "hr", "hrs", "hour", "hours": .hours
    case "d", "day", "days": .days
    case "w", "wk", "wks", "week", "weeks": .weeks
    case "fortnight", "fortnights": .fortnights
    case "mo", "month", "months": .months
    case "y", "yr", "yrs", "year", "years": .years
    default: nil
    }
  }
}

/// A part of the day as people call it.
enum DayPart: String {
  case morning, afternoon, evening, night

  /// The hours that may be called so; a night that goes on after midnight is asked about.
  var hours: ClosedRange<Int> {
    switch self {
    case .morning: 1...11
    case .afternoon: 12...18
    case .evening: 16...23
    case .night: 17...23
    }
  }

  /// The hour that is meant by `hour` on a clock of twelve hours; nil where it is none of this part.
  func hour(_ hour: Int) -> Int? {
    guard (1...12).contains(hour) else { return nil }
    let readings = [hour % 12, hour % 12 + 12].filter(hours.contains)
    return readings.count == 1 ? readings[0] : nil
  }
}
