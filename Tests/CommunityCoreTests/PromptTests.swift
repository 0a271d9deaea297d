import CommandGrammar
import CommunityCore
import Foundation
import Testing

@Suite struct PromptTests {
  private static let head = "For tests.\n"
  private static let list =
    head + "\n## quick\n- One?\n- Two?\n\n## work\n- Three?\n## fun\n- Four?\n"

  @Test func `a list is read by its sections`() throws {
    let list = try PromptList(.icebreakers, reading: Self.list)
    #expect(list.purpose == "For tests.")
    #expect(list["quick"] == ["One?", "Two?"])
    #expect(list["fun"] == ["Four?"])
    #expect(list["none"] == [])
  }

  @Test(arguments: [
    ("", 1, "The first line says what it is for, in a sentence."),
    ("## quick\n- One?", 1, "The first line says what it is for, in a sentence."),
    (head + "- One?", 2, "Write `## <section>` or, below one, `- <text>`."),
    (head + "## quick\nOne?", 3, "Write `## <section>` or, below one, `- <text>`."),
    (head + "## slow\n", 2, "A section is called one of `quick`, `work`, `fun`, each once."),
    (
      head + "## quick\n- One?\n## quick", 4,
      "A section is called one of `quick`, `work`, `fun`, each once."
    ),
    (head + "## quick\n- One?\n\n- one?", 5, "It is there twice."),
    (
      head + "## quick\n- " + String(repeating: "x", count: 121), 3,
      "A text has at most 120 bytes, and this has 121."
    ),
    (
      head + "## quick\n- What of {{topic}}?", 3,
      "{{topic}} stands in every text of the section `topic`, and in no other."
    ),
    (list + "## more", 11, "A section is called one of `quick`, `work`, `fun`, each once."),
    (head + "## quick\n- One?", 3, "The section `## work` is missing, or has no texts."),
  ])
  func `a slip in a list is told with its line`(text: String, line: Int, rule: String) {
    #expect(throws: PromptError.slip(in: "icebreakers", line: line, rule)) {
      try PromptList(.icebreakers, reading: text)
    }
  }

  private static let format =
    head + "\n- 10 Frame: say why.\n- 70 Talk\n- 20 Close\n\n> What now?\n"

  @Test func `a format is read with its shares`() throws {
    let format = try SessionFormat("plain", reading: Self.format)
    #expect(format.purpose == "For tests.")
    #expect(format.steps.map(\.title) == ["Frame", "Talk", "Close"])
    #expect(format.steps.map(\.hint) == ["say why.", nil, nil])
    #expect(format.closing == "What now?")
  }

  @Test(arguments: [
    (head + "Frame", 2, "Write steps as `- 15 Title: hint`, and then one `> <closing question>`."),
    (head + "- Frame", 2, "A step begins with its hundredths, 5 or more: `- 15 Title: hint`."),
    (head + "- 4 Frame", 2, "A step begins with its hundredths, 5 or more: `- 15 Title: hint`."),
    (
      head + "- 50 Frame\n- 50 Close", 3, "The last line asks the closing question: `> <question>`."
    ),
    (
      head + "- 50 Frame\n- 40 Close\n> What now?", 4,
      "The numbers of the steps must make 100, and they make 90."
    ),
    (head + "- 100 Frame\n> What now?", 3, "A format has 2 to 8 steps, and this has 1."),
    (
      head + "- 50 A\n- 50 B\n> C?\n- 5 D", 5,
      "Write steps as `- 15 Title: hint`, and then one `> <closing question>`."
    ),
    (
      head + "- 50 " + String(repeating: "x", count: 41), 2,
      "A title has at most 40 bytes, and this has 41."
    ),
  ])
  func `a slip in a format is told with its line`(text: String, line: Int, rule: String) {
    #expect(throws: PromptError.slip(in: "formats/plain", line: line, rule)) {
      try SessionFormat("plain", reading: text)
    }
  }

  @Test func `whole minutes make the session's length, and go where rounding took most`() throws {
    let thirds = try SessionFormat(
      "thirds", reading: Self.head + "- 33 A\n- 33 B\n- 34 C\n> What now?")
    #expect(thirds.timed(minutes: 30).map(\.minutes) == [10, 10, 10])
    #expect(thirds.timed(minutes: 31).map(\.minutes) == [10, 10, 11])
    #expect(thirds.timed(minutes: 32).map(\.minutes) == [11, 10, 11])
  }

  @Test func `every format fits every session between 20 minutes and a week`() throws {
    for format in try Prompts(PromptFiles.texts()).formats {
      for minutes in Array(1...120) + [2_880, 10_080] {
        let timed = format.timed(minutes: minutes).map(\.minutes)
        #expect(timed.reduce(0, +) == max(minutes, SessionFormat.leastMinutes), "\(format.name)")
        #expect(timed.allSatisfy { $0 >= 1 }, "\(format.name) in \(minutes) minutes")
      }
    }
  }

  @Test func `a missing list or no format at all is named`() throws {
    for name in ["icebreakers", "questions"] {
      var texts = try PromptFiles.texts()
      texts[name] = nil
      #expect(throws: PromptError.missing(name)) { try Prompts(texts) }
    }
    let texts = try PromptFiles.texts().filter { !$0.key.hasPrefix(Prompts.formatPrefix) }
    #expect(throws: PromptError.missing("formats/open-discussion")) { try Prompts(texts) }
  }

  @Test func `there is enough to draw from`() throws {
    let prompts = try Prompts(PromptFiles.texts())
    #expect(prompts.icebreakers.sections.allSatisfy { $0.texts.count >= 20 })
    #expect(prompts.icebreakers.sections.flatMap(\.texts).count >= 60)
    #expect(prompts.questions.sections.flatMap(\.texts).count >= 40)
    #expect(prompts.formats.count >= 12)
  }

  @Test func `texts can be said aloud, and none occurs twice anywhere`() throws {
    let prompts = try Prompts(PromptFiles.texts())
    let texts = (prompts.icebreakers.sections + prompts.questions.sections).flatMap(\.texts)
    let ends: Set<Character> = ["?", ".", "…"]
    #expect(texts.filter { !($0.last.map(ends.contains) ?? false) } == [])
    let closings = prompts.formats.map(\.closing)
    #expect(closings.filter { !$0.contains("?") } == [])
    #expect(Set(texts.map { $0.lowercased() }).count == texts.count)
    #expect(Set(closings).count == closings.count)
    #expect(Set(prompts.formats.map(\.purpose)).count == prompts.formats.count)
  }

  @Test func `a command that a text names is there`() throws {
    for (name, text) in try PromptFiles.texts() {
      for part in text.components(separatedBy: "`").enumerated()
      where !part.offset.isMultiple(of: 2) {
        guard part.element.hasPrefix("!") else { continue }
        let verb = part.element.dropFirst().prefix { $0.isLetter }
        let known = CommandTable.descriptions.flatMap { [$0.words] + $0.aliases }
        #expect(known.contains { $0.first == String(verb) }, "\(name).md: \(part.element)")
      }
    }
  }
}
