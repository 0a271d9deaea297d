package import Primitives

/// What the members of a simulated community say, and when.
package struct Workload: Sendable {
  /// One message of a member.
  package struct Saying: Hashable, Sendable {
    /// When, by the uptime of the world.
    package let at: Span
    /// Who.
    package let author: String
    /// Where.
    package let room: String
    /// What.
    package let text: String
    /// Whether exactly one text answers it.
    package let isAnswered: Bool
  }

  /// In the order in which it is said; the n-th has the id `m` followed by n, from 1.
  package let sayings: [Saying]

  private static let members = ["ana", "ben", "cleo", "dev", "eve"]
  private static let words = [
    "amber", "birch", "copper", "delta", "ember", "fjord", "granite", "harbour", "indigo",
    "juniper",
    "kestrel", "lagoon", "meadow", "nectar", "orchid", "pebble", "quartz", "raven", "saffron",
    "thistle", "umbra", "velvet", "willow", "yarrow", "zephyr",
  ]

  /// Draws between 10 and 50 messages within two minutes.
  package init(using chance: inout Randomness) {
    var sayings: [Saying] = []
    var at = Int64(1000)
    for _ in 0..<10 + chance.number(below: 40) {
      // Now and then many speak at once.
      if !chance.chance(percent: 60) { at += Int64(chance.number(below: 6000)) }
      let author = Self.members[chance.number(below: Self.members.count)]
      let isDirect = chance.chance(percent: 25)
      let (text, isAnswered) = Self.text(sayings.count + 1, using: &chance)
      sayings.append(
        Saying(
          at: Span(milliseconds: at), author: author, room: isDirect ? "dm-\(author)" : "general",
          text: text, isAnswered: isAnswered))
    }
    self.sayings = sayings
  }

  private static func text(_ number: Int, using chance: inout Randomness) -> (String, Bool) {
    func word() -> String { words[chance.number(below: words.count)] }
    let topic = 1 + chance.number(below: max(1, number / 2))
    switch chance.number(below: 20) {
    case 0..<8: return ("!topic \(word()) \(word()) \(number)x", true)
    case 8, 9, 10: return ("!topic vote T\(topic)", true)
    case 11: return ("!topic unvote T\(topic)", true)
    case 12: return ("!topic own T\(topic)", true)
    case 13: return ("!topic list", true)
    case 14: return ("!join \(word()), \(word())", true)
    case 15: return ("!hello I like \(word())", true)
    case 16: return ("!undo", true)
    case 17: return ("!help topic", true)
    case 18: return ("!topic drop T\(topic)", true)
    default: return ("> !topic \(word())", false)
    }
  }

  /// Lets the members of `chat` say it, each at its time.
  package func schedule(in chat: SimulatedChat) {
    for saying in sayings {
      chat.plan(at: saying.at) { chat in
        chat.say(saying.text, by: saying.author, in: saying.room)
      }
    }
  }
}
