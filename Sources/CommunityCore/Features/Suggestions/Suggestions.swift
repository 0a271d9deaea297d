package import Primitives

/// What members suggest for the community, and what became of it.
///
/// Suggestion and answer are shown to all, and no name beside them; its author hears the answer alone.
package struct Suggestions: Sendable {
  /// One suggestion.
  package struct Suggestion: Hashable, Sendable {
    /// Its name.
    package let id: SuggestionID
    /// Who made it; nil once that member is forgotten.
    package internal(set) var author: MemberID?
    /// Its words, mentions as identities.
    package internal(set) var text: String
    /// When.
    package let at: Instant
    /// What was answered; nil where nothing was yet.
    package internal(set) var answer: Answer?
    /// Whether its author took it back, or a coordinator did.
    package internal(set) var isDropped = false

    /// Whether it waits for an answer.
    package var isOpen: Bool { answer == nil && !isDropped }

    /// Makes a suggestion.
    package init(id: SuggestionID, author: MemberID?, text: String, at: Instant) {
      self.id = id
      self.author = author
      self.text = text
      self.at = at
    }
  }

  /// What a coordinator answered.
  package struct Answer: Hashable, Sendable {
    /// Who; nil once that member is forgotten.
    package internal(set) var by: MemberID?
    /// The words, mentions as identities.
    package internal(set) var text: String
    /// When.
    package let at: Instant
    /// Whether the author of the suggestion has heard it, or need not.
    package internal(set) var isTold = false

    /// Makes an answer that its reader has not heard.
    package init(by: MemberID?, text: String, at: Instant) {
      self.by = by
      self.text = text
      self.at = at
    }
  }

  /// How many are kept, those that were dropped among them.
  package static let limit = 2000
  /// How many of them a member can have open.
  package static let openEach = 10
  /// The longest suggestion, in bytes.
  package static let textBytes = 400
  /// The longest answer, in bytes.
  package static let answerBytes = 400
  /// How long a suggestion may wait before coordinators are asked for an answer.
  package static let patience = Span.days(14)

  /// All suggestions; the one called `G1` is the first.
  package private(set) var all: [Suggestion] = []
  /// Those of which the author is still to hear the answer.
  private(set) var untold: [SuggestionID] = []

  init() {}

  /// The suggestion that is called so.
  package subscript(id: SuggestionID) -> Suggestion? {
    all.indices.contains(id.number - 1) ? all[id.number - 1] : nil
  }

  /// What the next one will be called.
  package var nextID: SuggestionID { SuggestionID(all.count + 1) }

  /// Those that wait for an answer, the oldest first.
  package var open: [Suggestion] { all.filter(\.isOpen) }

  /// Those that were answered in `period`, in the order of the answers.
  package func answered(in period: Period) -> [Suggestion] {
    all.filter { suggestion in
      !suggestion.isDropped && (suggestion.answer.map { period.contains($0.at) } ?? false)
    }.sorted { ($0.answer?.at ?? $0.at, $0.id) < ($1.answer?.at ?? $1.at, $1.id) }
  }

  mutating func apply(_ event: SuggestionEvent) {
    switch event {
    case .made(let suggestion):
      if suggestion.id == nextID {
        all.append(suggestion)
      } else {
        // What was undone is done again.
        change(suggestion.id) { $0.isDropped = false }
      }
    case .dropped(let id): change(id) { $0.isDropped = true }
    case .restored(let id): change(id) { $0.isDropped = false }
    case .answered(let id, let answer): change(id) { $0.answer = answer }
    case .told(let id): change(id) { $0.answer?.isTold = true }
    case .reopened(let id): change(id) { $0.answer = nil }
    }
  }

  private mutating func change(_ id: SuggestionID, _ body: (inout Suggestion) -> Void) {
    guard all.indices.contains(id.number - 1) else { return }
    body(&all[id.number - 1])
    note(all[id.number - 1])
  }

  /// Takes in a suggestion that was read.
  mutating func add(_ suggestion: Suggestion) {
    all.append(suggestion)
    note(suggestion)
  }

  private mutating func note(_ suggestion: Suggestion) {
    untold.removeAll { $0 == suggestion.id }
    if let answer = suggestion.answer, !answer.isTold, !suggestion.isDropped,
      suggestion.author != nil
    {
      untold.append(suggestion.id)
    }
  }

  mutating func forget(_ member: MemberID) {
    for index in all.indices {
      if all[index].author == member { all[index].author = nil }
      if all[index].answer?.by == member { all[index].answer?.by = nil }
      all[index].text = People.erased(member, from: all[index].text)
      if let text = all[index].answer?.text {
        all[index].answer?.text = People.erased(member, from: text)
      }
    }
    untold = untold.filter { self[$0]?.author != nil }
  }
}

/// Marks the numbers of suggestions.
package enum SuggestionKind: NumberedKind {
  /// `G`, as in `suggest`: `S` is a session.
  package static let letter: Character = "G"
}

/// Which suggestion, such as `G6`.
package typealias SuggestionID = Numbered<SuggestionKind>

extension SuggestionID {
  /// Reads `G7`, `g7` or `#g7`; nil for a number alone, which may be meant as something else.
  init?(lettered text: String) {
    guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "g") }) else { return nil }
    self.init(text)
  }
}
