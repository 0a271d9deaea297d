import Primitives

extension CommandContext {
  /// The decision with what is meant for all said to all: where it was typed to the bot alone, its
  /// answer goes to the place of `session`, and the author hears that it did.
  func aloud(_ decision: Decision, at session: Sessions.Session?) -> Decision {
    guard isDirect, let session else { return decision }
    var aloud = decision
    var count = 0
    for index in aloud.replies.indices
    where aloud.replies[index].destination == .answer && aloud.replies[index].text != nil {
      aloud.replies[index].destination = charter.place(of: session)
      count += 1
    }
    guard count > 0 else { return decision }
    aloud.replies.append(Reply("I have said it to all at \(community.label(of: session))."))
    return aloud
  }
}
