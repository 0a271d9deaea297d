/// The rules of the house that neither the compiler nor the formatter checks.
///
/// Each rule takes one file and returns what is wrong in it, as sentences that say what to do.
enum Rules {
  /// The rung of each module: a module imports only what stands below it.
  static let ladder: [String: Int] = [
    "CCurl": 0, "CMalloc": 0, "Primitives": 1, "CommandGrammar": 2, "ChatEndpoint": 2,
    "Journaling": 2,
    "Grouping": 2, "Timekeeping": 2, "CommunityCore": 3, "Publishing": 3, "BotRuntime": 4,
    "CurlTransport": 5,
    "LocalRoom": 5, "Settings": 5, "BotTesting": 5, "roundtable": 6, "simulate": 6,
    "torture": 6,
  ]

  /// What may be imported besides our own modules, and by whom.
  static let guests: [String: Set<String>] = [
    "OrderedCollections": ["CommunityCore"],
    "Logging": [
      "BotRuntime", "CurlTransport", "LocalRoom", "roundtable", "BotTesting", "simulate",
    ],
    "ArgumentParser": ["roundtable", "simulate", "torture"],
    "Dispatch": ["roundtable"],
    "Yams": ["Settings"],
    "FlyingFox": ["LocalRoom"],
    "FlyingSocks": ["LocalRoom"],
    "Foundation": ["LocalRoom", "roundtable", "torture"],
    "Glibc": [
      "Journaling", "Timekeeping", "BotRuntime", "CurlTransport", "LocalRoom", "Settings",
      "BotTesting", "roundtable", "simulate",
    ],
    "Synchronization": [
      "Timekeeping", "LocalRoom", "CurlTransport", "roundtable", "BotTesting", "torture",
    ],
  ]

  static func ladder(_ file: SourceFile) -> [String] {
    guard let rung = ladder[file.module] else {
      return ["\(file.path): \(file.module) has no rung on the ladder; give it one"]
    }
    return imports(of: file).compactMap { imported in
      if let below = ladder[imported] {
        return below < rung
          ? nil
          : "\(file.path): \(file.module) may not import \(imported), which does not stand below it"
      }
      guard let hosts = guests[imported] else {
        return "\(file.path): \(imported) is a stranger; say in Rules.guests who may import it"
      }
      return hosts.contains(file.module)
        ? nil : "\(file.path): \(file.module) may not import \(imported)"
    }
  }

