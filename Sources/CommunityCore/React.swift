import OrderedCollections
import CommandGrammar
import Primitives

extension Respondent {
  /// Decides what a reaction to a post means: every one has a typed twin, and runs it.
  ///
  /// Only who reacts is told, alone where that can be, because many do. Below a reaction there is no
  /// thread to answer in: services such as Matrix refuse to start one there.
  func decide(
    _ emoji: String, on target: MessageID, isRemoved: Bool, in community: Community,
    using randomness: inout Randomness
  ) -> Decision {
    if let id = community.sessions.session(of: target), let session = community.sessions[id] {
      return decide(emoji, on: session, isRemoved: isRemoved, in: community, using: &randomness)
    }
    if let id = community.slotPolls.poll(of: target), let poll = community.slotPolls[id] {
      return decide(emoji, on: poll, isRemoved: isRemoved, in: community, using: &randomness)
    }
    if let id = community.polls.poll(of: target), let poll = community.polls[id] {
      return decide(emoji, on: poll, isRemoved: isRemoved, in: community, using: &randomness)
    }
    guard let subject = community.subject(of: target),
      let typed = Self.twin(of: emoji, on: subject, isRemoved: isRemoved),
      let line = CommandLine(typed)
    else { return Decision() }
    return toldAlone(decide(line, in: community, using: &randomness))
  }

  /// Decides what a reaction to a post about a session means: the answer that the emoji stands for, or
  /// that answer taken back if it is still the one that the reaction gave.
  ///
  /// Nothing is said where nothing changes.
  private func decide(
    _ emoji: String, on session: Sessions.Session, isRemoved: Bool, in community: Community,
    using randomness: inout Randomness
  ) -> Decision {
    if emoji.unicodeScalars.first?.value == 0x270B, session.isOn(at: now),
      let line = CommandLine(isRemoved ? "hand down" : "hand")
    {
      return toldAlone(decide(line, in: community, using: &randomness))
    }
    guard session.status == .planned, !session.isOver(at: now),
      let choice = Attendance.Choice(reaction: emoji)
    else { return Decision() }
    let old = session.attendance[message.author.id]
    let isGiven = old?.choice == choice
    guard isRemoved ? isGiven && old?.isByReaction == true : !isGiven,
      let line = CommandLine(
        isRemoved ? "rsvp clear \(session.id)" : "rsvp \(choice.rawValue) \(session.id)")
    else { return Decision() }
    return toldAlone(decide(line, in: community, using: &randomness))
  }

  /// Decides what a reaction to a post about a time that is looked for means: the number that the emoji
  /// shows is a time at which its author can, and taking it away takes that back.
  private func decide(
    _ emoji: String, on poll: SlotPolls.Poll, isRemoved: Bool, in community: Community,
    using randomness: inout Randomness
  ) -> Decision {
    guard poll.status == .open, community.slotPolls.deadline(of: poll) > now,
      let number = Keycap.number(emoji), number <= poll.slots.count,
      let line = CommandLine("slots \(poll.id) \(isRemoved ? "-" : "+")\(number)")
    else { return Decision() }
    let isGiven = poll.answers[message.author.id]?.can.contains(number) ?? false
    guard isGiven == isRemoved else { return Decision() }
    return toldAlone(decide(line, in: community, using: &randomness))
  }

  /// Decides what a reaction to a poll means: the number that the emoji shows is the option that its author
  /// chooses, or one of them, and taking it away takes that back.
  private func decide(
    _ emoji: String, on poll: Polls.Poll, isRemoved: Bool, in community: Community,
    using randomness: inout Randomness
  ) -> Decision {
    guard community.polls.isOpen(poll, at: now), let number = Keycap.number(emoji),
      number <= poll.plan.options.count,
      let line = CommandLine("vote \(poll.id) \(isRemoved ? "-" : "+")\(number)")
    else { return Decision() }
    let isGiven = poll.answers[message.author.id]?.contains(number) ?? false
    guard poll.plan.isAnonymous ? !isRemoved : isGiven == isRemoved else { return Decision() }
    return toldAlone(decide(line, in: community, using: &randomness))
  }

  /// The decision with what answers its author said to them alone, where that can be.
  func toldAlone(_ decision: Decision) -> Decision {
    guard charter.hasDirectMessages, !message.isDirect else { return decision }
    var told = decision
    for index in told.replies.indices where told.replies[index].destination == .answer {
      told.replies[index].destination = .direct(message.author.id)
    }
    return told
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
    if subject.hasPrefix("temp "), !isRemoved, let mood = Voices.Mood(typed: plain) {
      return "temp \(mood.rawValue)"
    }
    if QuestionID(lettered: subject) != nil {
      guard plain == "👍" else { return nil }
      return isRemoved ? "ask unvote \(subject)" : "ask vote \(subject)"
    }
    if SeriesID(subject) != nil, subject.utf8.first == UInt8(ascii: "E"), !isRemoved,
      let choice = Attendance.Choice(reaction: emoji)
    {
      return "rsvp \(choice.rawValue) \(subject)"
    }
    return nil
  }
}
