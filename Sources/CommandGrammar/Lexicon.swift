/// Finds the command that a line calls, forgiving short forms and slips.
package struct Lexicon: Sendable {
  /// What a line calls.
  package enum Finding: Hashable, Sendable {
    /// The command at `index` of the table; its arguments begin at the word `from`.
    case command(index: Int, from: Int)
    /// No command, but a likely one: the line as it was probably meant.
    case suggestion(index: Int, line: String)
    /// Nothing that is known.
    case unknown
  }

  private struct Verb: Sendable {
    var own: Int?
    /// A command of the same name that goes before where it accepts the words behind.
    var choosy: Int?
    var subverbs: [String: Int] = [:]
  }

  private let descriptions: [CommandDescription]
  private var verbs: [String: Verb] = [:]

  /// Indexes the commands of a table by their words and aliases.
  ///
  /// Two commands with the same words are a mistake of ours, but where one of them accepts only
  /// certain words behind its verb, and never none: it goes before.
  package init(_ descriptions: [CommandDescription]) {
    self.descriptions = descriptions
    for (index, description) in descriptions.enumerated() {
      for words in [description.words] + description.aliases {
        let isNew: Bool
        if words.count == 1, !description.accepts([]) {
          isNew = verbs[words[0], default: Verb()].choosy.replace(with: index) == nil
        } else if words.count == 1 {
          isNew = verbs[words[0], default: Verb()].own.replace(with: index) == nil
        } else {
          isNew =
            verbs[words[0], default: Verb()].subverbs.updateValue(index, forKey: words[1]) == nil
        }
        precondition(isNew, "two commands are called \(words.joined(separator: " "))")
      }
    }
    // What an alias calls has the same sub-verbs: `t vote` is `topic vote`.
    for description in descriptions where description.words.count == 1 {
      let subverbs = verbs[description.words[0]]?.subverbs ?? [:]
      for alias in description.aliases where alias.count == 1 {
        verbs[alias[0]]?.subverbs.merge(subverbs) { own, _ in own }
      }
    }
  }

  /// Finds what `line` calls; only commands at the indices that `isOffered` are suggested.
  package func find(_ line: CommandLine, isOffered: (Int) -> Bool) -> Finding {
    let called = line.words[0].folded
    guard let (name, verb) = verb(called) else {
      let offered = verbs.keys.filter { offers(verbs[$0], isOffered) }.sorted()
      guard let near = EditDistance.nearest(to: called, among: offered), let verb = verbs[near]
      else {
        return .unknown
      }
      return suggestion(replacing: 0, with: near, in: line, index: verb.own ?? anySubverb(of: verb))
    }
    if let choosy = verb.choosy, descriptions[choosy].accepts(line.words[1...]) {
      return .command(index: choosy, from: 1)
    }
    guard line.words.count > 1, !line.words[1].isQuoted, !verb.subverbs.isEmpty else {
      return verb.own.map { .command(index: $0, from: 1) } ?? .unknown
    }
    return subverb(of: name, verb, in: line, isOffered: isOffered)
  }

  private func subverb(
    of name: String, _ verb: Verb, in line: CommandLine, isOffered: (Int) -> Bool
  ) -> Finding {
    let typed = line.words[1].folded
    if let index = verb.subverbs[typed] ?? short(typed, among: verb.subverbs, least: 2),
      descriptions[index].accepts(line.words[2...])
    {
      return .command(index: index, from: 2)
    }
    // A single small word that is one slip away from a sub-verb was hardly meant as a text.
    let offered = verb.subverbs.filter { isOffered($0.value) }
    let isText = line.words[1].text != typed || line.words.count > 2
    if verb.own == nil || !isText, verb.subverbs[typed] == nil,
      let near = EditDistance.nearest(to: typed, among: offered.keys.sorted()),
      verb.own == nil || EditDistance.between(typed, near, atMost: 1) != nil,
      let index = offered[near]
    {
      return suggestion(replacing: 1, with: near, in: line, index: index)
    }
    return verb.own.map { .command(index: $0, from: 1) } ?? .unknown
  }

  /// The verb that was typed in full, by an alias, or by at least three letters that fit only one.
  private func verb(_ typed: String) -> (String, Verb)? {
    if let verb = verbs[typed] { return (typed, verb) }
    guard typed.utf8.count >= 3 else { return nil }
    let fitting = verbs.filter { $0.key.utf8.starts(with: typed.utf8) }
    // The first by its letters, because a dictionary's order differs from run to run.
    guard let first = fitting.min(by: { $0.key < $1.key }) else { return nil }
    // Aliases of one command are no ambiguity.
    let isSame = fitting.values.allSatisfy { $0.own != nil && $0.own == first.value.own }
    return fitting.count == 1 || isSame ? (first.key, first.value) : nil
  }

  private func short(_ typed: String, among names: [String: Int], least: Int) -> Int? {
    guard typed.utf8.count >= least else { return nil }
    let fitting = Set(names.filter { $0.key.utf8.starts(with: typed.utf8) }.values)
    return fitting.count == 1 ? fitting.first : nil
  }

  private func offers(_ verb: Verb?, _ isOffered: (Int) -> Bool) -> Bool {
    guard let verb else { return false }
    return verb.own.map(isOffered) ?? false || verb.subverbs.values.contains(where: isOffered)
  }

  private func anySubverb(of verb: Verb) -> Int {
    verb.subverbs.values.min() ?? 0
  }

  private func suggestion(
    replacing position: Int, with word: String, in line: CommandLine, index: Int
  ) -> Finding {
    var words = line.words.prefix(position + 1).map(\.folded)
    words[position] = word
    let rest = line.text(from: position + 1)
    return .suggestion(
      index: index, line: words.joined(separator: " ") + (rest.isEmpty ? "" : " " + rest))
  }
}

extension Optional {
  /// Puts `value` in place and returns what was there before.
  fileprivate mutating func replace(with value: Wrapped) -> Wrapped? {
    defer { self = value }
    return self
  }
}
