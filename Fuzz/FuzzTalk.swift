import BotTesting
import CommandGrammar
import CommunityCore
import Primitives

/// A community in which anything is said, without a network, a disk or a clock.
enum FuzzTalk {
  private static let charter = Charter.simulated()
  private static let start = Instant(seconds: 1_795_255_200)

  /// Each line is a message; its first byte says who says it and where, and how much time goes by.
  static func take(_ bytes: [UInt8]) {
    var commons = Commons(charter)
    var now = start
    for (number, line) in bytes.split(separator: 10).prefix(40).enumerated() {
      let who = line.first.map { Int($0) } ?? 0
      now = now + .minutes(Int64(who % 7) * 11)
      let author = MemberID(["you", "ana", "ben", "zoe"][who % 4])
      let isDirect = who % 5 == 0
      let message = Message(
        id: MessageID("m\(number)"), room: RoomID(isDirect ? "dm-\(author.text)" : "general"),
        author: Message.Author(id: author, name: author.text),
        text: String(decoding: line.dropFirst(), as: UTF8.self), at: now, isDirect: isDirect)
      var chance = Randomness(seed: 1, position: number)
      let answer = commons.respond(to: message, at: now, previousFingerprint: nil, using: &chance)
      answer.facts.forEach { commons.apply($0) }
      answer.ballots.forEach { commons.cast($0) }
      requireReadable(answer.facts)
    }
    var json = JSONWriter()
    json.object { commons.write(to: &$0) }
  }

  /// Whatever becomes true can be read back from the journal.
  private static func requireReadable(_ facts: [Fact]) {
    for fact in facts {
      var json = JSONWriter()
      fact.write(to: &json)
      do {
        let read = try Fact(reading: try JSONPart(parsing: json.bytes))
        require(read == fact, "a fact comes back as another one")
      } catch {
        fatalError("a fact can't be read back: \(error)")
      }
    }
  }
}
