import CommandGrammar
import CommunityCore
import Primitives
import Testing

/// What must hold for every command, whatever it does.
@Suite struct CommandTableTests {
  /// Words that commands read, and words that none expects.
  private static let words = [
    "T1", "T2", "S1", "S2", "t99999999999", "S0", "yes", "no", "maybe", "+1", "+99", "4", "4/5",
    "me",
    "@bo", "@Bo", "all", "list", "results", "facilitator", "coordinator", "add", "drop", "vote",
    "who",
    "clear", "cancel", "new", "\"Title\"", "“", "2026-12-03", "16:00", "2026-02-30", "60m", "--cap",
    "--cap=3", "--place", "https://x.example", "--nosuch", "Leeds", "Birmingham", "UTC+2", "#tag",
    "y",
    "1", "⭐⭐⭐", "<@bo>", "`", "\u{202E}", "a\u{301}\u{301}\u{301}\u{301}", "\0", "ÅΩ漢字", "-", ",",
    "",
    String(repeating: "long", count: 300), "forget", "switch", "undo",
  ]

  /// A community in which there is something of everything.
  private static func furnished() throws -> Rehearsal {
    var room = try Rehearsal()
    for line in [
      "!join bees", "!topic Bees", "!topic Wasps for @bo", "!topic vote T1", "!hello I am You",
    ] {
      _ = room.say(line, by: "you")
    }
    _ = room.say("!join", by: "bo")
    try room.plan("Onboarding", at: "2026-11-21T08:00")
    try room.plan("Reviews", at: "2026-11-23T10:00")
    _ = room.say("!rsvp yes S2", by: "bo")
    return room
  }

  @Test(arguments: CommandTable.descriptions.indices)
  func `a description is well formed, and its examples call the command`(index: Int) throws {
    let description = CommandTable.descriptions[index]
    #expect(description.usage.hasPrefix("!\(description.name)"))
    #expect(description.summary.hasSuffix("."))
    #expect(description.summary.first?.isUppercase == true)
    #expect(description.examples.count == 2)
    #expect(description.words.allSatisfy { $0 == $0.lowercased() })
    #expect(description.audience == .everybody || !description.instead.isEmpty)
    if !description.instead.isEmpty { #expect(description.instead.hasPrefix("!")) }
    let first = try #require(description.examples.first)
    try expect(first, calls: index)
    // The second may show what goes with it, such as the way back.
    let second = try #require(description.examples.last)
    let line = try #require(CommandLine(String(second.dropFirst())))
    #expect(second.hasPrefix("!"))
    #expect(CommandTable.lexicon.find(line) { _ in true } != .unknown)
    for alias in description.aliases {
      try expect("!" + alias.joined(separator: " "), calls: index)
    }
  }

  @Test(arguments: CommandTable.descriptions.indices)
  func `an example is read without an error`(index: Int) throws {
    for example in CommandTable.descriptions[index].examples {
      var room = try Self.furnished()
      let answer = room.answer(example, by: "you")
      #expect(!answer.replies.isEmpty)
      #expect(
        answer.replies.allSatisfy { $0.text?.contains(" Like this: `") != true }, "\(example)")
    }
  }

  @Test(arguments: CommandTable.descriptions.indices)
  func `a command alone, with too much or with rubbish ends in a decision`(index: Int) throws {
    let name = CommandTable.descriptions[index].name
    var room = try Self.furnished()
    var chance = Randomness(seed: UInt64(index))
    var lines = ["!\(name)", "!\(name) xyzzy plugh \(name) trailing", "!\(name) \u{0}"]
    for _ in 0..<200 {
      let words = (0...chance.number(below: 5)).map { _ in
        Self.words[chance.number(below: Self.words.count)]
      }
      lines.append("!\(name) " + words.joined(separator: " "))
    }
    for (number, line) in lines.enumerated() {
      let isDirect = number % 3 == 0
      let message = room.message(line, by: number % 2 == 0 ? "you" : "bo", direct: isDirect)
      let before = room.commons
      let answer = room.answer(message)
      #expect(!answer.replies.isEmpty, "\(line)")
      #expect(answer.replies.allSatisfy { $0.text.map { !$0.isEmpty } ?? true })
      #expect(Self.decide(message, before, room).written == answer.written, "\(line)")
      try Self.expectKept(answer)
    }
    try Self.expectRestored(room)
  }

