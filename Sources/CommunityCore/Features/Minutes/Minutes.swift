package import OrderedCollections
package import Primitives

/// What was written down at sessions, and what members said that they will do.
package struct Minutes: Sendable {
  /// One thing that was written down.
  package struct Entry: Hashable, Sendable {
    /// Its name.
    package let id: EntryID
    /// At which session; nil for an action between sessions.
    package let session: SessionID?
    /// Who wrote it; nil once that member is forgotten.
    package internal(set) var author: MemberID?
    /// The words, mentions as identities.
    package internal(set) var text: String
    /// When.
    package let at: Instant
    /// Who does it and until when; nil for what is no action.
    package internal(set) var task: Task?
    /// Whether it was taken back.
    package internal(set) var isStruck = false
  }

  /// Who does something, and until when.
  package struct Task: Hashable, Sendable {
    /// Who does it; nil for everybody, and once that member is forgotten.
    package internal(set) var owner: MemberID?
    /// Until when; nil where that was not said.
    package let due: GregorianDay?
    /// When it was done; nil while it is not.
    package internal(set) var doneAt: Instant?
    /// How far the owner was reminded: 1 for the day before, 2 for a week behind it.
    package internal(set) var reminded = 0
  }

  /// What a group brought back from its talk.
  package struct Report: Hashable, Sendable {
    /// The number of the group.
    package let group: Int
    /// Which round of groups it was, from 1.
    package let round: Int
    /// Who reported; nil once that member is forgotten.
    package internal(set) var member: MemberID?
    /// The words, mentions as identities.
    package internal(set) var text: String
    /// When.
    package let at: Instant

    /// Says what `member` told of a group of theirs.
    package init(group: Int, round: Int = 1, member: MemberID?, text: String, at: Instant) {
      self.group = group
      self.round = round
      self.member = member
      self.text = text
      self.at = at
    }
  }

  /// What became of the minutes of one session.
  package struct Record: Hashable, Sendable {
    /// The entries, in the order in which they were written.
    package internal(set) var entries: [EntryID] = []
    /// What groups reported, in the order in which they did.
    package internal(set) var reports: [Report] = []
    /// A summary in words; nil where nobody wrote one.
    package internal(set) var summary: String?
    /// When the draft was shown; nil where there was none.
    package internal(set) var draftedAt: Instant?
    /// Since when they stand; nil while they can be changed.
    package internal(set) var settledAt: Instant?
    /// When something was written down last.
    package internal(set) var lastAt: Instant?
  }

  /// The longest entry, in bytes.
  package static let entryBytes = 500
  /// The longest report of a group, in bytes.
  package static let reportBytes = 1000
  /// The longest summary, in bytes.
  package static let summaryBytes = 1000
  /// How many entries a session can have.
  package static let entriesLimit = 200
  /// How many reports a session can have.
  package static let reportsLimit = 100
  /// How many actions can be open.
  package static let openActionsLimit = 200
  /// How long a draft can be corrected.
  package static let correction = Span.hours(12)

  /// Everything that was written down, in that order.
  package private(set) var entries: OrderedDictionary<EntryID, Entry> = [:]
  /// What became of the minutes, by session.
  package private(set) var records: OrderedDictionary<SessionID, Record> = [:]
  /// The sessions whose minutes do not stand yet.
  package private(set) var open: OrderedSet<SessionID> = []
  /// The actions that are not done, in the order in which they were written.
  package private(set) var openActions: OrderedSet<EntryID> = []
  /// The open actions of which their owners are still to be reminded.
  private(set) var toRemind: OrderedSet<EntryID> = []
  private var counts: [EntryID.Kind: Int] = [:]

  init() {}

  /// Whether anything was ever written down.
  package var isKept: Bool { !records.isEmpty }

  /// The entry with that name.
  package subscript(id: EntryID) -> Entry? { entries[id] }

  /// What became of the minutes of a session.
  package subscript(session: SessionID) -> Record { records[session] ?? Record() }

  /// What the next entry of that kind will be called.
  package func nextID(_ kind: EntryID.Kind) -> EntryID {
    EntryID(kind, (counts[kind] ?? 0) + 1)
  }

  /// What was written down at a session and not taken back, the oldest first.
  package func entries(of session: SessionID) -> [Entry] {
    (records[session]?.entries ?? []).compactMap { entries[$0] }.filter { !$0.isStruck }
  }

  /// Whether anything at all was written down at a session.
  package func isEmpty(_ session: SessionID) -> Bool {
    guard let record = records[session] else { return true }
    return record.reports.isEmpty && record.summary == nil && entries(of: session).isEmpty
  }

  mutating func apply(_ event: MinutesEvent) {
    switch event {
    case .written(let entry): add(entry)
    case .struck(let id): strike(id, true)
    case .restored(let id): strike(id, false)
    case .done(let id, let at):
      entries[id]?.task?.doneAt = at
      noteIfOpen(id)
    case .reminded(let id, let stage):
      entries[id]?.task?.reminded = stage
      noteIfOpen(id)
    case .reported(let session, let report):
      change(session) { record in
        record.reports.append(report)
        record.lastAt = report.at
      }
    case .unreported(let session, let group):
      change(session) { record in
        guard let index = record.reports.lastIndex(where: { $0.group == group }) else { return }
        record.reports.remove(at: index)
      }
    case .drafted(let session, let at): change(session) { $0.draftedAt = at }
    case .settled(let session, let at, let summary):
      change(session) { record in
        record.settledAt = at
        record.summary = summary
      }
    }
  }

  /// A session that ends has minutes from then on, even where nothing was written down.
  mutating func follow(_ event: LiveEvent) {
    if case .ended(let session, let at) = event, at != nil { expect(session) }
  }

  /// Waits for the minutes of a session to stand.
  mutating func expect(_ session: SessionID) {
    if records[session]?.settledAt == nil { open.append(session) }
  }

  mutating func forget(_ member: MemberID) {
    for id in entries.keys {
      entries[id]?.forget(member)
      noteIfOpen(id)
    }
    for session in records.keys {
      if let summary = records[session]?.summary {
        records[session]?.summary = People.erased(member, from: summary)
      }
      for index in records[session]?.reports.indices ?? 0..<0 {
        records[session]?.reports[index].forget(member)
      }
    }
  }

  /// Takes in an entry that was written or read.
  mutating func add(_ entry: Entry) {
    guard entry.id.number > counts[entry.id.kind] ?? 0 else { return }
    counts[entry.id.kind] = entry.id.number
    entries[entry.id] = entry
    noteIfOpen(entry.id)
    guard let session = entry.session else { return }
    change(session) { record in
      record.entries.append(entry.id)
      record.lastAt = entry.at
    }
  }

  /// Changes what is known of the minutes of a session, and whether they are waited for.
  mutating func change(_ session: SessionID, _ body: (inout Record) -> Void) {
    body(&records[session, default: Record()])
    if records[session]?.settledAt == nil {
      open.append(session)
    } else {
      open.remove(session)
    }
  }

  private mutating func strike(_ id: EntryID, _ isStruck: Bool) {
    entries[id]?.isStruck = isStruck
    noteIfOpen(id)
  }

  private mutating func noteIfOpen(_ id: EntryID) {
    guard let entry = entries[id], let task = entry.task else { return }
    if task.doneAt == nil, !entry.isStruck {
      openActions.append(id)
    } else {
      openActions.remove(id)
    }
    if openActions.contains(id), task.owner != nil, task.due != nil, task.reminded < 2 {
      toRemind.append(id)
    } else {
      toRemind.remove(id)
    }
  }
}

extension Minutes.Entry {
  fileprivate mutating func forget(_ member: MemberID) {
    if author == member { author = nil }
    if task?.owner == member { task?.owner = nil }
    text = People.erased(member, from: text)
  }
}

extension Minutes.Report {
  fileprivate mutating func forget(_ other: MemberID) {
    if member == other { member = nil }
    text = People.erased(other, from: text)
  }
}
