import Primitives

/// How long an exchange may take and how much it may bring.
///
/// The defaults are what the bot promises; tests give smaller ones, so that no test waits for them.
package struct CurlBounds: Hashable, Sendable {
  /// The longest that a connection, its encryption included, may take to come about.
  package var connectMilliseconds = 5_000
  /// The longest that an exchange without a long poll may take.
  package var totalMilliseconds = 30_000
  /// How much longer than its `waitSeconds` a long poll may take.
  package var graceMilliseconds = 10_000
  /// An exchange slower than this for `slowSeconds` is given up.
  package var slowBytesPerSecond = 50
  /// How long an exchange without a long poll may be slow or silent.
  package var slowSeconds = 20
  /// How much longer than its `waitSeconds` a long poll may be slow or silent.
  package var slowGraceSeconds = 5
  /// The most bytes of a body, unpacked; one more and the exchange ends.
  package var bodyBytes = Limits.responseBytes
  /// The most bytes of all header fields together; one more and the exchange ends.
  package var headBytes = 64 << 10
  /// The most header fields of an answer that are looked at.
  package var headerFields = 100
  /// The most exchanges on the wire at once; further ones wait their turn.
  package var lanes = 40
  /// The longest that a connection to a mail server may take to come about, greetings, encryption and
  /// proof of who we are included.
  package var mailConnectMilliseconds = 30_000
  /// The longest that a mail may take in all; servers look for viruses and take their time.
  package var mailMilliseconds = 120_000
  /// How many lanes long polls may never take, so that a reply never waits for somebody to speak.
  package var lanesForReplies = 8

  /// Makes the bounds that the bot promises.
  package init() {}
}
