import CommunityCore
import Primitives
import Testing

extension Rehearsal {
  /// A weekly series on Thursdays at 16:00, started by `you`, with a rota of `members` who have all
  /// been to two sessions; it is 3 December, 15:40.
  init(rota members: [String], hasDirectMessages: Bool = true) throws {
    try self.init(hasDirectMessages: hasDirectMessages)
    _ = say("!series every thu 16:00", by: "you")
    for id in members { _ = say("!quiet off", by: id) }
    _ = say("!rota set " + members.map { "@" + $0 }.joined(separator: " "), by: "you")
    for day in ["2026-11-26", "2026-12-03"] {
      _ = try pass(until: "\(day)T15:40:00Z")
      for id in members { _ = say("!here", by: id) }
    }
  }

  /// Who facilitates the session with that number.
  func facilitator(_ number: Int) throws -> String? { try session(number).facilitator?.text }

  /// The turn that is settled at the session with that number.
  func turn(_ number: Int, _ role: String = "facilitator") throws -> Rotas.Turn {
    try #require(community.rota[SessionID(number), role])
  }

  /// Lets the rota ask for S3, and returns who is asked.
  mutating func askedForThird() throws -> String {
    let asked = try pass(until: "2026-12-03T16:00:00Z").asked
    #expect(asked.count == 1)
    return try #require(asked.first)
  }
}

extension [Reply] {
  /// Who is told alone that it is their turn.
  var asked: [String] { said("It is your turn") }

  /// Who is told alone what begins with `text`.
  func said(_ text: String) -> [String] { filter { $0.text?.hasPrefix(text) ?? false }.members }
}
