import BotRuntime
import BotTesting
import CommunityCore
import Journaling
import Primitives
import Testing

@Suite struct BallotTests {
  /// A world in which a session is over.
  private func worldAfterSession(_ seed: UInt64 = 1) throws -> SimulatedWorld {
    let world = try calmWorld(seed, leastJournalBytes: 3000)
    world.say("!session new \"Onboarding\" 2026-11-22 16:00", by: "you")
    world.clock.pass(.days(2))
    #expect(world.settle())
    return world
  }

  private func feedback(of world: SimulatedWorld) -> Feedback.About? {
    world.bot?.commons.communities[0].feedback.sessions.first { _ in true }?.value
  }

  @Test func `an anonymous answer lies in its box and nowhere else`() throws {
    let world = try worldAfterSession()
    for (member, words) in [("ana", "purple elephants"), ("ben", "green tigers")] {
      world.say("feedback 4 \(words)", by: member, in: "dm-\(member)")
    }
    #expect(world.disk.files(containing: "purple elephants") == ["ballots/data-S1-2.json"])
    #expect(world.disk.fileNames.filter { $0.hasPrefix("ballots/") }.count == 1)
    try world.stop()
    try world.start()
    #expect(world.disk.files(containing: "purple elephants") == ["ballots/data-S1-2.json"])
    #expect(feedback(of: world)?.anonymousCount == 2)
  }

  @Test(arguments: 1...16) func `whatever dies while an answer is cast, it counts once`(call: Int)
    throws
  {
    for fault in [SimulatedDisk.Fault.crash, .crashWithin, .device] {
      let world = try worldAfterSession(UInt64(call))
      world.say("feedback 5 first", by: "ana", in: "dm-ana")
      world.disk.faults[world.disk.callCount + call] = fault
      world.chat.say("feedback 2 second", by: "ben", in: "dm-ben")
      world.chat.say("feedback 3 third", by: "cleo", in: "dm-cleo")
      world.run(for: .seconds(5))
      world.crash()
      try world.start()
      #expect(world.settle())
      #expect(feedback(of: world)?.anonymousCount == 3)
      let names = world.disk.fileNames.filter { $0.hasPrefix("ballots/") }
      #expect(names == ["ballots/data-S1-3.json"])
      let box = try #require(world.disk.content(of: "ballots/data-S1-3.json"))
      #expect(try JSONValue(parsing: box)["released"]?.array?.count == 3)
    }
  }

  @Test func `a box that is missing or spoilt is refused`() throws {
    let world = try worldAfterSession()
    world.say("feedback 5 first", by: "ana", in: "dm-ana")
    world.kill()
    let name = "ballots/data-S1-1.json"
    let sound = try #require(world.disk.content(of: name))
    world.disk.discard(name)
    let error = #expect(throws: BotError.self) { try world.start() }
    #expect(error?.exitCode == 76)
    #expect(error?.description.contains(name) ?? false)
    world.disk.place(Array(sound.dropLast(9)), as: name)
    #expect(throws: BotError.self) { try world.start() }
    world.disk.place(sound, as: name)
    try world.start()
  }

