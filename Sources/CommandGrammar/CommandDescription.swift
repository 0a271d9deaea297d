/// Everything that help, the reference page, the suggestions and the automatic tests know of a command.
package struct CommandDescription: Sendable {
  /// The words that call it: one verb, or a verb and a sub-verb, in lower case.
  package let words: [String]
  /// Other words that call it; each is a verb, or a verb and a sub-verb.
  package let aliases: [[String]]
  /// Who may use it.
  package let audience: Audience
  /// How it is typed, with `<needed>` and `[optional]` parts and the prefix `!`.
  package let usage: String
  /// What it does, in one sentence.
  package let summary: String
  /// Two examples that occur in its transcript.
  package let examples: [String]
  /// The flags it knows, such as `place` for `--place <value>`.
  package let flags: [String]
  /// The flags without a value, such as `strangers` for `--strangers`.
  package let switches: [String]
  /// The flags with several words behind them, such as `keep` for `--keep @ana @bo`.
  package let lists: [String]
  /// What may be done instead by somebody who may not use it, as a command; empty where everybody may.
  package let instead: String
  /// What one and what several of its doings are called in a summary; nil where it changes nothing.
  package let deed: Deed?
  /// Whether `!undo` can take it back.
  package let isUndoable: Bool
  /// Whether what follows it in a direct message must be kept nowhere beside the author, so that a
  /// line with a slip can't be held back until it is confirmed.
  package let isConfidential: Bool
  /// Whether the words that follow can belong to it; what can't is left to the verb's own command.
  package let accepts: @Sendable (ArraySlice<Word>) -> Bool

  /// One thing done, and several.
  package struct Deed: Hashable, Sendable {
    /// One, such as `RSVP`.
    package let one: String
    /// Several, such as `RSVPs`.
    package let many: String

    /// Names one and many.
    package init(_ one: String, _ many: String) {
      self.one = one
      self.many = many
    }
  }

  /// Describes a command; what is left out has the meaning "none" or "everybody".
  package init(
    _ words: String, aliases: [String] = [], audience: Audience = .everybody, usage: String,
    summary: String, examples: [String], flags: [String] = [],
    switches: [String] = [], lists: [String] = [], instead: String = "",
    deed: Deed? = nil, isUndoable: Bool = false,
    isConfidential: Bool = false,
    accepts: @escaping @Sendable (ArraySlice<Word>) -> Bool = { _ in true }
  ) {
    self.words = words.split(separator: " ").map(String.init)
    self.aliases = aliases.map { $0.split(separator: " ").map(String.init) }
    self.audience = audience
    self.usage = usage
    self.summary = summary
    self.examples = examples
    self.flags = flags
    self.switches = switches
    self.lists = lists
    self.instead = instead
    self.deed = deed
    self.isUndoable = isUndoable
    self.isConfidential = isConfidential
    self.accepts = accepts
  }

  /// The words that call it as one text, such as `topic vote`.
  package var name: String { words.joined(separator: " ") }
}

/// Who may use a command.
package enum Audience: Int, Comparable, Sendable, CaseIterable {
  /// Everybody, a member or not yet.
  case everybody
  /// Facilitators, and coordinators.
  case facilitators
  /// Coordinators.
  case coordinators

  /// Whether `left` is the wider circle.
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
