import CommandGrammar
import Primitives

extension Respondent {
  /// All that follows from a message without a command.
  func unasked(
    in community: Community, using randomness: inout Randomness
  ) -> Decision {
    var decision = overheard(in: community)
    if let answered = answeredInThread(in: community, using: &randomness) {
      decision.events += answered.events
      decision.replies += answered.replies
      return decision
    }
    let heard = heard(in: community)
    decision.events += heard.events
    decision.replies += heard.replies
    return decision
  }

  /// The decision about a message without a command: nothing follows from most of what people say.
  ///
  /// While topics are collected it may be one; while a session is going on it is counted how much each
  /// says, so that the quiet can go first.
  func heard(in community: Community) -> Decision {
    guard !message.isDirect, message.kind == .text else { return Decision() }
    var decision =
      community.sparks.harvest == nil ? Decision() : harvested(in: community)
    let sessions = community.sessions
    if message.editedAt == nil, !sessions.live.isEmpty || sessions.isAnyOn(at: now),
      let session = community.sessions.going(on: message, at: now)
    {
      let words = Self.words(in: message.text)
      if words > 0 {
        let spoke = VoiceEvent.Change.spoke(message.author.id, words: words, at: now)
        decision.events.append(.voices(VoiceEvent(session, spoke)))
      }
    }
    return decision
  }

  /// How many words a text has, as far as they count.
  private static func words(in text: String) -> Int {
    var count = 0
    var isWord = false
    for byte in text.utf8 {
      let isBlank = byte == 0x20 || byte >= 0x09 && byte <= 0x0D
      if !isBlank, !isWord { count += 1 }
      isWord = !isBlank
      if count == Voices.wordsCounted { break }
    }
    return count
  }
}

extension Sessions {
  /// The session at which somebody can be where a message was said, from half an hour before it until
  /// an hour after it; nil where there is none.
  func going(on message: Message, around now: Instant) -> SessionID? {
    attendable(at: now).last { $0.room == message.room || message.isDirect }?.id
  }

  /// The session that is going on where a message was said; nil where none is.
  func going(on message: Message, at now: Instant) -> SessionID? {
    let open = attendable(at: now)
    guard !open.isEmpty else { return nil }
    if let thread = message.thread, let id = session(of: thread) {
      return open.contains { $0.id == id && $0.isTalking(at: now) } ? id : nil
    }
    return open.last { $0.room == message.room && $0.isTalking(at: now) }?.id
  }
}
