import CommunityCore
import Primitives
import Testing

@Suite struct PeopleTests {
  @Test func `a newcomer is welcomed and hears with whom they share an interest`() throws {
    var room = try Rehearsal()
    _ = room.say("!join mentoring, data quality", by: "priya")
    #expect(
      room.say("!join #Mentoring #bees", by: "ana") == [
        """
        Welcome to Data Practice, Ana!
        Noted that you care about Mentoring, bees.
        You share Mentoring with Priya.
        """
      ])
    #expect(room.community.people[MemberID("ana")]?.interests == ["Mentoring", "bees"])
  }

  @Test func `joining again is friendly and adds what is new`() throws {
    var room = try Rehearsal()
    _ = room.say("!join bees", by: "ana")
    #expect(
      room.say("!join", by: "ana") == [
        "You are in already, Ana. Good to have you here!\nYou care about bees."
      ])
    #expect(room.say("!join BEES, wasps", by: "ana") == ["Noted that you care about wasps."])
    #expect(room.community.people[MemberID("ana")]?.interests == ["bees", "wasps"])
    #expect(room.say("!undo", by: "ana") == ["Undone: interests added. `!redo` does it again."])
    #expect(room.community.people[MemberID("ana")]?.interests == ["bees"])
  }

  @Test func `interests are bounded in length and in number`() throws {
    var room = try Rehearsal()
    let long = String(repeating: "x", count: 61)
    #expect(room.say("!join \(long)", by: "ana")[0].hasPrefix("That is too long: one interest"))
    let many = (1...21).map { "i\($0)" }.joined(separator: ",")
    #expect(
      room.say("!join \(many)", by: "ana")[0].hasPrefix("There are 20 interests of yours already"))
    #expect(room.community.people[MemberID("ana")]?.interests == [])
  }

  @Test func `who leaves gives up roles and may come back as if nothing had been`() throws {
    var room = try Rehearsal()
    _ = room.say("!topic Bees", by: "ana")
    _ = room.say("!role add facilitator @ana", by: "you")
    #expect(
      room.say("!leave", by: "ana")[0].hasPrefix(
        "You have left Data Practice. Thank you, Ana! Your topics stay. You are no longer facilitator."
      ))
    #expect(room.community.people[MemberID("ana")]?.isActive == false)
    #expect(room.community.roles(of: MemberID("ana")) == [])
    #expect(room.community.topics[TopicID(1)]?.proposer == MemberID("ana"))
    #expect(room.say("!undo", by: "ana") == ["Undone: leaving. `!redo` does it again."])
    #expect(room.community.people[MemberID("ana")]?.isActive == true)
    #expect(room.community.roles(of: MemberID("ana")) == [.facilitator])
    _ = room.say("!leave", by: "ana")
    #expect(
      room.say("!join", by: "ana")[0].hasPrefix(
        "Welcome back, Ana! What you contributed is still here."))
    #expect(room.community.roles(of: MemberID("ana")) == [])
  }

  @Test func `an introduction follows the names of those it mentions`() throws {
    var room = try Rehearsal()
    _ = room.say("!join", by: "bo")
    #expect(room.say("!hello", by: "ana")[0].hasPrefix("Hello, Ana! Tell the others who you are"))
    #expect(
      room.say("!hello I work with @bo.", by: "ana") == [
        "Thanks, Ana! Others read of you: “I work with Bo.”."
      ])
    #expect(room.community.people[MemberID("ana")]?.introduction == "I work with <@bo>.")
    let long = String(repeating: "x", count: 501)
    #expect(room.say("!hello \(long)", by: "ana")[0].hasPrefix("That is too long: an introduction"))
    _ = room.say("!hello Otherwise", by: "ana")
    _ = room.say("!undo", by: "ana")
    #expect(room.community.people[MemberID("ana")]?.introduction == "I work with <@bo>.")
  }

  @Test(arguments: ["", "\u{301}", "\u{200D}", "\u{FE0F}"])
  func `an accent hides no mention`(accent: String) throws {
    var room = try Rehearsal()
    _ = room.say("!join", by: "bo")
    let people = room.community.people
    #expect(people.shown("with <@bo>\(accent).") == "with Bo\(accent).")
    #expect(
      people.stored("<@\(accent)bo>") == "< @\(accent)bo>", "nobody types what is kept as a mention"
    )
  }

  @Test func `a zone is set by a city, asked about, or refused`() throws {
    var room = try Rehearsal()
    #expect(
      room.say("!tz", by: "ana") == [
        "I tell you times as everybody here: `Europe/London`. `!tz <your city>` sets your own."
      ])
    #expect(
      room.say("!tz Berlin", by: "ana") == [
        "Your zone is `Europe/Berlin`. It is Sat 21 Nov 2026, 11:00 Berlin now."
      ])
    #expect(room.community.people[MemberID("ana")]?.zone == "Europe/Berlin")
    #expect(room.say("!tz UTC+2", by: "ana")[0].hasPrefix("A number of hours is wrong again"))
    #expect(room.say("!tz xyzzyplugh", by: "ana")[0].hasPrefix("I know no place called"))
    #expect(room.community.people[MemberID("ana")]?.zone == "Europe/Berlin")
    _ = room.say("!undo", by: "ana")
    #expect(room.community.people[MemberID("ana")]?.zone == nil)
    _ = room.say("!redo", by: "ana")
    #expect(
      room.say("!tz off", by: "ana") == [
        "I tell you times as everybody here again: `Europe/London`."
      ]
    )
    #expect(room.community.people[MemberID("ana")]?.zone == nil)
  }

  @Test func `an ambiguous or mistyped city is chosen by its number`() throws {
    var room = try Rehearsal()
    let asked = room.say("!tz Birmingham", by: "ana")[0]
    #expect(asked.hasPrefix("Which “Birmingham”?\n`1` "))
    #expect(room.say("9", by: "ana").isEmpty)
    #expect(room.say("1", by: "ana")[0].hasPrefix("Your zone is `"))
    #expect(room.community.people[MemberID("ana")]?.zone != nil)
    let near = room.say("!tz Lodnon", by: "bo")[0]
    #expect(near.hasPrefix("I know no place called “Lodnon”. Near to it:\n`1` London"))
    _ = room.say("1", by: "bo")
    #expect(room.community.people[MemberID("bo")]?.zone == "Europe/London")
  }

  @Test func `what is private goes to the member alone or is left`() throws {
    var room = try Rehearsal()
    for command in ["!me", "!mydata"] {
      let answer = room.answer(command, by: "ana")
      #expect(answer.replies.map(\.destination) == [.direct(MemberID("ana")), .answer])
      #expect(answer.replies[1].text == "I have written to you alone.")
    }
    #expect(room.answer("me", by: "ana", direct: true).replies.map(\.destination) == [.answer])
    var bare = try Rehearsal(hasDirectMessages: false)
    for command in ["!me", "!mydata"] {
      let answer = bare.answer(command, by: "ana")
      #expect(answer.replies.map(\.destination) == [.answer])
      #expect(answer.text.hasPrefix("That is for your eyes only"))
    }
  }

  @Test func `what is kept about a member is shown to them from every part of the state`() throws {
    var room = try Rehearsal()
    _ = room.say("!join bees", by: "ana")
    _ = room.say("!hello Hello there", by: "ana")
    _ = room.say("!topic Bees", by: "ana")
    _ = room.say("!topic vote T1", by: "ana")
    _ = room.say("!topic own T1", by: "ana")
    _ = room.say("!topic Wasps with @ana", by: "bo")
    _ = room.say("!hello I know @ana", by: "bo")
    _ = room.say("!role add facilitator @ana", by: "you")
    _ = room.say("!tz Birmingham", by: "ana")
    let kept = room.say("mydata", by: "ana", direct: true)[0]
    for line in [
      "Identity: `ana`.", "Name: Ana.", "Roles: facilitator.", "Interests: bees.",
      "Introduction: “Hello there”.", "Named in the introduction of: Bo.",
      "Topics you proposed: T1 “Bees” on Sat 21 Nov 2026, 10:00 London.", "Your votes: T1.",
      "Topics you would lead: T1.", "Topics that name you: T2.",
      "What you did last, so that you can undo it: interests added; introduction; topic T1 added; "
        + "vote for T1; offer to lead T1.",
      "Noted for coordinators: Sat 21 Nov 2026, 10:00 London You, role facilitator given to Ana.",
    ] {
      #expect(kept.contains("\n\(line)\n"), "\(line) in \(kept)")
    }
    #expect(kept.contains("\nWhat I asked you: `1` for `tz "))
  }
}
