import BotRuntime
import BotTesting
import CommunityCore
import Foundation
import Primitives
import Testing

/// A state folder as an earlier release left it: reading it is a test for ever.
///
/// It is written anew only by somebody who means to, with RECORD; what was in it must then be in it
/// still.
@Suite struct StateGoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Golden/state")

  @Test func `the state of an earlier release is read, and nothing of it is lost`() throws {
    if ProcessInfo.processInfo.environment["RECORD"] != nil { try record() }
    let world = try SimulatedWorld(
      seed: 5, charter: .simulated(), now: Instant(seconds: 1_796_300_000))
    var count = 0
    let files = try #require(FileManager.default.enumerator(atPath: Self.folder.path))
    for case let name as String in files where name.hasSuffix(".json") {
      let bytes = try Data(contentsOf: Self.folder.appendingPathComponent(name))
      world.disk.place(Array(bytes), as: name)
      count += 1
    }
    #expect(count >= 2)
    let golden = try JSONValue(parsing: try #require(world.disk.content(of: "state.json")))
    try world.start()
    let commons = try #require(world.bot?.commons)
    var json = JSONWriter()
    json.object { commons.write(to: &$0) }
    let now = try JSONValue(parsing: json.bytes)
    #expect(Self.lost(golden["communities"] ?? .null, in: now["communities"] ?? .null, "") == [])
    let sections = [
      "audit", "continuations", "feedback", "history", "members", "posts", "questions", "sessions",
      "topics",
    ]
    for section in sections {
      let part = golden["communities"]?.array?.first?[section]
      #expect(part?.array?.isEmpty == false || part?.members?.isEmpty == false, "\(section)")
    }
    #expect(commons.communities[0].feedback.sessions.first { _ in true }?.value.anonymousCount == 3)
    #expect(world.settle())
  }

  /// The places at which `new` lacks or changes what `old` says; what is only added is no loss.
  private static func lost(_ old: JSONValue, in new: JSONValue, _ path: String) -> [String] {
    if let members = old.members {
      return members.flatMap { member in
        lost(member.value, in: new[member.name] ?? .null, "\(path)/\(member.name)")
      }
    }
    if let elements = old.array, let others = new.array, elements.count == others.count {
      return elements.indices.flatMap { lost(elements[$0], in: others[$0], "\(path)/\($0)") }
    }
    return old == new ? [] : [path]
  }

  /// Lives a rich life and keeps its folder.
  private func record() throws {
    let world = try calmWorld()
    let you = "you"
    for number in 1...12 { world.say("!topic Subject number\(number) of many", by: "ana") }
    for (who, text) in [
      ("ana", "!join bees, #data"), ("ana", "!hello I keep bees with @Bo"), ("bo", "!tz Berlin"),
      ("bo", "!topic vote T1"), ("cy", "!topic own T2"), ("ana", "!topic merge T3 T4"),
      (you, "!topic drop T5"), (you, "!role add facilitator @Bo"),
      (
        you,
        "!session new \"Onboarding\" 2026-11-21 18:00 60m --cap 2 --place https://meet.example/x"
      ),
      (you, "!session new \"Later\" 2027-01-07 16:00 --topic T1"),
      ("ana", "!rsvp yes S1"), ("bo", "!rsvp yes S1 a bit late"), ("cy", "!rsvp yes +1 S1"),
      ("dee", "!rsvp maybe S2"),
    ] { world.say(text, by: who) }
    world.clock.pass(.minutes(500))
    #expect(world.settle())
    for who in ["ana", "bo"] { world.say("!here", by: who) }
    world.clock.pass(.hours(2))
    #expect(world.settle())
    for who in ["ana", "bo", "cy"] {
      world.say("feedback S1 4 from somebody", by: who, in: "dm-\(who)")
    }
    world.say("!feedback S1 5 named", by: "dee")
    world.say("!undo", by: "dee")
    world.say("!topic vote T2", by: "dee")
    world.say("!undo", by: "dee")
    world.say("!topic", by: "cy")
    world.say("!topic vote T7", by: "ana")
    world.say("!tpoic slip", by: "ana")
    try world.stop()
    try FileManager.default.createDirectory(
      at: Self.folder.appendingPathComponent("ballots"), withIntermediateDirectories: true)
    for name in world.disk.fileNames where name == "state.json" || name.hasPrefix("ballots/") {
      let bytes = try #require(world.disk.content(of: name))
      try Data(bytes).write(to: Self.folder.appendingPathComponent(name))
    }
    Issue.record("the state was written anew; read it and run again without RECORD")
  }
}
