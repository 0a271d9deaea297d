import CommandGrammar
import CommunityCore
import Primitives

/// A community in which people talk, without a network, a disk or a clock.
struct Rehearsal {
  var commons: Commons
  var now = Instant(milliseconds: 1_795_255_200_000)
  private var count = 0

  init(coordinators: [MemberID] = ["you"].map { MemberID($0) }) throws {
    let plan = Charter.Plan(
      key: "data", name: "Data Practice", zone: "Europe/London", coordinators: coordinators)
    let prompts = try Prompts(["welcome": "Welcome to {{community}}, {{name}}!"])
    commons = Commons(
      Charter(
        communities: [plan], conventions: CallingConventions(names: ["Roundtable"]),
        prompts: prompts))
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
