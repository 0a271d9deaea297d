import Primitives

/// One command as it was typed: its words, without the prefix that called it.
package struct CommandLine: Hashable, Sendable {
  /// How the bot was called.
  package enum Call: Hashable, Sendable {
    /// By the prefix at the beginning of the line; other bots may listen to it too.
    case prefix
    /// By its name at the beginning of the line.
    case mention
    /// Not at all: every line of a direct message is meant for the bot.
    case bare
    /// By a word of the speaking queue alone, `q+`, `q-`, `q?` or `q next`, which people type without
    /// a prefix; it means something only in a session.
    case queue
  }

  /// How the bot was called.
  package let call: Call
  /// The words; never empty.
  package let words: [Word]
  /// The bytes that the ranges of the words point into.
  private let bytes: [UInt8]

  /// Splits `text` into words; nil where it holds none.
  package init?(_ text: String, call: Call = .prefix) {
    self.call = call
    bytes = Array(text.utf8)
    words = Self.words(in: bytes)
    if words.isEmpty { return nil }
  }

  /// The text as it was typed, without the prefix.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// A number that stands for the text as it was typed.
  package var fingerprint: UInt32 { CRC32.checksum(bytes) }

  /// What was typed from the word at `position` on, cleaned to one line, quotation marks around all
  /// of it dropped; empty where no such word is.
  package func text(from position: Int) -> String {
    guard position < words.count else { return "" }
    if position == words.count - 1 { return Prose.clean(words[position].text) }
    let start = words[position].range.lowerBound
    return Prose.clean(String(decoding: bytes[start...], as: UTF8.self))
  }

  /// Splits at white space outside quotation marks.
  private static func words(in bytes: [UInt8]) -> [Word] {
    var words: [Word] = []
    var index = 0
    while true {
      while index < bytes.count, isSpace(bytes[index]) { index += 1 }
      guard index < bytes.count else { return words }
      let start = index
      if let (closing, content) = quotation(in: bytes, at: index) {
        index = closing
        let text = String(decoding: bytes[content], as: UTF8.self)
        words.append(Word(text, isQuoted: true, range: start..<index))
        continue
      }
      while index < bytes.count, !isSpace(bytes[index]) { index += 1 }
      words.append(
        Word(String(decoding: bytes[start..<index], as: UTF8.self), range: start..<index))
    }
  }

  /// The end of the quotation that begins at `start`, and what stands inside it.
  ///
  /// Straight, curly, low and angle quotation marks open and close alike, because phones choose for
  /// their people. A mark that is never closed, or closes inside a word, is an ordinary letter.
  private static func quotation(in bytes: [UInt8], at start: Int) -> (Int, Range<Int>)? {
    guard let opening = quotationMark(in: bytes, at: start) else { return nil }
    var index = start + opening
    while index < bytes.count {
      if let closing = quotationMark(in: bytes, at: index) {
        let end = index + closing
        if end == bytes.count || isSpace(bytes[end]) { return (end, start + opening..<index) }
      }
      index += 1
    }
    return nil
  }

  /// The length in bytes of the quotation mark at `index`: `"`, `“”„‟`, `«»`.
  private static func quotationMark(in bytes: [UInt8], at index: Int) -> Int? {
    switch bytes[index] {
    case UInt8(ascii: "\""): 1
    case 0xC2
    where index + 1 < bytes.count && (bytes[index + 1] == 0xAB || bytes[index + 1] == 0xBB):
      2
    case 0xE2
    where index + 2 < bytes.count && bytes[index + 1] == 0x80
      && (0x9C...0x9F).contains(bytes[index + 2]):
      3
    default: nil
    }
  }

  fileprivate static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte >= 0x09 && byte <= 0x0D
  }
}

