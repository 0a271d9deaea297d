import CommunityCore
import Primitives
import Testing

@Suite struct ReactionTests {
  @Test(arguments: [(true, Reply.Destination.direct(MemberID("bo"))), (false, .answer)])
  func `a vote by reaction is told to the voter alone, where that can be`(
    hasDirectMessages: Bool, destination: Reply.Destination
  ) throws {
    var room = try Rehearsal(hasDirectMessages: hasDirectMessages)
    let proposal = room.message("!topic Onboarding", by: "ana")
    _ = room.answer(proposal)
    #expect(
      room.react("👍", to: proposal.id).replies.map { [$0.text, "\($0.destination)"] }
        == [
          [
            "Your vote is with T1 “Onboarding”, which has 1 now. Your votes left: 2.",
            "\(destination)",
          ]
        ])
    #expect(
      room.react("👍", to: proposal.id, isRemoved: true).replies.map(\.destination)
        == [destination])
  }
}

extension Rehearsal {
  /// Plays a reaction of bo.
  fileprivate mutating func react(
    _ emoji: String, to target: MessageID, isRemoved: Bool = false
  ) -> Answer {
    var message = message("", by: "bo")
    message.kind = .reaction(emoji: emoji, target: target, isRemoved: isRemoved)
    return answer(message)
  }
}
