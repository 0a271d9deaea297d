import Logging
import Primitives

/// The operator's log, which says the same thing at most once a minute, and the same kind of thing at most ten times.
///
/// Messages are constant texts; what differs is metadata, and neither is ever a secret or a member's
/// words. What was left out is counted, and the next line of its kind says how often.
struct QuietLog {
  /// How often one message is said in a minute where it tells something else each time.
  static let mostVaried = 10

  /// What was said of one message since its minute began.
  private struct Said {
    var since: Span
    var count = 0
    var unsaid = 0
  }

  private let logger: Logger
  private var said: [String: Said] = [:]
  /// The time by which a minute is measured where nobody says it.
  var uptime = Span(milliseconds: 0)

  init(_ logger: Logger) {
    self.logger = logger
  }

  /// Says what is as it should be.
  func note(_ message: String, _ facts: [String: String] = [:]) {
    logger.info("\(message)", metadata: Self.metadata(facts))
  }

  /// Says what an operator should look at; each time, while that is ten times a minute or less.
  mutating func warn(_ message: String, _ facts: [String: String] = [:]) {
    warn(message, facts, at: uptime, most: Self.mostVaried)
  }

  /// Says what an operator should look at, unless it was said within a minute before `uptime`.
  mutating func warn(_ message: String, _ facts: [String: String] = [:], at uptime: Span) {
    warn(message, facts, at: uptime, most: 1)
  }

  private mutating func warn(
    _ message: String, _ facts: [String: String], at uptime: Span, most: Int
  ) {
    var own = said[message] ?? Said(since: uptime)
    var facts = facts
    if uptime - own.since >= .minutes(1) {
      if own.unsaid > 0 { facts["unsaid"] = "\(own.unsaid)" }
      own = Said(since: uptime)
    }
    own.count += 1
    if own.count > most { own.unsaid += 1 }
    said[message] = own
    guard own.count <= most else { return }
    logger.warning("\(message)", metadata: Self.metadata(facts))
  }

  private static func metadata(_ facts: [String: String]) -> Logger.Metadata {
    facts.mapValues { .string($0) }
  }
}
