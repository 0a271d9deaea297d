package import Primitives

/// One thing that a phrase may mean, in words that mean nothing else.
package struct PhraseChoice: Hashable, Sendable, CustomStringConvertible {
  /// What to type instead, such as `2026-12-03 16:00` or `every 2 weeks on thu 16:00`.
  package let phrase: String
  /// What that is, such as `Thu 3 Dec 2026, 16:00`; empty where the phrase says it.
  package let meaning: String

  /// Leaves out of the phrase what would end its code span or its line.
  init(_ phrase: String, meaning: String = "") {
    var scalars = String.UnicodeScalarView()
    for scalar in phrase.unicodeScalars.prefix(200)
    where scalar.value >= 0x20 && scalar != "`" && !(0x7F...0x9F).contains(scalar.value)
      && scalar.value != 0x2028 && scalar.value != 0x2029 && !scalar.properties.isBidiControl
    {
      scalars.append(scalar)
    }
    self.phrase = String(scalars)
    self.meaning = meaning
  }

  /// Both, with the phrase as code: "`2026-12-03 16:00` (Thu 3 Dec 2026, 16:00)".
  package var description: String {
    meaning.isEmpty ? "`\(phrase)`" : "`\(phrase)` (\(meaning))"
  }
}

/// Why words are no time that can be taken; the sentence for the member is `description`.
package enum PhraseProblem: Error, Hashable, Sendable {
  /// There are no words.
  case nothing
  /// The first word begins no phrase for a time of any kind.
  case noPhrase(String)
  /// A date that is no date, or none that has one meaning and no readings to offer.
  case date(DateProblem)
  /// The zone may be several, or none that knows changes of clocks; what to type instead.
  case zone(String, ZoneMatch, choices: [PhraseChoice])
  /// The phrase has several meanings, or one that people often don't mean.
  case ambiguous(String, choices: [PhraseChoice])
  /// What was said is over.
  case past(String, choices: [PhraseChoice])
  /// The date is another day of the week than was said.
  case otherWeekday(said: Int, GregorianDay, choices: [PhraseChoice])
  /// A day, or a rhythm, without a time.
  case timeMissing(String, choices: [PhraseChoice])
  /// A time without a day.
  case dayMissing(String, choices: [PhraseChoice])
  /// An hour that may be before or after noon.
  case hourUnclear(String, choices: [PhraseChoice])
  /// A part of the day in which the time does not lie.
  case otherPartOfDay(String, choices: [PhraseChoice])
  /// Midnight, which begins a day and ends one.
  case midnight(choices: [PhraseChoice])
  /// A rhythm that does not say on which day.
  case rhythmUnclear(String, choices: [PhraseChoice])
  /// A rhythm shorter than a day.
  case finerThanADay(String)
  /// A day that not every month or year has.
  case notEveryPeriod(String, choices: [PhraseChoice])
  /// An end that can't be read.
  case endUnclear(String, choices: [PhraseChoice])
  /// An end before the first time.
  case endsBeforeItBegins(GregorianDay)
  /// Two ends, two days, two times.
  case saidTwice(String)
  /// Farther away than anybody plans.
  case tooFar
  /// Words behind a whole phrase that are no part of it; zones whose names are like them.
  case leftOver(String, nearest: [ZoneChoice])

  /// What can be typed instead, the likeliest first; may be empty.
  package var choices: [PhraseChoice] {
    switch self {
    case .zone(_, _, let choices), .ambiguous(_, let choices), .past(_, let choices),
      .otherWeekday(_, _, let choices), .timeMissing(_, let choices), .dayMissing(_, let choices),
      .hourUnclear(_, let choices), .otherPartOfDay(_, let choices), .midnight(let choices),
      .rhythmUnclear(_, let choices), .notEveryPeriod(_, let choices),
      .endUnclear(_, let choices):
      choices
    case .nothing, .noPhrase, .date, .finerThanADay, .endsBeforeItBegins, .saidTwice, .tooFar,
      .leftOver:
      []
    }
  }

  /// The same problem with what `change` makes of each choice.
  func keeping(_ change: (PhraseChoice) -> PhraseChoice?) -> Self {
    let kept = choices.compactMap(change)
    return switch self {
    case .zone(let text, let match, _): .zone(text, match, choices: kept)
    case .ambiguous(let text, _): .ambiguous(text, choices: kept)
    case .past(let text, _): .past(text, choices: kept)
    case .otherWeekday(let said, let day, _): .otherWeekday(said: said, day, choices: kept)
    case .timeMissing(let text, _): .timeMissing(text, choices: kept)
    case .dayMissing(let text, _): .dayMissing(text, choices: kept)
    case .hourUnclear(let text, _): .hourUnclear(text, choices: kept)
    case .otherPartOfDay(let text, _): .otherPartOfDay(text, choices: kept)
    case .midnight: .midnight(choices: kept)
    case .rhythmUnclear(let text, _): .rhythmUnclear(text, choices: kept)
    case .notEveryPeriod(let text, _): .notEveryPeriod(text, choices: kept)
    case .endUnclear(let text, _): .endUnclear(text, choices: kept)
    case .nothing, .noPhrase, .date, .finerThanADay, .endsBeforeItBegins, .saidTwice, .tooFar,
      .leftOver:
      self
    }
  }

  /// The same problem where only a day is asked for: what is offered to be typed has no time.
  var ofADay: Self {
    let days = choices.map { choice in
      PhraseChoice(
        String(choice.phrase.prefix { $0 != " " }),
        meaning: String(choice.meaning.prefix { $0 != "," }))
    }
    // Only dates with the year in front are one word; other phrases keep what they say.
    guard choices.allSatisfy({ $0.phrase.utf8.first.map(Bytes.isDigit) ?? false }) else {
      return self
    }
    return switch self {
    case .ambiguous(let text, _): .ambiguous(text, choices: days)
    case .past(let text, _): .past(text, choices: days)
    case .otherWeekday(let said, let day, _): .otherWeekday(said: said, day, choices: days)
    default: self
    }
  }

  /// Whether the words are not even the beginning of a time, so that they may be something else.
  package var isUnrelated: Bool {
    switch self {
    case .nothing, .noPhrase: true
    default: false
    }
  }
}

