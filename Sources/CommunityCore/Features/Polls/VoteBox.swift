import Primitives

/// The votes without names in one poll: how many chose each option, and nothing of who.
///
/// The box lies in a file of its own, named by how many votes it holds; journal and snapshot say only
/// who has voted. It is counted when the poll closes, and is gone then.
package struct VoteBox: Hashable, Sendable {
  /// How many chose each option.
  package private(set) var counts: [Int]
  /// How many have voted.
  package private(set) var votes = 0

  /// Starts empty.
  package init(options: Int) {
    counts = Array(repeating: 0, count: options)
  }

  /// Puts a vote in: the numbers of the options, from 1.
  mutating func cast(_ choices: [Int]) {
    votes += 1
    for choice in choices where counts.indices.contains(choice - 1) { counts[choice - 1] += 1 }
  }

  /// The file that holds the box: indented JSON.
  package var bytes: [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("counts", arrayOf: counts) { $0.integer($1) }
      json.member("votes", votes)
    }
    json.endLine()
    return json.bytes
  }

  /// Reads a file that `bytes` made.
  package init(reading bytes: [UInt8]) throws(StateError) {
    do throws(JSONError) {
      let fields = Fields(try JSONPart(parsing: bytes))
      counts = fields.integers("counts")
      votes = fields.optionalInteger("votes") ?? 0
    } catch {
      throw StateError(error.description)
    }
  }
}
