package import CommandGrammar
package import Primitives

/// Collects topics from whatever people write for some minutes.
package struct HarvestTopics: Command {
  package static let description = CommandDescription(
    "topic harvest", aliases: ["topic collect"],
    usage: "!topic harvest [5m|end]",
    summary:
      "Takes every line that is written here for some minutes as a topic; for whoever runs the "
      + "session.",
    examples: ["!topic harvest 5m", "!topic harvest end"],
    deed: .init("harvest", "harvests"), isUndoable: true,
    accepts: { words in
      guard let first = words.first else { return true }
      return words.count <= 2
        && (first.folded == "end" || first.folded.utf8.first.map { $0 >= 48 && $0 <= 57 } ?? false)
    })

  private static let bounds = 1...30
  private static let usual = 5
  private let isEnd: Bool
  private let length: LengthInSession

  package init(reading arguments: inout Arguments) throws(UsageError) {
    isEnd = arguments.take(ifMeaning: { $0 == "end" ? true : nil }) ?? false
    if isEnd { try arguments.end() }
    length = LengthInSession(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireOwnSessionNow()
    let running = context.community.sparks.harvest
    if isEnd {
      guard let running else { throw .noHarvest }
      return Decision(
        [.sparks(.harvestEnded)],
        undoing: .init("end of the harvest", [.sparks(.harvestBegun(running))]),
        saying: [.harvested(running, context.community, at: .answer)])
    }
    let minutes = try length.minutes(
      in: Self.bounds, usual: Self.usual, like: Self.description)
    if running != nil { throw .harvestRunning }
    let isAloud = context.isDirect
    let harvest = Sparks.Harvest(
      session: session.id, room: isAloud ? session.room : context.message.room,
      thread: isAloud && context.charter.hasThreads ? session.hour.root : context.message.thread,
      cause: context.message.id, until: context.now + .minutes(Int64(minutes)))
    let decision = Decision(
      [.sparks(.harvestBegun(harvest))],
      undoing: .init("harvest of topics", [.sparks(.harvestEnded)]),
      saying: [.begun(minutes, hearsAlone: context.charter.hasDirectMessages)])
    return context.aloud(decision, at: session)
  }
}

extension Reply {
  fileprivate static func begun(_ minutes: Int, hearsAlone: Bool) -> Reply {
    Reply(
      "For \(minutes == 1 ? "a minute" : "\(minutes) minutes") every line here is a topic"
        + (hearsAlone ? ", and so is one to me alone" : "")
        + ": what would you like to talk about? Half a thought will do. `!undo` takes your last one "
        + "back.")
  }

  /// What came of a harvest.
  static func harvested(
    _ harvest: Sparks.Harvest, _ community: Community, at destination: Destination
  ) -> Reply {
    let open = harvest.topics.compactMap { community.topics[$0] }.filter { $0.status == .open }
    guard !open.isEmpty else {
      return Reply(
        "The harvest is over, and no topic came. `!topic <idea>` is open at any time.",
        to: destination)
    }
    let count = open.count == 1 ? "1 topic" : "\(open.count) topics"
    let known = harvest.knownCount
    var lines = [
      "The harvest is over: \(count)" + (known > 0 ? ", \(known) of them known before." : ".")
    ]
    lines += open.prefix(8).map { "\($0.id) “\(community.people.shown($0.text))”" }
    if open.count > 8 { lines.append("… and \(open.count - 8) more: `!topic list`.") }
    lines.append("`!topic vote \(open[0].id)` votes, `!topic pick \(open[0].id)` takes one now.")
    return Reply(lines.joined(separator: "\n"), to: destination)
  }
}
