import CommandGrammar
import Testing

@Suite struct CommandGrammarTests {
  static let conventions = CallingConventions(names: ["Roundtable"])

  @Test(arguments: [
    ("!rsvp yes", ["rsvp yes"]),
    ("  !RSVP Yes!!", ["RSVP Yes!!"]),
    ("!!!", []),
    ("! rsvp", []),
    ("!= 3", []),
    ("!", []),
    ("hello !rsvp", []),
    ("> !rsvp yes", []),
    ("```\n!rsvp yes\n```", []),
    ("look:\n```\n!a\n```\n!rsvp no", ["rsvp no"]),
    ("!topic one\n!topic two", ["topic one", "topic two"]),
    ("!hello I am Ana\nand I like bees", ["hello I am Ana\nand I like bees"]),
    ("@roundtable rsvp yes", ["rsvp yes"]),
    ("@Roundtable", ["help"]),
    ("roundtable: rsvp yes", ["rsvp yes"]),
    ("Roundtable, !next", ["next"]),
    ("roundtable is nice", []),
    ("@roundtables rsvp", []),
    ("hello there", []),
    ("q+", ["q+"]),
    ("qq+", ["qq+"]), ("QQ+ for whom?", ["QQ+ for whom?"]), ("qq", []), ("qq+uick", []),
    ("Q+ a word on budgets", ["Q+ a word on budgets"]),
    ("q-", ["q-"]),
    ("q?  ", ["q?  "]),
    ("q next!", ["q next!"]),
    ("I agree\nq+", ["q+"]),
    ("q", []),
    ("q+uick", []),
    ("q- but why", []),
    ("q? what", []),
    ("q nextdoor", []),
    ("q nex", []),
    ("quiet?", []),
    ("", []),
  ]) func `a room's line is a command or is left alone`(text: String, expected: [String]) {
    #expect(Self.conventions.commands(in: text, isDirect: false).map(\.text) == expected)
  }

  @Test(arguments: [
    ("rsvp yes", ["rsvp yes"]), ("!rsvp yes", ["rsvp yes"]), ("> rsvp yes", []),
    ("feedback 4\nIt was good", ["feedback 4\nIt was good"]), ("  ", []),
  ]) func `a direct message needs no prefix`(text: String, expected: [String]) {
    #expect(Self.conventions.commands(in: text, isDirect: true).map(\.text) == expected)
  }