  @Test func `boxes that the journal knows nothing of are removed at the start`() throws {
    let world = try worldAfterSession()
    world.say("feedback 5 first", by: "ana", in: "dm-ana")
    world.kill()
    world.disk.place(Array("{}".utf8), as: "ballots/data-S1-2.json")
    try world.start()
    #expect(
      world.disk.fileNames.filter { $0.hasPrefix("ballots/") } == ["ballots/data-S1-1.json"])
  }

  /// Requires that no line of any file holds `words` beside who asked, or the room or message in which.
  private func expectUnlinked(_ words: String, _ traces: [String], in world: SimulatedWorld) throws
  {
    for name in world.disk.fileNames where !name.hasPrefix("outbox/") {
      let content = String(decoding: try #require(world.disk.content(of: name)), as: UTF8.self)
      for line in content.split(separator: "\n") where line.contains(words) {
        for trace in traces { #expect(!line.contains(trace), "\(name): \(line)") }
      }
    }
  }

  @Test func `an anonymous question lies in its box, and then on the board without a trace`() throws
  {
    let world = try calmWorld(leastJournalBytes: 1 << 20)
    var traces = ["ana", "ben", "cleo"]
    for (member, words) in [("ana", "purple elephants"), ("ben", "green tigers")] {
      traces.append(world.say("ask --anon Why \(words)?", by: member, in: "dm-\(member)"))
    }
    #expect(world.disk.files(containing: "purple elephants") == ["ballots/data-questions-2.json"])
    world.kill()
    try world.start()
    #expect(world.settle())
    #expect(world.disk.files(containing: "green tigers") == ["ballots/data-questions-2.json"])
    traces.append(world.say("ask --anon Why blue bees?", by: "cleo", in: "dm-cleo"))
    #expect(world.bot?.commons.communities[0].sparks.questions.count == 3)
    #expect(world.disk.fileNames.filter { $0.hasPrefix("ballots/") }.isEmpty)
    #expect(world.disk.files(containing: "purple elephants") == ["journal.jsonl"])
    for words in ["purple elephants", "green tigers", "blue bees"] {
      try expectUnlinked(words, traces, in: world)
    }
    try world.stop()
    for words in ["purple elephants", "green tigers", "blue bees"] {
      try expectUnlinked(words, traces, in: world)
    }
    try world.start()
    #expect(world.bot?.commons.communities[0].sparks.anonymous.total == 3)
  }

  @Test(arguments: 1...16) func `whatever dies while a question is put in, it comes once`(call: Int)
    throws
  {
    for fault in [SimulatedDisk.Fault.crash, .crashWithin, .device] {
      let world = try calmWorld(UInt64(call))
      world.say("ask --anon First?", by: "ana", in: "dm-ana")
      world.disk.faults[world.disk.callCount + call] = fault
      world.chat.say("ask --anon Second?", by: "ben", in: "dm-ben")
      world.chat.say("ask --anon Third?", by: "cleo", in: "dm-cleo")
      world.run(for: .seconds(5))
      world.crash()
      try world.start()
      #expect(world.settle())
      let board = world.bot?.commons.communities[0].sparks.questions.map(\.text)
      #expect(board == ["First?", "Second?", "Third?"])
      #expect(world.disk.fileNames.filter { $0.hasPrefix("ballots/") }.isEmpty)
    }
  }

  @Test func `an anonymous vote lies in the sum of its box, which is gone with the poll`() throws {
    let world = try calmWorld(leastJournalBytes: 1 << 20)
    world.say("!poll \"Pace?\" \"Too fast\" Fine --anon", by: "ana")
    for (member, vote) in [("ana", "1"), ("ben", "2")] {
      world.say("vote \(vote)", by: member, in: "dm-\(member)")
    }
    let names = { world.disk.fileNames.filter { $0.hasPrefix("ballots/") } }
    #expect(names() == ["ballots/data-P1-2.json"])
    world.kill()
    try world.start()
    #expect(world.settle())
    world.say("2", by: "cleo", in: "dm-cleo")
    #expect(names() == ["ballots/data-P1-3.json"])
    let journal = String(
      decoding: try #require(world.disk.content(of: "journal.jsonl")), as: UTF8.self)
    #expect(journal.contains("poll.voted") && !journal.contains("poll.answered"))
    world.clock.pass(.days(3))
    #expect(world.settle())
    #expect(names() == [])
    #expect(world.bot?.commons.communities[0].polls[PollID(1)]?.result?.counts == [1, 2])
  }

  @Test(arguments: 1...16) func `whatever dies while a poll closes, its result is said once`(
    call: Int
  ) throws {
    for fault in [SimulatedDisk.Fault.crash, .crashWithin, .device] {
      let world = try calmWorld(UInt64(call))
      world.say("!poll \"Pace?\" Fast Fine --anon", by: "ana")
      for (member, vote) in [("ana", "1"), ("ben", "2")] {
        world.say("vote \(vote)", by: member, in: "dm-\(member)")
      }
      world.disk.faults[world.disk.callCount + call] = fault
      world.chat.say("vote 2", by: "cleo", in: "dm-cleo")
      world.run(for: .seconds(1))
      world.clock.pass(.days(3))
      world.run(for: .seconds(2))
      world.crash()
      try world.start()
      #expect(world.settle())
      let said = world.chat.posts.filter { $0.text.contains("P1 is closed") }
      #expect(said.count == 1)
      // Whether the last vote came in time depends on when the bot died; none counts twice or for another.
      let result = world.bot?.commons.communities[0].polls[PollID(1)]?.result
      #expect(
        result?.counts == [1, 2] && result?.answers == 3
          || result?.counts == nil && result?.answers == 2)
      #expect(world.disk.fileNames.filter { $0.hasPrefix("ballots/") } == [])
    }
  }

  @Test func `an answer to a survey lies in its box and nowhere else, and shows from three up`()
    throws
  {
    let world = try calmWorld(leastJournalBytes: 1 << 20)
    world.clock.pass(.days(2))
    for member in ["ana", "ben", "cleo"] { world.say("!join", by: member) }
    world.say("!survey \"What should change?\"", by: "you")
    for (member, words) in [("ana", "purple elephants please"), ("ben", "green tigers please")] {
      world.say(words, by: member, in: "dm-\(member)")
    }
    let names = { world.disk.fileNames.filter { $0.hasPrefix("ballots/") } }
    #expect(world.disk.files(containing: "purple elephants") == ["ballots/data-V1-2.json"])
    world.kill()
    try world.start()
    #expect(world.settle())
    #expect(world.disk.files(containing: "green tigers") == ["ballots/data-V1-2.json"])
    world.clock.pass(.days(8))
    #expect(world.settle())
    #expect(names() == [])
    #expect(world.disk.files(containing: "purple elephants") == [])
    #expect(world.bot?.commons.communities[0].surveys[SurveyID(1)]?.results.map(\.count) == [2])
  }
}
