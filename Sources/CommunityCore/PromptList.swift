/// Short texts in sections, from which the bot draws one at a time; a facilitator edits their file.
///
/// The file's first line says what the list is for. `## name` opens a section, `- text` is one of its
/// texts; there is nothing else in it but empty lines.
package struct PromptList: Hashable, Sendable {
  /// One list and its sections.
  package enum Kind: String, CaseIterable, Sendable {
    /// What opens a session.
    case icebreakers
    /// What helps over silence, deepens a topic or looks back.
    case questions

    /// The sections that its file must hold, and no others.
    package var sections: [String] {
      switch self {
      case .icebreakers: ["quick", "work", "fun"]
      case .questions: ["silence", "topic", "reflection"]
      }
    }
  }

  /// Texts that serve the same end.
  package struct Section: Hashable, Sendable {
    /// Its name, such as `quick`.
    package let name: String
    /// The texts in the order of the file, at least one.
    package internal(set) var texts: [String]
  }

  /// The longest text, in bytes, so that it can be said in one breath.
  package static let textBytes = 120
  /// What a text of the section `topic` holds where the topic is put in.
  package static let topicPlaceholder = "{{topic}}"

  /// What the list is for.
  package let purpose: String
  /// The sections in the order of the file.
  package private(set) var sections: [Section] = []

  /// The texts of the section called `name`; none where there is no such section.
  package subscript(name: String) -> [String] {
    sections.first { $0.name == name }?.texts ?? []
  }

  /// Reads the text of a file called `name`; throws with the first line that is not as it should be.
  package init(_ kind: Kind, reading text: String) throws(PromptError) {
    var lines = PromptLines(kind.rawValue, text)
    purpose = try lines.purpose()
    var known: Set<String> = []
    while let line = lines.next() {
      if line.hasPrefix("## ") {
        let name = String(line.dropFirst(3))
        guard kind.sections.contains(name), self[name].isEmpty else {
          throw lines.slip("A section is called one of \(Self.listed(kind.sections)), each once.")
        }
        sections.append(Section(name: name, texts: []))
      } else if line.hasPrefix("- "), !sections.isEmpty {
        let text = String(line.dropFirst(2))
        try lines.require(text, "A text", limitBytes: Self.textBytes)
        guard known.insert(text.lowercased()).inserted else {
          throw lines.slip("It is there twice.")
        }
        let isTopical = sections[sections.count - 1].name == "topic"
        guard text.contains(Self.topicPlaceholder) == isTopical else {
          throw lines.slip(
            "{{topic}} stands in every text of the section `topic`, and in no other.")
        }
        sections[sections.count - 1].texts.append(text)
      } else {
        throw lines.slip("Write `## <section>` or, below one, `- <text>`.")
      }
    }
    for name in kind.sections where self[name].isEmpty {
      throw lines.slip("The section `## \(name)` is missing, or has no texts.")
    }
  }

  private static func listed(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}

/// The lines of a file that a facilitator edits, with their numbers.
struct PromptLines {
  private let name: String
  private let lines: [Substring]
  /// The number of the line that `next` gave last, from 1.
  private(set) var number = 0

  init(_ name: String, _ text: String) {
    self.name = name
    lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  /// The next line that holds something, without blanks at its ends.
  mutating func next() -> String? {
    while number < lines.count {
      number += 1
      let line = lines[number - 1]
      guard let first = line.firstIndex(where: { !$0.isWhitespace }),
        let last = line.lastIndex(where: { !$0.isWhitespace })
      else { continue }
      return String(line[first...last])
    }
    return nil
  }

  /// The first line, which says in a sentence what the file is for.
  mutating func purpose() throws(PromptError) -> String {
    guard let line = next(), let first = line.unicodeScalars.first,
      !["#", "-", ">"].contains(first)
    else { throw slip("The first line says what it is for, in a sentence.") }
    try require(line, "The first line", limitBytes: 160)
    return line
  }

  /// Requires that `text` is neither empty nor longer than `limitBytes`.
  func require(_ text: String, _ what: String, limitBytes: Int) throws(PromptError) {
    if text.isEmpty { throw slip("\(what) says something.") }
    if text.utf8.count > limitBytes {
      throw slip("\(what) has at most \(limitBytes) bytes, and this has \(text.utf8.count).")
    }
  }

  /// The error that the line read last is no good.
  func slip(_ rule: String) -> PromptError {
    .slip(in: name, line: max(1, number), rule)
  }
}
