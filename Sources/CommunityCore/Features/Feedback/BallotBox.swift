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

/// A ballot box as a file that must be durable before the journal says who has answered.
package struct BallotFile: Hashable, Sendable {
  /// Its name: the community's key, the session and the number of answers in it.
  package let name: String
  /// What it holds.
  package let bytes: [UInt8]
}

extension Commons {
  /// Puts an anonymous answer into its box in memory.
  ///
  /// The file must be written, and the fact that the member has answered applied, in the same batch.
  package mutating func cast(_ ballot: Ballot) {
    change(ballot.community) { community in
      community.feedback.cast(
        BallotBox.Entry(rating: ballot.rating, text: ballot.text), for: ballot.session)
    }
  }

  /// The files of all boxes as the state says they must be, by name.
  ///
  /// After a crash there may be a box that holds more: the journal never came to say so, the message
  /// will be read again, and the file is to be removed. A file that is named here and missing means
  /// that answers were lost.
  package var ballotFileNames: [String] {
    communities.flatMap { community in
      community.feedback.sessions.compactMap { session, feedback in
        feedback.anonymousCount == 0
          ? nil : Self.fileName(community.plan.key, session, feedback.anonymousCount)
      }
    }
  }

  /// The file of the box into which `ballot` was cast, as it is now.
  package func ballotFile(after ballot: Ballot) -> BallotFile? {
    guard let community = communities.first(where: { $0.plan.key == ballot.community }),
      let box = community.feedback.boxes[ballot.session]
    else { return nil }
    return BallotFile(
      name: Self.fileName(ballot.community, ballot.session, box.count), bytes: box.bytes)
  }

  /// Takes over the file called `name`, which is one of `ballotFileNames`.
  package mutating func loadBallots(_ bytes: [UInt8], from name: String) throws(StateError) {
    let box = try BallotBox(reading: bytes)
    for community in communities {
      for session in community.feedback.sessions.keys
      where Self.fileName(community.plan.key, session, box.count) == name {
        change(community.plan.key) { $0.feedback.load(box, for: session) }
        return
      }
    }
    throw StateError("the box holds \(box.count) answers, which is not what its name says")
  }

  private static func fileName(_ community: String, _ session: SessionID, _ count: Int) -> String {
    "\(community)-\(session)-\(count).json"
  }
}
