import OrderedCollections
package import Primitives

/// Asks those who could not be disturbed, reminds once of what is open, and closes a survey at its time.
package struct SurveyStep: Job {
  package static let name = "survey"

  /// How late a reminder may come.
  private static let patience = Span.hours(12)

  package static func due(in community: Community) -> Instant? { community.surveys.nextDue }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let surveys = community.surveys
    guard let due = surveys.nextDue, due <= now else { return nil }
    if let last = surveys.all.last, last.status == .open, surveys.deadline(of: last) <= now {
      let isLate = now - surveys.deadline(of: last) > LadderStep.punctuality
      let closing = SurveyClosing(
        survey: last, community: community, charter: charter, now: now, isLate: isLate)
      return ("\(last.id)/closed", closing.decision)
    }
    for survey in surveys.all {
      guard let (member, waiting) = survey.waiting.first(where: { $0.value.until <= now }) else {
        continue
      }
      let reply = reply(waiting.matter, survey, to: member, community, at: now)
      return (
        "\(survey.id)/\(waiting.matter.rawValue)/\(member)",
        Decision(
          [.surveys(.told(survey.id, member))],
          saying: charter.hasDirectMessages ? [reply].compactMap { $0 } : [])
      )
    }
    return surveys.all.last.flatMap { reminding(of: $0, community, charter, at: now) }
  }

  /// What a member is told for whom it waited; nil where it says nothing to them any more.
  private static func reply(
    _ matter: Surveys.Waiting.Matter, _ survey: Surveys.Survey, to member: MemberID,
    _ community: Community, at now: Instant
  ) -> Reply? {
    switch matter {
    case .results:
      guard community.coordinators.contains(member) else { return nil }
      return Reply(
        community.report(of: survey, quoted: SurveyClosing.quoted).joined(separator: "\n"),
        to: .direct(member))
    case .question, .reminder:
      guard community.people[member]?.isActive ?? false,
        !community.notices.isSnoozed(member, at: now)
      else { return nil }
      return matter == .reminder
        ? .surveyReminder(survey, to: member, community)
        : .survey(survey, survey.open(for: member) ?? 0, to: member, community, isFirst: true)
    }
  }

  private static func reminding(
    of survey: Surveys.Survey, _ community: Community, _ charter: Charter, at now: Instant
  ) -> (cause: String, decision: Decision)? {
    guard let at = community.surveys.reminder(of: survey), at <= now else { return nil }
    var held = SurveyEvent.Held()
    var replies: [Reply] = []
    let end = community.surveys.deadline(of: survey)
    let isTimely = now - at <= patience && charter.hasDirectMessages
    for member in isTimely ? survey.asked.sorted() : [] {
      guard community.people[member]?.isActive ?? false, survey.waiting[member] == nil,
        !community.notices.isSnoozed(member, at: now),
        let reply = Reply.surveyReminder(survey, to: member, community)
      else { continue }
      let hour = community.mildHour(for: member, from: now)
      if hour <= now {
        replies.append(reply)
      } else if hour < end {
        held.members.append(member)
        held.untils.append(hour)
      }
    }
    return (
      "\(survey.id)/reminded",
      Decision([.surveys(.reminded(survey.id, waiting: held))], saying: replies)
    )
  }
}
