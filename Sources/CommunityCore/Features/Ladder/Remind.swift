package import CommandGrammar
package import Primitives
import Timekeeping

/// Chooses how long before a session one is reminded, or shows it.
package struct Remind: Command {
  package static let description = CommandDescription(
    "remind", aliases: ["reminders"],
    usage: "!remind [1d,1h|off|default]",
    summary: "Chooses how long before a session I remind you; alone it shows that.",
    examples: ["!remind 1d,1h", "!remind off"],
    deed: .init("reminder setting", "reminder settings"), isUndoable: true)

  /// The shortest and the longest lead, in minutes.
  static let bounds = 5...20_160

  private enum Choice: Sendable {
    case show
    case usual
    case leads([Int])
  }

  private let choice: Choice

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let text = try arguments.text("times before a session", limitBytes: 100)
    let parts = text.lowercased()
      .replacing(bytes: " and ", with: ",").replacing(bytes: " before", with: "")
      .split(separator: ",").map { $0.split(separator: " ").map(String.init) }
      .filter { !$0.isEmpty }
    switch parts.first?.first.map(Folding.fold) {
    case nil: choice = .show
    case "off", "none", "never": choice = .leads([])
    case "default", "usual", "on": choice = .usual
    default: choice = .leads(try Self.leads(parts))
    }
  }

  private static func leads(_ parts: [[String]]) throws(UsageError) -> [Int] {
    var leads: [Int] = []
    for words in parts {
      guard let minutes = lead(words), bounds.contains(minutes) else {
        throw .invalid(
          words.joined(separator: " "),
          expected: "a time before a session from `5m` to `14d`, such as `1d` or `2h`")
      }
      if !leads.contains(minutes) { leads.append(minutes) }
    }
    guard leads.count <= Notices.leadsEach else {
      throw .invalid(
        parts.map { $0.joined(separator: " ") }.joined(separator: ","),
        expected: "at most \(Notices.leadsEach) times before a session")
    }
    return leads.sorted(by: >)
  }

  /// The minutes of `2d`, `1 week` or a length of time.
  private static func lead(_ words: [String]) -> Int? {
    if let days = Snooze.days(words) { return days * 1440 }
    do throws(DurationProblem) {
      let length = try DurationReading(words, bounds: bounds)
      return length.flatMap { $0.wordCount == words.count ? $0.minutes : nil }
    } catch {
      return nil
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let notices = context.community.notices
    let author = context.author.id
    let old = notices[author]
    switch choice {
    case .show: return Decision(saying: .settings(context))
    case .usual: return choose(nil, instead: old, context)
    case .leads(let leads):
      let known = Set(notices.leads.map(\.minutes))
      if known.union(leads).count > Notices.leadsLimit {
        throw .full("different reminder times", limit: Notices.leadsLimit)
      }
      return choose(leads, instead: old, context)
    }
  }

  private func choose(
    _ leads: [Int]?, instead old: Notices.Preferences, _ context: CommandContext
  ) -> Decision {
    let author = context.author.id
    return Decision(
      [.notices(.leadsChosen(author, leads, at: context.now))],
      undoing: .init(
        "reminder setting",
        [.notices(.leadsChosen(author, old.leads, at: old.leadsSince ?? context.now))]),
      saying: [.chosen(leads ?? Rung.usualMinutes)])
  }
}

extension Notices {
  /// Leads in words: `1 day and 10 minutes`.
  static func words(_ leads: [Int]) -> String {
    let words = leads.map { minutes in
      switch minutes {
      case 1440: "1 day"
      case let minutes where minutes % 1440 == 0: "\(minutes / 1440) days"
      case 60: "1 hour"
      case let minutes where minutes % 60 == 0: "\(minutes / 60) hours"
      case let minutes where minutes < 60: "\(minutes) minutes"
      default: DurationReading.words(minutes: minutes)
      }
    }
    guard let last = words.last else { return "never" }
    return words.count == 1 ? last : words.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Reply {
  fileprivate static func chosen(_ leads: [Int]) -> Reply {
    leads.isEmpty
      ? Reply(
        "I remind you of no session, and don't ask whether you come. `!remind default` undoes it.")
      : Reply("I remind you \(Notices.words(leads)) before each session that you come to.")
  }

  fileprivate static func settings(_ context: CommandContext) -> Reply {
    let notices = context.community.notices
    let author = context.author.id
    let leads = notices.leads(of: author)
    var lines = [
      leads.isEmpty
        ? "I remind you of no session. `!remind default` changes that."
        : "I remind you \(Notices.words(leads)) before each session that you come to. "
          + "`!remind 2d,1h` changes that.",
      "Quiet hours: \(notices.quietHours(of: author)). `!quiet 18:00-9:00` changes them.",
    ]
    if let until = notices[author].snoozedUntil, until > context.now {
      lines.append("You are left alone until \(context.told(until)). `!snooze off` ends that.")
    }
    let own = notices.personal(of: author).count
    if own > 0 {
      lines.append("You asked to be told \(own) \(own == 1 ? "thing" : "things"): `!remind list`.")
    } else {
      lines.append("`!remind me 2026-12-03 9am <text>` tells you something then.")
    }
    return Reply(lines.joined(separator: "\n"))
  }
}
