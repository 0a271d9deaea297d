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

/// Shows what a member wanted to be told.
package struct ListReminders: Command {
  package static let description = CommandDescription(
    "remind list",
    usage: "!remind list",
    summary: "Shows what you asked to be told, and when.",
    examples: ["!remind list", "!remind drop 1"],
    accepts: { $0.isEmpty })

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let own = context.community.notices.personal(of: context.author.id)
    if own.isEmpty { throw .noReminders }
    return Decision(saying: .reminders(own, context))
  }
}

/// Drops something that a member wanted to be told.
package struct DropReminder: Command {
  package static let description = CommandDescription(
    "remind drop", aliases: ["remind cancel", "remind delete"],
    usage: "!remind drop [number]",
    summary: "Drops one of the things you asked to be told, by its place in `!remind list`.",
    examples: ["!remind drop 1", "!remind drop"],
    deed: .init("reminder dropped", "reminders dropped"), isUndoable: true,
    accepts: { $0.count <= 1 })

  private let position: Int?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else {
      position = nil
      return
    }
    guard let position = Int(word.folded), position > 0 else {
      throw .invalid(word.text, expected: "a number of `!remind list`")
    }
    self.position = position
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let own = context.community.notices.personal(of: context.author.id)
    if own.isEmpty { throw .noReminders }
    guard let position = position ?? (own.count == 1 ? 1 : nil), own.indices.contains(position - 1)
    else { return Decision(saying: .reminders(own, context)) }
    let reminder = own[position - 1]
    let text = context.shown(reminder.text)
    return Decision(
      [.notices(.dropped(reminder.number))],
      undoing: .init("reminder “\(text)” dropped", [.notices(.asked(reminder))]),
      saying: [Reply("I won't tell you “\(text)”.")])
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

  fileprivate static func reminders(
    _ own: [Notices.Personal], _ context: CommandContext
  ) -> Reply {
    let lines = own.prefix(20).enumerated().map { index, reminder in
      let zone = context.charter.zones.zoneOrUniversal(named: reminder.time.zone)
      let due = context.community.notices.instant(of: reminder)
      return "\(index + 1). \(TimeEcho.full(due, in: zone, now: context.now)): "
        + "“\(context.shown(reminder.text))”"
    }
    let more = own.count > 20 ? ["… and \(own.count - 20) more."] : []
    return Reply(
      (lines + more + ["`!remind drop 1` drops the first."]).joined(separator: "\n"))
  }
}