/// How a message calls the bot.
package struct CallingConventions: Sendable {
  /// The mark at the beginning of a line, one ASCII punctuation mark such as `!`.
  package let prefix: UInt8
  /// The names that call the bot at the beginning of a line, folded, without `@`.
  package let names: [String]

  /// Says what calls the bot.
  package init(prefix: UInt8 = UInt8(ascii: "!"), names: [String]) {
    self.prefix = prefix
    self.names = names.map(Folding.fold)
  }

  /// The commands in a message, in order.
  ///
  /// A command begins at the start of a line and goes on over the lines after it until the next
  /// command. Quoted lines (`>`) and fenced code are never read as commands: somebody shows them.
  package func commands(in text: String, isDirect: Bool) -> [CommandLine] {
    let text = Self.plain(text)
    guard isDirect || mayCall(text) else { return [] }
    var commands: [CommandLine] = []
    var current: (call: CommandLine.Call, text: String)?
    var isFenced = false
    for line in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: true) {
      let trimmed = Substring(line.drop(while: CommandLine.isSpace))
      if trimmed.utf8.starts(with: "```".utf8) {
        isFenced.toggle()
        continue
      }
      if isFenced || trimmed.utf8.first == UInt8(ascii: ">") { continue }
      if let (call, rest) = call(in: trimmed)
        ?? (isDirect && current == nil ? (.bare, trimmed) : nil)
      {
        if let current, let command = CommandLine(current.text, call: current.call) {
          commands.append(command)
        }
        current = (call, String(rest))
      } else if let started = current {
        current = (started.call, started.text + "\n" + trimmed)
      }
    }
    if let current, let command = CommandLine(current.text, call: current.call) {
      commands.append(command)
    }
    return commands
  }

  /// The text with odd spaces and marks made the ordinary ones; phones and clipboards put them in.
  ///
  /// Every kind of space becomes a space, a full-width exclamation mark a narrow one, and marks that
  /// nobody sees are dropped. Line breaks stay.
  private static func plain(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }), text.utf8.count <= 65_536 else { return text }
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: plain.append(" ")
      case 0x85, 0x2028, 0x2029: plain.append("\n")
      case 0xFF01: plain.append("!")
      case 0x200B, 0x2060, 0xFEFF: continue
      default: plain.append(scalar)
      }
    }
    return String(plain)
  }

  /// Whether a look at the lines is worth while: most of what people say is not for the bot.
  private func mayCall(_ text: String) -> Bool {
    if text.utf8.contains(prefix) || Self.isQueueWord(text[...]) { return true }
    let beginning = Folding.fold(String(text.prefix(64)))
    return text.utf8.contains(0x0A) || names.contains { beginning.contains($0) }
  }

  /// How the line calls the bot, and what it says then.
  private func call(in line: Substring) -> (CommandLine.Call, Substring)? {
    let bytes = line.utf8
    guard let first = bytes.first else { return nil }
    if first == prefix {
      let rest = bytes.dropFirst()
      guard let next = rest.first, isLetter(next) else { return nil }
      return (.prefix, Substring(rest))
    }
    return mention(in: line) ?? (Self.isQueueWord(line) ? (.queue, line) : nil)
  }

  /// Whether the line is `q+` or `qq+`, perhaps with words behind it, or nothing but `q-`, `q?` or
  /// `q next`, as in the meetings of the W3C.
  private static func isQueueWord(_ line: Substring) -> Bool {
    let bytes = line.utf8
    guard let first = bytes.first, first | 0x20 == UInt8(ascii: "q"),
      let second = bytes.dropFirst().first
    else { return false }
    let rest = bytes.dropFirst(2)
    switch second {
    case UInt8(ascii: "q"), UInt8(ascii: "Q"):
      return rest.first == UInt8(ascii: "+")
        && rest.dropFirst().first.map(CommandLine.isSpace) ?? true
    case UInt8(ascii: "+"): return rest.first.map(CommandLine.isSpace) ?? true
    case UInt8(ascii: "-"), UInt8(ascii: "?"): return rest.allSatisfy(CommandLine.isSpace)
    case 0x20: return Folding.fold(String(Substring(rest.prefix(6)))) == "next"
    default: return false
    }
  }

  /// Reads `@name …`, `name: …` and `name, …`; a bare name without a mark is just a word.
  private func mention(in line: Substring) -> (CommandLine.Call, Substring)? {
    let hasAt = line.utf8.first == UInt8(ascii: "@")
    let body = hasAt ? line.dropFirst() : line
    for name in names where !name.isEmpty {
      let head = body.prefix(name.count)
      guard Folding.fold(String(head)) == name else { continue }
      let rest = body.dropFirst(name.count)
      let mark = rest.utf8.first
      let isMarked = mark == UInt8(ascii: ":") || mark == UInt8(ascii: ",")
      guard isMarked || hasAt && (mark == nil || CommandLine.isSpace(mark ?? 0)) else { continue }
      var command = Substring(rest.utf8.drop { CommandLine.isSpace($0) || $0 == mark && isMarked })
      if command.utf8.first == prefix { command = command.dropFirst() }
      return (.mention, command.isEmpty ? "help" : command)
    }
    return nil
  }

  /// Whether a command's name may begin with `byte`: an ASCII letter, or anything beyond ASCII.
  private func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte | 0x20 >= 97 && byte | 0x20 <= 122
  }
}
