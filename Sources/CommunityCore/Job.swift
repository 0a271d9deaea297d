package import Primitives

/// What the bot owes without being asked.
///
/// A job marks what it did with an event and is due only until then, so that it happens once however
/// often the bot is stopped.
package protocol Job: Sendable {
  /// A name for the log, in lower case with hyphens.
  static var name: String { get }

  /// When the job is due next; nil where nothing is owed. Called often, so it must be quick.
  static func due(in community: Community) -> Instant?

  /// Decides one thing that is due at `now`, and names its cause: the same for the same occurrence,
  /// whenever it is decided. Nil where nothing is due.
  static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)?
}

/// Every job there is.
package enum JobTable {
  /// The jobs in the order in which they are asked.
  package static let all: [any Job.Type] = [
    CatchUpSummary.self,
    RetellTimes.self,
    PlanDates.self,
    SlotPollStep.self,
    PollStep.self,
    SurveyStep.self,
    HarvestEnd.self,
    ReleaseQuestions.self,
    VoiceHint.self,
    TurnTime.self,
    LadderStep.self,
    LiveStep.self,
    AgendaStep.self,
    MinutesStep.self,
    ActionReminder.self,
    TellAnswers.self,
    ConfirmTurns.self,
    HeldNotices.self,
    SendDigests.self,
    CallBack.self,
    DrawCoffee.self,
    PersonalReminder.self,
  ]
}
