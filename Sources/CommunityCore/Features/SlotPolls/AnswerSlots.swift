import OrderedCollections
package import CommandGrammar
import Grouping
package import Primitives
import Timekeeping

/// Says when one can, or shows which times are proposed.
package struct AnswerSlots: Command {
  package static let description = CommandDescription(
    "slots", aliases: ["slot", "times"],
    usage: "!slots [poll] [numbers] [if numbers] | all | none | clear",
    summary:
      "Says which of the proposed times you can (`if` need be, or `2?`); alone it shows them, by direct "
      + "message in your zone. 1️⃣ 2️⃣ 3️⃣ on the post do the same.",
    examples: ["!slots 1 3", "!slots 1 if 2"],
    deed: .init("answer to a poll", "answers to polls"), isUndoable: true)

  private let poll: SlotPollReference
  private let typed: TypedSlots?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    poll = SlotPollReference(reading: &arguments)
    typed = try TypedSlots(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let poll: SlotPolls.Poll
    switch try self.poll.choice(in: context) {
    case .several(let polls):
      return context.choosing(among: polls) { id in
        "slots \(id)" + (typed.map { " \($0.text)" } ?? "")
      }
    case .one(let meant): poll = meant
    }
    guard let typed else { return Decision(saying: .standing(poll, context)) }
    try poll.requireOpen(in: context)
    let old = poll.answers[context.author.id]
    if typed.isClearing { return try withdrawing(old, from: poll, in: context) }
    var answer = try typed.answer(to: poll, after: old, at: context.now)
    if let old, old.can == answer.can, old.ifNeedBe == answer.ifNeedBe {
      return Decision(saying: .noted(old, poll, context))
    }
    // Taking the last reaction away is no word on any time.
    if context.isReaction, answer.can.isEmpty, answer.ifNeedBe.isEmpty {
      return try withdrawing(old, from: poll, in: context)
    }
    answer.at = context.now
    return Decision(
      [.slotPolls(.answered(poll.id, by: context.author.id, answer))],
      undoing: .init("answer to \(poll.id)", [poll.restoring(old, context.author.id)]),
      saying: [.noted(answer, poll, context)])
  }

  private func withdrawing(
    _ old: SlotPolls.Answer?, from poll: SlotPolls.Poll, in context: CommandContext
  ) throws(Refusal) -> Decision {
    guard let old else { throw .noSlotsAnswer(poll.id) }
    return Decision(
      [.slotPolls(.withdrawn(poll.id, by: context.author.id))],
      undoing: .init(
        "answer to \(poll.id) taken back",
        [.slotPolls(.answered(poll.id, by: context.author.id, old))]),
      saying: [
        Reply(
          "Your answer to \(context.community.label(of: poll)) is taken back: you have not answered "
            + "now.")
      ])
  }
}

extension SlotPolls.Poll {
  /// The event that gives a member the answer `old` again, or none.
  fileprivate func restoring(_ old: SlotPolls.Answer?, _ member: MemberID) -> Event {
    guard let old else { return .slotPolls(.withdrawn(id, by: member)) }
    return .slotPolls(.answered(id, by: member, old))
  }
}

extension Reply {
  /// The answer as it was taken, so that a wrong number is noticed.
  fileprivate static func noted(
    _ answer: SlotPolls.Answer, _ poll: SlotPolls.Poll, _ context: CommandContext
  ) -> Reply {
    Reply("Noted for \(context.community.label(of: poll)): \(answer.words(for: poll, context)).")
  }

  /// The proposed times, with how many can, and in a direct message what the author has said.
  fileprivate static func standing(_ poll: SlotPolls.Poll, _ context: CommandContext) -> Reply {
    let own = poll.answers[context.author.id]
    var lines = [context.community.heading(of: poll, told: context.told)]
    lines += context.slotLines(of: poll) { number in
      let tally = context.community.tally(of: poll, number)
      return context.isDirect ? "\(tally)\(own?.saying(number) ?? "")" : tally
    }
    guard poll.status == .open, context.community.slotPolls.deadline(of: poll) > context.now else {
      return Reply(lines.joined(separator: "\n"))
    }
    let hint =
      own == nil
      ? "You have not answered yet: `!slots 1 3`, `!slots 1 if 2` or `!slots none`."
      : "Changed your mind? `!slots 1 3` is a new answer, `!slots clear` none."
    if context.isDirect {
      lines.append(hint)
    } else {
      lines.append("By direct message `slots` shows the times by your own clock, and your answer.")
    }
    return Reply(lines.joined(separator: "\n"))
  }
}

extension SlotPolls.Answer {
  /// The answer with the times that it names: `you can 1 (Thu 3 Dec 2026, 16:00 London); 2 if need be`.
  fileprivate func words(for poll: SlotPolls.Poll, _ context: CommandContext) -> String {
    if can.isEmpty, ifNeedBe.isEmpty { return "none of these times" }
    let starts = context.community.slotPolls.starts(of: poll)
    let zone = context.clocks(of: poll)
    let named = { (numbers: [Int]) in
      numbers.map { "\($0) (\(TimeEcho.dated(starts[$0 - 1], in: zone)))" }.joined(separator: ", ")
    }
    var parts: [String] = []
    if !can.isEmpty { parts.append("you can \(named(can))") }
    if !ifNeedBe.isEmpty { parts.append("if need be \(named(ifNeedBe))") }
    let no = (1...poll.slots.count).filter { mark($0) == .no }
    if !no.isEmpty { parts.append("not \(no.map(String.init).joined(separator: ", "))") }
    return parts.joined(separator: "; ")
  }

  /// What it says to one time, to who gave it.
  fileprivate func saying(_ number: Int) -> String {
    switch mark(number) {
    case .yes: "; you can"
    case .ifNeedBe: "; you can if need be"
    case .no, .none: "; you can't"
    }
  }
}
