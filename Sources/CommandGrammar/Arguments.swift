/// The words behind a command's name, taken from the front one after another.
package struct Arguments: Sendable {
  private let line: CommandLine
  private var position: Int
  private var flags: [String: String]
  private var switches: Set<String> = []
  private var lists: [String: [[Word]]] = [:]
  private let skipped: Set<Int>

  /// Starts behind the first `position` words of `line`, with the known `flags` taken out.
  ///
  /// A flag is `--name value` or `--name=value`; the long dash that phones make of `--` counts too. One
  /// of `switches` has no value, and one of `lists` has all words up to the next flag, as often as it
  /// is typed. Where a command knows no flags at all, dashes are ordinary text.
  package init(
    of line: CommandLine, from position: Int, flags single: [String] = [],
    switches bare: [String] = [], lists many: [String] = []
  ) throws(UsageError) {
    self.line = line
    self.position = position
    let names = single + bare + many
    var flags: [String: String] = [:]
    var skipped: Set<Int> = []
    var index = position
    while !names.isEmpty, index < line.words.count {
      defer { index += 1 }
      guard let (name, inline) = Self.flag(line.words[index]) else { continue }
      guard names.contains(name) else {
        throw .unknownFlag(name, nearest: EditDistance.nearest(to: name, among: names))
      }
      skipped.insert(index)
      if bare.contains(name) {
        if let inline { throw .unexpected(inline) }
        switches.insert(name)
      } else if many.contains(name) {
        var words = inline.map { [Word($0)] } ?? []
        while index + 1 < line.words.count, Self.flag(line.words[index + 1]) == nil {
          index += 1
          skipped.insert(index)
          words.append(line.words[index])
        }
        if words.isEmpty { throw .flagWithoutValue(name) }
        lists[name, default: []].append(words)
      } else if let inline {
        flags[name] = inline
      } else {
        index += 1
        guard index < line.words.count, Self.flag(line.words[index]) == nil else {
          throw .flagWithoutValue(name)
        }
        skipped.insert(index)
        flags[name] = line.words[index].text
      }
    }
    self.flags = flags
    self.skipped = skipped
  }

  /// Starts behind the first `position` words of `line`, with the flags of `command` taken out.
  package init(
    of line: CommandLine, from position: Int, for command: CommandDescription
  ) throws(UsageError) {
    try self.init(
      of: line, from: position, flags: command.flags, switches: command.switches,
      lists: command.lists)
  }

  /// The words that are left, flags aside.
  package var remaining: [Word] {
    (position..<max(position, line.words.count)).filter { !skipped.contains($0) }
      .map { line.words[$0] }
  }

  /// The next word, without taking it.
  package var next: Word? {
    var index = position
    while skipped.contains(index) { index += 1 }
    return index < line.words.count ? line.words[index] : nil
  }

  /// Whether no word is left.
  package var isEmpty: Bool { next == nil }

  /// Takes the next word.
  package mutating func take() -> Word? {
    while skipped.contains(position) { position += 1 }
    guard position < line.words.count else { return nil }
    position += 1
    return line.words[position - 1]
  }

  /// Takes the next word where `meaning` makes something of its folded form.
  package mutating func take<Value>(ifMeaning meaning: (String) -> Value?) -> Value? {
    guard let word = next, !word.isQuoted, let value = meaning(word.folded) else { return nil }
    _ = take()
    return value
  }

  /// Takes the value of the flag `name`; nil where it was not typed.
  package mutating func flag(_ name: String) -> String? {
    flags.removeValue(forKey: name).map(Prose.clean)
  }

  /// Takes the switch `name`: whether it was typed.
  package mutating func switched(_ name: String) -> Bool {
    switches.remove(name) != nil
  }

  /// Takes the words of the flag `name`, a list for each time that it was typed.
  package mutating func list(_ name: String) -> [[Word]] {
    lists.removeValue(forKey: name) ?? []
  }

  /// Takes all that is left as one text, cleaned; empty where nothing is left.
  ///
  /// `what` names the text in the error that is thrown where it has more than `limitBytes` bytes.
  package mutating func text(_ what: String, limitBytes: Int) throws(UsageError) -> String {
    while skipped.contains(position) { position += 1 }
    defer { position = line.words.count }
    let text: String
    if skipped.contains(where: { $0 >= position }) {
      text = Prose.clean(remaining.map(\.text).joined(separator: " "))
    } else {
      text = line.text(from: position)
    }
    guard text.utf8.count <= limitBytes else { throw .tooLong(what, limitBytes: limitBytes) }
    return text
  }

  /// Requires that nothing is left.
  package mutating func end() throws(UsageError) {
    if let word = take() { throw .unexpected(word.text) }
  }

  /// The name of the flag that `word` is, and the value that hangs on it.
  private static func flag(_ word: Word) -> (name: String, value: String?)? {
    guard !word.isQuoted else { return nil }
    let text = word.text
    guard let dash = ["--", "—", "–"].first(where: { text.utf8.starts(with: $0.utf8) }) else {
      return nil
    }
    let parts = text.utf8.dropFirst(dash.utf8.count)
      .split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first, let initial = name.first, initial | 0x20 >= 97,
      initial | 0x20 <= 122
    else { return nil }
    let value = parts.count > 1 ? String(Substring(parts[1])) : nil
    return (Folding.fold(String(Substring(name))), value)
  }
}
