import Foundation
import OrderedCollections
import BotRuntime
import BotTesting
import CommunityCore
import Journaling
import Primitives
import Testing

@Suite struct StateRescueTests {
  /// A folder that a bot has left in order, with several snapshots, and what it says.
  private func folder() throws -> (SimulatedWorld, String) {
    let world = try calmWorld(leastJournalBytes: 1500)
    for number in 1...14 { world.say("!topic subject \(number)") }
    world.kill()
    return (world, try world.reading().commons.text)
  }

  private func rescue(_ world: SimulatedWorld) throws -> StateRescue {
    try StateRescue(world.disk, into: Commons(world.plan.charter))
  }

  @Test(arguments: ["state.json", "state.1.json", "journal.1.jsonl", "state.3.json"])
  func `one file that is damaged or gone costs nothing`(name: String) throws {
    for isGone in [false, true] {
      let (world, before) = try folder()
      let number = try world.reading().number
      if isGone { world.disk.discard(name) } else { world.disk.flipBit(3, at: 90, of: name) }
      let rescue = try rescue(world)
      #expect(rescue.number == number && rescue.loss.isNothing)
      // Nothing but the newest snapshot is needed to start.
      #expect((rescue.objection != nil) == (name == "state.json"))
      guard rescue.objection != nil else { continue }
      _ = try rescue.carryOut(at: world.clock.now)
      #expect(try world.reading().commons.text == before)
      try world.start()
      #expect(world.settle())
      #expect(world.answers(to: world.say("!topic albatross")).count == 1)
    }
  }

  @Test func `what stands behind damage in the journal is lost, and it is said what that was`()
    throws
  {
    let world = try calmWorld()
    for number in 1...6 { world.say("!topic subject \(number)") }
    world.kill()
    let journal = try #require(world.disk.content(of: "journal.jsonl"))
    let lines = journal.split(separator: 0x0A, omittingEmptySubsequences: false)
    let place = try #require(lines.firstIndex { $0.contains(Array("subject 4".utf8)) })
    let offset = lines[..<place].reduce(0) { $0 + $1.count + 1 } + 30
    world.disk.flipBit(0, at: offset, of: "journal.jsonl")
    #expect(throws: BotError.self) { try world.start() }
    let bytes = world.disk.content(of: "journal.jsonl")

    let rescue = try rescue(world)
    let found = try #require(rescue.objection?.description)
    #expect(found.contains("journal.jsonl") && found.contains("byte"))
    #expect(rescue.loss.records > 2 && rescue.loss.readable == rescue.loss.records - 1)
    #expect(rescue.loss.events.first { $0.name == "topic.proposed" }?.count == 2)
    #expect(world.disk.content(of: "journal.jsonl") == bytes)

    let aside = try rescue.carryOut(at: world.clock.now)
    #expect(world.disk.content(of: aside.dropFirst("disk/".count) + "/journal.jsonl") == bytes)
    try world.start()
    #expect(world.settle())
    // The chat service still has what was said, so it is answered again under the keys that it had.
    let texts = world.bot?.commons.communities[0].topics.all.map(\.text)
    #expect(texts == (1...6).map { "subject \($0)" })
    #expect(world.chat.posts.count == 6 && world.chat.keyConflicts == 0)
  }

  @Test func `whatever dies while it goes back, going back once more is right`() throws {
    for call in 1...40 {
      let (world, before) = try folder()
      world.disk.flipBit(3, at: 90, of: "state.json")
      let first = try rescue(world)
      world.disk.faults[world.disk.callCount + call] = .crashWithin
      do { _ = try first.carryOut(at: world.clock.now) } catch {}
      world.disk.faults = [:]
      world.crash()
      let second = try rescue(world)
      if second.objection != nil { _ = try second.carryOut(at: world.clock.now + .seconds(1)) }
      #expect(try world.reading().commons.text == before)
    }
  }

  @Test
  func `every flipped bit and every cut is refused or harmless, and never loses more than is said`()
    throws
  {
    let (world, before) = try folder()
    let kept = Dictionary(
      uniqueKeysWithValues: world.disk.fileNames.map { ($0, world.disk.content(of: $0) ?? []) })
    var refusals = 0
    var chance = Randomness(seed: 7)
    for number in 0..<400 {
      let name = ["state.json", "journal.jsonl"][number % 2]
      for (name, bytes) in kept { world.disk.place(bytes, as: name) }
      let whole = try #require(kept[name])
      let offset = chance.number(below: whole.count)
      if number % 4 < 2 {
        world.disk.flipBit(chance.number(below: 8), at: offset, of: name)
      } else {
        world.disk.place(Array(whole[..<offset]), as: name)
      }
      let damaged = world.disk.content(of: name)
      let rescue = try rescue(world)
      #expect(world.disk.content(of: name) == damaged)
      if rescue.objection != nil { refusals += 1 }
      if rescue.loss.isNothing {
        let again = rescue.objection == nil ? nil : try rescue.carryOut(at: world.clock.now)
        #expect(try world.reading().commons.text == before, "\(name) \(offset) \(again ?? "")")
      }
    }
    #expect(refusals > 380)
  }

