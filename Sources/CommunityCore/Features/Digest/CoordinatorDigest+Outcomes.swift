import CommandGrammar
import Primitives
import Timekeeping

extension CoordinatorDigest {
  /// For how long something is looked for before coordinators hear of it.
  private static let patience = Span.days(3)
  /// How many words of members are quoted.
  private static let quotes = 2

  /// The week that the digest looks back on.
  private var week: Period { Period(days: 7, before: now) }

  /// The resources that somebody looks for and nobody has shared: how many, the oldest, and a question
  /// that may find it.
  var gaps: [String] {
    let sharing = community.sharing
    let unmet = sharing.wishes.filter { wish in
      now - wish.at >= Self.patience
        && !wish.matches.contains { sharing[$0].map { !$0.isDropped } ?? false }
    }
    guard let oldest = unmet.first else { return [] }
    let day = TimeEcho.day(community.clocks.localTime(at: oldest.at).day)
    let text = community.people.shown(oldest.text)
    let others = unmet.count == 1 ? "" : ", and \(unmet.count - 1) more: `!wanted`"
    return [
      "\(oldest.id) “\(text)” since \(day): `!ask Who has \(text.replacing(bytes: "`", with: "'"))?`\(others)"
    ]
  }

  /// What members told within the week: how much, and in their words what may be quoted.
  var outcomes: (lines: [String], news: [String]) {
    let told = community.experiences.all.filter { !$0.isWithdrawn && week.contains($0.at) }
    guard let words = Experiences.Count(told).words else { return ([], []) }
    let quotes = community.quotes(in: week).prefix(Self.quotes).map {
      "“\(Prose.prefix($0.text, bytes: 200))”"
    }
    return ([words] + quotes, told.map(\.id.description))
  }

  /// The suggestions that were answered within the week.
  var answered: [String] { community.answeredSuggestions(in: week, limit: Self.named) }

  /// The suggestion that has waited longest for an answer, where that is too long.
  var unanswered: [Need] {
    guard let oldest = community.suggestions.open.first,
      now - oldest.at >= Suggestions.patience
    else { return [] }
    let day = TimeEcho.day(community.clocks.localTime(at: oldest.at).day)
    return [
      Need(
        text: "\(community.told(oldest)) waits for an answer since \(day):",
        command: "!suggest answer \(oldest.id) <what you will do>")
    ]
  }
}

extension Community {
  /// The suggestions that were answered in `period` with their answers, the last ones where there are
  /// many.
  func answeredSuggestions(in period: Period, limit: Int) -> [String] {
    let answered = suggestions.answered(in: period)
    let lines = answered.suffix(limit).map { told($0) }
    return answered.count > limit
      ? lines + ["and \(answered.count - limit) more: `!suggest`"] : Array(lines)
  }
}
