import CommandGrammar
import Primitives
import Timekeeping

extension CommandContext {
  /// The session whose agenda is meant: the one that is named or whose thread this is, the one that is
  /// on, or the next one.
  func agendaChoice(
    _ reference: SessionReference
  ) throws(Refusal) -> SessionReference.Choice {
    if try reference.known(in: self) == nil {
      let live = community.sessions.live.compactMap { community.sessions[$0] }
      if let here = live.last(where: { $0.room == message.room }) ?? live.last { return .one(here) }
    }
    return try reference.choice(in: self)
  }

  /// The decision that gives `session` another agenda, for who facilitates it.
  func changing(
    agendaOf session: Sessions.Session, saying words: String? = nil,
    _ change: (inout Sessions.Agenda) throws(Refusal) -> Void
  ) throws(Refusal) -> Decision {
    if session.status == .cancelled { throw .sessionCancelled(session.id) }
    if !session.isLive, session.endedAt != nil || session.end <= now {
      throw .sessionOver(session.id)
    }
    try requireRunning(session)
    var agenda = session.hour.agenda
    try change(&agenda)
    var changed = session
    changed.hour.agenda = agenda
    let shown = words ?? AgendaWords(session: changed, context: self).list
    return Decision(
      [.live(.planned(session.id, agenda))],
      undoing: .init(
        "agenda of \(session.id)", [.live(.planned(session.id, session.hour.agenda))]),
      saying: [Reply(shown)])
  }

  /// Says behind an agenda that has just been made what it could begin with.
  func offerFirstItems(at session: Sessions.Session, in decision: inout Decision) {
    for case .live(.planned(session.id, let agenda)) in decision.events {
      var planned = session
      planned.hour.agenda = agenda
      guard let offer = FirstItems(community: community, session: planned).offer else { return }
      decision.replies = Reply.combined(decision.replies + [Reply(offer)])
    }
  }
}

/// An agenda in words.
struct AgendaWords {
  let session: Sessions.Session
  let community: Community
  let prompts: Prompts
  let now: Instant

  init(session: Sessions.Session, context: CommandContext) {
    self.init(
      session: session, community: context.community, prompts: context.charter.prompts,
      now: context.now)
  }

  init(session: Sessions.Session, community: Community, prompts: Prompts, now: Instant) {
    self.session = session
    self.now = now
    self.community = community
    self.prompts = prompts
  }

  private var agenda: Sessions.Agenda { session.hour.agenda }

  /// All items with their numbers, and how much of the session they fill.
  var list: String {
    let label = community.label(of: session)
    guard !agenda.items.isEmpty else {
      return "\(label) has no agenda. `!format` shows some, `!agenda add \"Title\" 10m` adds a box."
    }
    var lines = [label + (agenda.format.map { ", \(SessionFormat.shown($0))" } ?? "") + ":"]
    for (index, item) in agenda.items.enumerated() {
      let mark = item.isOver ? "✓ " : index == agenda.current ? "▶ " : ""
      let until = index == agenda.current ? agenda.until.map { ", until \(clock($0))" } ?? "" : ""
      let must = item.isMust ? " (must)" : ""
      lines.append("\(mark)`\(index + 1)` \(title(index)), \(minutes(item.minutes))\(must)\(until)")
    }
    lines.append(filling)
    return lines.joined(separator: "\n")
  }

  /// How the time of the session is filled; a tenth of it should be free.
  private var filling: String {
    let all = agenda.current == nil ? session.minutesLeft(at: now) : session.minutes
    let isLate = all < session.minutes
    let left = all - agenda.minutes
    if left < 0 {
      return "That is \(minutes(-left)) more than the session has\(isLate ? " left" : ""). "
        + "`!agenda skip` leaves something out."
    }
    if left == 0 { return isLate ? "It fills what is left." : "It fills the session." }
    return "\(minutes(left)) of \(all) are free."
  }

  /// The item that runs, what is done in it, and what follows.
  var running: String {
    guard let current = agenda.current, let until = agenda.until else {
      return "The agenda of \(community.label(of: session)) is done. `!wrap` says what remains."
    }
    let number = "\(current + 1)/\(agenda.items.count)"
    let length = minutes(agenda.items[current].minutes)
    var text = "▶ \(number) \(title(current)), \(length), until \(clock(until))."
    if let hint = hint(current) { text += " \(hint)" }
    return text + " " + following
  }

  /// That little time is left for the item that runs.
  var soon: String {
    guard let current = agenda.current else { return running }
    return "2 minutes left for \(title(current)). \(following)"
  }

  /// That the time of the item that runs is up.
  var up: String {
    guard let current = agenda.current else { return running }
    return "The time for \(title(current)) is up. \(following) `!agenda next` goes on, "
      + "`!agenda extend 5m` gives more."
  }

  private var following: String {
    guard let next = agenda.next else { return "It is the last." }
    return "Next: \(title(next)), \(minutes(agenda.items[next].minutes))."
  }

  private func title(_ index: Int) -> String { community.people.shown(agenda.items[index].title) }

  /// What the format says of that item, as a sentence.
  private func hint(_ index: Int) -> String? {
    guard let format = agenda.format.flatMap({ prompts.format($0) }) else { return nil }
    let isLast = index == agenda.items.count - 1
    if isLast { return "Ask: \(format.closing)" }
    let step = format.steps.first { $0.title == agenda.items[index].title }
    return step?.hint.map { $0.capitalisedFirst }
  }

  private func minutes(_ count: Int) -> String { count == 1 ? "1 minute" : "\(count) minutes" }

  private func clock(_ instant: Instant) -> String {
    let zone = community.clocks(of: session)
    return TimeEcho.short(instant, in: zone, beside: zone)
  }
}

extension SessionFormat {
  /// The name of a format as it is read: `case clinic`.
  static func shown(_ name: String) -> String { name.replacing(bytes: "-", with: " ") }
}
