/// Why a text is no recurrence rule that can be kept; the sentence is `description`.
package enum RecurrenceProblem: Error, Hashable, Sendable {
  /// The text is empty or longer than any rule.
  case noRule
  /// A piece between semicolons that is not `NAME=value`.
  case malformed(String)
  /// A part that is not of RFC 5545, or not one that we obey.
  case unknownPart(String)
  /// A part that stands twice.
  case repeatedPart(String)
  /// There is no `FREQ`.
  case noFrequency
  /// A frequency or a part that is finer than a day.
  case finerThanADay(String)
  /// A value that its part can't have; `form` says which it can.
  case badValue(part: String, value: String, form: String)
  /// `COUNT` and `UNTIL` together.
  case countAndEnd
  /// A part that has no meaning with this frequency.
  case partNotAllowed(String, frequency: String)
  /// A counted weekday where nothing is counted.
  case ordinalNotAllowed(String)
  /// `BYSETPOS` without anything to choose from.
  case positionsAlone
}

extension RecurrenceProblem: CustomStringConvertible {
  /// One or two sentences that say what is wrong and what to write.
  package var description: String {
    switch self {
    case .noRule:
      "There is no rule. Write one like `FREQ=WEEKLY;INTERVAL=2;BYDAY=TH`."
    case .malformed(let piece):
      "\(shown(piece)) is no part of a rule. Parts look like `FREQ=WEEKLY`, with `;` between them."
    case .unknownPart(let name):
      "A rule has no part \(shown(name)). There are FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYWEEKNO, "
        + "BYYEARDAY, BYMONTHDAY, BYDAY, BYSETPOS and WKST."
    case .repeatedPart(let name):
      "\(shown(name)) stands twice. Write all its values in one part, with commas."
    case .noFrequency:
      "The rule does not say how often. Begin with `FREQ=DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`."
    case .finerThanADay(let name):
      "\(shown(name)) is finer than a day, and I plan nothing oftener than daily: the time of day "
        + "comes from the start. Use DAILY, WEEKLY, MONTHLY or YEARLY."
    case .badValue(let part, let value, let form):
      "\(part) can't be \(shown(value)): write \(form)."
    case .countAndEnd:
      "COUNT and UNTIL exclude each other. Leave one out."
    case .partNotAllowed(let part, let frequency):
      "\(part) has no meaning with FREQ=\(frequency)."
    case .ordinalNotAllowed(let weekday):
      "\(shown(weekday)) counts weekdays, which goes with MONTHLY, or with YEARLY without BYWEEKNO."
    case .positionsAlone:
      "BYSETPOS chooses from what another BY part gives. Add one, such as `BYDAY=MO,TU,WE,TH,FR`."
    }
  }
}
