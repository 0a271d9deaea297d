import Primitives

extension Respondent {
  /// The decision about a message without a command: nothing follows from most of what people say.
  func heard(in community: Community) -> Decision {
    guard !message.isDirect, message.kind == .text, community.sparks.harvest != nil else {
      return Decision()
    }
    return harvested(in: community)
  }
}
