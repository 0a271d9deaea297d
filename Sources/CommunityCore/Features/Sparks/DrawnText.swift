import Primitives
import Timekeeping

extension CommandContext {
  /// Requires that the author may draw a text, and returns whether it is drawn outside a session.
  ///
  /// In a session whoever runs it may, and otherwise anybody, but only a few times a day.
  func requireDrawing() throws(Refusal) -> Bool {
    if let session = sessionNow() {
      try requireOwn(session)
      return false
    }
    let lately = community.sparks.drawn.count { $0.isCasual && now - $0.at < .hours(24) }
    guard lately < Sparks.casualLimit else { throw .sparksSpent(Sparks.casualLimit) }
    return true
  }

  /// One of `texts` that was not drawn within six months; throws where all were, with the time at
  /// which the first may be drawn again.
  func draw(
    from texts: [String], topic: TopicID? = nil, isCasual: Bool,
    using randomness: inout Randomness
  ) throws(Refusal) -> Sparks.Drawn {
    var fresh: [String] = []
    var next: Instant?
    for text in texts {
      if let until = community.sparks.rests(text, topic: topic, at: now) {
        next = next.map { min($0, until) } ?? until
      } else {
        fresh.append(text)
      }
    }
    guard !fresh.isEmpty else {
      throw .sparksUsedUp(texts.count, next: next.map(told) ?? "")
    }
    let text = fresh[randomness.number(below: fresh.count)]
    return Sparks.Drawn(text: text, topic: topic, at: now, isCasual: isCasual)
  }
}
