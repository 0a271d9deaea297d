import OrderedCollections
package import Primitives

/// What each member changed lately, so that everybody can take back what they did.
package struct History: Sendable {
  /// One change by one member.
  package struct Change: Hashable, Sendable {
    /// Who changed something.
    package let member: MemberID
    /// The message that asked for it.
    package let cause: MessageID
    /// When.
    package let at: Instant
    /// What was done, such as `topic T7 added`; members as mentions.
    package let label: String
    /// What it made true.
    package let events: [Event]
    /// What makes that undone.
    package let undo: [Event]
    /// Whether it can't be undone at all.
    package let isFinal: Bool

    /// Records a change.
    package init(
      member: MemberID, cause: MessageID, at: Instant, label: String, events: [Event],
      undo: [Event], isFinal: Bool = false
    ) {
      self.member = member
      self.cause = cause
      self.at = at
      self.label = label
      self.events = events
      self.undo = undo
      self.isFinal = isFinal
    }
  }

  /// How long a change can be undone.
  package static let reach = Span.minutes(10)
  private static let keptPerMember = 10
  /// How many members are remembered: more than do something within the reach of an undoing.
  ///
  /// Each change is written to every snapshot, and ten a member of many would be most of it.
  private static let keptMembers = 500

  /// The changes of each member, the newest last.
  private(set) var changes: OrderedDictionary<MemberID, [Change]> = [:]
  /// What each member undid last.
  private(set) var undone: OrderedDictionary<MemberID, Change> = [:]

  init() {}

  /// What `member` did last and may still take back at `now`.
  package func last(of member: MemberID, at now: Instant) -> Change? {
    guard let change = changes[member]?.last, now - change.at <= Self.reach else { return nil }
    return change
  }

  /// What `member` took back last and may still do again at `now`.
  package func lastUndone(of member: MemberID, at now: Instant) -> Change? {
    guard let change = undone[member], now - change.at <= Self.reach else { return nil }
    return change
  }

  /// What `member` did last, however long ago; what `undone` takes back.
  func latest(of member: MemberID) -> Change? { changes[member]?.last }

  mutating func apply(_ event: HistoryEvent) {
    switch event {
    case .changed(let change):
      push(change)
      undone.removeValue(forKey: change.member)
    case .undone(let member, _):
      guard let change = changes[member]?.popLast() else { return }
      // A snapshot knows nothing of an empty list, so there must be none.
      if changes[member]?.isEmpty ?? false { changes.removeValue(forKey: member) }
      undone[member] = change
      if undone.count > Self.keptMembers { undone.removeFirst() }
    }
  }

  private mutating func push(_ change: Change) {
    Self.push(change, onto: &changes[change.member, default: []])
    guard changes.count > Self.keptMembers else { return }
    changes.removeAll { change.at - ($0.value.last?.at ?? change.at) > Self.reach }
    if changes.count > Self.keptMembers { changes.removeFirst(Self.keptMembers / 2) }
  }

  private static func push(_ change: Change, onto own: inout [Change]) {
    if own.count == keptPerMember { own.removeFirst() }
    own.append(change)
  }

  /// Forgets the changes by which `id` was told, because its words are to be gone.
  mutating func drop(telling id: ExperienceID) {
    func isTelling(_ change: Change) -> Bool {
      change.events.contains { event in
        if case .experiences(.told(let experience)) = event { experience.id == id } else { false }
      }
    }
    for (member, own) in changes where own.contains(where: isTelling) {
      let kept = own.filter { !isTelling($0) }
      changes[member] = kept.isEmpty ? nil : kept
    }
    undone.removeAll { isTelling($0.value) }
  }

  mutating func forget(_ member: MemberID) {
    changes.removeValue(forKey: member)
    undone.removeValue(forKey: member)
    // What others did may name the forgotten member, so it can't be undone any more.
    let marks = member.marks
    for (other, own) in changes {
      let kept = own.filter { !$0.names(anyOf: marks) }
      changes[other] = kept.isEmpty ? nil : kept
    }
    undone.removeAll { $0.value.names(anyOf: marks) }
  }
}

/// What becomes true of what can be undone.
package enum HistoryEvent: Hashable, Sendable {
  /// A member changed something; its events become true with it.
  case changed(History.Change)
  /// A member took back their last change; what that makes true are events beside this one.
  case undone(MemberID, at: Instant)
}

extension History.Change {
  /// Whether any of its events or its label holds one of `texts`.
  fileprivate func names(anyOf texts: [String]) -> Bool {
    var json = JSONWriter()
    json.object { json in
      json.member("events", events: events)
      json.member("undo", events: undo)
      json.member("label", label)
    }
    let written = String(decoding: json.bytes, as: UTF8.self)
    return texts.contains { written.contains($0) }
  }

  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("cause", cause)
    json.member("does", events: events)
    if isFinal { json.member("final", true) }
    json.member("label", label)
    json.member("member", member)
    json.member("undoes", events: undo)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      member: try fields.identifier("member"), cause: try fields.identifier("cause"),
      at: try fields.instant("at"), label: try fields.text("label"),
      events: try fields.events("does"), undo: try fields.events("undoes"),
      isFinal: fields.boolean("final"))
  }
}

extension MemberID {
  /// How the identity stands in JSON: as a value of its own, or mentioned within a text.
  fileprivate var marks: [String] {
    [text, "<@\(text)>"].map { mark in
      var json = JSONWriter()
      json.string(mark)
      let written = String(decoding: json.bytes, as: UTF8.self)
      return mark == text ? written : String(written.dropFirst().dropLast())
    }
  }
}

extension HistoryEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .changed(let change):
      json.member("event", "history.changed")
      change.writeMembers(to: &json)
    case .undone(let member, let at):
      json.member("event", "history.undone")
      json.member("member", member)
      json.member("at", at)
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "history.changed": self = .changed(try History.Change(reading: fields))
    case "history.undone":
      self = .undone(try fields.identifier("member"), at: try fields.instant("at"))
    default: throw StateError("no such event")
    }
  }
}

extension History {
  func write(to json: inout JSONWriter) {
    json.member("history", arrayOf: changes.values.joined()) { json, change in
      json.object { change.writeMembers(to: &$0) }
    }
    json.member("history-undone", arrayOf: undone.values) { json, change in
      json.object { change.writeMembers(to: &$0) }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    for entry in fields.optionalList("history") { push(try Change(reading: entry)) }
    for entry in fields.optionalList("history-undone") {
      let change = try Change(reading: entry)
      undone[change.member] = change
    }
  }
}
