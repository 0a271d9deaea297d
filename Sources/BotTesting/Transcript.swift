import Primitives

/// A conversation with a bot, written down: what is said, and what the bot says to it.
///
/// `# sentence` opens a scene, in which nothing has happened yet. `ana  !rsvp yes` is said in #general;
/// `dm ana  …` to the bot alone, `#random ana  …` elsewhere, `thread ana  …` in the thread of the last
/// post, `under “Group 1” ana  …` in the thread below the bot's last
/// post to a room that begins with those words, `late ana  …` was said twenty minutes ago, while the bot was away, and `late dm ana  …` to it alone. `ana  +✅` reacts to the last post, `-✅` takes that back, `ana  ~ text` edits Ana's last message.
/// `bot  …` is the whole answer, further lines begin with `     | `; `#general bot  …` is said to a
/// room, `under “Group 1” bot  …` in a thread, `dm ana bot  …` to a member, `bot  +✅` is a reaction. `@ +6d 23h` lets time pass. `@ no direct
/// messages`, `@ no threads`, `@ a mail server` and `@ no configured coordinators` start the bot anew
/// where it is so, `@ weekly digests` where digests come.
package struct Transcript: Sendable {
  /// A part that stands for itself.
  package struct Scene: Sendable {
    /// What it shows.
    package let title: String
    var steps: [Step] = []
  }

  /// One thing that happens, and what the bot says to it.
  struct Step: Sendable {
    enum Action: Hashable, Sendable {
      case text(String)
      case edit(String)
      case reaction(String, isRemoved: Bool)
      case pause(Span)
      case restart(Condition)
    }

    /// What is otherwise than usual where the bot goes on.
    enum Condition: String, CaseIterable {
      case noDirectMessages = "no direct messages"
      case noConfiguredCoordinators = "no configured coordinators"
      case noThreads = "no threads"
      case weeklyDigests = "weekly digests"
      case mailServer = "a mail server"
    }

    enum Place: Hashable, Sendable {
      case room(String)
      case direct
      case thread
      case under(String)
      case late
      case lateDirect

      /// Whether it was said while the bot was away.
      var isLate: Bool { self == .late || self == .lateDirect }
    }

    let line: Int
    let source: String
    let place: Place
    let speaker: String
    let action: Action
    var expected: [Said] = []
    /// Empty lines behind it, which are kept when it is written anew.
    var gap = 0

    /// Whether it makes no sense before everything in front of it is over.
    var needsWhatCameBefore: Bool {
      switch action {
      case .text:
        switch place {
        case .thread, .under: true
        case .room, .direct, .late, .lateDirect: false
        }
      case .edit, .reaction, .pause, .restart: true
      }
    }
  }

  /// What the bot says.
  struct Said: Hashable, Sendable {
    enum Place: Hashable, Sendable {
      case answer
      case room(String)
      case direct(String)
      case under(String)
    }

    let place: Place
    var text: String

    /// How it is written down.
    var source: String {
      let head =
        switch place {
        case .answer: "bot"
        case .room(let name): "#\(name) bot"
        case .direct(let name): "dm \(name) bot"
        case .under(let words): "under “\(words)” bot"
        }
      return head + "  " + text.replacing(bytes: "\n", with: "\n     | ")
    }
  }

  /// The file it was read from.
  package let file: String
  /// The scenes in order.
  package internal(set) var scenes: [Scene] = []
}

/// Why a text is no transcript.
package struct TranscriptError: Error, Hashable, Sendable, CustomStringConvertible {
  /// File, line and reason.
  package let description: String
}

