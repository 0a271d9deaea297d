package import CommandGrammar
package import Primitives

/// Counts the answers to the survey before its time.
package struct CloseSurvey: Command {
  package static let description = CommandDescription(
    "survey close", aliases: ["survey end"], audience: .coordinators,
    usage: "!survey close [survey]",
    summary: "Counts the survey before its time, which can't be undone.",
    examples: ["!survey close", "!survey close V2"], instead: "!polls",
    deed: .init("end of a survey", "ends of surveys"), accepts: SurveyReference.isAlone)

  private let survey: SurveyReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    survey = SurveyReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let survey = try survey.openSurvey(in: context)
    let isLost = survey.counts.contains { $0 > 0 && $0 < Surveys.shownFrom }
    if isLost, !context.isConfirmed {
      return context.asking(
        .sure(survey, context), for: "close", toRun: "survey close \(survey.id)")
    }
    var closing = SurveyClosing(
      survey: survey, community: context.community, charter: context.charter, now: context.now)
    closing.closer = context.author.id
    var decision = closing.decision
    decision.undoing = .impossible("survey \(survey.id) closed")
    decision.replies.insert(
      Reply("\(survey.id) is closed. I write to coordinators what came of it."), at: 0)
    return decision
  }
}

extension Reply {
  fileprivate static func sure(_ survey: Surveys.Survey, _ context: CommandContext) -> Reply {
    Reply(
      "\(survey.id): \(context.community.turnout(of: survey)). What fewer than \(Surveys.shownFrom) said is "
        + "never shown, and would be lost. Type `close` within 5 minutes to close it all the same.")
  }
}
