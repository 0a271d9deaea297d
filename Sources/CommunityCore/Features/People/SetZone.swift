package import CommandGrammar
package import Primitives
import Timekeeping

/// Sets one's own time zone by a city, or shows it.
package struct SetZone: Command {
  package static let description = CommandDescription(
    "tz", aliases: ["timezone", "zone"],
    usage: "!tz [city|zone|off]",
    summary: "Sets the zone in which I tell you times in direct messages; alone it shows it.",
    examples: ["!tz Leeds", "!tz Europe/Berlin"],
    deed: .init("time zone", "time zones"), isUndoable: true)

  private let place: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    place = try arguments.text("a place", limitBytes: 100)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    if place.isEmpty { return Decision(saying: .state(context)) }
    if ["off", "default", "none"].contains(Folding.fold(place)) { return set(nil, in: context) }
    switch context.charter.zones.find(place) {
    case .found(let name): return set(name, in: context)
    case .ambiguous(let choices): return context.choosing(place, among: choices, isNear: false)
    case .fixedOffset: throw .fixedOffset
    case .unknown(let nearest):
      if nearest.isEmpty { throw .unknownPlace(place) }
      return context.choosing(place, among: nearest, isNear: true)
    }
  }

  private func set(_ zone: String?, in context: CommandContext) -> Decision {
    let author = context.author
    return Decision(
      [.people(.zoneSet(author.id, zone))],
      undoing: .init("time zone", [.people(.zoneSet(author.id, author.zone))]),
      saying: [.set(zone, context)])
  }
}

extension CommandContext {
  /// Asks which of the zones is meant; a number answers.
  fileprivate func choosing(
    _ place: String, among choices: [ZoneChoice], isNear: Bool
  ) -> Decision {
    let offered = choices.prefix(6)
    let options = offered.enumerated().map { number, choice in
      Dialogue.Question.Option("\(number + 1)", runs: "tz \(choice.name)")
    }
    let question = Dialogue.Question(
      room: message.room, until: now + .minutes(10), options: options)
    return Decision(
      [.dialogue(.asked(author.id, question))],
      saying: [.choice(place, Array(offered), isNear: isNear)])
  }

  /// The next session by the clocks of a place; where there is none, the time there, to compare with
  /// a watch.
  fileprivate func echo(in name: String) -> String {
    let zone = charter.zones.zoneOrUniversal(named: name)
    guard let next = community.sessions.ahead(of: now, limit: 1).first else {
      return "It is \(TimeEcho.dated(now, in: zone)) now."
    }
    let start = TimeEcho.full(next.start, in: zone, now: now)
    return "For you \(community.label(of: next)) is \(start)."
  }
}

extension Reply {
  fileprivate static func state(_ context: CommandContext) -> Reply {
    guard let zone = context.author.zone else {
      return Reply(
        "I tell you times as everybody here: `\(context.community.plan.zone)`. "
          + "`!tz <your city>` sets your own.")
    }
    return Reply("Your zone is `\(zone)`. \(context.echo(in: zone)) `!tz <your city>` changes it.")
  }

  fileprivate static func set(_ zone: String?, _ context: CommandContext) -> Reply {
    guard let zone else {
      return Reply("I tell you times as everybody here again: `\(context.community.plan.zone)`.")
    }
    return Reply("Your zone is `\(zone)`. \(context.echo(in: zone))")
  }

  fileprivate static func choice(_ place: String, _ choices: [ZoneChoice], isNear: Bool) -> Reply {
    let list = choices.enumerated().map { number, choice in "`\(number + 1)` \(choice)" }
    let opening = isNear ? "I know no place called “\(place)”. Near to it:" : "Which “\(place)”?"
    return Reply(
      "\(opening)\n\(list.joined(separator: "\n"))\nReply with a number within 10 minutes.")
  }
}