extension Transcript {
  /// Reads `text`, the content of `file`.
  package init(reading text: String, file: String) throws(TranscriptError) {
    self.file = file
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      do throws(TranscriptError) {
        try read(String(line), number: index + 1)
      } catch {
        throw TranscriptError(description: "\(file):\(index + 1): \(error.description)")
      }
    }
    guard scenes.contains(where: { !$0.steps.isEmpty }) else {
      throw TranscriptError(description: "\(file): it has no scene in which something is said")
    }
  }

  private mutating func read(_ line: String, number: Int) throws(TranscriptError) {
    if line.hasPrefix("# ") {
      scenes.append(Scene(title: String(line.dropFirst(2))))
    } else if line.allSatisfy({ $0 == " " }) {
      if let scene = scenes.indices.last, let step = scenes[scene].steps.indices.last {
        scenes[scene].steps[step].gap += 1
      }
    } else if line.hasPrefix("     | ") {
      try goOn(String(line.dropFirst(7)))
    } else if line.hasPrefix("@ ") {
      let word = line.dropFirst(2)
      let condition = Step.Condition(rawValue: String(word))
      guard
        let action = condition.map(Step.Action.restart) ?? Self.span(word).map(Step.Action.pause)
      else { throw .init(description: "neither a span of time nor a condition") }
      try add(Step(line: number, source: line, place: .direct, speaker: "", action: action))
    } else {
      try readSpeech(line, number: number)
    }
  }

  private mutating func readSpeech(_ line: String, number: Int) throws(TranscriptError) {
    guard let gap = line.ranges(of: "  ").first else {
      throw .init(description: "two spaces are missing between who speaks and what is said")
    }
    let text = String(line[gap.upperBound...])
    var head = Self.words(of: line[..<gap.lowerBound])
    guard let speaker = head.popLast() else { throw .init(description: "nobody speaks") }
    if speaker == "bot" {
      return try expect(Said(place: try Self.place(ofBot: head), text: text))
    }
    let place: Step.Place
    switch head.first {
    case nil: place = .room("general")
    case "dm": place = .direct
    case "thread": place = .thread
    case "under" where head.count == 2: place = .under(head[1])
    case "late": place = head.count > 1 && head[1] == "dm" ? .lateDirect : .late
    case let room? where room.hasPrefix("#"): place = .room(String(room.dropFirst()))
    default: throw .init(description: "“\(head.joined(separator: " "))” is no place")
    }
    try add(
      Step(
        line: number, source: line, place: place, speaker: speaker, action: Self.action(text)))
  }

  /// The words in front of what is said; what stands in quotation marks is one.
  private static func words(of head: Substring) -> [String] {
    var words: [String] = []
    for (index, part) in head.split(whereSeparator: { $0 == "“" || $0 == "”" }).enumerated() {
      words += index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
    }
    return words
  }

  private static func place(ofBot head: [String]) throws(TranscriptError) -> Said.Place {
    switch head.count {
    case 0: return .answer
    case 1 where head[0].hasPrefix("#"): return .room(String(head[0].dropFirst()))
    case 2 where head[0] == "dm": return .direct(head[1])
    case 2 where head[0] == "under": return .under(head[1])
    default: throw .init(description: "“\(head.joined(separator: " "))” is no place for the bot")
    }
  }

  private static func action(_ text: String) -> Step.Action {
    if text.hasPrefix("~ ") { return .edit(String(text.dropFirst(2))) }
    // A plus in front of an ASCII mark or of a text is part of what is said.
    if let mark = text.first, mark == "+" || mark == "-", let emoji = text.dropFirst().first,
      !emoji.isASCII, text.count == 2
    {
      return .reaction(String(emoji), isRemoved: mark == "-")
    }
    return .text(text.replacing(bytes: "⏎", with: "\n"))
  }

  private mutating func add(_ step: Step) throws(TranscriptError) {
    guard let scene = scenes.indices.last else { throw .init(description: "no scene is open: # …") }
    scenes[scene].steps.append(step)
  }

  private mutating func expect(_ said: Said) throws(TranscriptError) {
    guard let scene = scenes.indices.last, let step = scenes[scene].steps.indices.last else {
      throw .init(description: "the bot speaks before anybody else")
    }
    scenes[scene].steps[step].expected.append(said)
  }

  private mutating func goOn(_ text: String) throws(TranscriptError) {
    guard let scene = scenes.indices.last, let step = scenes[scene].steps.indices.last,
      let said = scenes[scene].steps[step].expected.indices.last
    else { throw .init(description: "nothing goes on here") }
    scenes[scene].steps[step].expected[said].text += "\n" + text
  }

  /// Reads `+6d 23h 5m 10s`.
  private static func span(_ text: Substring) -> Span? {
    var span = Span(milliseconds: 0)
    for part in text.drop(while: { $0 == "+" }).split(separator: " ") {
      guard let count = Int64(part.dropLast()) else { return nil }
      switch part.last {
      case "d": span.milliseconds += Span.days(count).milliseconds
      case "h": span.milliseconds += Span.hours(count).milliseconds
      case "m": span.milliseconds += Span.minutes(count).milliseconds
      case "s": span.milliseconds += Span.seconds(count).milliseconds
      default: return nil
      }
    }
    return span.milliseconds > 0 ? span : nil
  }

  /// The transcript as it is written down.
  package var text: String {
    scenes.map { scene in
      let steps = scene.steps.map { step in
        ([step.source] + step.expected.map(\.source)).joined(separator: "\n")
      }
      return "# \(scene.title)\n" + steps.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }
}
