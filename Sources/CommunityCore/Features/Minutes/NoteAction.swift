package import CommandGrammar
package import Primitives
import Timekeeping

/// Writes down what somebody will do, and until when.
package struct NoteAction: Command {
  package static let description = CommandDescription(
    "action", aliases: ["todo"],
    usage: "!action [session] <@name|me|everyone> <what> [by <day>]",
    summary: "Writes down what somebody will do; `!done` says that it is done.",
    examples: ["!action @bo share the checklist by fri", "!action me ask for a room"],
    deed: .init("action", "actions"), isUndoable: true)

  private static let everybody: Set<String> = ["everyone", "everybody", "all", "us"]

  private let session: SessionReference
  private let owner: String
  private let words: [String]
  private let text: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    guard let owner = arguments.take() else { throw .missing("who does what") }
    self.owner = Prose.prefix(owner.text, bytes: Limits.identifierBytes)
    words = arguments.remaining.map(\.text)
    text = try arguments.text("what is to be done", limitBytes: Minutes.entryBytes)
    guard Prose.saysSomething(text) else { throw .missing("what is to be done") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    var session: Sessions.Session?
    switch try WritingDown.session(self.session, in: context) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "action \($0) \(owner) \(text)" }
    case .one(let meant): session = meant
    case nil: session = nil
    }
    let member = try member(in: context)
    if let first = words.first, words.count > 1,
      ["and", "&", "+"].contains(Folding.fold(first)) && words[1].hasPrefix("@")
        || first.hasPrefix("@") && owner.hasSuffix(",")
    {
      throw .oneOwner
    }
    let (what, due) = try deadline(in: context)
    if context.community.minutes.openActions.count >= Minutes.openActionsLimit {
      throw .full("open actions", limit: Minutes.openActionsLimit)
    }
    let entry = try context.entry(
      .action, what, at: session, task: Minutes.Task(owner: member, due: due))
    var decision = context.writing(entry, at: session)
    decision.replies = [.promised(entry, context)]
    return decision
  }

  private func member(in context: CommandContext) throws(Refusal) -> MemberID? {
    if Self.everybody.contains(Folding.fold(owner)) { return nil }
    let reference: MemberReference
    do throws(UsageError) {
      reference = try MemberReference(owner)
    } catch {
      throw .unknownMember(owner)
    }
    return try reference.member(in: context)
  }

  /// What is to be done, and the day behind the last `by` that has one.
  private func deadline(
    in context: CommandContext
  ) throws(Refusal) -> (what: String, due: GregorianDay?) {
    guard let by = words.lastIndex(where: { Folding.fold($0) == "by" }), by > 0,
      by < words.count - 1, let day = try day(words[(by + 1)...], in: context)
    else { return (text, nil) }
    let today = context.community.clocks.localTime(at: context.now).day
    if day.daysSince1970 - today.daysSince1970 > 731 {
      throw .badDays("\(TimeEcho.day(day)) is more than two years ahead.")
    }
    return (Prose.clean(words[..<by].joined(separator: " ")), day)
  }

  /// The day that all of `words` name; nil where they name none, because `by hand` is part of the text.
  private func day(
    _ words: ArraySlice<String>, in context: CommandContext
  ) throws(Refusal) -> GregorianDay? {
    do throws(Refusal) {
      return try context.day(Array(words), zone: context.community.plan.zone)
    } catch {
      guard case .phrase(let problem) = error else { return nil }
      switch problem {
      case .past(let text, _): throw .badDays("“\(text)” is over.")
      case .ambiguous, .date, .otherWeekday: throw error
      default: return nil
      }
    }
  }
}

extension Reply {
  fileprivate static func promised(_ entry: Minutes.Entry, _ context: CommandContext) -> Reply {
    let line = ActionLine(
      entry, in: context.community, today: nil, author: context.author
    ).text
    let hint = entry.task?.due == nil ? " No day is set; `by fri` at the end sets one." : ""
    return Reply("\(line).\(hint) `!done \(entry.id)` says that it is done.")
  }
}
