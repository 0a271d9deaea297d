package import CommandGrammar
package import Primitives

/// Shows what to look at before a session, on the platform to which its link leads, and ticks it off.
package struct PreflightSession: Command {
  package static let description = CommandDescription(
    "preflight",
    usage: "!preflight [session] [done <number>|open <number>]",
    summary:
      "Shows what to look at before a session, by the platform of its link; `done` ticks it.",
    examples: ["!preflight", "!preflight done 2"],
    deed: .init("point", "points"), isUndoable: true)

  private let session: SessionReference
  /// What becomes of which point; nil to show all.
  private let tick: (number: Int, isDone: Bool)?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    guard let word = arguments.take() else {
      tick = nil
      return
    }
    guard ["done", "open"].contains(word.folded) else {
      throw .invalid(word.text, expected: "`done` or `open`")
    }
    guard let number = arguments.take(ifMeaning: { Int($0) }) else {
      throw .missing("the number of a point, such as `2`")
    }
    tick = (number, word.folded == "done")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try self.session.choice(in: context) {
    case .several(let sessions):
      let words = tick.map { " \($0.isDone ? "done" : "open") \($0.number)" } ?? ""
      return context.choosing(among: sessions) { "preflight \($0)\(words)" }
    case .one(let meant): session = meant
    }
    try session.requireAhead(of: context.now)
    try context.requireRunning(session)
    guard let tick else { return Decision(saying: .points(of: session, context)) }
    let points = session.points
    guard points.indices.contains(tick.number - 1) else {
      throw .noSuchPoint(tick.number, of: points.count)
    }
    let name = points[tick.number - 1].name
    var changed = session
    changed.hour.checked.removeAll { $0 == name }
    if tick.isDone { changed.hour.checked.append(name) }
    guard changed.hour.checked != session.hour.checked else {
      return Decision(saying: .points(of: session, context))
    }
    return Decision(
      [.live(.checked(session.id, changed.hour.checked))],
      undoing: .init(
        "point \(tick.number) before \(session.id)",
        [.live(.checked(session.id, session.hour.checked))]),
      saying: [.points(of: changed, context)])
  }
}

extension Sessions.Session {
  /// What is to be looked at before it.
  fileprivate var points: [MeetingPlatform.Point] {
    MeetingPlatform.points(on: place.flatMap { MeetingPlatform(link: $0) })
  }
}

extension Reply {
  fileprivate static func points(of session: Sessions.Session, _ context: CommandContext) -> Reply {
    let platform = session.place.flatMap { MeetingPlatform(link: $0) }
    let label = context.community.label(of: session)
    var lines = ["Before \(label)\(platform.map { " on \($0.rawValue)" } ?? ""):"]
    for (index, point) in session.points.enumerated() {
      let mark = session.hour.checked.contains(point.name) ? "☑" : "☐"
      let isMissing = point.name == "link" && session.place == nil
      let text = isMissing ? "there is a link: `!link set <url> \(session.id)`" : point.text
      lines.append("\(mark) `\(index + 1)` \(text)")
    }
    return Reply(lines.joined(separator: "\n"))
  }
}