  @Test(arguments: [Role?.none, .facilitator, .coordinator, .sponsor])
  func `rights are as each command declares, for every role`(role: Role?) throws {
    for description in CommandTable.descriptions {
      var room = try Self.furnished()
      _ = room.say("!join", by: "ana")
      if let role { _ = room.say("!role add \(role.rawValue) @ana", by: "you") }
      let roles = room.community.roles(of: MemberID("ana"))
      #expect(roles == Set([role].compactMap { $0 }))
      let isAdmitted =
        switch description.audience {
        case .everybody: true
        case .facilitators: role == .facilitator || role == .coordinator
        case .coordinators: role == .coordinator
        }
      let start = room
      for line in description.examples + ["!\(description.name)"] {
        guard let typed = CommandLine(String(line.dropFirst())),
          case .command(let index, _) = CommandTable.lexicon.find(typed, isOffered: { _ in true }),
          CommandTable.descriptions[index].name == description.name
        else { continue }
        room = start
        let answer = room.answer(line, by: "ana")
        let isRefused =
          answer.text.hasPrefix("That is for facilitators")
          || answer.text.hasPrefix("That is for coordinators")
        #expect(isRefused == !isAdmitted, "\(line) by \(String(describing: role))")
        guard isRefused else { continue }
        #expect(answer.facts.isEmpty && answer.text.hasSuffix("You can `\(description.instead)`."))
        #expect(room.state == start.state)
      }
    }
  }

  @Test func `what a feed claims about rights counts for nothing`() throws {
    var room = try Self.furnished()
    var message = room.message("!role add coordinator me", by: "mallory")
    message.keepsakes = ["roles": "owner,admin,coordinator"]
    #expect(room.answer(message).text.hasPrefix("That is for coordinators"))
    message.author.isBot = true
    message.author.id = MemberID("you")
    #expect(room.answer(message).replies.isEmpty)
    message.author.isBot = false
    message.isOwn = true
    #expect(room.answer(message).replies.isEmpty)
  }

  @Test func `rights belong to the bytes of an id, not to what it looks like or is called`() throws
  {
    for id in ["You", "you ", "you\u{200B}", "yo\u{75}\u{301}", "ｙou", "y\u{43E}u", "@you"] {
      var room = try Self.furnished()
      var message = room.message("!role add coordinator me", by: "mallory")
      message.author.id = MemberID(id)
      message.author.name = "You"
      #expect(room.answer(message).text.hasPrefix("That is for coordinators"), "\(id)")
    }
    #expect(MemberID("jos\u{E9}") != MemberID("jose\u{301}"))
  }

  @Test func `a community that is full answers its members and no strangers`() throws {
    var room = try Self.furnished()
    for number in 0..<People.limit {
      let event = PeopleEvent.joined(MemberID("m\(number)"), name: "M\(number)", at: room.now)
      room.commons.apply(Fact(.people(event), in: room.community.plan.key))
    }
    let before = room.state
    #expect(room.answer("!topic Bees", by: "stranger").text.contains("can't look after more"))
    #expect(room.state == before)
    #expect(room.answer("!topic Hornets", by: "bo").text.contains("Hornets"))
  }

  private func expect(_ line: String, calls index: Int) throws {
    let typed = try #require(CommandLine(String(line.dropFirst())))
    guard case .command(index, _) = CommandTable.lexicon.find(typed, isOffered: { _ in true })
    else {
      Issue.record("\(line) does not call \(CommandTable.descriptions[index].name)")
      return
    }
  }

  /// Decides once more what was decided in `room` last, by the same chance.
  private static func decide(_ message: Message, _ commons: Commons, _ room: Rehearsal) -> Answer {
    var randomness = Randomness(seed: 1, position: room.count)
    return commons.respond(to: message, at: room.now, using: &randomness)
  }

  private static func expectKept(_ answer: Answer) throws {
    for fact in answer.facts {
      var json = JSONWriter()
      fact.write(to: &json)
      #expect(try Fact(reading: JSONPart(parsing: json.bytes)) == fact)
    }
  }

  private static func expectRestored(_ room: Rehearsal) throws {
    var copy = try Rehearsal()
    let value = try JSONPart(parsing: Array(room.state.utf8))
    for community in value["communities"]?.array ?? [] { try copy.commons.restore(community) }
    #expect(copy.state == room.state)
  }
}
