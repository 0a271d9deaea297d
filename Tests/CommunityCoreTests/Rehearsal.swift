import CommandGrammar
import CommunityCore
import Foundation
import Primitives

/// A community in which people talk, without a network, a disk or a clock.
struct Rehearsal {
  var commons: Commons
  var now = Instant(milliseconds: 1_795_255_200_000)
  var count = 0

  init(
    coordinators: [MemberID] = ["you"].map { MemberID($0) }, hasDirectMessages: Bool = true,
    rooms: [RoomID] = []
  ) throws {
    let plan = Charter.Plan(
      key: "data", name: "Data Practice", zone: "Europe/London", rooms: rooms,
      coordinators: coordinators)
    let prompts = try Self.prompts()
    commons = Commons(
      Charter(
        communities: [plan], conventions: CallingConventions(names: ["Roundtable"]),
        hasDirectMessages: hasDirectMessages, prompts: prompts))
  }

  /// The long texts as the repository has them, but for the welcome.
  private static func prompts() throws -> Prompts {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    var texts = ["welcome": "Welcome to {{community}}, {{name}}!"]
    for prompt in Prompts.Prompt.allCases where prompt != .welcome {
      let file = folder.appendingPathComponent("Prompts/en/\(prompt.rawValue).md")
      texts[prompt.rawValue] = try String(contentsOf: file, encoding: .utf8)
    }
    return try Prompts(texts)
  }

  /// The one community.
  var community: Community { commons.communities[0] }

  /// Plays a line, and returns what the bot says to it.
  mutating func say(
    _ text: String, by id: String, direct: Bool = false
  ) -> [String] {
    answer(text, by: id, direct: direct).replies.compactMap(\.text)
  }

  /// Plays a line, and returns all that follows from it; it is true from then on.
  mutating func answer(_ text: String, by id: String, direct: Bool = false) -> Answer {
    count += 1
    let message = Message(
      id: MessageID("m\(count)"), room: RoomID(direct ? "dm-\(id)" : "general"),
      author: Message.Author(id: MemberID(id), name: id.capitalized), text: text, at: now,
      isDirect: direct)
    var randomness = Randomness(seed: 1, position: count)
    let answer = commons.respond(to: message, at: now, using: &randomness)
    answer.facts.forEach { commons.apply($0) }
    return answer
  }
}

extension String {
  /// The text with its first letter as a capital.
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
