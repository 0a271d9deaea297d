import Primitives

extension Sessions.Session {
  /// How many minutes of it are left at `now`, where it was started late; all of them before.
  func minutesLeft(at now: Instant) -> Int {
    guard isLive, now > start, now < end else { return minutes }
    let left = Int((end - now).milliseconds / 60_000)
    // Whoever begins on time need not reckon with a minute or two.
    return minutes - left <= 5 ? minutes : left
  }
}
