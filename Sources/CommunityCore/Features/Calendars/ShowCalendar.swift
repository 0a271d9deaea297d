package import CommandGrammar
package import Primitives

/// Says where the sessions can be subscribed to with a calendar.
package struct ShowCalendar: Command {
  package static let description = CommandDescription(
    "calendar", aliases: ["ics", "cal"],
    usage: "!calendar",
    summary:
      "Says where your calendar finds all sessions, and writes to you alone where yours are.",
    examples: ["!calendar", "!ics"])

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let names = context.charter.calendars, let address = names.address else {
      throw .noCalendars
    }
    let community = context.community.plan
    let everybody = "\(address)/\(names.file(of: community.key))"
    let own = "\(address)/\(names.file(of: context.author.id, in: community.key))"
    if context.isDirect {
      return Decision(saying: Reply("\(Reply.about(everybody, community.name))\n\(Reply.own(own))"))
    }
    let replies = [Reply.everybody(everybody, community.name)]
    guard context.charter.hasDirectMessages else { return Decision(saying: replies) }
    return Decision(saying: replies + [Reply(Reply.own(own), to: .direct(context.author.id))])
  }
}

extension Reply {
  fileprivate static func about(_ address: String, _ community: String) -> String {
    "All sessions of \(community), for your calendar to subscribe to: \(address)"
  }

  fileprivate static func everybody(_ address: String, _ community: String) -> Reply {
    Reply(about(address, community))
  }

  fileprivate static func own(_ address: String) -> String {
    "Only what you said yes or maybe to: \(address)\nWhoever has that address can read it, so keep it to yourself."
  }
}
