import OrderedCollections
package import CommandGrammar
package import Primitives
import Timekeeping

/// Puts one or two questions to each member alone, without names; alone it says how a survey stands.
package struct AskSurvey: Command {
  package static let description = CommandDescription(
    "survey", aliases: ["survey new"], audience: .coordinators,
    usage:
      "!survey \"Question\" [\"In words?\"] [--scale | --options A B …] [--until fri 18:00] | "
      + "confidence | tools",
    summary:
      "Asks each member alone, without names, at most once a week; `confidence` and `tools` are ready. The "
      + "second question is answered in words.",
    examples: [
      "!survey confidence", "!survey \"How was the month?\" \"What should change?\" --scale",
    ],
    switches: ["scale"], lists: ["options", "until"], instead: "!poll",
    deed: .init("survey", "surveys"),
    // What is said in answer to one may stand behind a slip in its name.
    isConfidential: true)

  private let draft: SurveyDraft?
  private let until: ClosingTime?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    until = ClosingTime(reading: &arguments)
    draft = arguments.isEmpty ? nil : try SurveyDraft(reading: &arguments)
    if draft == nil {
      _ = arguments.switched("scale")
      _ = arguments.list("options")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let draft else { return try ShowSurvey(nil).decide(in: context, using: &randomness) }
    guard context.charter.hasDirectMessages else { throw .surveys(.noDirectMessages) }
    let community = context.community
    if let open = community.surveys.open(at: context.now) {
      throw .surveys(
        .openAlready(open.id, until: context.told(community.surveys.deadline(of: open))))
    }
    if let last = community.surveys.all.last, context.now - last.plan.at < Surveys.rest {
      throw .surveys(.tooSoon(from: context.told(last.plan.at + Surveys.rest)))
    }
    let deadline: ZonedTime
    if let until {
      deadline = try until.time(
        in: context, atLeast: Surveys.shortestSpan, atMost: Surveys.longestSpan)
    } else {
      let zone = community.plan.zone
      let clocks = context.charter.zones.zoneOrUniversal(named: zone)
      deadline = ZonedTime(clocks.localTime(at: context.now + Surveys.usualSpan), zone: zone)
    }
    let plan = SurveyEvent.Plan(
      id: community.surveys.nextID, questions: draft.questions.map { $0.stored(community.people) },
      deadline: deadline, room: context.isDirect ? community.digestRoom : context.message.room,
      author: context.author.id, at: context.now)
    let survey = Surveys.Survey(plan)
    let readers = community.surveyReaders(at: context.now)
    guard !readers.isEmpty else { throw .surveys(.nobodyToAsk) }
    if readers.count > Self.unconfirmed, !context.isConfirmed {
      return context.asking(.sure(survey, readers.count, context), for: "send", toRun: context.line)
    }
    return sending(survey, to: readers, in: context)
  }

  /// How many members are asked without asking back first.
  private static let unconfirmed = 10

  private func sending(
    _ survey: Surveys.Survey, to readers: [MemberID], in context: CommandContext
  ) -> Decision {
    let community = context.community
    let end = community.surveys.deadline(of: survey)
    var told: [MemberID] = []
    var held = SurveyEvent.Held()
    var replies: [Reply] = []
    for reader in readers {
      let hour = community.mildHour(for: reader, from: context.now)
      if hour <= context.now {
        told.append(reader)
        replies.append(.survey(survey, 0, to: reader, community, isFirst: true))
      } else if hour < end {
        held.members.append(reader)
        held.untils.append(hour)
      }
    }
    return Decision(
      [.surveys(.opened(survey.plan, told: told, waiting: held))],
      undoing: .impossible("survey \(survey.id) sent"),
      saying: [.sent(survey, told.count, held.members.count, context)] + replies)
  }
}

extension Community {
  /// The members who are asked at `now`: those who are here and are not left alone.
  fileprivate func surveyReaders(at now: Instant) -> [MemberID] {
    people.members.values.filter { $0.isActive && !notices.isSnoozed($0.id, at: now) }.map(\.id)
  }

  /// The first instant from `instant` on at which `member` may be written to unasked: outside their quiet
  /// hours, and on no day that is kept free.
  func mildHour(for member: MemberID, from instant: Instant) -> Instant {
    let zone = clocks(of: member) ?? clocks
    let quiet = notices.quietHours(of: member)
    var hour = quiet.release(after: instant, in: zone)
    // Each turn passes over one run of free days, of which there is a bounded number.
    for _ in 0...Blackouts.limit {
      guard let range = blackouts.range(of: clocks.localTime(at: hour).day) else { break }
      let next = LocalTime(secondsSince1970: (range.last.daysSince1970 + 1) * 86_400)
      hour = quiet.release(after: clocks.resolve(next).instant, in: zone)
    }
    return hour
  }
}

extension Surveys.Question {
  fileprivate func stored(_ people: People) -> Self {
    guard case .options(let options) = kind else {
      return Self(text: people.stored(text), kind: kind)
    }
    return Self(text: people.stored(text), kind: .options(options.map(people.stored)))
  }
}

extension Reply {
  fileprivate static func sure(
    _ survey: Surveys.Survey, _ count: Int, _ context: CommandContext
  ) -> Reply {
    let lines = survey.plan.questions.map { "• \(context.community.asked($0))" }
    return Reply(
      "This writes to \(count) members alone, until \(context.told(context.community.surveys.deadline(of: survey))):\n"
        + lines.joined(separator: "\n") + "\nType `send` within 5 minutes to do it.")
  }

  fileprivate static func sent(
    _ survey: Surveys.Survey, _ told: Int, _ held: Int, _ context: CommandContext
  ) -> Reply {
    let waiting = held == 0 ? "" : ", and to \(held) when their quiet hours end"
    let end = context.told(context.community.surveys.deadline(of: survey))
    return Reply(
      "\(survey.id): I write to \(told == 1 ? "1 member" : "\(told) members") now\(waiting). Answers until "
        + "\(end), without names; I tell you and the room what came of it.")
  }
}
