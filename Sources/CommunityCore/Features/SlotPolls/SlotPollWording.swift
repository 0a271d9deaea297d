import Grouping
import OrderedCollections
import Primitives
import Timekeeping

extension Community {
  /// Number and title: `W1 Onboarding`.
  func label(of poll: SlotPolls.Poll) -> String {
    "\(poll.id) \(people.shown(poll.title))"
  }

  /// The clocks by which the times were proposed, those of the first.
  func clocks(of poll: SlotPolls.Poll) -> Zone {
    sessions.zones.zoneOrUniversal(named: poll.slots.first?.zone ?? plan.zone)
  }

  /// What is looked for, and until when answers are taken, or what came of it.
  func heading(of poll: SlotPolls.Poll, told: (Instant) -> String) -> String {
    let label = "\(label(of: poll)), \(poll.length)"
    switch poll.status {
    case .open:
      return "\(label): answers until \(told(slotPolls.deadline(of: poll))). "
        + "\(poll.turnout) answered."
    case .dropped: return "\(label): it was called off."
    case .closed:
      guard let session = poll.session.flatMap({ sessions[$0] }) else {
        return "\(label): it is closed, and nothing was planned."
      }
      return "\(label): it became \(session.id), \(told(session.start))."
    }
  }

  /// How many can at a time: `3 can, 1 if need be, 2 can't`.
  func tally(of poll: SlotPolls.Poll, _ number: Int) -> String {
    let marks = poll.answers.values.map { $0.mark(number) }
    let can = marks.count { $0 == .yes }
    let ifNeedBe = marks.count { $0 == .ifNeedBe }
    var parts = ["\(can) can"]
    if ifNeedBe > 0 { parts.append("\(ifNeedBe) if need be") }
    if marks.count > can + ifNeedBe { parts.append("\(marks.count - can - ifNeedBe) can't") }
    return parts.joined(separator: ", ")
  }

  /// Those who answered the poll that `session` came from and can't come at its time.
  func leftOut(by session: Sessions.Session) -> [MemberID] {
    guard let poll = slotPolls.poll(of: session.id),
      let number = poll.slots.firstIndex(of: session.time).map({ $0 + 1 })
    else { return [] }
    return poll.answers.filter { $0.value.mark(number) == .no }.map(\.key)
  }

  /// The zones of members beside `home`, those of most members first.
  func zones(beside home: Zone) -> [Zone] {
    var counts: [String: Int] = [:]
    for member in people.members.values where member.isActive {
      if let zone = member.zone { counts[zone, default: 0] += 1 }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { sessions.zones.zoneOrUniversal(named: $0.key) }.filter { $0.name != home.name }
  }
}

extension SlotPolls.Poll {
  /// How long the session takes, in words.
  var length: String { "\(minutes) minutes" }

  /// How many `answered`: `Nobody has`, `1 has`, `3 have`.
  fileprivate var turnout: String {
    switch answers.count {
    case 0: "Nobody has"
    case 1: "1 has"
    default: "\(answers.count) have"
    }
  }
}

extension CommandContext {
  /// The clocks by which a poll's times are told here: those of the reader where only they read it.
  func clocks(of poll: SlotPolls.Poll) -> Zone {
    let home = community.clocks(of: poll)
    return isDirect ? community.clocks(of: author.id) ?? home : home
  }

  /// A line for each proposed time: its number, the whole time here, up to three times elsewhere, and
  /// what `tail` says to it.
  func slotLines(of poll: SlotPolls.Poll, _ tail: (Int) -> String) -> [String] {
    let zone = clocks(of: poll)
    let others = isDirect ? [community.clocks(of: poll)] : community.zones(beside: zone)
    return community.slotPolls.starts(of: poll).enumerated().map { index, start in
      let said = tail(index + 1)
      return "`\(index + 1)` \(TimeEcho.line(start, in: zone, others: others, now: now))"
        + (said.isEmpty ? "" : " — \(said)")
    }
  }
}
