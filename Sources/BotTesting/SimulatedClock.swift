import BotRuntime
package import ChatEndpoint
package import Primitives

/// The time of a simulated world, which moves only when somebody waits.
package final class SimulatedClock: Surroundings {
  /// The time that everybody else has; the chat service stamps its messages with it.
  package private(set) var trueNow: Instant
  /// How long the world has been there.
  package private(set) var uptime = Span(milliseconds: 0)
  /// How far the bot's own clock is ahead of the true time.
  package var error = Span(milliseconds: 0)
  /// Whether the bot has been asked to end.
  package var isStopping = false
  /// What is read when the token was refused.
  package var newProfile: Profile?

  private var chance: Randomness

  /// Starts at `now`; what is drawn follows from `seed`.
  package init(now: Instant, seed: UInt64) {
    trueNow = now
    chance = Randomness(seed: seed)
  }

  /// The time by the bot's own clock.
  package var now: Instant { trueNow + error }

  /// Draws the next number of the seed's sequence.
  package func drawSeed() -> UInt64 { chance.bits() }

  /// What is read, new or not.
  package func renewedProfile() -> Profile? { newProfile }

  /// Lets time pass.
  package func pass(_ span: Span) {
    guard span.milliseconds > 0 else { return }
    trueNow = trueNow + span
    uptime = Span(milliseconds: uptime.milliseconds + span.milliseconds)
  }
}
