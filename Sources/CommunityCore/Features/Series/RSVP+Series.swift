import OrderedCollections
import CommandGrammar
import Primitives
import Timekeeping

extension RSVP {
  /// Answers for all dates of a series: those that are planned and were not answered by themselves, and
  /// all that will be planned.
  func answerAll(_ typed: TypedAnswer, in context: CommandContext) throws(Refusal) -> Decision {
    let series = try series.series(in: context)
    try series.requireRunning()
    let member = context.author.id
    let answer = Attendance.Answer(
      choice: typed.choice, guests: typed.guests,
      note: context.community.people.stored(typed.note), at: context.now, isBySeries: true)
    if let capacity = series.capacity, typed.choice == .yes, answer.seats > capacity {
      throw .tooManyForSeries(series.id, capacity)
    }
    let ahead = context.community.datesAhead(of: series.id, at: context.now)
    var events: [Event] = [.series(.answered(series.id, by: member, answer))]
    var undo: [Event] = [.series(.answered(series.id, by: member, series.answers[member]))]
    var replies: [Reply] = []
    var outcome = SeriesOutcome()
    for session in ahead {
      let old = session.attendance[member]
      guard old?.isBySeries ?? true else {
        outcome.apart.append(session)
        continue
      }
      do throws(Refusal) {
        try session.requireRoom(for: answer, of: member)
      } catch {
        outcome.apart.append(session)
        continue
      }
      let settlement = session.settling(answer, of: member)
      if settlement.answer?.seat == .waiting { outcome.waiting.append(session) }
      events += settlement.events
      undo.append(session.restoring(old, member))
      outcome.answered.append(session)
      replies += context.community.promotionNotices(
        of: settlement.promoted, for: session, charter: context.charter, at: context.now)
    }
    let turns =
      typed.choice == .no ? context.passingTurns(at: outcome.answered, after: events) : nil
    outcome.turns = context.note(of: turns?.passed ?? [], isOne: false)
    let passed = turns?.decision ?? Decision()
    return Decision(
      events + passed.events,
      undoing: .init("RSVP \(series.id) \(typed.choice.rawValue)", undo + (turns?.undo ?? [])),
      saying: [.answered(answer, series, outcome, context)] + replies + passed.replies)
  }
}

/// What an answer for all dates came to.
private struct SeriesOutcome {
  /// The planned dates it holds for.
  var answered: [Sessions.Session] = []
  /// What becomes of turns, as it is said.
  var turns = ""
  /// The dates at which there is no seat yet.
  var waiting: [Sessions.Session] = []
  /// The dates that keep an answer of their own.
  var apart: [Sessions.Session] = []
}

extension Reply {
  fileprivate static func answered(
    _ answer: Attendance.Answer, _ series: AllSeries.Series, _ outcome: SeriesOutcome,
    _ context: CommandContext
  ) -> Reply {
    let mark =
      switch answer.choice {
      case .yes: "✅ Going"
      case .maybe: "❓ Maybe"
      case .no: "❌ Not coming"
      }
    let count = outcome.answered.count
    let dates = count == 1 ? "1 planned date" : "\(count) planned dates"
    var text =
      "\(mark), all dates: \(context.community.headline(of: series)). It holds for \(dates)"
    text += " and all that follow."
    if !outcome.waiting.isEmpty {
      text += " On the waitlist: \(outcome.waiting.map(\.id.description).joined(separator: ", "))."
    }
    if !outcome.apart.isEmpty {
      text +=
        " What you said for \(outcome.apart.map(\.id.description).joined(separator: ", ")) stands."
    }
    return Reply(text + outcome.turns)
  }
}