  private static func imports(of file: SourceFile) -> [String] {
    file.lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let at = words.firstIndex(of: "import"), at <= 1, at + 1 < words.count else {
        return nil
      }
      return words[(at + 1)...].last.map { String($0.split(separator: ".")[0]) }
    }
  }

  /// Words that do not belong in code, and what to write instead; the third column names modules
  /// that may use the word.
  static let banned: [(word: String, instead: String, except: Set<String>)] = [
    ("try!", "handle the error", []),
    ("try?", "say what happens to the error", []),
    ("as!", "use a conditional cast", []),
    ("fatalError(", "use precondition with a full sentence", []),
    ("print(", "write to the output that was handed in", ["roundtable", "simulate", "torture"]),
    ("Date()", "take `now` as an argument", ["LocalRoom"]),
    (".now()", "take `now` as an argument", ["CurlTransport"]),
    ("UUID()", "count, or take randomness as an argument", []),
    (".random(", "use Randomness", ["LocalRoom", "roundtable"]),
    (".shuffled()", "use Randomness.shuffled", []),
    (".randomElement()", "use Randomness", []),
    ("SystemRandomNumberGenerator", "use Randomness", ["LocalRoom", "roundtable"]),
    (".replacing(\"", "use replacing(bytes:with:): an accent hides a mark from Characters", []),
    ("TODO", "do it, or write an issue", []),
    ("FIXME", "mend it, or write an issue", []),
    ("XXX", "say what is meant", []),
    ("Manager", "name what it is", ["roundtable"]),
    ("Helper", "name what it is", []),
    ("Util", "name what it is", []),
    ("@unchecked", "make it Sendable for real", []),
    ("import class", "import the module", []),
  ]

  /// Whether `word` stands in `line`; `print(` is not found at the end of `fingerprint(`.
  private static func occurs(_ word: String, in line: Substring) -> Bool {
    line.ranges(of: word).contains { range in
      guard word.first?.isLowercase == true, range.lowerBound > line.startIndex else { return true }
      return !line[line.index(before: range.lowerBound)].isLetter
    }
  }

  static func banned(_ file: SourceFile) -> [String] {
    var found: [String] = []
    for (number, line) in file.lines.enumerated() {
      for rule in banned where occurs(rule.word, in: line) && !rule.except.contains(file.module) {
        found.append("\(file.path):\(number + 1): \(rule.word) is banned: \(rule.instead)")
      }
    }
    return found
  }

  /// Every `package` declaration has a docstring; what only fulfils a protocol has that protocol's.
  static func docstrings(_ file: SourceFile) -> [String] {
    var found: [String] = []
    let lines = file.lines.map { $0.drop { $0 == " " } }
    for (number, line) in lines.enumerated() {
      guard line.hasPrefix("package "), !line.hasPrefix("package import") else { continue }
      if fulfilsAProtocol(line) { continue }
      var above = number - 1
      while above >= 0, lines[above].hasPrefix("@") { above -= 1 }
      if above < 0 || !lines[above].hasPrefix("///") {
        found.append("\(file.path):\(number + 1): `\(line)` has no docstring")
      }
    }
    return found
  }

  private static func fulfilsAProtocol(_ line: Substring) -> Bool {
    [
      "package static let description =", "package static let configuration =",
      "package init(reading arguments: inout Arguments)", "package func decide(",
      "package static let name =", "package static func due(in ", "package static func decide(",
      "package static var description: CommandDescription",
    ].contains { line.hasPrefix($0) }
  }

  /// A file has at most 400 lines.
  static func fileLength(_ file: SourceFile) -> [String] {
    let count = file.lines.count
    return count <= 401 ? [] : ["\(file.path): \(count) lines; a file has at most 400"]
  }

  /// A function has at most 60 lines, its own braces among them.
  static func functionLength(_ file: SourceFile) -> [String] {
    var found: [String] = []
    var open: (start: Int, indent: Int, name: Substring)?
    for (number, line) in file.lines.enumerated() {
      let indent = line.prefix { $0 == " " }.count
      let text = line.dropFirst(indent)
      if let current = open {
        guard indent == current.indent, text.hasPrefix("}") else { continue }
        let length = number - current.start + 1
        if length > 60 {
          found.append(
            "\(file.path):\(current.start + 1): `\(current.name)` has \(length) lines of at most 60"
          )
        }
        open = nil
      } else if isFunction(text) {
        if text.hasSuffix("}") { continue }
        open = (number, indent, text)
      }
    }
    return found
  }

  private static func isFunction(_ text: Substring) -> Bool {
    let words = text.split(separator: " ")
    guard !text.hasPrefix("//"), !words.isEmpty else { return false }
    let declares = words.prefix(5).contains { word in
      word == "func" || word.hasPrefix("init(") || word.hasPrefix("init?(")
    }
    return declares && !text.hasPrefix("return") && !text.contains("self.init(")
  }

  /// A link in a document leads to a file that is there.
  static func links(_ file: SourceFile, exists: (String) -> Bool) -> [String] {
    file.text.components(between: "](", and: ")").compactMap { target in
      if target.hasPrefix("http") || target.hasPrefix("#") || target.hasPrefix("mailto:") {
        return nil
      }
      let path = target.split(separator: "#").first.map(String.init) ?? ""
      return exists(path) ? nil : "\(file.path): the link to \(target) is dead"
    }
  }
}

extension String {
  /// The texts that stand between `opening` and the next `closing`.
  func components(between opening: String, and closing: String) -> [String] {
    split(separator: opening, omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.ranges(of: closing).first.map { String(part[..<$0.lowerBound]) }
    }
  }
}
