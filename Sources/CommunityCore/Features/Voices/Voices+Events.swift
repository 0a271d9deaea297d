import OrderedCollections
import Primitives

extension Voices {
  mutating func apply(_ event: VoiceEvent) {
    change(event.session) { $0.apply(event.change) }
  }
}

extension Voices.Floor {
  mutating func apply(_ event: VoiceEvent.Change) {
    switch event {
    case .spoke(let member, let count, let at):
      heardAt = at
      // A crowd of strangers must not make the state grow without bound.
      guard words[member] != nil || words.count < Voices.membersKept else { return }
      words[member, default: 0] += count
    case .raised(let hand): raise([hand])
    case .restored(let hands): raise(hands)
    case .lowered(let member): hands.removeAll { $0.member == member }
    case .cleared: hands = []
    case .called(let member, let at):
      hands.removeAll { $0.member == member }
      speaker = member
      calledAt = at
      hasNamedTime = false
      turn(member, by: 1)
    case .uncalled(let hand, let former):
      speaker = former
      calledAt = nil
      turn(hand.member, by: -1)
      raise([hand])
    case .turned(let member, let count): turn(member, by: count)
    case .ruled(let fair, let closed):
      isFair = fair
      isClosed = closed
    case .allowed(let limit): minutes = limit
    case .round(let next): round = next
    case .watched(let next): watch = next
    case .silenceNamed(let at): watch?.silenceAt = at
    case .timeNamed: hasNamedTime = true
    case .dominanceNamed: watch?.hasNamedDominance = true
    case .proposed(let next): temperature = next
    case .felt(let member, let mood): temperature?.answers[member] = mood
    }
  }

  private mutating func raise(_ more: [Voices.Hand]) {
    for hand in more where !hands.contains(where: { $0.member == hand.member }) {
      let place = hands.firstIndex { $0.at > hand.at } ?? hands.endIndex
      hands.insert(hand, at: place)
    }
  }

  private mutating func turn(_ member: MemberID, by count: Int) {
    let turns = self.turns[member, default: 0] + count
    self.turns[member] = turns > 0 ? turns : nil
  }
}
