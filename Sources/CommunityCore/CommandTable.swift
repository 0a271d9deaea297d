package import CommandGrammar

/// Every command there is: a new one needs its file, its line here, and its transcript.
package enum CommandTable {
  /// The commands in the order in which the reference page and `!help all` show them.
  package static let all: [any Command.Type] = [
    Help.self,
    ShowMore.self,
    ShowAbout.self,
    Join.self,
    Leave.self,
    Hello.self,
    SetZone.self,
    Me.self,
    MyData.self,
    Forget.self,
    ProposeTopic.self,
    ListTopics.self,
    VoteTopic.self,
    UnvoteTopic.self,
    OwnTopic.self,
    EditTopic.self,
    DropTopic.self,
    MergeTopics.self,
    ShowNext.self,
    RSVP.self,
    ListAttendees.self,
    WithdrawRSVP.self,
    MarkHere.self,
    AnswerSlots.self,
    Remind.self,
    RemindMe.self,
    ListReminders.self,
    DropReminder.self,
    SetQuietHours.self,
    Snooze.self,
    ShowLink.self,
    SetLink.self,
    ShowSession.self,
    ListSessions.self,
    ShowCalendar.self,
    PlanSession.self,
    MoveSession.self,
    CancelSession.self,
    CloneSession.self,
    PollSession.self,
    ConfirmSession.self,
    WriteSession.self,
    StartSession.self,
    EndSession.self,
    FrameSession.self,
    ExpectOfSession.self,
    PrimeSession.self,
    PreflightSession.self,
    ChooseFormat.self,
    ShowAgenda.self,
    AddToAgenda.self,
    NextOnAgenda.self,
    ExtendOnAgenda.self,
    SkipOnAgenda.self,
    MoveOnAgenda.self,
    SortAgenda.self,
    FreeAgenda.self,
    StartTimer.self,
    TakeNote.self,
    NoteIdea.self,
    NoteDecision.self,
    ParkSubject.self,
    NoteAction.self,
    FinishAction.self,
    ListActions.self,
    StrikeEntry.self,
    WrapSession.self,
    ShowRecap.self,
    ShowCatchUp.self,
    ShowSeries.self,
    PlanSeries.self,
    SkipDate.self,
    PauseSeries.self,
    ResumeSeries.self,
    EndSeries.self,
    ShowRota.self,
    AddToRota.self,
    RemoveFromRota.self,
    SetRota.self,
    AssignTurn.self,
    SkipInRota.self,
    SwapTurns.self,
    PairInRota.self,
    SetRotaMode.self,
    Volunteer.self,
    AcceptTurn.self,
    SkipTurn.self,
    SwapTurn.self,
    HandOver.self,
    ShowCoffee.self,
    JoinCoffee.self,
    LeaveCoffee.self,
    PairCoffee.self,
    TrioCoffee.self,
    ReportCoffee.self,
    SetBlackout.self,
    ListBlackouts.self,
    LiftBlackout.self,
    GiveFeedback.self,
    ShowFeedback.self,
    Undo.self,
    Redo.self,
    ShowRoles.self,
    GiveRole.self,
    TakeRole.self,
    ShowAudit.self,
  ]

  /// What they say of themselves, in the same order.
  package static let descriptions = all.map { $0.description }

  /// Finds a command by the words that were typed.
  package static let lexicon = Lexicon(descriptions)

  /// The few lines that `!help` shows behind those of the moment, the most useful first, and whom
  /// each is for.
  static let essentials: [(audience: Audience, text: String)] = [
    (.everybody, "`!topic <idea>` proposes a topic, `!topic` shows them all"),
    (.everybody, "`!join <interests>` · `!hello <a line about you>` · `!tz <city>` · `!me`"),
    (.everybody, "`!remind` says when I remind you, `!series` to which rhythm we meet"),
    (.facilitators, "`!feedback results` shows what members say about a session"),
    (.coordinators, "`!role add facilitator @name` gives a role, `!audit` shows what was changed"),
  ]
}

extension Audience {
  /// Whether somebody with `roles` belongs to it.
  package func admits(_ roles: Set<Role>) -> Bool {
    switch self {
    case .everybody: true
    case .facilitators: roles.contains(.facilitator) || roles.contains(.coordinator)
    case .coordinators: roles.contains(.coordinator)
    }
  }
}