extension PhraseProblem: CustomStringConvertible {
  /// One to three sentences that say what is wrong and what to write, in the markup of replies.
  package var description: String {
    switch self {
    case .nothing:
      "When? \(Self.form)"
    case .noPhrase(let text):
      "I can't read \(shown(text)) as a time. \(Self.form)"
    case .date(let problem):
      problem.description
    case .zone(let text, let match, let choices):
      Self.zone(text, match) + Self.offered(choices)
    case .ambiguous(let text, let choices):
      choices.count == 1
        ? "I'm not sure about \(shown(text)).\(Self.offered(choices))"
        : "\(shown(text)) can be read in more than one way.\(Self.offered(choices))"
    case .past(let text, let choices):
      "\(shown(text)) is over.\(Self.offered(choices, "Did you mean"))"
    case .otherWeekday(let said, let day, let choices):
      "\(DayWords.full(day)) is no \(PhraseWords.longWeekday(said)).\(Self.offered(choices))"
    case .timeMissing(let text, let choices):
      "At what time is \(shown(text))?\(Self.offered(choices))"
    case .dayMissing(let text, let choices):
      "On which day, at \(shown(text))?\(Self.offered(choices))"
    case .hourUnclear(let text, let choices):
      "In the morning or in the afternoon, at \(shown(text))?\(Self.offered(choices))"
    case .otherPartOfDay(let text, let choices):
      "The time and \(shown(text)) don't go together.\(Self.offered(choices))"
    case .midnight(let choices):
      "Midnight begins a day and ends the one before. Write `00:00` and the day that it begins."
        + Self.offered(choices)
    case .rhythmUnclear(let text, let choices):
      "\(shown(text)) does not say on which days.\(Self.offered(choices))"
    case .finerThanADay(let text):
      "\(shown(text)) is oftener than once a day, and I plan nothing oftener."
    case .notEveryPeriod(let text, let choices):
      "There isn't always \(shown(text)).\(Self.offered(choices))"
    case .endUnclear(let text, let choices):
      choices.isEmpty
        ? "I can't read where it ends: \(shown(text)). Write `until 12 march`, `until march` or "
          + "`for 6 times`."
        : "The end \(shown(text)) can be read in more than one way.\(Self.offered(choices))"
    case .endsBeforeItBegins(let last):
      "It would end on \(DayWords.full(last)), before it begins."
    case .saidTwice(let text):
      "\(shown(text)) is one more than I can take: say one day, one time and one end."
    case .tooFar:
      "I plan from 2000 to 2100, and that is outside."
    case .leftOver(let text, let nearest):
      nearest.isEmpty
        ? "I can't read \(shown(text)) as part of a time."
        : "I can't read \(shown(text)) as part of a time. Is it near "
          + Self.list(nearest.map(\.description)) + "?"
    }
  }

  private static let form =
    "Write for example `2026-12-03 16:00`, `thu 16:00` or `every 2nd thu 16:00`."

  private static func zone(_ text: String, _ match: ZoneMatch) -> String {
    switch match {
    case .fixedOffset:
      "\(shown(text)) would be wrong after the next change of clocks: name a place, like `London`."
    case .ambiguous(let choices) where choices.count > 1:
      "\(shown(text)) can be several zones: \(list(choices.map(\.description)))."
    case .ambiguous(let choices):
      "\(shown(text)) is a zone for half of the year: name the place, "
        + "\(list(choices.map(\.description)))."
    case .found, .unknown:
      "I know no zone \(shown(text))."
    }
  }

  private static func offered(_ choices: [PhraseChoice], _ verb: String = "Write") -> String {
    guard !choices.isEmpty else { return "" }
    return " \(verb) \(list(choices.map(\.description)))\(verb == "Write" ? "." : "?")"
  }

  private static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " or " + last
  }
}
