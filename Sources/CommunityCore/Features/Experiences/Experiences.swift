package import OrderedCollections
package import Primitives

/// What members tell of what they tried, what it changed in their work, and how it went.
///
/// No name is ever shown beside it. Who reads it is decided here alone: `isForMembers` and
/// `isQuotable` are asked by everything that shows a word of it.
package struct Experiences: Sendable {
  /// What somebody tells.
  package enum Kind: String, CaseIterable, Sendable {
    /// What happened when they tried something.
    case tried
    /// What is different in their work.
    case impact
    /// A whole story.
    case story
  }

  /// What its author says to its being quoted where others than members read it.
  package enum Consent: String, Sendable {
    /// It may be.
    case given = "yes"
    /// It may not be.
    case refused = "no"
  }

  /// One thing that somebody told.
  package struct Experience: Hashable, Sendable {
    /// Its name.
    package let id: ExperienceID
    /// What it is.
    package let kind: Kind
    /// Who told it; nil once that member is forgotten, or has withdrawn it.
    package internal(set) var author: MemberID?
    /// The session from which it came; nil where none was meant.
    package let session: SessionID?
    /// The topic that it is about; nil where none is known.
    package let topic: TopicID?
    /// Whether it is told as a case that others may study.
    package let isCase: Bool
    /// What was told, mentions as identities; empty once it was withdrawn.
    ///
    /// That is the whole, or of a story where it began, what was tried, what happened, and what its
    /// author would do next time.
    package internal(set) var parts: [String]
    /// When.
    package let at: Instant
    /// Whether it may be quoted; nil where its author has not said so.
    package internal(set) var consent: Consent?
    /// Whether it was taken back for good.
    package internal(set) var isWithdrawn = false

    /// Whether members may read it: all but what was withdrawn, and an effect in somebody's work only
    /// with consent.
    package var isForMembers: Bool {
      !isWithdrawn && (kind != .impact || consent == .given)
    }

    /// Whether it may be quoted where others than members read it: with consent, and in no other way.
    package var isQuotable: Bool { !isWithdrawn && consent == .given }

    /// Makes something that was told.
    package init(
      id: ExperienceID, kind: Kind, author: MemberID?, session: SessionID?, topic: TopicID?,
      isCase: Bool, parts: [String], at: Instant, consent: Consent?
    ) {
      self.id = id
      self.kind = kind
      self.author = author
      self.session = session
      self.topic = topic
      self.isCase = isCase
      self.parts = parts
      self.at = at
      self.consent = consent
    }

    /// Takes its words away; that there was something stays, because numbers are never used twice.
    fileprivate mutating func empty() {
      isWithdrawn = true
      author = nil
      parts = []
      consent = nil
    }
  }

  /// What somebody was asked last of what they tried.
  package struct Inquiry: Hashable, Sendable {
    /// About which session.
    package let session: SessionID
    /// When.
    package let at: Instant
    /// Whether they have not answered.
    package internal(set) var isOpen: Bool
    /// How many before it they left without an answer, one after another.
    package internal(set) var ignored: Int
  }

  /// How many are kept, those that were withdrawn among them.
  package static let limit = 5000
  /// How many a member can tell within a day.
  package static let eachDay = 10
  /// The longest text of what was tried or changed, in bytes.
  package static let textBytes = 600
  /// The longest story, in bytes.
  package static let storyBytes = 2000
  /// How many parts a story has at most.
  package static let storyParts = 4
  /// How far apart two of the questions to one member are at least: a day less than a week, so that a
  /// weekly session is asked about every week, whatever became of an hour.
  package static let spacing = Span.days(6)

  /// All that was told; the one called `X1` is the first.
  package private(set) var all: [Experience] = []
  /// What each member was asked last.
  package private(set) var inquiries: OrderedDictionary<MemberID, Inquiry> = [:]

  init() {}

  /// What is called so.
  package subscript(id: ExperienceID) -> Experience? {
    all.indices.contains(id.number - 1) ? all[id.number - 1] : nil
  }

  /// What the next one will be called.
  package var nextID: ExperienceID { ExperienceID(all.count + 1) }

  /// What members may read, the latest first.
  package var forMembers: [Experience] { all.reversed().filter(\.isForMembers) }

  /// What may be quoted where others than members read it, the latest first.
  package var quotable: [Experience] { all.reversed().filter(\.isQuotable) }

  /// Whether `member` has told what they tried of `session`.
  func hasTold(_ member: MemberID, of session: SessionID) -> Bool {
    all.contains { $0.author == member && $0.session == session && $0.kind == .tried }
  }

  /// Whether `member` is not asked any more, because they left the last two questions unanswered.
  package func isTired(_ member: MemberID) -> Bool {
    inquiries[member].map { $0.isOpen && $0.ignored > 0 } ?? false
  }

  mutating func apply(_ event: ExperienceEvent) {
    switch event {
    case .told(let experience):
      if experience.id == nextID {
        all.append(experience)
      } else if self[experience.id]?.isWithdrawn ?? false {
        // What was undone is done again.
        change(experience.id) { $0 = experience }
      }
      if let author = experience.author { settle(author) }
    case .untold(let id), .withdrawn(let id): change(id) { $0.empty() }
    case .consented(let id, let consent): change(id) { $0.consent = consent }
    case .asked(let member, let session, let at):
      let last = inquiries[member]
      let ignored = last.map { $0.isOpen ? $0.ignored + 1 : 0 } ?? 0
      inquiries[member] = Inquiry(session: session, at: at, isOpen: true, ignored: ignored)
    case .answered(let member): settle(member)
    }
  }

  /// Notes that `member` has said something to what they were asked.
  private mutating func settle(_ member: MemberID) {
    guard inquiries[member] != nil else { return }
    inquiries[member]?.isOpen = false
    inquiries[member]?.ignored = 0
  }

  private mutating func change(_ id: ExperienceID, _ body: (inout Experience) -> Void) {
    guard all.indices.contains(id.number - 1) else { return }
    body(&all[id.number - 1])
  }

  mutating func restore(_ experiences: [Experience], _ known: [(MemberID, Inquiry)]) {
    all = experiences
    for (member, inquiry) in known { inquiries[member] = inquiry }
  }

  mutating func forget(_ member: MemberID) {
    inquiries.removeValue(forKey: member)
    for index in all.indices {
      if all[index].author == member { all[index].empty() }
      all[index].parts = all[index].parts.map { People.erased(member, from: $0) }
    }
  }
}

/// Marks the numbers of what members tell.
package enum ExperienceKind: NumberedKind {
  /// `X`, as in `experience`: `E` is a series.
  package static let letter: Character = "X"
}

/// What somebody told, such as `X5`.
package typealias ExperienceID = Numbered<ExperienceKind>

extension ExperienceID {
  /// Reads `X7`, `x7` or `#x7`; nil for a number alone, which may be meant as something else.
  init?(lettered text: String) {
    guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) else { return nil }
    self.init(text)
  }
}
