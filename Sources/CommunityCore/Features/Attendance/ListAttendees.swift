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
    case .one(let session): Decision(saying: .attendees(session, context))
    }
  }
}

extension Reply {
  private static let namesShown = 30

  fileprivate static func attendees(
    _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    let attendance = session.attendance
    let answers = attendance.answers
    var lines = [context.headline(session)]
    let seats = session.capacity.map { " (\(attendance.seatsTaken) of \($0) seats taken)" } ?? ""
    lines += [
      names("Going", seats, answers.filter { $0.answer.seat == .seated }, context),
      names("Waitlist", "", attendance.waitlist, context),
      names("Maybe", "", answers.filter { $0.answer.choice == .maybe }, context),
      names("Not", "", answers.filter { $0.answer.choice == .no }, context),
    ].compactMap { $0 }
    if attendance.isEmpty { lines.append("Nobody has answered yet.") }
    let silent = context.community.people.members.values.count {
      $0.isActive && attendance[$0.id] == nil
    }
    if silent > 0 { lines.append("No answer: \(silent).") }
    return Reply(lines.joined(separator: "\n"))
  }

  private static func names(
    _ word: String, _ seats: String, _ answers: [(member: MemberID, answer: Attendance.Answer)],
    _ context: CommandContext
  ) -> String? {
    guard !answers.isEmpty else { return nil }
    var names = answers.prefix(namesShown).map { member, answer in
      context.name(member) + (answer.guests > 0 ? " +\(answer.guests)" : "")
    }
    if answers.count > namesShown { names.append("and \(answers.count - namesShown) more") }
    return "\(word) \(answers.count)\(seats): \(names.joined(separator: ", "))"
  }
}
