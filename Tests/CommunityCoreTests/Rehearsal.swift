import CommandGrammar
import CommunityCore
import Primitives
import Timekeeping

/// Communities in which people talk, without a network, a disk or a clock.
struct Rehearsal {
  var commons: Commons
  var now = Instant(milliseconds: 1_795_255_200_000)
  /// Every fact that became true, as the journal would have it.
  private(set) var journal: [Fact] = []
  var count = 0
  /// Read once for all tests, because listing the places takes a while.
  private static let zones = ZoneCatalogue()

  init(
    coordinators: [MemberID] = ["you"].map { MemberID($0) }, communities: [String] = [],
    hasDirectMessages: Bool = true, hasThreads: Bool = true, hasDigests: Bool = false
  ) throws {
    var plans = [
      Charter.Plan(
        key: "data", name: "Data Practice", zone: "Europe/London",
        rooms: communities.isEmpty && !hasDigests ? [] : ["general"].map { RoomID($0) },
        coordinators: coordinators, hasDigests: hasDigests)
    ]
    for key in communities {
      plans.append(
        Charter.Plan(
          key: key, name: key.capitalized, zone: "Europe/London", rooms: [RoomID(key)],
          coordinators: coordinators))
    }
    commons = Commons(
      Charter(
        communities: plans, conventions: CallingConventions(names: ["Roundtable"]),
        hasDirectMessages: hasDirectMessages, hasThreads: hasThreads, prompts: try Self.prompts(),
        zones: Self.zones))
  }

  /// The long texts as the repository has them, but for the welcome.
  private static func prompts() throws -> Prompts {
    var texts = try PromptFiles.texts()
    texts["welcome"] = "Welcome to {{community}}, {{name}}!"
    return try Prompts(texts)
  }

  /// The first community.
  var community: Community { commons.communities[0] }

  /// Plays a line, and returns what the bot says to it.
  mutating func say(
    _ text: String, by id: String, direct: Bool = false
  ) -> [String] {
    answer(text, by: id, direct: direct).replies.compactMap(\.text)
  }

  /// Plays a line, and returns all that follows from it; it is true from then on.
  mutating func answer(
    _ text: String, by id: String, direct: Bool = false, room: String = "general",
    thread: MessageID? = nil
  ) -> Answer {
    count += 1
    return answer(
      Message(
        id: MessageID("m\(count)"), room: RoomID(direct ? "dm-\(id)" : room), thread: thread,
        author: Message.Author(id: MemberID(id), name: id.capitalized), text: text, at: now,
        isDirect: direct))
  }

  /// Plays a message, and returns all that follows from it; it is true from then on.
  mutating func answer(_ message: Message, previousFingerprint: UInt32? = nil) -> Answer {
    var randomness = Randomness(seed: 1, position: count)
    let answer = commons.respond(
      to: message, at: now, previousFingerprint: previousFingerprint, using: &randomness)
    journal += answer.facts
    answer.facts.forEach { commons.apply($0) }
    answer.ballots.forEach { commons.cast($0) }
    return answer
  }

  /// Changes the text of what was said last, and returns what follows from that.
  mutating func edit(
    _ message: Message, to text: String, after span: Span = .minutes(1)
  ) -> Answer {
    var edited = message
    edited.text = text
    edited.editedAt = message.at + span
    now = max(now, message.at + span)
    return answer(edited, previousFingerprint: commons.fingerprint(of: message))
  }

  /// A message that is not played yet.
  mutating func message(_ text: String, by id: String, direct: Bool = false) -> Message {
    count += 1
    return Message(
      id: MessageID("m\(count)"), room: RoomID(direct ? "dm-\(id)" : "general"),
      author: Message.Author(id: MemberID(id), name: id.capitalized), text: text, at: now,
      isDirect: direct)
  }

  /// All that is known, as it would be written.
  var state: String {
    var json = JSONWriter()
    json.object { commons.write(to: &$0) }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}

extension Answer {
  /// The first text that is said.
  var text: String { replies.first?.text ?? "" }

  /// All that must be kept of it, as it would be written.
  var written: String {
    var json = JSONWriter()
    json.array(of: facts) { $1.write(to: &$0) }
    for reply in replies { json.string(reply.text ?? "") }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}

extension String {
  /// The text with its first letter as a capital.
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
