package import CommandGrammar
package import Primitives

/// Calls the survey off: what was answered is wiped.
package struct CancelSurvey: Command {
  package static let description = CommandDescription(
    "survey cancel", aliases: ["survey drop"], audience: .coordinators,
    usage: "!survey cancel [survey]",
    summary: "Calls the survey off and wipes what was answered, which can't be undone.",
    examples: ["!survey cancel", "!survey cancel V1"], instead: "!polls",
    deed: .init("end of a survey", "ends of surveys"), accepts: SurveyReference.isAlone)

  private let survey: SurveyReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    survey = SurveyReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let survey = try survey.openSurvey(in: context)
    if survey.total > 0, !context.isConfirmed {
      return context.asking(
        .sureToCancel(survey, context), for: "cancel", toRun: "survey cancel \(survey.id)")
    }
    return Decision(
      [.surveys(.cancelled(survey.id, at: context.now))],
      undoing: .impossible("survey \(survey.id) called off"),
      saying: [
        Reply("\(survey.id) is called off. Nobody is asked any more, and no answer is kept.")
      ])
  }
}

extension Reply {
  fileprivate static func sureToCancel(
    _ survey: Surveys.Survey, _ context: CommandContext
  ) -> Reply {
    Reply(
      "\(survey.id): \(context.community.turnout(of: survey)), and that would be wiped. Type `cancel` within "
        + "5 minutes to call it off all the same.")
  }
}
