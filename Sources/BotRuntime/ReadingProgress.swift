import Primitives

/// How the reading of the feed goes.
struct ReadingProgress {
  /// How many messages a poll asks for while all is well.
  static let pageLimit = 200
  /// How often something that should not happen is borne before something is done about it.
  static let patience = 3
  /// The longest time in seconds that a service is asked to hold a poll.
  static let longestHold = 25

  /// How far it has got; nil where it begins.
  var position: Cursor?
  /// The number of the exchange that polls; nil while none is under way.
  var exchange: Int?
  /// How many polls have begun.
  private(set) var polls = 0
  /// From where the last poll read on, when it began by uptime, and whether it may be held.
  private(set) var asked: Cursor?
  private(set) var beganAt = Span(milliseconds: 0)
  private(set) var isHeld = false
  /// Whether everything that was said had been read when the last poll ended.
  private(set) var isCaughtUp = false
  /// Since when that has not been so, by uptime.
  private(set) var behindSince: Span
  /// Which poll was the last one that ended with nothing left to be read.
  private(set) var freshPoll = 0
  /// Whether somebody waits for such a poll.
  var wantsFresh = false
  /// How many messages the next poll asks for.
  private(set) var limit = ReadingProgress.pageLimit
  /// How often in a row a page could not be read.
  private var malformed = 0
  /// How often in a row a page held messages that could not be read.
  private var spoilt = 0
  /// How often in a row the cursor stayed where it was although there were messages.
  private var stuck = 0
  /// How often in a row a poll that might have been held brought nothing at once.
  private var hasty = 0
  /// What is older is not answered, because the cursor was lost and it may have been answered before.
  var floor: Instant?

  init(from position: Cursor?, at uptime: Span) {
    self.position = position
    behindSince = uptime
  }

  /// Whether a poll is under way.
  var isUnderWay: Bool { exchange != nil }

  /// Whether the cursor does not move any more.
  var isStuck: Bool { stuck >= Self.patience }

  /// Whether the service does not hold polls although it should.
  var isHasty: Bool { hasty >= Self.patience }

  /// Whether the next poll is to step over a message that can never be read.
  var isSalvaging: Bool { limit == 1 && malformed >= Self.patience }

  /// Whether the next poll may be held: whether all has been read is asked first.
  var mayBeHeld: Bool { isCaughtUp && !wantsFresh }

  /// Notes that a poll begins.
  mutating func begin(at uptime: Span, isHeld: Bool) {
    polls += 1
    asked = position
    beganAt = uptime
    self.isHeld = isHeld
    wantsFresh = false
  }

  /// How long to wait before the page is asked for once more, because messages in it could not be read:
  /// half a second, then two; nil where it is passed over.
  ///
  /// What was spoilt on its way is whole then; what never can be read holds up nothing behind it.
  mutating func retryDelay(after batch: Batch) -> Span? {
    spoilt = batch.unreadable == 0 || spoilt + 1 == Self.patience ? 0 : spoilt + 1
    return spoilt == 0 ? nil : Span(milliseconds: spoilt == 1 ? 500 : 2000)
  }

  /// Notes what a poll brought.
  mutating func end(with batch: Batch, at uptime: Span) {
    let isCircling = !batch.messages.isEmpty && batch.next == asked
    stuck = isCircling ? stuck + 1 : 0
    let isIdle = isHeld && batch.messages.isEmpty && uptime - beganAt < .seconds(1)
    hasty = isIdle ? hasty + 1 : 0
    malformed = 0
    limit = min(limit * 2, Self.pageLimit)
    position = batch.next
    if batch.isFull { return fallBehind(at: uptime) }
    isCaughtUp = true
    freshPoll = polls
    floor = nil
  }

  /// Notes that what the last poll brought is to be read once more.
  mutating func goBack(at uptime: Span) {
    position = asked
    fallBehind(at: uptime)
  }

  /// Notes that not everything has been read.
  mutating func fallBehind(at uptime: Span) {
    if isCaughtUp { behindSince = uptime }
    isCaughtUp = false
  }

  /// Notes that a page could not be read: after a while single messages are asked for.
  mutating func endMalformed() {
    malformed += 1
    if limit > 1, malformed >= Self.patience || limit < Self.pageLimit {
      limit = 1
      malformed = 0
    }
  }
}
