package import CommandGrammar
import OrderedCollections
package import Primitives

/// Shows who comes to a session: names, never what they said with it.
package struct ListAttendees: Command {
  package static let description = CommandDescription(
    "rsvp who", aliases: ["r who", "rsvp list", "rsvps"],
    usage: "!rsvp who [session]",
    summary: "Shows who comes, who may come, who doesn't, and who waits for a seat.",
    examples: ["!rsvp who", "!rsvp who S1"],
    accepts: { words in
      words.isEmpty || words.count == 1 && SessionID(words.first?.folded ?? "") != nil
    })

  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    switch try session.choice(in: context) {
    case .several(let sessions):
      context.choosing(among: sessions) { "rsvp who \($0)" }
    case .one(let session): Self.page(session, context)
    }
  }
}

extension ListAttendees {
  private static let namesShown = 30

  /// A line for each answer with so many of the names; with `!more` the next ones of all of them.
  private static func page(_ session: Sessions.Session, _ context: CommandContext) -> Decision {
    let attendance = session.attendance
    let answers = attendance.answers
    let seats = session.capacity.map { " (\(attendance.seatsTaken) of \($0) seats taken)" } ?? ""
    let groups = [
      (word: "Going", seats: seats, answers: answers.filter { $0.answer.seat == .seated }),
      (word: "Waitlist", seats: "", answers: attendance.waitlist),
      (word: "Maybe", seats: "", answers: answers.filter { $0.answer.choice == .maybe }),
      (word: "Not", seats: "", answers: answers.filter { $0.answer.choice == .no }),
    ]
    let page = context.page(of: groups.map(\.answers.count).max() ?? 0, size: namesShown)
    let lines = groups.compactMap { names($0.word, $0.seats, $0.answers, page.range, context) }
    return Decision(page.events, saying: [.attendees(session, lines, page, context)])
  }

  private static func names(
    _ word: String, _ seats: String, _ answers: [(member: MemberID, answer: Attendance.Answer)],
    _ range: Range<Int>, _ context: CommandContext
  ) -> String? {
    guard range.lowerBound < answers.count else { return nil }
    var names = answers[range.clamped(to: answers.indices)].map { member, answer in
      context.name(member) + (answer.guests > 0 ? " +\(answer.guests)" : "")
    }
    let left = answers.count - range.upperBound
    if left > 0 { names.append("and \(left) more") }
    return "\(word) \(answers.count)\(seats): \(names.joined(separator: ", "))"
  }
}

extension Reply {
  fileprivate static func attendees(
    _ session: Sessions.Session, _ named: [String], _ page: Page, _ context: CommandContext
  ) -> Reply {
    let attendance = session.attendance
    var lines = [context.headline(session)] + named
    if attendance.isEmpty { lines.append("Nobody has answered yet.") }
    let silent = context.community.people.members.values.count {
      $0.isActive && attendance[$0.id] == nil
    }
    if silent > 0 { lines.append("No answer: \(silent).") }
    if page.left > 0 { lines.append("`!more` shows further names.") }
    return Reply(lines.joined(separator: "\n"))
  }
}
