/// How often a simulated chat service, and the network before it, does each of the things that real
/// ones do; percentages of the requests.
package struct ChatFaults: Hashable, Sendable {
  /// The request never arrives.
  package var lostRequest = 0
  /// The request has its effect, and the answer is lost.
  package var lostAnswer = 0
  /// The service answers 503 without effect.
  package var failing = 0
  /// The service answers 500 after the effect.
  package var failingLate = 0
  /// The service asks for a rest of some seconds.
  package var rateLimited = 0
  /// The answer is cut, or is something else than JSON.
  package var garbled = 0
  /// A page holds messages twice.
  package var duplicating = 0
  /// A page begins before what was asked for.
  package var replaying = 0
  /// The cursor of a page is the one that was asked for.
  package var stale = 0
  /// The service says that the cursor is too old, and names one from a little before.
  package var expiring = 0
  /// The messages of a page come in any order.
  package var shuffling = 0
  /// The longest time that an answer takes, in milliseconds.
  package var latencyMilliseconds = 40

  /// No faults at all.
  package init() {}
}
