import Primitives
package import Timekeeping

/// Why the rules do not allow a well-formed command: a fact, worded in `Wording.swift` alone.
package enum Refusal: Error, Hashable, Sendable {
  /// Only others may do that; the second text is a command that may be used instead.
  case notYours(who: String, instead: String)
  /// Something about figures and measures.
  case figures(FiguresRefusal)
  /// Something about polls.
  case polls(PollRefusal)
  /// Something about surveys.
  case surveys(SurveyRefusal)
  /// Something about digests.
  case digests(DigestRefusal)
  /// There is no topic with that number.
  case noSuchTopic(String)
  /// The words fit several topics, which follow.
  case severalTopics([String])
  /// Somebody else would lead the topic.
  case topicOwned(TopicID, by: String)
  /// The topic is no longer open.
  case topicClosed(TopicID, String)
  /// All three votes are given.
  case noVotesLeft([TopicID])
  /// The vote was given before.
  case alreadyVoted(TopicID)
  /// There was no vote to take back.
  case notVoted(TopicID)
  /// Nothing was done lately that could be undone.
  case nothingToUndo
  /// Nothing was undone lately that could be done again.
  case nothingToRedo
  /// What the text names can't be undone at all.
  case notUndoable(String)
  /// It can't be undone any more, for the reason given, which is a whole sentence.
  case tooLateToUndo(String)
  /// The session has that time already; the text is the session with its time.
  case alreadyThen(String)
  /// It was said before that the session takes place for sure.
  case confirmedAlready(SessionID)
  /// A reminder without words.
  case nothingToSay
  /// A reminder with too many words.
  case reminderTooLong(limitBytes: Int)
  /// The member has asked to be told nothing.
  case noReminders
  /// A party is larger than the seats of each date of the series.
  case tooManyForSeries(SeriesID, Int)
  /// There is no series.
  case noSeries
  /// There is no series with that number.
  case noSuchSeries(SeriesID)
  /// It must be said which series is meant; their names follow.
  case severalSeries([String])
  /// The series has ended.
  case seriesEnded(SeriesID)
  /// It is paused already.
  case seriesPaused(SeriesID)
  /// It is not paused.
  case seriesNotPaused(SeriesID)
  /// The series has no date on that day; the next dates follow.
  case noSuchDate(SeriesID, next: [String])
  /// The rule gives no date that is still to come.
  case noDates
  /// What should say how often does so only once; the text is a whole sentence.
  case notARhythm(String)
  /// A rhythm where one time is needed.
  case aRhythm
  /// The title is longer than the limit.
  case titleTooLong(limitBytes: Int)
  /// A minimum is waited for until a time that is over, or not before the session.
  case badDeadline(String)
  /// The words are no time or rhythm.
  case phrase(PhraseProblem)
  /// No poll about a time is open.
  case noPoll
  /// There is no poll with that number.
  case noSuchPoll(SlotPollID)
  /// No answers are taken any more.
  case pollClosed(SlotPollID)
  /// A poll with that title is open.
  case pollAsked(SlotPollID)
  /// A poll proposes too few times, or too many.
  case slotCount(Int)
  /// A time is proposed twice; the text says which.
  case sameSlot(String)
  /// The first time leaves no time for answers; the text says when it is.
  case slotTooSoon(String)
  /// Answers would end too late; the texts say when, and when they end at the latest.
  case pollDeadline(String, latest: String)
  /// A zone is named behind a later time, so that it may be meant for the first ones too.
  case zoneTooLate(String)
  /// The poll has no time with that number.
  case noSuchSlot(Int, SlotPollID, of: Int)
  /// There is no answer to a poll to take back.
  case noSlotsAnswer(SlotPollID)
  /// No days are kept free.
  case noBlackouts
  /// None of the days that are kept free is meant.
  case noSuchBlackout
  /// The days are the wrong way round, past, or too many; a whole sentence.
  case badDays(String)
  /// The community holds as many of something as it can.
  case full(String, limit: Int)
  /// A name fits several members.
  case ambiguousMember(String, [String])
  /// A name fits nobody here.
  case unknownMember(String)
  /// Something about breakout groups stands in the way.
  case breakouts(BreakoutRefusal)
  /// No letter can be sent.
  case mail(MailRefusal)
  /// Something about resources or thanks stands in the way.
  case sharing(SharingRefusal)
  /// Something about what members tell stands in the way.
  case experiences(ExperienceRefusal)
  /// Something about suggestions stands in the way.
  case suggestions(SuggestionRefusal)
  /// No session lies ahead.
  case noSessionPlanned
  /// There is no session with that number.
  case noSuchSession(SessionID)
  /// The session is over.
  case sessionOver(SessionID)
  /// The session was called off.
  case sessionCancelled(SessionID)
  /// Nobody can be at the session now; the text says which and when.
  case notNow(String)
  /// The session can't be started now; the text says which and when.
  case notStartable(String)
  /// The session is on already.
  case isLive(SessionID)
  /// The session was not started.
  case notLive(SessionID)
  /// An action was given to several.
  case oneOwner
  /// No session is on; the text is the next one.
  case noneLive(next: String)
  /// The session has begun, so that what prepares it comes too late.
  case hasBegun(SessionID)
  /// The list before a session has no point with that number.
  case noSuchPoint(Int, of: Int)
  /// No format is called so, or several are.
  case noSuchFormat(String)
  /// The agenda of the session runs already.
  case agendaRuns(SessionID)
  /// The session has nothing on its agenda that could go on.
  case nothingOnAgenda(SessionID)
  /// The agenda has no item with that number.
  case noSuchItem(Int, of: Int)
  /// The item with that number can't be left out.
  case mustItem(Int)
  /// No timer runs in the session.
  case noTimer(SessionID)
  /// No session is on or was lately of which something could be written down.
  case noSessionToMinute
  /// The minutes of a session that has not begun; the text says which and when it does.
  case notMinutedYet(String)
  /// The minutes of the session stand and are not changed any more.
  case minutesStand(SessionID)
  /// Nothing has such a number.
  case noSuchEntry(String)
  /// Somebody else wrote it, and facilitates or coordinates.
  case notYourEntry(EntryID)
  /// It was taken back before.
  case entryStruck(EntryID)
  /// Nothing was written down that could be taken back.
  case nothingToStrike(SessionID)
  /// The action is done already.
  case actionDone(EntryID)
  /// The action is somebody else's.
  case notYourAction(EntryID, of: String)
  /// Nothing was written down at the session.
  case noMinutes(SessionID)
  /// Nothing was written down at any session.
  case noMinutesYet
  /// The session would lie in the past; the text says when.
  case sessionPast(String)
  /// The session would lie more than two years ahead; the text says when.
  case sessionTooFar(String)
  /// The session has no title.
  case titleMissing
  /// A direct message does not say in which room to announce.
  case noRoomToAnnounce
  /// The words are no date and time.
  /// The words are no length of time.
  case duration(DurationProblem)
  /// The words are no one zone.
  case zone(String, ZoneMatch)
  /// Words are left over that mean nothing.
  case unreadable(String, like: String)
  /// A party is larger than the session has seats in all.
  case tooFewSeats(SessionID, Int, needed: Int)
  /// Somebody with a seat would bring more guests than there are free seats.
  case noSeatForGuests(SessionID, free: Int, more: Int)
  /// There is no answer to take back.
  case notAnswered(SessionID)
  /// The member has the role already.
  case hasRole(String, Role)
  /// The member does not have the role.
  case lacksRole(String, Role)
  /// Nobody would keep the community going any more.
  case lastCoordinator
  /// The operator's configuration makes the member a coordinator.
  case configuredCoordinator(String)
  /// No place is called so, nor nearly so.
  case unknownPlace(String)
  /// A number of hours was given where a place is needed.
  case fixedOffset
  /// The answer is for one member's eyes, and the bot can't write to a member alone here.
  case needsDirectMessage
  /// Nobody serves the calendar files.
  case noCalendars
  /// No session has begun lately.
  case noSessionBegun
  /// The session has not begun; the text says which and when it does.
  case notBegun(String)
  /// The member has said what the session was worth.
  case feedbackGiven(SessionID)
  /// Several sessions may be meant, which follow, and what was typed is not kept until that is clear.
  case whichSession([String])
  /// No list was shown lately that goes on.
  case nothingMore
  /// Nobody takes turns here yet.
  case noRota
  /// Nobody takes turns in that role; the roles with a rota follow.
  case noSuchRota(String, [String])
  /// The member takes turns in the role already.
  case inRota(String, String)
  /// The member takes no turns in the role.
  case notInRota(String, String)
  /// The author has no turn ahead, or none at that session.
  case noTurn(at: SessionID?)
  /// The member has no turn in the role ahead.
  case noTurnOf(String, String)
  /// The turn is with the one who is meant already.
  case hasTurn(SessionID, String)
  /// Somebody else has the turn.
  case turnTaken(SessionID, String, by: String)
  /// Nobody is to sit beside the author at a turn ahead, nor the author beside somebody.
  case noCompanion
  /// A plan of turns asks for too few sessions or too many.
  case wrongPlanLength(limit: Int)
  /// There is no session ahead of which the turn is open, so that nothing can be planned.
  case nothingToPlan(String)
  /// Turns are open, and nobody can take them.
  case nobodyForTurns([SessionID], String)
  /// No role is called so; the second text is the nearest one that is.
  case unknownRole(String, nearest: String?)
  /// The member is passed over at the session already.
  case passedOver(String, SessionID)
  /// Two members are needed, and one was named.
  case sameMember
  /// The member takes part in the draws for coffee already.
  case drinksAlready
  /// The member takes no part in them.
  case drinksNone
  /// The member was not drawn with anybody last time.
  case notDrawn
  /// It was said before whether those members met.
  case metAlready
  /// No session is going on where the author speaks.
  case noSessionNow
  /// As many texts were drawn outside sessions as a day allows.
  case sparksSpent(Int)
  /// All texts that fit were drawn within six months; the text says when the first is free again.
  case sparksUsedUp(Int, next: String)
  /// The session that is going on has no topic.
  case noTopicNow
  /// A question looks as if it were to be without a name, and would have had one.
  case nearlyAnonymous(canWriteAlone: Bool)
  /// A question without a name was asked where others can see it.
  case noAnonymousQuestions(canWriteAlone: Bool)
  /// The author is not known to be at the session.
  case notHere(SessionID)
  /// All who were named are known to be there.
  case hereAlready(SessionID)
  /// Nobody else was called, so that there is nothing that a question could follow.
  case nobodyCalled
  /// No session has taken place that could be looked back at.
  case nothingToLookBack
  /// No question was read out, and none is named.
  case noQuestionRead
  /// There is no question with that number.
  case noSuchQuestion(QuestionID)
  /// The question is no longer open, for the reason given, which is a whole sentence.
  case questionClosed(QuestionID, String)
  /// Nobody votes for their own question.
  case ownQuestion(QuestionID)
  /// The vote was given before.
  case questionVoted(QuestionID)
  /// There was no vote to take back.
  case questionNotVoted(QuestionID)
  /// Every open question was read out.
  case noQuestionLeft
  /// The member has no part of the session to speak.
  case speaksNot(String, SessionID)
  /// A length of time within a session is no good, for the reason given, which is a whole sentence.
  case speakingTime(String)
  /// The session is about that topic already.
  case topicPicked(TopicID, SessionID)
  /// Topics are collected already.
  case harvestRunning
  /// No topics are collected.
  case noHarvest
  /// No hands are taken in the session.
  case queueClosed(SessionID)
  /// The author's hand is up already.
  case handIsUp
  /// The author's hand is not up.
  case handIsDown
  /// Nobody waits to speak.
  case queueEmpty
  /// The queue goes like that already.
  case queueIsSo
  /// No round is going on.
  case noRound
  /// A round is going on.
  case roundRunning
  /// Fewer than two members are known to be at the session.
  case nobodyHere(SessionID)
  /// A round would have more members than it can.
  case roundTooLarge(Int, limit: Int)
  /// The author has no turn ahead in the round.
  case noTurnInRound
  /// Nobody is told of silence at the session.
  case notWatched(SessionID)
  /// A proposal is asked about already.
  case temperatureOpen
  /// No proposal is asked about.
  case noTemperature
  /// Two topics were to be made one, but they are the same.
  case sameTopic(TopicID)
}
