package import Primitives

/// What a command or a job makes true, and what is said about it.
package struct Decision: Sendable {
  /// What becomes true, in order.
  package var events: [Event]
  /// What is said, in order.
  package var replies: [Reply]
  /// How a member may take it back; nil where there is nothing to take back.
  package var undoing: Undoing?
  /// What was said anonymously, which goes to its box and nowhere else.
  package var ballots: [Ballot] = []
  /// Documents that are to be made; nothing of them is kept.
  package var orders: [DocumentOrder] = []
  /// Whose every trace is to be wiped from the disk once this is kept.
  package var erases: MemberID?
  /// Whether what was asked is not done, for the reason that is said.
  package var isRefusal = false

  /// How something is taken back.
  package struct Undoing: Hashable, Sendable {
    /// What was done, as it is said when it is undone: `topic T7 added`; members as mentions.
    package var label: String
    /// What makes it undone.
    package var events: [Event]
    /// Whether it can't be taken back at all, so that `!undo` says so instead of undoing something
    /// older.
    package var isFinal = false

    /// Says that `events` undo what `label` names.
    package init(_ label: String, _ events: [Event]) {
      self.label = label
      self.events = events
    }

    /// Says that what `label` names can't be undone.
    package static func impossible(_ label: String) -> Self {
      var undoing = Self(label, [])
      undoing.isFinal = true
      return undoing
    }
  }

  /// Makes `events` true and says `replies`.
  package init(
    _ events: [Event] = [], undoing: Undoing? = nil, saying replies: [Reply] = []
  ) {
    self.events = events
    self.undoing = undoing
    self.replies = replies
  }

  /// Changes nothing and says why.
  static func refusing(_ reply: Reply) -> Self {
    var decision = Self(saying: reply)
    decision.isRefusal = true
    return decision
  }

  /// Changes nothing and says `reply`.
  package init(saying reply: Reply) {
    self.init(saying: [reply])
  }
}

/// What the bot does about one message or one job: everything that must be kept before it is said.
package struct Answer: Sendable {
  /// What becomes true, in order.
  package var facts: [Fact] = []
  /// What is said, in order; the position counts in the idempotency key.
  package var replies: [Reply] = []
  /// What was said anonymously.
  package var ballots: [Ballot] = []
  /// Documents that are to be made from what is true with the facts.
  package var orders: [DocumentOrder] = []
  /// Whose every trace is to be wiped from the disk once this is kept.
  package var erases: MemberID?

  /// Does nothing and says nothing.
  package init() {}

  /// Takes over what was decided in a community.
  mutating func add(_ decision: Decision, in community: String) {
    facts.append(contentsOf: decision.events.map { Fact($0, in: community) })
    replies.append(contentsOf: decision.replies)
    ballots.append(contentsOf: decision.ballots)
    orders.append(contentsOf: decision.orders)
    if let member = decision.erases { erases = member }
  }
}

extension Answer {
  /// The answer with the commands in its texts as they are typed where the prefix is not `!`.
  func spoken(with prefix: UInt8) -> Answer {
    guard prefix != UInt8(ascii: "!") else { return self }
    var spoken = self
    let mark = "`" + String(Unicode.Scalar(prefix))
    for index in replies.indices {
      switch replies[index].content {
      case .text(let text):
        spoken.replies[index].content = .text(text.replacing(bytes: "`!", with: mark))
      case .letter(let letter):
        spoken.replies[index].content = .letter(
          letter.withTexts { $0.replacing(bytes: "`!", with: mark) })
      case .reaction: continue
      }
    }
    return spoken
  }
}
