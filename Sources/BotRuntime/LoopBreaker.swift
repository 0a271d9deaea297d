import Primitives

/// Falls silent towards somebody who seems to be a program that answers our answers.
///
/// A round is a message that follows our answer to the same author in the same room within ten
/// seconds and says again what was said in one of the last two rounds, or what we said ourselves.
/// After ten rounds in a row there is silence for a minute, and for twice as long each time after.
/// People who repeat themselves that fast and that often are not seen; a burst of different commands
/// is no loop.
struct LoopBreaker {
  private static let rounds = 10
  private static let pace = Span.seconds(10)
  private static let firstSilence = Span.minutes(1)
  private static let longestSilence = Span.hours(1)
  private static let capacity = 256

  private struct Talk {
    var rounds = 0
    /// What the author said last.
    var said: UInt64 = 0
    /// What the author said before that.
    var saidBefore: UInt64 = 0
    /// What we answered last.
    var answered: UInt64 = 0
    /// When we answered last.
    var answeredAt: Instant?
    var silentUntil: Instant?
    var silence = LoopBreaker.firstSilence
  }

  private var talks: [UInt64: Talk] = [:]
  private var order: [UInt64] = []

  init() {}

  /// Whether `message`, which came at `now`, is to be passed over.
  mutating func silences(_ message: Message, at now: Instant) -> Bool {
    let place = Self.place(message)
    guard var talk = talks[place] else { return false }
    if let silentUntil = talk.silentUntil, now < silentUntil { return true }
    let text = ShortHash(message.text).value
    guard let answeredAt = talk.answeredAt, message.at > answeredAt,
      now - answeredAt <= Self.pace,
      talk.said == text || talk.saidBefore == text || talk.answered == text
    else {
      talks[place]?.rounds = 0
      return false
    }
    talk.rounds += 1
    let isLoop = talk.rounds >= Self.rounds
    if isLoop {
      talk.rounds = 0
      talk.silentUntil = now + talk.silence
      talk.silence = min(Span(milliseconds: talk.silence.milliseconds * 2), Self.longestSilence)
    }
    talks[place] = talk
    return isLoop
  }

  /// Notes that `message` was answered with `text`.
  mutating func answered(_ message: Message, with text: String, at now: Instant) {
    let place = Self.place(message)
    if talks[place] == nil {
      order.append(place)
      if order.count > Self.capacity { talks[order.removeFirst()] = nil }
    }
    var talk = talks[place] ?? Talk()
    talk.saidBefore = talk.said
    talk.said = ShortHash(message.text).value
    talk.answered = ShortHash(text).value
    talk.answeredAt = now
    talks[place] = talk
  }

  private static func place(_ message: Message) -> UInt64 {
    var hash = ShortHash()
    hash.add(message.room.text)
    hash.add(message.author.id.text)
    return hash.value
  }
}
