package import Primitives

/// The anonymous questions that are not on the board yet, in an order that tells nothing about who asks.
///
/// The box lies in a file of its own, named by how many were ever put in; journal and snapshot say only
/// who has put one in. What comes out goes to the board in a record of its own, in which nobody's
/// message stands.
package struct QuestionBox: Hashable, Sendable {
  /// How many go to the board at once without waiting for more.
  package static let releasedTogether = 3
  /// How long one waits for others at most.
  package static let patience = Span.minutes(15)

  /// What is asked, sorted by its bytes.
  package private(set) var texts: [String] = []

  /// Starts empty.
  package init() {}

  /// Puts a question in.
  mutating func cast(_ text: String) {
    texts.append(text)
    texts.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The file that holds the box: indented JSON.
  package var bytes: [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { $0.member("questions", arrayOf: texts) { $0.string($1) } }
    json.endLine()
    return json.bytes
  }

  /// Reads a file that `bytes` made.
  package init(reading bytes: [UInt8]) throws(StateError) {
    do throws(JSONError) {
      let fields = Fields(try JSONPart(parsing: bytes))
      for text in fields.texts("questions") { cast(text) }
    } catch {
      throw StateError(error.description)
    }
  }
}

extension Sparks {
  /// Who has asked without their name today, and how much of it waits for the board; never what.
  package struct Anonymous: Hashable, Sendable {
    /// How many such questions one member can ask on a day.
    package static let limitEach = 3

    /// How many there ever were.
    package internal(set) var total = 0
    /// How many of them are not on the board yet.
    package internal(set) var waiting = 0
    /// Since when the first of those waits; nil where none does.
    package internal(set) var since: Instant?
    /// The day of `counts`, in days since 1970, by universal time.
    package internal(set) var day: Int64 = 0
    /// How many each asked on that day.
    package internal(set) var counts: [MemberID: Int] = [:]

    /// How many `member` has asked on the day of `now`.
    package func count(of member: MemberID, at now: Instant) -> Int {
      Self.day(of: now) == day ? counts[member, default: 0] : 0
    }

    mutating func note(_ member: MemberID, at now: Instant) {
      if Self.day(of: now) != day { counts = [:] }
      day = Self.day(of: now)
      counts[member, default: 0] += 1
      total += 1
      waiting += 1
      since = since ?? now
    }

    mutating func release() {
      waiting = 0
      since = nil
    }

    /// Takes over how many really wait, where somebody goes back to an earlier state.
    mutating func rescue(waiting: Int, total: Int) {
      self.waiting = waiting
      self.total = max(self.total, total)
      if waiting == 0 { since = nil }
    }

    private static func day(of instant: Instant) -> Int64 {
      (instant.milliseconds / 86_400_000)
    }

    func writeMembers(to json: inout JSONWriter) {
      // In the order of their ids: the order in which they came could be laid beside the board.
      json.member("counts", arrayOf: counts.keys.sorted()) { json, member in
        json.object { json in
          json.member("count", counts[member] ?? 0)
          json.member("member", member)
        }
      }
      json.member("day", Int(day))
      json.member("since", ifPresent: since)
      json.member("total", total)
      json.member("waiting", waiting)
    }

    init() {}

    init(reading fields: Fields) throws(StateError) {
      for entry in try fields.list("counts") {
        counts[try entry.identifier("member")] = try entry.integer("count")
      }
      day = Int64(try fields.integer("day"))
      since = fields.has("since") ? try fields.instant("since") : nil
      total = try fields.integer("total")
      waiting = try fields.integer("waiting")
    }
  }
}
