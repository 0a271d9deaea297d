import Grouping
package import OrderedCollections
package import Primitives
package import Timekeeping

/// Who has coffee with whom: a draw each month among those who want it, and who has met whom.
package struct Coffee: Sendable {
  /// What one member has said.
  package struct Guest: Hashable, Sendable {
    /// Since when they take part.
    package let since: Instant
    /// Until when they are left out; nil for not at all.
    package internal(set) var pausedUntil: Instant?
  }

  /// Some who are to meet.
  package struct Table: Hashable, Sendable {
    /// Two or three members, a few more only where somebody would be alone.
    package internal(set) var members: [MemberID]
    /// Whether they met; nil while nobody has said.
    package internal(set) var haveMet: Bool?
  }

  /// What was drawn last.
  package struct Draw: Hashable, Sendable {
    /// When.
    package let at: Instant
    /// The month, counted from the year 0.
    package let month: Int
    /// Where it was said.
    package let room: RoomID
    /// Who meets whom.
    package internal(set) var tables: [Table]
    /// Whether it was asked who met.
    package internal(set) var isAsked = false
  }

  /// How many can take part.
  package static let limit = 300
  /// How long after a draw it is asked who met.
  package static let patience = Span.days(21)

  /// Those who take part, in the order in which they came.
  package private(set) var guests: OrderedDictionary<MemberID, Guest> = [:]
  /// Whether three meet, and not two.
  package private(set) var isOfThree = false
  /// The last draw.
  package private(set) var draw: Draw?
  /// When the next draw is, by the clocks of the community; nil where nobody takes part.
  package private(set) var next: LocalTime?
  /// Where it is said.
  package private(set) var room: RoomID?
  /// Who had met whom before the last draw.
  private var past = PairHistory<MemberID>()

  init() {}

  /// Who would be drawn at `now`: those who do not pause.
  package func present(at now: Instant) -> [MemberID] {
    guests.filter { $0.value.pausedUntil.map { $0 <= now } ?? true }.map(\.key)
  }

  /// Who has met whom, those of the last draw among them.
  ///
  /// What is said of the last draw can be taken back, so that it is counted anew each time.
  var history: PairHistory<MemberID> {
    var history = past
    guard let draw else { return history }
    for table in draw.tables where table.haveMet == true {
      history.met(table.members, at: draw.month)
    }
    return history
  }

  /// Where `member` sits in the last draw.
  package func table(of member: MemberID) -> Int? {
    draw?.tables.firstIndex { $0.members.contains(member) }
  }

  mutating func apply(_ event: CoffeeEvent) {
    switch event {
    case .joined(let member, let room, let next, let at):
      guests[member] = Guest(since: at)
      self.room = self.room ?? room
      self.next = self.next ?? next
    case .left(let member): remove(member)
    case .paused(let member, let until): guests[member]?.pausedUntil = until
    case .formed(let isOfThree): self.isOfThree = isOfThree
    case .drawn(let draw, let next):
      past = history
      self.draw = draw
      self.next = next
    case .postponed(let next): self.next = next
    case .asked: draw?.isAsked = true
    case .met(let members, let haveMet):
      guard let index = draw?.tables.firstIndex(where: { $0.members == members }) else { return }
      draw?.tables[index].haveMet = haveMet
    }
  }

  private mutating func remove(_ member: MemberID) {
    guests.removeValue(forKey: member)
    if guests.isEmpty { next = nil }
  }

  mutating func forget(_ member: MemberID) {
    remove(member)
    past.remove(member)
    guard var draw else { return }
    for index in draw.tables.indices { draw.tables[index].members.removeAll { $0 == member } }
    draw.tables.removeAll { $0.members.count < 2 }
    self.draw = draw
  }
}

extension Coffee {
  func write(to json: inout JSONWriter) {
    json.member("coffee") { json in
      if let draw { json.member("draw") { draw.writeMembers(to: &$0) } }
      json.member("guests", arrayOf: guests) { json, guest in
        json.object { json in
          json.member("member", guest.key)
          json.member("paused-until", ifPresent: guest.value.pausedUntil)
          json.member("since", guest.value.since)
        }
      }
      json.member("met", arrayOf: past.pairSnapshot) { json, record in
        json.object { record.writeMembers(to: &$0) }
      }
      json.member("next", ifPresent: next?.description)
      json.member("room", ifPresent: room)
      json.member("threes", isOfThree)
      json.member("trios", arrayOf: past.trioSnapshot) { json, trio in
        json.object { json in
          json.member("member", trio.member)
          json.member("times", trio.times)
        }
      }
    }
  }

  init(reading community: Fields) throws(StateError) {
    self.init()
    guard let value = community.value["coffee"] else { return }
    let fields = Fields(value)
    for entry in fields.optionalList("guests") {
      let until = entry.has("paused-until") ? try entry.instant("paused-until") : nil
      guests[try entry.identifier("member")] = Guest(
        since: try entry.instant("since"), pausedUntil: until)
    }
    if let drawn = value["draw"] { draw = try Draw(reading: Fields(drawn)) }
    if fields.has("next") { next = try fields.localTime("next") }
    room = fields.optionalIdentifier("room")
    isOfThree = fields.boolean("threes")
    var pairs: [PairRecord<MemberID>] = []
    for entry in fields.optionalList("met") { pairs.append(try PairRecord(reading: entry)) }
    var trios: [(member: MemberID, times: Int)] = []
    for entry in fields.optionalList("trios") {
      trios.append((try entry.identifier("member"), try entry.integer("times")))
    }
    past = PairHistory(pairs: pairs, trios: trios)
  }
}
