import CommandGrammar
package import Primitives

/// What comes of taking over a table: what becomes true, and what is to be said about it.
package struct ImportOutcome: Sendable {
  /// What becomes true; nothing where there are problems.
  package internal(set) var events: [Event] = []
  /// What is wrong with the table, by its lines.
  package internal(set) var problems: [CSVReading.Problem] = []
  /// What is not taken over and why, by its lines.
  package internal(set) var remarks: [CSVReading.Problem] = []
  /// How many rows bring something new.
  package internal(set) var added = 0
  /// How many rows complete what is there.
  package internal(set) var completed = 0
  /// How many rows change nothing.
  package internal(set) var unchanged = 0

  /// How much it would be, such as `3 new, 1 completed, 2 as they are`.
  package var summary: String { "\(added) new, \(completed) completed, \(unchanged) as they are" }

  /// Requires that all of `needed` are columns of `table`, and nothing is but the `known` ones.
  mutating func require(
    _ needed: [String], of known: [String], in table: CSVReading, taking columns: String
  ) {
    for name in table.columns where !known.contains(name) {
      let shown = Prose.clean(Prose.prefix(name, bytes: 60))
      problems.append(
        CSVReading.Problem(
          1, "There is no column “\(shown)”. I take \(columns); take the others away."))
    }
    for name in needed where !table.columns.contains(name) {
      problems.append(
        CSVReading.Problem(1, "The column “\(name)” is missing. I take \(columns)."))
    }
  }

  /// Takes everything back where there is a problem: a table is taken over whole or not at all.
  mutating func settle() {
    if !problems.isEmpty { events = [] }
  }
}
