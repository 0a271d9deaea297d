package import CommandGrammar
package import Primitives

/// Shows who waits to speak, or says how the queue goes.
package struct ShowQueue: Command {
  package static let description = CommandDescription(
    "queue", aliases: ["q"],
    usage: "!queue [fair|fifo|close|open|clear]",
    summary:
      "Shows who waits to speak, quiet people first; whoever runs the session says how it goes. "
      + "Plain `q?` shows it too.",
    examples: ["!queue", "!queue fifo"],
    deed: .init("change of the queue", "changes of the queue"), isUndoable: true)

  private enum Change: String {
    case fair, fifo, close, open, clear
  }

  private let change: Change?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    change = arguments.take(ifMeaning: { Change(rawValue: $0) })
    if let word = arguments.next {
      throw .invalid(
        word.text, expected: "one of `fair`, `fifo`, `close`, `open`, `clear` or `next`")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireSessionNow()
    let floor = context.community.voices[session.id]
    guard let change else { return Decision(saying: .queue(session, floor, context)) }
    try context.requireOwn(session)
    if change == .clear {
      if floor.hands.isEmpty { throw .queueEmpty }
      return Decision(
        [context.floor(session, .cleared)],
        undoing: .init(
          "queue of \(session.id) cleared", [context.floor(session, .restored(floor.hands))]),
        saying: [.cleared(floor.hands.count)])
    }
    let isFair = change == .fair || change != .fifo && floor.isFair
    let isClosed = change == .close || change != .open && floor.isClosed
    if isFair == floor.isFair, isClosed == floor.isClosed { throw .queueIsSo }
    return Decision(
      [context.floor(session, .ruled(isFair: isFair, isClosed: isClosed))],
      undoing: .init(
        "queue of \(session.id) ruled",
        [context.floor(session, .ruled(isFair: floor.isFair, isClosed: floor.isClosed))]),
      saying: [.ruled(isFair: isFair, isClosed: isClosed, change.rawValue)])
  }
}

extension Reply {
  fileprivate static func queue(
    _ session: Sessions.Session, _ floor: Voices.Floor, _ context: CommandContext
  ) -> Reply {
    let waiting = context.community.voices.queue(at: session.id)
    let order = floor.isFair ? "Quiet people first." : "In the order of hands."
    let closed = floor.isClosed ? " No more hands are taken." : ""
    guard !waiting.isEmpty else {
      return Reply(
        floor.isClosed
          ? "Nobody waits to speak, and no hands are taken now."
          : "Nobody waits to speak. `q+` raises your hand.")
    }
    let names = waiting.prefix(8).enumerated().map { place, hand in
      var name = "\(place + 1) \(context.name(hand.member))"
      if !hand.note.isEmpty { name += " “\(context.shown(hand.note))”" }
      if hand.isBetween { return name + " (in between)" }
      return name + (floor.hasHeard(hand.member) ? "" : " (not heard yet)")
    }
    let more = waiting.count > 8 ? " · and \(waiting.count - 8) more" : ""
    return Reply("Queue: \(names.joined(separator: " · "))\(more). \(order)\(closed)")
  }

  fileprivate static func cleared(_ count: Int) -> Reply {
    Reply(
      "\(count == 1 ? "The hand is" : "All \(count) hands are") down. `!undo` brings them back.")
  }

  fileprivate static func ruled(isFair: Bool, isClosed: Bool, _ change: String) -> Reply {
    switch change {
    case "fair": Reply("From now on those come first who were heard least today and lately.")
    case "fifo": Reply("From now on hands are called in the order in which they were raised.")
    case "close": Reply("No more hands are taken; those that are up stay. `!queue open` opens it.")
    default: Reply("Hands are taken again: `q+`.")
    }
  }
}
