import CommandGrammar
import Primitives

extension Respondent {
  /// Decides what a reaction to a post means: every one has a typed twin, and runs it.
  func decide(
    _ emoji: String, on target: MessageID, isRemoved: Bool, in community: Community,
    using randomness: inout Randomness
  ) -> Decision {
    guard let subject = community.dialogue.subject(of: target),
      let typed = Self.twin(of: emoji, on: subject, isRemoved: isRemoved),
      let line = CommandLine(typed)
    else { return Decision() }
    return decide(line, in: community, using: &randomness)
  }

  /// The command that a reaction stands for; nil where it stands for nothing.
  ///
  /// Skin tones and the mark that asks for a coloured picture make no difference.
  static func twin(of emoji: String, on subject: String, isRemoved: Bool) -> String? {
    let plain = String(
      String.UnicodeScalarView(
        emoji.unicodeScalars.filter {
          !(0x1F3FB...0x1F3FF).contains($0.value) && $0.value != 0xFE0F
        }))
    if TopicID(subject) != nil, subject.utf8.first == UInt8(ascii: "T") {
      guard plain == "👍" else { return nil }
      return isRemoved ? "topic unvote \(subject)" : "topic vote \(subject)"
    }
    return nil
  }
}
