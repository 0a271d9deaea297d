/// The long texts that a facilitator may edit, by the name of their file without its ending.
///
/// A text may hold placeholders such as `{{name}}`; which ones it may hold is said here, and a house
/// rule compares that with the files.
package struct Prompts: Sendable {
  /// One long text and what may stand in it.
  package enum Prompt: String, CaseIterable, Sendable {
    /// What a newcomer reads when they join.
    case welcome
    /// What those who come read a day before a session.
    case reminderDay = "reminder-day"
    /// What those who come read some minutes before a session.
    case reminderMinutes = "reminder-minutes"

    /// What the room reads two weeks before a session.
    case invitation
    /// What those read who have not answered five days before a session.
    case nudge
    /// What coordinators read where too few come.
    case minimum
    /// What the facilitator reads two days before a session.
    case preparation
    /// What everybody reads where a session is started: what it is for, and how to take part.
    case frame
    /// What those who come read two days before a session for which there is something to begin with.
    case prime
    /// What the facilitator reads where a session has begun and was not started.
    case begun
    /// What those who were there read an hour after a session.
    case closing
    /// What the facilitator reads a week after a session.
    case week
    /// What those who were there read a month after a session.
    case month
    /// What somebody reads whose turn it is, a week before a session.
    case turn
    /// What they read four days before it where they have not answered.
    case turnAgain = "turn-again"
    /// What the next one in order reads three days before it.
    case standIn = "stand-in"
    /// What coordinators read two days before it where nobody has said yes.
    case turnOpen = "turn-open"
    /// What groups talk about that discuss the session's topic.
    case groupsTopic = "groups-topic"
    /// What groups talk about that get to know each other.
    case groupsChat = "groups-chat"
    /// What groups do that gather questions.
    case groupsQuestions = "groups-questions"
    /// What those read who had said yes where the session has another time.
    case turnMoved = "turn-moved"
    /// What somebody reads who may sit beside the one whose turn it is.
    case turnBeside = "turn-beside"
    /// What those who come read where a session has another time.
    case moved
    /// What those who would have come read where a session is called off.
    case cancelled
    /// What those read who can't come at the time for which a polled session is planned.
    case booked

    /// The placeholders that the text may hold.
    package var placeholders: [String] {
      switch self {
      case .welcome: ["community", "name"]
      case .frame:
        [
          "session", "title", "time", "topic", "purpose", "facilitator", "place", "expectations",
          "end",
        ]
      case .prime: ["session", "title", "time", "distance", "place", "prime", "minutes"]
      case .groupsTopic, .groupsChat, .groupsQuestions: ["topic"]
      case .turn, .turnAgain, .standIn, .turnMoved, .turnBeside:
        [
          "session", "title", "time", "distance", "role", "called", "holder", "topic", "learner",
          "mentor",
        ]
      case .turnOpen: ["session", "title", "time", "distance", "role", "roles", "called"]
      default:
        [
          "session", "title", "time", "distance", "place", "elsewhere", "topic", "counts", "open",
          "newcomers", "reactions", "privately", "needed", "going", "answer", "coming", "questions",
          "groups", "before", "answers",
        ]
      }
    }
  }

  private let texts: [String: String]
  /// What opens a session, in the sections `quick`, `work` and `fun`.
  package let icebreakers: PromptList
  /// What helps over silence, deepens a topic or looks back: `silence`, `topic` and `reflection`.
  package let questions: PromptList
  /// The ways to spend a session, sorted by name; at least one.
  package let formats: [SessionFormat]

  /// Takes the texts by name, those of formats as `formats/<name>`.
  ///
  /// Throws the name of one that is missing, holds a placeholder that nothing fills, or is not in the
  /// form that a list or a format has.
  package init(_ texts: [String: String]) throws(PromptError) {
    self.texts = texts
    for prompt in Prompt.allCases {
      guard let text = texts[prompt.rawValue] else { throw .missing(prompt.rawValue) }
      for placeholder in Self.placeholders(in: text)
      where !prompt.placeholders.contains(placeholder) {
        throw .unknownPlaceholder(placeholder, in: prompt.rawValue, known: prompt.placeholders)
      }
    }
    icebreakers = try Self.list(.icebreakers, in: texts)
    questions = try Self.list(.questions, in: texts)
    var formats: [SessionFormat] = []
    for name in texts.keys.sorted() where name.hasPrefix(Self.formatPrefix) {
      let own = String(name.dropFirst(Self.formatPrefix.count))
      formats.append(try SessionFormat(own, reading: texts[name] ?? ""))
    }
    if formats.isEmpty { throw .missing("formats/open-discussion") }
    self.formats = formats
  }

  /// What stands in front of the name of a format among the texts.
  package static let formatPrefix = "formats/"

  /// The format called `name`; nil where there is none.
  package func format(_ name: String) -> SessionFormat? { formats.first { $0.name == name } }

  private static func list(
    _ kind: PromptList.Kind, in texts: [String: String]
  ) throws(PromptError) -> PromptList {
    guard let text = texts[kind.rawValue] else { throw .missing(kind.rawValue) }
    return try PromptList(kind, reading: text)
  }

  /// The text of `prompt` with its placeholders filled; a line with a placeholder that has no value
  /// goes.
  package func text(_ prompt: Prompt, _ values: [String: String]) -> String {
    let lines = (texts[prompt.rawValue] ?? "").split(separator: "\n")
    return lines.compactMap { Self.filled($0, values) }.joined(separator: "\n")
  }

  /// The line with its placeholders filled, in one pass, so that a value that looks like a placeholder
  /// stays as it is.
  private static func filled(_ line: Substring, _ values: [String: String]) -> String? {
    let parts = line.split(separator: "{{", omittingEmptySubsequences: false)
    var filled = String(parts[0])
    for part in parts.dropFirst() {
      guard let end = part.range(of: "}}") else { return filled + "{{" + part }
      guard let value = values[String(part[..<end.lowerBound])] else { return nil }
      filled += value + part[end.upperBound...]
    }
    return filled
  }

  /// The names between double braces in `text`.
  package static func placeholders(in text: String) -> [String] {
    text.split(separator: "{{").dropFirst().compactMap { part in
      part.range(of: "}}").map { String(part[..<$0.lowerBound]) }
    }
  }
}

/// Why the long texts can't be used.
package enum PromptError: Error, Hashable, Sendable {
  /// The text with that name is not there.
  case missing(String)
  /// A text has a placeholder that nothing fills.
  case unknownPlaceholder(String, in: String, known: [String])
  /// A line of a list or a format, counted from 1, breaks a rule, which is a sentence or two.
  case slip(in: String, line: Int, String)
}

extension Substring {
  /// Where `other` first stands in the text.
  fileprivate func range(of other: String) -> Range<Index>? {
    ranges(of: other).first
  }
}
