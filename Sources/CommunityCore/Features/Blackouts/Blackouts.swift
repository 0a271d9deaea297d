package import Primitives
import Timekeeping

/// The days on which a community leaves its members alone: no dates of series, no invitations, no
/// questions.
package struct Blackouts: Sendable {
  /// A run of days.
  package struct Range: Hashable, Sendable {
    /// The first day, by the calendar of the community's zone.
    package let first: GregorianDay
    /// The last day; at most a year after the first.
    package let last: GregorianDay
    /// Why; may be empty.
    package internal(set) var reason: String

    /// Whether `day` is one of them.
    package func contains(_ day: GregorianDay) -> Bool { first <= day && day <= last }
  }

  /// How many there can be at a time.
  package static let limit = 30
  /// How many days one can have.
  package static let daysLimit = 366
  /// The longest reason, in bytes.
  package static let reasonBytes = 100

  /// Those that were set, the earliest first.
  package private(set) var ranges: [Range] = []

  init() {}

  /// The one that `day` lies in.
  package func range(of day: GregorianDay) -> Range? { ranges.first { $0.contains(day) } }

  /// Whether the community is left alone at `instant`, by the calendar of its zone.
  package func covers(_ instant: Instant, in community: Community) -> Bool {
    guard !ranges.isEmpty else { return false }
    let zone = community.clocks
    return range(of: zone.localTime(at: instant).day) != nil
  }

  mutating func apply(_ event: BlackoutEvent) {
    switch event {
    case .set(let range):
      guard !ranges.contains(range) else { return }
      let index = ranges.firstIndex { $0.first > range.first } ?? ranges.endIndex
      ranges.insert(range, at: index)
    case .lifted(let range): ranges.removeAll { $0 == range }
    }
  }

  mutating func forget(_ member: MemberID) {
    for index in ranges.indices {
      ranges[index].reason = People.erased(member, from: ranges[index].reason)
    }
  }
}

/// What becomes true of the days on which nothing is planned.
package enum BlackoutEvent: Hashable, Sendable {
  /// Some days are left free.
  case set(Blackouts.Range)
  /// They are days like others again.
  case lifted(Blackouts.Range)
}

extension BlackoutEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .set(let range):
      json.member("event", "blackout.set")
      range.writeMembers(to: &json)
    case .lifted(let range):
      json.member("event", "blackout.lifted")
      range.writeMembers(to: &json)
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "blackout.set": self = .set(try Blackouts.Range(reading: fields))
    case "blackout.lifted": self = .lifted(try Blackouts.Range(reading: fields))
    default: throw StateError("no such event")
    }
  }
}

extension Blackouts.Range {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("first", first.description)
    json.member("last", last.description)
    json.member("reason", reason)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      first: try fields.day("first"), last: try fields.day("last"),
      reason: fields.optionalText("reason") ?? "")
  }
}

extension Fields {
  /// A day as it is kept, `2026-12-03`.
  func day(_ name: String) throws(StateError) -> GregorianDay {
    guard let time = LocalTime(try text(name) + "T00:00") else { throw missing(name) }
    return time.day
  }
}

extension Blackouts {
  func write(to json: inout JSONWriter) {
    json.member("blackouts", arrayOf: ranges) { json, range in
      json.object { range.writeMembers(to: &$0) }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    for entry in fields.optionalList("blackouts") { apply(.set(try Range(reading: entry))) }
  }
}
