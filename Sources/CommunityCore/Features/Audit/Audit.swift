package import Primitives

/// What was lately done that concerns others: roles, what was dropped or merged for somebody else,
/// and that somebody was forgotten.
///
/// Nothing is asked of the commands: whatever enters the history or forgets a member is looked at on
/// its way into the state.
package struct Audit: Sendable {
  /// One thing that was done.
  package struct Entry: Hashable, Sendable {
    /// When.
    package let at: Instant
    /// Who did it; nil for somebody who is forgotten.
    package internal(set) var by: MemberID?
    /// What was done, as the history calls it; members as mentions.
    package internal(set) var deed: String
  }

  private static let kept = 200

  /// What was done, the newest last.
  package private(set) var entries: [Entry] = []

  init() {}

  /// What was done last, the newest first; where a member is given, by them or to them.
  package func last(_ limit: Int, about member: MemberID? = nil) -> [Entry] {
    let fitting = entries.reversed().filter { entry in
      guard let member else { return true }
      return entry.by == member || entry.deed.contains(People.mention(member))
    }
    return Array(fitting.prefix(limit))
  }

  mutating func note(_ entry: Entry) {
    entries.append(entry)
    // Twice as many are let in before the old ones go, so that going costs little a note.
    if entries.count > 2 * Self.kept { entries.removeFirst(entries.count - Self.kept) }
  }

  mutating func noteForgetting(at: Instant) {
    note(Entry(at: at, by: nil, deed: "forgotten at their own wish"))
  }

  mutating func forget(_ member: MemberID) {
    for index in entries.indices {
      if entries[index].by == member { entries[index].by = nil }
      entries[index].deed = People.erased(member, from: entries[index].deed)
    }
  }
}

extension Community {
  /// Notes what a change or its undoing does to others; called before it becomes true.
  mutating func note(_ event: HistoryEvent) {
    switch event {
    case .changed(let change):
      guard change.events.contains(where: { concernsOthers($0, by: change.member) }) else { return }
      audit.note(Audit.Entry(at: change.at, by: change.member, deed: change.label))
    case .undone(let member, let at):
      guard let change = history.latest(of: member),
        change.events.contains(where: { concernsOthers($0, by: member) })
      else { return }
      audit.note(Audit.Entry(at: at, by: member, deed: "undone: \(change.label)"))
    }
  }

  private func concernsOthers(_ event: Event, by member: MemberID) -> Bool {
    switch event {
    case .people(.roleGiven), .people(.roleTaken): true
    case .topics(.dropped(let id)), .topics(.merged(let id, _, _)): topics[id]?.proposer != member
    case .sessions(.cancelled), .sessions(.restored): true
    default: false
    }
  }
}

extension Audit {
  func write(to json: inout JSONWriter) {
    json.member("audit", arrayOf: entries) { json, entry in
      json.object { json in
        json.member("at", entry.at)
        json.member("by", ifPresent: entry.by)
        json.member("deed", entry.deed)
      }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    for entry in fields.optionalList("audit") {
      entries.append(
        Entry(
          at: try entry.instant("at"), by: entry.optionalIdentifier("by"),
          deed: try entry.text("deed")))
    }
  }
}
