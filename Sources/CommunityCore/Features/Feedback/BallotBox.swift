import OrderedCollections
import Primitives

/// The anonymous answers about one session, in an order that tells nothing about who gave them.
///
/// Answers are released in threes: until three wait together none is shown, and then all three at
/// once, so that the difference between two looks shows nobody. The box lies in a file of its own,
/// named by how many answers it holds; journal and snapshot say only who has answered.
package struct BallotBox: Hashable, Sendable {
  /// One answer.
  package struct Entry: Hashable, Comparable, Sendable {
    /// 1 to 5.
    package let rating: Int
    /// What was said with it; may be empty.
    package let text: String

    /// Whether `left` sorts first: by rating, then by the bytes of the text.
    package static func < (left: Self, right: Self) -> Bool {
      left.rating != right.rating
        ? left.rating < right.rating : left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
  }

  /// How many answers are shown at a time.
  package static let releasedTogether = 3

  /// The answers that may be shown, sorted; their number is a multiple of three.
  package private(set) var released: [Entry] = []
  /// The answers that may not be shown yet, sorted; at most two.
  private var waiting: [Entry] = []

  /// Starts empty.
  package init() {}

  /// How many answers it holds.
  package var count: Int { released.count + waiting.count }

  /// Puts an answer in.
  mutating func cast(_ entry: Entry) {
    waiting = (waiting + [entry]).sorted()
    guard waiting.count == Self.releasedTogether else { return }
    released = (released + waiting).sorted()
    waiting = []
  }

  /// The file that holds the box: indented JSON.
  package var bytes: [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("released", arrayOf: released) { $1.write(to: &$0) }
      json.member("waiting", arrayOf: waiting) { $1.write(to: &$0) }
    }
    json.endLine()
    return json.bytes
  }

  /// Reads a file that `bytes` made.
  package init(reading bytes: [UInt8]) throws(StateError) {
    do throws(JSONError) {
      let fields = Fields(try JSONPart(parsing: bytes))
      released = try Self.entries(fields, "released")
      waiting = try Self.entries(fields, "waiting")
    } catch {
      throw StateError(error.description)
    }
  }

  private static func entries(_ fields: Fields, _ name: String) throws(JSONError) -> [Entry] {
    var entries: [Entry] = []
    do throws(StateError) {
      for entry in try fields.list(name) {
        entries.append(
          Entry(rating: try entry.integer("rating"), text: try entry.text("text")))
      }
    } catch {
      throw JSONError(offset: 0, reason: error.reason)
    }
    return entries
  }
}

extension BallotBox.Entry {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("rating", rating)
      json.member("text", text)
    }
  }
}
