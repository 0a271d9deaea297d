package import CommandGrammar
package import Primitives
import Timekeeping

/// Tells a member something at a time that they choose.
package struct RemindMe: Command {
  package static let description = CommandDescription(
    "remind me",
    usage: "!remind me <when> <text>",
    summary: "Tells you something at a time, alone where I can.",
    examples: ["!remind me 2026-12-01 9:00 ask Bo for the slides", "!remind list"],
    deed: .init("reminder", "reminders"), isUndoable: true)

  private let words: [String]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = arguments.remaining.map(\.text)
    if words.isEmpty { throw .missing("when, and what I shall say") }
    while arguments.take() != nil {}
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let zone = context.author.zone ?? context.community.plan.zone
    let when = try When(reading: words, zone: zone, in: context, zoneWords: .names)
    try when.requireAhead(in: context)
    var rest = words.dropFirst(when.wordCount)
    if rest.first == "to" || rest.first == "that" { rest.removeFirst() }
    let text = Prose.clean(rest.joined(separator: " "))
    if text.isEmpty { throw .nothingToSay }
    if text.utf8.count > Notices.textBytes { throw .reminderTooLong(limitBytes: Notices.textBytes) }
    let notices = context.community.notices
    if notices.personal(of: context.author.id).count >= Notices.personalLimit {
      throw .full("reminders of yours", limit: Notices.personalLimit)
    }
    let reminder = Notices.Personal(
      number: notices.nextNumber, member: context.author.id, time: when.time,
      text: context.community.people.stored(text), room: context.message.room, at: context.now)
    return Decision(
      [.notices(.asked(reminder))],
      undoing: .init("reminder “\(text)”", [.notices(.dropped(reminder.number))]),
      saying: [.willTell(reminder, when, context)])
  }
}

extension Reply {
  fileprivate static func willTell(
    _ reminder: Notices.Personal, _ when: When, _ context: CommandContext
  ) -> Reply {
    let zone = context.charter.zones.zoneOrUniversal(named: reminder.time.zone)
    let noted = when.notes.map { " \($0)" }.joined()
    let place = context.charter.hasDirectMessages ? "" : " I say it here, for all to read."
    return Reply(
      "⏰ \(TimeEcho.full(when.start, in: zone, now: context.now)): "
        + "“\(context.shown(reminder.text))”.\(noted)\(place)")
  }
}
