import Logging
import Primitives

/// The operator's log, which says the same thing at most once a minute.
///
/// Messages are constant texts; what differs is metadata, and neither is ever a secret or a member's
/// words.
struct QuietLog {
  private let logger: Logger
  private var saidAt: [String: Span] = [:]

  init(_ logger: Logger) {
    self.logger = logger
  }

  /// Says what is as it should be.
  func note(_ message: String, _ facts: [String: String] = [:]) {
    logger.info("\(message)", metadata: Self.metadata(facts))
  }

  /// Says what an operator should look at.
  func warn(_ message: String, _ facts: [String: String] = [:]) {
    logger.warning("\(message)", metadata: Self.metadata(facts))
  }

  /// Says what an operator should look at, unless it was said within a minute before `uptime`.
  mutating func warn(_ message: String, _ facts: [String: String] = [:], at uptime: Span) {
    if let last = saidAt[message], uptime - last < .minutes(1) { return }
    saidAt[message] = uptime
    logger.warning("\(message)", metadata: Self.metadata(facts))
  }

  private static func metadata(_ facts: [String: String]) -> Logger.Metadata {
    facts.mapValues { .string($0) }
  }
}
