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
  /// How many more polls ask for one message each, so that what can't be read takes no other with it.
  private var sifting = 0
  /// Whether what the last poll brought is read once more.
  private var isAskedAgain = false
  /// How often in a row the cursor stayed where it was although there were messages.
  private var stuck = 0
  /// How often in a row a poll that might have been held brought nothing at once.
  private var hasty = 0
  /// Whether the feed is read from its beginning, because its place was lost.
  var isAnew = false

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
    isAskedAgain = false
  }

  /// How long to wait before the page is asked for once more, because messages in it could not be read:
  /// half a second, then two, then not at all, and one message at a time; nil where what can't be read is
  /// passed over.
  ///
  /// What was spoilt on its way is whole then, and what never can be read holds up nothing behind it. A
  /// whole page may be spoilt in a way that looks like one message, which is why the page is not passed
  /// over before each of its messages was asked for alone.
  mutating func retryDelay(after batch: Batch) -> Span? {
    isAskedAgain =
      batch.unreadable > 0 && sifting == 0 && !isSalvaging
      && (limit > 1 || spoilt + 1 < Self.patience)
    spoilt = isAskedAgain ? spoilt + 1 : 0
    guard isAskedAgain else { return nil }
    if spoilt < Self.patience { return Span(milliseconds: spoilt == 1 ? 500 : 2000) }
    spoilt = 0
    sifting = limit
    limit = 1
    return Span(milliseconds: 0)
  }

  /// Notes what a poll brought.
  mutating func end(with batch: Batch, at uptime: Span) {
    if isAskedAgain { return goBack(at: uptime) }
    let isCircling = !batch.messages.isEmpty && batch.next == asked
    stuck = isCircling ? stuck + 1 : 0
    let isIdle = isHeld && batch.messages.isEmpty && uptime - beganAt < .seconds(1)
    hasty = isIdle ? hasty + 1 : 0
    malformed = 0
    sifting = batch.isFull ? max(0, sifting - 1) : 0
    limit = sifting > 0 ? 1 : min(limit * 2, Self.pageLimit)
    position = batch.next
    if batch.isFull { return fallBehind(at: uptime) }
    isCaughtUp = true
    freshPoll = polls
    isAnew = false
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