  @Test func `a later release's state is refused and left alone`() throws {
    let (world, _) = try folder()
    var text = String(decoding: try #require(world.disk.content(of: "state.json")), as: UTF8.self)
    text.replace("\"schema\": 1,", with: "\"schema\": 999,")
    world.disk.place(Array(text.utf8), as: "state.json")
    let calls = world.disk.callCount
    let error = #expect(throws: BotError.self) { try rescue(world) }
    #expect(error?.exitCode == 76 && error?.isOfLaterRelease == true)
    #expect(#expect(throws: BotError.self) { try world.start() }?.isOfLaterRelease == true)
    #expect(world.disk.callCount == calls)
  }

  @Test func `an earlier release's state is written anew at once, the old one beside it`() throws {
    for call in 0..<30 {
      let (world, before) = try folder()
      try makeOld(world)
      let old = world.disk.content(of: "state.json")
      if call > 0 { world.disk.faults[world.disk.callCount + call] = .crashWithin }
      do {
        try world.start()
        _ = world.settle()
      } catch {}
      world.disk.faults = [:]
      world.crash()
      try world.start()
      #expect(world.settle())
      #expect(try world.reading().commons.text == before)
      let now = String(decoding: try #require(world.disk.content(of: "state.json")), as: UTF8.self)
      #expect(now.contains("\"schema\": 1,"))
      let backups = (1...3).map { world.disk.content(of: "state.\($0).json") }
      #expect(backups.contains(old))
    }
  }

  /// Lets the newest snapshot be one of the schema before, with its check.
  private func makeOld(_ world: SimulatedWorld) throws {
    let bytes = try #require(world.disk.content(of: "state.json"))
    var text = String(decoding: bytes, as: UTF8.self)
    text.replace("\"schema\": 1,", with: "\"schema\": 0,")
    let checked = try #require(text.range(of: "\"n\""))
    let body = "  " + text[checked.lowerBound...]
    let check = String(
      decoding: CRC32.hexadecimal(CRC32.checksum(Array(body.utf8)[...])), as: UTF8.self)
    world.disk.place(Array("{\n  \"checksum\": \"\(check)\",\n\(body)".utf8), as: "state.json")
  }

  @Test func `a folder in which nothing is wrong is told so, and one in use is left alone`() throws
  {
    let (world, _) = try folder()
    #expect(try rescue(world).objection == nil)
    world.disk.foreignHolder = 4711
    #expect(#expect(throws: BotError.self) { try rescue(world) }?.exitCode == 75)
  }

  @Test func `answers without a name that came later stay`() throws {
    let world = try calmWorld()
    world.say("!session new \"Onboarding\" in 1 hour", by: "you")
    world.run(for: .hours(3))
    for who in ["ana", "bo", "cy"] {
      world.say("feedback S1 4 from \(who)", by: who, in: "dm-\(who)")
    }
    let records = world.bot?.recordNumber ?? 0
    for who in ["dee", "eve"] { world.say("feedback S1 5 from \(who)", by: who, in: "dm-\(who)") }
    try damage(world, behind: records)
    let rescue = try rescue(world)
    #expect(rescue.loss.boxes.count == 1)
    _ = try rescue.carryOut(at: world.clock.now)
    let about = try world.reading().commons.communities[0].feedback.sessions[SessionID(1)]
    #expect(about?.anonymousCount == 5 && about?.anonymous.count == 3)
  }

  /// Ends the bot, and damages what it kept behind the record `number`.
  private func damage(_ world: SimulatedWorld, behind number: Int) throws {
    world.kill()
    let journal = try #require(world.disk.content(of: "journal.jsonl"))
    let mark = Array("\"n\":\(number + 1),".utf8)
    let lines = journal.split(separator: 0x0A, omittingEmptySubsequences: false)
    let place = try #require(lines.firstIndex { $0.contains(mark) })
    let offset = lines[..<place].reduce(0) { $0 + $1.count + 1 } + 30
    world.disk.flipBit(0, at: offset, of: "journal.jsonl")
  }

  @Test(arguments: [false, true])
  func `votes and answers to a survey that came later stay, and lost ones hold up nothing`(
    isLost: Bool
  ) throws {
    let world = try calmWorld()
    for who in ["ana", "bo", "cy"] { world.say("!join", by: who) }
    world.say("!poll \"Pace?\" Fast Fine --anon", by: "you")
    world.say("!survey \"How sure are you?\" --scale", by: "you")
    world.run(for: .hours(48))
    for line in ["vote P1 1", "survey answer 4"] { world.say(line, by: "ana", in: "dm-ana") }
    let records = world.bot?.recordNumber ?? 0
    for line in ["vote P1 2", "survey answer 5"] { world.say(line, by: "bo", in: "dm-bo") }
    try damage(world, behind: records)
    if isLost {
      for name in world.disk.fileNames where name.hasPrefix("ballots/") { world.disk.discard(name) }
    }
    let rescue = try rescue(world)
    #expect(rescue.loss.boxes.count == 2)
    _ = try rescue.carryOut(at: world.clock.now)
    let community = try world.reading().commons.communities[0]
    let kept = isLost ? 0 : 2
    #expect(community.polls[PollID(1)]?.voteCount == kept)
    #expect(community.surveys[SurveyID(1)]?.total == kept)
    try world.start()
    #expect(world.settle())
    #expect(world.answers(to: world.say("!topic albatross")).count == 1)
  }
}
