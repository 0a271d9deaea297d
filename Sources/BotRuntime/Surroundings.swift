package import ChatEndpoint
package import Primitives

/// What the bot asks the world around it; the simulated world of the tests answers as it likes.
package protocol Surroundings: AnyObject {
  /// The time of day, which people and leap seconds may set forward or back.
  var now: Instant { get }

  /// How long something has been running; never set back, by which waiting is measured.
  var uptime: Span { get }

  /// Whether the bot has been asked to end; once true it stays so.
  var isStopping: Bool { get }

  /// Draws a number that nobody can foresee.
  func drawSeed() -> UInt64

  /// The profile with its secrets read again; nil where they can't be read.
  func renewedProfile() -> Profile?

  /// The mail server with its secrets read again; nil where they can't be read or there is none.
  func renewedMailServer() -> MailServer?
}

extension Surroundings {
  /// The secrets stay what they are.
  package func renewedMailServer() -> MailServer? { nil }
}