  @Test(arguments: [
    (#"a "b c" d"#, ["a", "b c", "d"]),
    ("a “b c” d", ["a", "b c", "d"]),
    ("a «b c» „d e‟", ["a", "b c", "d e"]),
    (#"it"s 5" tall"#, [#"it"s"#, #"5""#, "tall"]),
    (#""never closed"#, [#""never"#, "closed"]),
    (#"say "a "quoted" b""#, ["say", #"a "quoted"#, #"b""#]),
  ]) func `words are split outside quotation marks`(text: String, expected: [String]) throws {
    let line = try #require(CommandLine(text))
    #expect(line.words.map(\.text) == expected)
  }

  @Test(arguments: [
    ("Yes!!", "yes"), ("YES", "yes"), ("?", "?"), ("ＹＥＳ", "yes"), ("can't", "can't"),
    ("S12.", "s12"),
  ]) func `a word is compared in its folded form`(text: String, expected: String) {
    #expect(Folding.fold(text) == expected)
  }

  @Test(arguments: [
    ("plain text", "plain text"),
    (" two  spaces\nand a line ", "two spaces and a line"),
    ("`code`", "'code'"),
    ("\u{202E}evil\u{2066}", "evil"),
    ("a\r\nb", "a b"),
    ("Z\u{301}\u{301}\u{301}\u{301}\u{301}a", "Z\u{301}\u{301}\u{301}a"),
    ("👩‍👩‍👧", "👩‍👩‍👧"),
    ("\u{200B}\u{FEFF}", ""),
  ]) func `a text is cleaned to one honest line`(text: String, expected: String) {
    #expect(Prose.clean(text) == expected)
  }

  @Test(arguments: [
    ("Ana Müller", "Ana Müller"), ("!kick all", "kick all"), ("/ban @bo", "ban @bo"),
    (" . !op mallory", "op mallory"), ("@@ana", "ana"), ("＃！", ""), ("***", ""), ("", ""),
    ("B\u{200D}o", "Bo"), ("A\u{AD}na\u{3164}", "Ana"), ("\u{301}Ana", "Ana"),
    ("\u{200D}", ""), ("\u{3164}\u{2800}", ""), ("\u{E0100}\u{1D173}\u{115F}", ""),
    ("👩‍💻 Ana ❤️", "👩‍💻 Ana ❤️"), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ("J-P. O'Neill", "J-P. O'Neill"),
  ]) func `a name begins no line like a command, and can be seen`(text: String, expected: String) {
    #expect(Prose.name(text).utf8.elementsEqual(expected.utf8))
  }

  @Test(arguments: [
    ("rsvp", "rsvp", 0), ("rsvp", "rvsp", 1), ("topic", "topci", 1), ("feedback", "fedback", 1),
    ("a", "", 1), ("", "", 0), ("kitten", "sitting", nil),
  ]) func `slips of the keyboard are counted`(left: String, right: String, expected: Int?) {
    #expect(EditDistance.between(left, right, atMost: 2) == expected)
    #expect(EditDistance.between(right, left, atMost: 2) == expected)
  }

  @Test func `two equally near words are no suggestion`() {
    #expect(EditDistance.nearest(to: "tost", among: ["test", "toast"]) == nil)
    #expect(EditDistance.nearest(to: "topci", among: ["topic", "rsvp"]) == "topic")
    #expect(EditDistance.nearest(to: "xyz", among: ["topic", "rsvp"]) == nil)
  }

  @Test func `flags are taken out wherever they stand`() throws {
    let line = try #require(
      CommandLine(#"new "A talk" --cap 12 2026-12-03 —place=https://x.example 16:00"#))
    var arguments = try Arguments(of: line, from: 1, flags: ["cap", "place"])
    #expect(arguments.flag("cap") == "12")
    #expect(arguments.flag("place") == "https://x.example")
    #expect(arguments.take()?.text == "A talk")
    #expect(arguments.remaining.map(\.text) == ["2026-12-03", "16:00"])
    #expect(throws: UsageError.unknownFlag("cup", nearest: "cap")) {
      try Arguments(of: #require(CommandLine("new --cup 3")), from: 1, flags: ["cap"])
    }
    #expect(throws: UsageError.flagWithoutValue("cap")) {
      try Arguments(of: #require(CommandLine("new --cap")), from: 1, flags: ["cap"])
    }
  }

  @Test func `a switch has no value, and a list has all words up to the next flag`() throws {
    let line = try #require(
      CommandLine("breakout 3 --keep @ana @bo --strangers --keep=@cy @dee —time 12m"))
    var arguments = try Arguments(
      of: line, from: 1, flags: ["time"], switches: ["strangers"], lists: ["keep"])
    let keep = arguments.list("keep").map { $0.map(\.text) }
    #expect(keep == [["@ana", "@bo"], ["@cy", "@dee"]])
    let isTyped = arguments.switched("strangers")
    let isTypedAgain = arguments.switched("strangers")
    #expect(isTyped && !isTypedAgain)
    #expect(arguments.flag("time") == "12m")
    #expect(arguments.remaining.map(\.text) == ["3"])
    #expect(throws: UsageError.flagWithoutValue("keep")) {
      try Arguments(of: #require(CommandLine("b --keep --x")), from: 1, lists: ["keep", "x"])
    }
    #expect(throws: UsageError.unexpected("now")) {
      try Arguments(of: #require(CommandLine("b --x=now")), from: 1, switches: ["x"])
    }
  }

  @Test func `a text with more bytes than are kept is refused and not cut`() throws {
    var arguments = try Arguments(of: #require(CommandLine("topic éé")), from: 1)
    #expect(throws: UsageError.tooLong("a topic", limitBytes: 3)) {
      try arguments.text("a topic", limitBytes: 3)
    }
  }

  static let lexicon = Lexicon([
    CommandDescription("topic", aliases: ["t"], usage: "", summary: "", examples: []),
    CommandDescription(
      "topic list", usage: "", summary: "", examples: [], accepts: { $0.isEmpty }),
    CommandDescription("topic vote", usage: "", summary: "", examples: []),
    CommandDescription("rsvp", aliases: ["r"], usage: "", summary: "", examples: []),
    CommandDescription("session new", usage: "", summary: "", examples: []),
    CommandDescription(
      "topic", usage: "", summary: "", examples: [], accepts: { $0.first?.folded == "t7" }),
  ])

  @Test(arguments: [
    ("topic", Lexicon.Finding.command(index: 0, from: 1)),
    ("TOPIC list", .command(index: 1, from: 2)),
    ("topic li", .command(index: 1, from: 2)),
    ("topic list of tools", .command(index: 0, from: 1)),
    ("topic \"list\"", .command(index: 0, from: 1)),
    ("topic vote T7", .command(index: 2, from: 2)),
    ("top bees", .command(index: 0, from: 1)),
    ("t bees", .command(index: 0, from: 1)),
    ("topic T7 and more", .command(index: 5, from: 1)),
    ("topic lsit", .suggestion(index: 1, line: "topic list")),
    ("topic lsit of bees", .command(index: 0, from: 1)),
    ("rvsp yes", .suggestion(index: 3, line: "rsvp yes")),
    ("session nwe \"A\"", .suggestion(index: 4, line: "session new A")),
    ("play music", .unknown),
  ]) func `a line finds its command`(text: String, expected: Lexicon.Finding) throws {
    let line = try #require(CommandLine(text))
    #expect(Self.lexicon.find(line, isOffered: { _ in true }) == expected)
  }

  @Test func `what somebody may not use is not suggested`() throws {
    let line = try #require(CommandLine("rvsp yes"))
    #expect(Self.lexicon.find(line, isOffered: { $0 != 3 }) == .unknown)
  }
}
