package import Primitives

/// Why words are no exact date and time; the sentence for the member is `description`.
package enum DateProblem: Error, Hashable, Sendable {
  /// There are no words.
  case nothing
  /// The first word is no date of any kind that is read.
  case notADate(String)
  /// A date whose year does not stand first; what it may mean, in the order in which it is likely.
  case otherOrder(String, readings: [GregorianDay])
  /// A day and a month without a year.
  case yearMissing(String)
  /// A date whose year has two digits.
  case twoDigitYear(String)
  /// A year outside 2000 to 2100.
  case yearOutOfRange(Int)
  /// A month other than 1 to 12.
  case noSuchMonth(Int)
  /// A day that its month does not have, such as 30 February.
  case noSuchDay(year: Int, month: Int, day: Int)
  /// A day that its month never has, in no year.
  case neverSuchDay(month: Int, day: Int)
  /// A date without a time behind it.
  case timeMissing(GregorianDay)
  /// A time without a date before it.
  case dateMissing(time: String)
  /// Something like a time that can't be read.
  case notATime(String)
  /// A time that no clock shows, such as 25:00.
  case noSuchTime(String)
}

extension DateProblem: CustomStringConvertible {
  /// One or two sentences that say what is wrong and what to write, in the markup of replies.
  package var description: String {
    switch self {
    case .nothing:
      "When? \(Self.form)"
    case .notADate(let text):
      "I can't read \(shown(text)) as a date. \(Self.form)"
    case .otherOrder(let text, let readings):
      Self.question(text, readings)
    case .yearMissing(let text):
      "\(shown(text)) has no year, and day and month could be either way round. \(Self.form)"
    case .twoDigitYear(let text):
      "I need the year of \(shown(text)) with four digits. \(Self.form)"
    case .yearOutOfRange(let year):
      "I plan from 2000 to 2100, and \(year) is outside that."
    case .noSuchMonth(let month):
      "There is no month \(month). \(Self.form)"
    case .noSuchDay(let year, let month, let day):
      Self.impossible(year: year, month: month, day: day)
    case .neverSuchDay(let month, let day):
      "There is no \(day) \(DayWords.longMonths[month - 1])."
    case .timeMissing(let day):
      "At what time on \(DayWords.full(day))? Write for example `\(day) 16:00`."
    case .dateMissing(let time):
      "On which day, at \(shown(time))? \(Self.form)"
    case .notATime(let text):
      "I can't read \(shown(text)) as a time. Write `16:00` or `4pm`."
    case .noSuchTime(let text):
      "There is no time \(shown(text)): a day goes from `00:00` to `23:59`."
    }
  }

  private static let form = "Write the year first, like `2026-12-03 16:00`."

  private static func question(_ text: String, _ readings: [GregorianDay]) -> String {
    let choices = readings.map { "`\($0)` (\(DayWords.full($0)))" }
    guard let first = choices.first else { return "I can't read \(shown(text)). \(form)" }
    guard let last = choices.dropFirst().last else {
      return "I read dates with the year first. For \(shown(text)) write \(first)."
    }
    return "\(shown(text)) can be read in two ways. Write \(first) or \(last)."
  }

  private static func impossible(year: Int, month: Int, day: Int) -> String {
    guard (1...12).contains(month) else { return "There is no month \(month). \(form)" }
    let length = GregorianDay.length(ofMonth: month, in: year)
    let name = DayWords.longMonths[month - 1]
    return "There is no \(day) \(name) \(year): that month has \(length) days."
  }
}
