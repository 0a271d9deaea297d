package import CommandGrammar
package import Primitives
import Timekeeping

/// Shows how many came to sessions, beside how many had said so.
package struct ShowAttendance: Command {
  package static let description = CommandDescription(
    "attendance", aliases: ["turnout"], audience: .coordinators,
    usage: "!attendance [session|90d]",
    summary: "Shows how many came beside how many had said so, session by session; no names.",
    examples: ["!attendance", "!attendance S1"],
    instead: "!rsvp who")

  private static let shown = 8

  private let session: SessionID?
  private let word: PeriodWord

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = arguments.take(ifMeaning: { SessionID(lettered: $0) })
    word = try PeriodWord(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if let session {
      guard let known = context.community.sessions[session] else {
        throw .noSuchSession(session)
      }
      guard known.status == .planned, known.hasBegun(at: context.now) else {
        throw .figures(.notHeld(session))
      }
      return Decision(saying: Reply(Self.one(known, context)))
    }
    let figures = try context.figures(word)
    let held = Array(figures.held.reversed())
    if held.isEmpty { throw .figures(.noneHeld(days: figures.period.wholeDays)) }
    let page = context.page(of: held.count, size: Self.shown)
    var lines = [context.heading(figures.period), figures.turnoutLine]
    let turnout = figures.turnout
    if turnout.people >= Figures.smallest, turnout.going > 0 {
      lines.append("Of those who had said yes \(turnout.keptShare.percent) % came.")
    }
    let most = held.map { $0.attendance.here.count }.max() ?? 0
    lines += held[page.range].map { Self.line($0, most, context) }
    if let tail = page.tail { lines.append(tail) }
    return Decision(page.events, saying: [Reply(lines.joined(separator: "\n"))])
  }

  /// `█████░░░░░ 5 of 7 · S12 Thu 3 Dec`: how many came, and how many had a seat.
  private static func line(
    _ session: Sessions.Session, _ most: Int, _ context: CommandContext
  ) -> String {
    let there = session.attendance.here.count
    let day = context.community.clocks(of: session).localTime(at: session.start).day
    let name = "\(session.id) \(DayMonth.words(day))"
    if there == 0 { return "\(PlainPlot.bar(0, of: 1)) not noted · \(name)" }
    if there < Figures.smallest { return "\(PlainPlot.bar(0, of: 1)) too few · \(name)" }
    let answered = session.attendance.goingCount
    return "\(PlainPlot.bar(there, of: most)) \(there) there, \(answered) yes · \(name)"
  }

  private static func one(_ session: Sessions.Session, _ context: CommandContext) -> String {
    let attendance = session.attendance
    var lines = [context.dated(session)]
    if attendance.here.isEmpty {
      lines.append("Nobody said that they were there.")
    } else if attendance.here.count < Figures.smallest {
      lines.append("There: \(Figures.tooFew)")
    } else {
      let kept = attendance.here.count { attendance[$0]?.seat == .seated }
      lines.append("There: \(attendance.here.count)")
      let others = attendance.here.count - kept
      if attendance.goingCount >= Figures.smallest {
        lines.append("Of \(attendance.goingCount) who had said yes: \(Figures.few(kept))")
      }
      lines.append("Without having said so: \(Figures.few(others))")
    }
    lines.append(
      "Answers: \(attendance.goingCount) yes, \(attendance.maybeCount) maybe, "
        + "\(attendance.notCount) no"
        + (attendance.waitingCount == 0 ? "" : ", \(attendance.waitingCount) waiting"))
    return lines.joined(separator: "\n")
  }
}

/// A day in few characters.
enum DayMonth {
  /// `3 Dec`.
  static func words(_ day: GregorianDay) -> String {
    TimeEcho.day(day).split(separator: " ").dropFirst().dropLast().joined(separator: " ")
  }
}
