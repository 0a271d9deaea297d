import Primitives

/// How long to wait after failures in a row: full jitter between one second and a bound that doubles
/// with each failure up to five minutes.
///
/// Jitter over the whole span spreads out many who failed together (Brooker, "Exponential Backoff and
/// Jitter", 2015); the second at the bottom keeps it from ever becoming a busy loop.
struct Backoff {
  /// The shortest wait.
  static let least = Span.seconds(1)
  /// The longest wait.
  static let most = Span.minutes(5)

  /// How many failures there were since the last success.
  private(set) var failures = 0

  init() {}

  /// Notes a failure and draws how long to wait.
  mutating func fail(using randomness: inout Randomness) -> Span {
    failures += 1
    let doubled = Self.least.milliseconds << Int64(min(failures - 1, 20))
    let bound = min(doubled, Self.most.milliseconds)
    let span = Int(bound - Self.least.milliseconds) + 1
    return Span(milliseconds: Self.least.milliseconds + Int64(randomness.number(below: span)))
  }

  /// Notes a success: the next failure waits shortly again.
  mutating func succeed() {
    failures = 0
  }
}
