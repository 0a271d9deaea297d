package import CommandGrammar
package import Primitives
import Timekeeping

/// Has the bot tell whoever runs the session, and nobody else, of silence and of one voice that takes
/// over.
package struct WatchVoices: Command {
  package static let description = CommandDescription(
    "watch",
    usage: "!watch [on|off] [4m]",
    summary:
      "Tells you alone when it is silent, or one voice is most of what is said; for whoever runs the "
      + "session.",
    examples: ["!watch on 4m", "!watch"],
    deed: .init("watch", "watches"), isUndoable: true)

  private static let bounds = 2...30
  private let isOn: Bool?
  private let words: [String]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    isOn = arguments.take(ifMeaning: { $0 == "on" ? true : $0 == "off" ? false : nil })
    words = arguments.remaining.map(\.text)
    while arguments.take() != nil {}
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session = try context.requireOwnSessionNow()
    let floor = context.community.voices[session.id]
    if isOn == nil, words.isEmpty {
      return try context.privately(Self.state(session, floor, context))
    }
    if isOn == false {
      guard floor.watch != nil else { throw .notWatched(session.id) }
      return Decision(
        [context.floor(session, .watched(nil))],
        undoing: .init(
          "watch on \(session.id) ended", [context.floor(session, .watched(floor.watch))]),
        saying: [Reply("I do not watch \(session.id) any more.")])
    }
    guard context.charter.hasDirectMessages else { throw .needsDirectMessage }
    let watch = Voices.Watch(
      member: context.author.id, minutes: try minutes(), since: context.now)
    return Decision(
      [context.floor(session, .watched(watch))],
      undoing: .init("watch on \(session.id)", [context.floor(session, .watched(floor.watch))]),
      saying: [.watching(watch, session)])
  }

  private func minutes() throws(Refusal) -> Int {
    guard !words.isEmpty else { return Voices.silenceMinutes }
    let reading: DurationReading?
    do throws(DurationProblem) {
      reading = try DurationReading(words, bounds: Self.bounds)
    } catch {
      throw .speakingTime("\(error)")
    }
    guard let reading, reading.wordCount == words.count else {
      throw .unreadable(words.joined(separator: " "), like: Self.description.examples[0])
    }
    return reading.minutes
  }

  /// How many were heard, without names.
  private static func state(
    _ session: Sessions.Session, _ floor: Voices.Floor, _ context: CommandContext
  ) -> String {
    let present = context.community.present(at: session)
    let heard = present.count { floor.hasHeard($0) }
    let label = context.community.label(of: session)
    var text = "\(label): \(heard) of \(present.count) here were heard."
    if floor.isDominated, present.count >= Voices.dominanceMembers {
      text += " More than half of the words are one voice's."
    }
    let watch = floor.watch.map {
      " I tell \(context.name($0.member)) alone after \($0.minutes) quiet minutes."
    }
    return text + (watch ?? " `!watch on 4m` tells you of silence.")
  }
}

extension Reply {
  fileprivate static func watching(_ watch: Voices.Watch, _ session: Sessions.Session) -> Reply {
    Reply(
      "I watch \(session.id) and tell you alone: after \(watch.minutes) minutes in which nobody writes, "
        + "once a silence and at most every 10 minutes; and once when, with at least "
        + "\(Voices.dominanceMembers) here and \(Voices.dominanceWords) words written, more than half are "
        + "one voice's. I see what is written here, and hear nothing."
    )
  }
}
