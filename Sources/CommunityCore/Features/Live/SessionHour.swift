package import Primitives

extension Sessions {
  /// What happens around the hour of a session: how it is prepared, and that it began and ended.
  package struct Hour: Hashable, Sendable {
    /// What people can do at a session, whatever they feel like.
    package enum Expectation: String, Sendable, CaseIterable {
      /// Ask questions.
      case ask
      /// Share what they know or have tried.
      case share
      /// Just listen.
      case listen
      /// Try something out.
      case `try`

      /// What it is, within a sentence.
      var words: String {
        switch self {
        case .ask: "ask"
        case .share: "share what you have tried"
        case .listen: "just listen"
        case .try: "try something out"
        }
      }
    }

    /// What is read, watched or thought about before a session.
    package struct Prime: Hashable, Sendable {
      /// A link or a text, mentions as identities.
      package var text: String
      /// How many minutes it takes.
      package let minutes: Int
      /// Since when it is known.
      package let at: Instant
    }

    /// The longest purpose, in bytes.
    package static let purposeBytes = 300
    /// The longest stimulus, in bytes.
    package static let primeBytes = 600
    /// How many minutes a stimulus may take before its author is warned.
    package static let primeMinutes = 10

    /// The first post about it in its room, below which its thread is.
    package internal(set) var root: MessageID?
    /// When it was started; nil while it was not.
    package internal(set) var startedAt: Instant?
    /// When it ended; nil while it has not.
    package internal(set) var endedAt: Instant?
    /// What there should be by the end, mentions as identities.
    package internal(set) var purpose: String?
    /// What people can do, in the order of `Expectation`; empty where nobody said.
    package internal(set) var expectations: [Expectation] = []
    /// What is sent two days before.
    package internal(set) var prime: Prime?
    /// The points of the list before the session that are done, by their names.
    package internal(set) var checked: [String] = []
    /// Those of the first-timers who were greeted in front of all.
    package internal(set) var greeted: [MemberID] = []
    /// How often first-timers were greeted.
    package internal(set) var greetings = 0
    /// What is done when.
    package internal(set) var agenda = Agenda()
    /// What runs down; nil for nothing.
    package internal(set) var timer: Timer?
  }
}

extension Sessions.Session {
  /// When somebody started it; nil while nobody has.
  package var startedAt: Instant? { hour.startedAt }
  /// When it ended; nil while it has not, and for one that was never started.
  package var endedAt: Instant? { hour.endedAt }
  /// How long before its time a session may be started.
  static let mostEarly = Span.minutes(30)
  /// When it began: when its time came, or before that where somebody started it early.
  package var began: Instant { startedAt.map { min($0, start) } ?? start }
  /// When it was over: when somebody ended it, or else when its time had run out.
  package var over: Instant { endedAt ?? end }
  /// Whether it has begun at `now`; the one rule for all who ask.
  package func hasBegun(at now: Instant) -> Bool { began <= now }
  /// Whether it is over at `now`; the one rule for all who ask.
  package func isOver(at now: Instant) -> Bool { over <= now }
  /// Whether it was started and has not ended.
  package var isLive: Bool { status == .planned && startedAt != nil && endedAt == nil }
}

extension Sessions.Hour {
  mutating func apply(_ event: LiveEvent) {
    switch event {
    case .rooted(_, let post): root = root ?? post
    case .started(_, let at): startedAt = at
    case .ended(_, let at): endedAt = at
    case .framed(_, let purpose): self.purpose = purpose
    case .expected(_, let expectations): self.expectations = expectations
    case .primed(_, let prime): self.prime = prime
    case .checked(_, let points): checked = points
    case .planned(_, let agenda): self.agenda = agenda
    case .timed(_, let timer): self.timer = timer
    case .greeted(_, let members):
      greeted += members
      greetings += 1
    }
  }

  mutating func forget(_ member: MemberID) {
    purpose = purpose.map { People.erased(member, from: $0) }
    if let text = prime?.text { prime?.text = People.erased(member, from: text) }
    greeted.removeAll { $0 == member }
    agenda.forget(member)
    if let label = timer?.label { timer?.label = People.erased(member, from: label) }
  }

  func write(to json: inout JSONWriter) {
    guard self != Self() else { return }
    json.member("hour") { json in
      if agenda != Sessions.Agenda() {
        json.member("agenda") { agenda.writeMembers(to: &$0) }
      }
      json.member("checked", arrayOf: checked) { $0.string($1) }
      json.member("ended", ifPresent: endedAt)
      json.member("expects", arrayOf: expectations) { $0.string($1.rawValue) }
      json.member("greeted", arrayOf: greeted) { $0.string($1.text) }
      json.member("greetings", greetings)
      if let prime {
        json.member("prime") { prime.writeMembers(to: &$0) }
      }
      json.member("purpose", ifPresent: purpose)
      json.member("root", ifPresent: root)
      json.member("started", ifPresent: startedAt)
      if let timer {
        json.member("timer") { timer.writeMembers(to: &$0) }
      }
    }
  }

  init(readingIfPresent part: JSONPart?) throws(StateError) {
    guard let part else { return }
    let fields = Fields(part)
    if let part = part["agenda"] { agenda = try Sessions.Agenda(reading: Fields(part)) }
    if let part = part["timer"] { timer = try Sessions.Timer(reading: Fields(part)) }
    checked = fields.texts("checked")
    endedAt = fields.has("ended") ? try fields.instant("ended") : nil
    expectations = fields.texts("expects").compactMap { Expectation(rawValue: $0) }
    greeted = fields.identifiers("greeted")
    greetings = fields.optionalInteger("greetings") ?? 0
    prime = try part["prime"].map { value throws(StateError) in try Prime(reading: Fields(value)) }
    purpose = fields.optionalText("purpose")
    root = fields.optionalIdentifier("root")
    startedAt = fields.has("started") ? try fields.instant("started") : nil
  }
}

extension Sessions.Hour.Prime {
  func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("minutes", minutes)
    json.member("text", text)
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      text: try fields.text("text"), minutes: try fields.integer("minutes"),
      at: try fields.instant("at"))
  }
}
