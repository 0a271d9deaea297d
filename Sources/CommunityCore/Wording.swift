import CommandGrammar
import Primitives
import Timekeeping

extension Refusal {
  /// The sentence that a member reads: what stands in the way, and what can be done.
  var reply: Reply {
    switch self {
    case .notYours(let who, let instead):
      Reply("That is for \(who)." + (instead.isEmpty ? "" : " You can `\(instead)`."))
    case .breakouts(let refusal): refusal.reply
    case .figures(let refusal): refusal.reply
    case .polls(let refusal): refusal.reply
    case .surveys(let refusal): refusal.reply
    case .digests(let refusal): refusal.reply
    case .mail(let refusal): refusal.reply
    case .sharing(let refusal): refusal.reply
    case .experiences(let refusal): refusal.reply
    case .suggestions(let refusal): refusal.reply
    case .noSuchTopic(let name): Reply("I find no topic \(name). `!topic list` shows them.")
    case .severalTopics(let names):
      Reply("Several topics fit: \(names.joined(separator: ", ")). Say its number.")
    case .topicClosed(let id, let why): Reply("\(id) is not open. \(why)")
    case .topicOwned(let id, let owner):
      Reply("\(id) would be led by \(owner) already. Talk to them, or `!topic vote \(id)`.")
    case .noVotesLeft(let given):
      Reply(
        "Your three votes are with \(given.map(\.description).joined(separator: ", ")). "
          + "`!topic unvote \(given[0])` frees one.")
    case .alreadyVoted(let id): Reply("You vote for \(id) already.")
    case .notVoted(let id): Reply("You don't vote for \(id). `!topic vote \(id)` does.")
    case .nothingToUndo:
      Reply("You have changed nothing in the last ten minutes that I could undo.")
    case .nothingToRedo: Reply("There is nothing that you undid in the last ten minutes.")
    case .notUndoable(let label): Reply("What you did last can't be undone: \(label).")
    case .tooLateToUndo(let why): Reply("That can't be undone any more. \(why)")
    case .full(let what, let limit):
      Reply("There are \(limit) \(what) already, which is as many as I keep. Nothing was added.")
    case .ambiguousMember(let name, let names):
      Reply(
        "“\(name)” could be \(names.joined(separator: " or ")). Say which by what stands in brackets."
      )
    case .unknownMember(let name):
      Reply("I know nobody called “\(name)” here. They are known once they have typed a command.")
    case .noSessionPlanned:
      Reply("No session is planned. `!topic <idea>` says what one could be about.")
    case .noSuchSession(let id): Reply("There is no \(id). `!session list` shows all sessions.")
    case .sessionOver(let id): Reply("\(id) is over.")
    case .sessionCancelled(let id): Reply("\(id) is cancelled.")
    case .notNow(let when):
      Reply(
        "You can say `!here` from half an hour before a session until an hour after it. "
          + "This one is \(when).")
    case .notStartable(let when):
      Reply(
        "A session can be started from half an hour before its time until an hour after its end. "
          + "This one is \(when).")
    case .isLive(let id): Reply("\(id) is live already. `!session end \(id)` ends it.")
    case .oneOwner: Reply("An action has one owner. Write one for each, or `!action everyone …`.")
    case .notLive(let id): Reply("\(id) was not started. `!session start \(id)` does it.")
    case .noneLive(let next): Reply("No session is on that could end. The next one: \(next).")
    case .hasBegun(let id): Reply("\(id) has begun, so that comes too late. Nothing was changed.")
    case .noSuchPoint(let number, let count):
      Reply("The list has no point \(number), only 1 to \(count).")
    case .noSuchFormat(let name):
      Reply(
        "I know no single format “\(Prose.clean(Prose.prefix(name, bytes: 60)))”. `!format` shows them."
      )
    case .agendaRuns(let id):
      Reply("The agenda of \(id) runs already. `!agenda free` takes it away first.")
    case .nothingOnAgenda(let id):
      Reply("Nothing is on the agenda of \(id) that could go on. `!agenda` shows it.")
    case .noSuchItem(let number, let count):
      Reply(
        count == 0
          ? "The agenda is empty." : "The agenda has no item \(number), only 1 to \(count).")
    case .mustItem(let number):
      Reply("Item \(number) is a must. `!agenda move` puts it elsewhere.")
    case .noTimer(let id): Reply("No timer runs in \(id).")
    case .noSessionToMinute:
      Reply(
        "No session is on or was in the last day, so I don't know where that belongs. Name one, "
          + "such as `!note S1 …`.")
    case .notMinutedYet(let headline):
      Reply("There is nothing to write down yet: \(headline).")
    case .minutesStand(let id):
      Reply("The minutes of \(id) stand, and are not changed any more. `!recap \(id)` shows them.")
    case .noSuchEntry(let name):
      Reply(
        "Nothing is called \(name). `!recap` shows what was written down, `!actions` what is open.")
    case .notYourEntry(let id):
      Reply("Somebody else wrote \(id) down. They can take it back, and who facilitates.")
    case .entryStruck(let id): Reply("\(id) was taken back already.")
    case .nothingToStrike(let id):
      Reply("Nothing was written down at \(id) that could be taken back.")
    case .actionDone(let id): Reply("\(id) is done already. Thank you.")
    case .notYourAction(let id, let owner):
      Reply("\(id) is with \(owner). They can say that it is done, and who facilitates.")
    case .noMinutes(let id): Reply("Nothing was written down at \(id).")
    case .noMinutesYet:
      Reply("Nothing was written down at a session yet. `!note <text>` does it while one is on.")
    case .sessionPast(let echo): Reply("That is over: \(echo). Nothing was planned.")
    case .sessionTooFar(let echo):
      Reply("That is more than two years ahead: \(echo). Nothing was planned.")
    case .titleMissing:
      Reply("What is it called? Like this: `\(PlanSession.description.examples[0])`")
    case .noRoomToAnnounce:
      Reply("I don't know yet in which room to announce it. Please plan the first session there.")
    case .duration(let problem): Reply("\(problem) Nothing was planned.")
    case .zone(let text, let match): .noZone(text, match)
    case .unreadable(let text, let example):
      Reply(
        "I don't know what to do with “\(Prose.clean(Prose.prefix(text, bytes: 60)))”. "
          + "Like this: `\(example)`")
    case .nothingToSay:
      Reply("What shall I tell you then? Like this: `\(RemindMe.description.examples[0])`")
    case .reminderTooLong(let limit):
      Reply("That is too long: I keep at most \(limit) bytes of text. Nothing was kept.")
    case .noReminders:
      Reply("You have asked me to tell you nothing. `!remind me <when> <text>` does.")
    case .tooManyForSeries(let id, let seats):
      Reply("\(id) has \(seats) \(seats == 1 ? "seat" : "seats") at each date, and you need more.")
    case .noSeries:
      Reply("There is no series. A facilitator starts one: `\(PlanSeries.description.examples[0])`")
    case .noSuchSeries(let id): Reply("There is no series \(id). `!series` shows them.")
    case .severalSeries(let names):
      Reply("Which series: \(names.joined(separator: ", "))? Say its number.")
    case .seriesEnded(let id): Reply("\(id) has ended.")
    case .seriesPaused(let id): Reply("\(id) is paused already. `!series resume \(id)` goes on.")
    case .seriesNotPaused(let id): Reply("\(id) is not paused.")
    case .noSuchDate(let id, let next):
      Reply(
        "\(id) has no date then. "
          + (next.isEmpty ? "It has none ahead." : "The next: \(next.joined(separator: "; "))."))
    case .noDates: Reply("That gives no date that is still to come. Nothing was planned.")
    case .notARhythm(let sentence): Reply("\(sentence) Nothing was planned.")
    case .aRhythm:
      Reply("That is a rhythm. `\(PlanSeries.description.examples[0])` starts a series.")
    case .titleTooLong(let limit):
      Reply("That title is too long: it has at most \(limit) bytes. Nothing was planned.")
    case .badDeadline(let echo):
      Reply(
        "The minimum is looked at before the session, and that is not: \(echo). Nothing was planned."
      )
    case .phrase(let problem): Reply("\(problem) Nothing was planned.")
    case .noPoll: Reply("I am not asking about times now. `!session` shows what is planned.")
    case .noSuchPoll(let id): Reply("There is no poll \(id).")
    case .pollClosed(let id): Reply("\(id) is over: no answers are taken any more.")
    case .pollAsked(let id):
      Reply("I am asking that already: \(id). `!session poll close \(id)` counts the answers now.")
    case .slotCount(let count):
      Reply(
        "I need 2 to 10 times to choose from, with commas between them, and that is \(count). "
          + "Nothing was asked.")
    case .sameSlot(let echo): Reply("One time is there twice: \(echo). Nothing was asked.")
    case .slotTooSoon(let echo):
      Reply(
        "That leaves no time for answers: \(echo). Times must be three hours ahead. Nothing was asked."
      )
    case .pollDeadline(let echo, let latest):
      Reply(
        "Answers must end two hours before the first time and within 30 days, by \(latest), and "
          + "that is not: \(echo). Nothing was asked.")
    case .zoneTooLate(let zone):
      Reply(
        "Is `\(zone)` for all these times? Name it behind the first one, and it counts for all. "
          + "Nothing was asked.")
    case .noSuchSlot(let number, let id, let count):
      Reply("\(id) has no time \(number), only 1 to \(count). Nothing was noted.")
    case .noSlotsAnswer(let id): Reply("You have said nothing to \(id) that I could take back.")
    case .noBlackouts:
      Reply("No days are kept free. `!blackout 2026-12-21 to 2027-01-03` keeps some.")
    case .noSuchBlackout: Reply("Those days are not kept free. `!blackout` shows which are.")
    case .badDays(let sentence): Reply("\(sentence) Nothing was changed.")
    case .alreadyThen(let dated): Reply("There is nothing to do: \(dated).")
    case .confirmedAlready(let id): Reply("There is nothing to do: \(id) is confirmed.")
    case .tooFewSeats(let id, let seats, let needed):
      Reply("\(id) has \(seats) \(seats == 1 ? "seat" : "seats") in all, and you need \(needed).")
    case .noSeatForGuests(let id, let free, let more):
      Reply(
        "\(id) has \(free == 0 ? "no seat" : free == 1 ? "1 seat" : "\(free) seats") left for "
          + "\(more) more. You keep what you have.")
    case .notAnswered(let id):
      Reply("You have not answered \(id), so there is nothing to take back.")
    case .hasRole(let name, let role): Reply("There is nothing to do: \(name) is \(role.rawValue).")
    case .lacksRole(let name, let role):
      Reply("There is nothing to do: \(name) is not \(role.rawValue).")
    case .lastCoordinator:
      Reply(
        "You are the last coordinator. Make somebody else one first: `!role add coordinator @name`."
      )
    case .configuredCoordinator(let name):
      Reply("My configuration makes \(name) a coordinator; only my operator can change that.")
    case .unknownPlace(let name):
      Reply("I know no place called “\(name)”. Name a large city near you, such as `!tz Leeds`.")
    case .fixedOffset:
      Reply(
        "A number of hours is wrong again when the clocks change. Name a city, such as `!tz Leeds`."
      )
    case .needsDirectMessage:
      Reply("That is for your eyes only, and I can't write to you alone here. So I left it.")
    case .noCalendars:
      Reply(
        "I can't say where: nobody has told me the address of our calendars. Whoever runs me can, by "
          + "`calendar_url` in my configuration. `!next` shows what comes.")
    case .noSessionBegun:
      Reply("No session has begun in the last 30 days, so there is nothing to give feedback on.")
    case .notBegun(let dated):
      Reply("That one has not begun: \(dated). Feedback is welcome from then on.")
    case .feedbackGiven(let id):
      Reply("You have given feedback for \(id) already. One answer each, and it stays as it is.")
    case .whichSession(let names):
      Reply(
        "It could be \(names.joined(separator: " or ")). I have kept nothing: please send it again "
          + "with the session in front, such as `feedback S1 …`.")
    case .nothingMore:
      Reply(
        "I have no list to go on with here. One that ends with “… and 9 more” goes on for an hour, "
          + "where you saw it.")
    case .noRota:
      Reply(
        "Nobody takes turns here yet. `!volunteer` begins, or a facilitator with `!rota add @name`."
      )
    case .noSuchRota(let role, let roles):
      Reply(
        "Nobody takes turns as \(RoleName.bearer(role)). There are turns for \(roles.joined(separator: ", "))."
      )
    case .inRota(let name, let role):
      Reply("There is nothing to do: \(name) takes turns as \(RoleName.bearer(role)) already.")
    case .notInRota(let name, let role):
      Reply("\(name) takes no turns as \(RoleName.bearer(role)). `!rota` shows who does.")
    case .noTurn(let id):
      Reply("No turn \(id.map { "at \($0) " } ?? "")is with you. `!rota` shows whose turn it is.")
    case .noTurnOf(let name, let role):
      Reply(
        "\(name) has no turn ahead as \(RoleName.bearer(role)), as far as I can see. `!rota` shows who has."
      )
    case .hasTurn(let id, let role):
      Reply("There is nothing to do: being \(RoleName.bearer(role)) at \(id) is settled like that.")
    case .turnTaken(let id, let role, let name):
      Reply(
        "\(name) is \(RoleName.bearer(role)) at \(id). Talk to them, or `!volunteer` to take turns."
      )
    case .passedOver(let name, let id): Reply("\(name) is passed over at \(id) already.")
    case .noCompanion:
      Reply(
        "Nobody is to sit beside you at a turn ahead, nor you beside somebody. `!rota` shows whose turn it is."
      )
    case .wrongPlanLength(let limit):
      Reply("I plan from 1 to \(limit) sessions at a time, such as `!rota plan 6`.")
    case .nobodyForTurns(let ids, let role):
      Reply(
        "Nobody can take the turn as \(RoleName.bearer(role)) at "
          + "\(ids.map(\.description).joined(separator: ", ")): who takes turns has said no, is away, or "
          + "has been at fewer than two sessions. `!rota assign @name \(ids[0]) \(role)` names somebody."
      )
    case .unknownRole(let role, let nearest):
      Reply(
        "I know no role “\(role)”. "
          + (nearest.map { "Did you mean `\($0)`? " } ?? "")
          + "`!rota add @name <role>` begins turns for a new one.")
    case .nothingToPlan(let role):
      Reply(
        "There is no session ahead of which the turn as \(RoleName.bearer(role)) is open. `!rota` shows what is settled."
      )
    case .sameMember: Reply("That is one person, and two are needed.")
    case .drinksAlready: Reply("There is nothing to do: you are in for coffee.")
    case .drinksNone: Reply("You are not in for coffee. `!coffee in` takes part.")
    case .notDrawn:
      Reply("You were not drawn with anybody yet. `!coffee` shows when the next draw is.")
    case .metAlready: Reply("There is nothing to do: I know that already.")
    case .noSessionNow:
      Reply(
        "No session is going on here: that is from half an hour before one until an hour after it. "
          + "`!next` shows the next one.")
    case .sparksSpent(let limit):
      Reply(
        "\(limit) were drawn here within a day, which is enough between sessions. "
          + "In a session whoever runs it draws as many as it takes.")
    case .sparksUsedUp(let count, let next):
      Reply(
        "All \(count) that fit were used here within six months. The first is free again on \(next)."
      )
    case .noTopicNow:
      Reply(
        "No session with a topic is going on here. `!topic pick T1` gives it one, "
          + "`!prompt silence` does without.")
    case .nearlyAnonymous(let canWriteAlone):
      Reply(
        "That looks as if it were to be without your name, so I kept nothing of it. "
          + (canWriteAlone
            ? "To me alone, `ask --anon <question>` keeps your name out; "
            : "Here I can't keep a question without its author's name; ")
          + "with your name, leave that word away.")
    case .noAnonymousQuestions(let canWriteAlone):
      Reply(
        "The room can see that, so I kept nothing of it; you may want to delete it. "
          + (canWriteAlone
            ? "Write to me alone: `ask --anon <question>`."
            : "Nobody can write to me alone here, so I can't keep a question without its author's name.")
      )
    case .notHere(let id):
      Reply(
        "I don't know that you are at \(id), so nothing waits for you. `!here` says that you are.")
    case .hereAlready(let id): Reply("There is nothing to do: I know that they are at \(id).")
    case .nobodyCalled:
      Reply(
        "Nobody else was called to speak, so there is nothing to ask in between. `q+` raises your hand."
      )
    case .nothingToLookBack:
      Reply(
        "No session has taken place yet, so there is nothing to look back at. `!format` shows other "
          + "ways to spend one.")
    case .noQuestionRead:
      Reply("Which question? Say its number, such as `!answer Q1 <text>`. `!ask` shows them.")
    case .noSuchQuestion(let id): Reply("There is no question \(id). `!ask` shows them.")
    case .questionClosed(let id, let why): Reply("\(id) is closed. \(why)")
    case .ownQuestion(let id): Reply("\(id) is your own; others raise it with `!ask vote \(id)`.")
    case .questionVoted(let id): Reply("I know that you want to know \(id) too.")
    case .questionNotVoted(let id):
      Reply("You have not voted for \(id). `!ask vote \(id)` does.")
    case .noQuestionLeft:
      Reply("Every open question was read out. `!ask` shows them, `!ask <question>` adds one.")
    case .speaksNot(let name, let id):
      Reply("\(name) has no part of \(id) to speak. `!speaker` shows who has.")
    case .speakingTime(let problem): Reply("\(problem) Nothing was changed.")
    case .topicPicked(let topic, let id): Reply("There is nothing to do: \(id) is about \(topic).")
    case .harvestRunning:
      Reply("Topics are collected already. `!topic harvest end` ends that.")
    case .noHarvest: Reply("No topics are collected now. `!topic harvest 5m` begins.")
    case .queueClosed(let id):
      Reply("No hands are taken at \(id) now. Whoever runs it opens the queue.")
    case .handIsUp: Reply("Your hand is up already. `q?` shows the queue, `q-` takes it down.")
    case .handIsDown: Reply("Your hand is not up. `q+` raises it.")
    case .queueEmpty: Reply("Nobody is in the queue. `!round` gives everybody a turn.")
    case .queueIsSo: Reply("There is nothing to do: the queue goes like that. `q?` shows it.")
    case .noRound: Reply("No round is going on. `!round <question>` begins one.")
    case .roundRunning:
      Reply("A round is going on already. `!round next` hands on, `!round end` ends it.")
    case .nobodyHere(let id):
      Reply(
        "I know of nobody else at \(id), so there is no round to make. Whoever types `!here` or says a "
          + "word is counted.")
    case .roundTooLarge(let count, let limit):
      Reply(
        "With \(count) people a round takes too long: it has at most \(limit). Small groups hear "
          + "everybody sooner.")
    case .noTurnInRound:
      Reply("No turn of yours is ahead in this round, so there is nothing to pass.")
    case .notWatched(let id): Reply("I don't watch \(id). `!watch on 4m` has me do it.")
    case .temperatureOpen:
      Reply("I am asking about another proposal already. `!temp close` ends that.")
    case .noTemperature: Reply("No proposal is asked about now. `!temp <proposal>` asks.")
    case .sameTopic(let id):
      Reply("\(id) is one topic already. Name two, such as `!topic merge T2 T1`.")
    }
  }
}
