import BotRuntime
import BotTesting
import CommunityCore
import Foundation
import Journaling
import Primitives
import Testing

/// The documents that coordinators ask for, in the state folder.
@Suite struct DocumentFileTests {
  private static let day = "outbox/2026-11-21"

  private func world(_ lines: [(String, String)] = []) throws -> SimulatedWorld {
    let world = try SimulatedWorld(seed: 1, charter: Charter.simulated())
    try world.start()
    try #require(world.settle())
    for (member, line) in lines { world.say(line, by: member) }
    return world
  }

  private func file(_ world: SimulatedWorld, _ name: String) -> String? {
    world.disk.content(of: "\(Self.day)/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }

  private func texts(_ world: SimulatedWorld) -> [String] { world.chat.posts.map(\.text) }

  @Test func `a document is there once its name is said, and holds what is true`() throws {
    let world = try world([("ana", "!topic =1+1, or \"two\""), ("you", "!export topics --bom")])
    let text = try #require(file(world, "data.topics.csv"))
    #expect(text.hasPrefix("\u{FEFF}topic,text,votes,stage,session,proposed by,would lead,at\r\n"))
    #expect(text.contains("\r\nT1,\"'=1+1, or \"\"two\"\"\",0,proposed,,Ana,,2026-11-21T"))
    #expect(texts(world).contains { $0.contains("`data.topics.csv`, 1 row") })
    #expect(!texts(world).contains { $0.contains("'=1+1") })
  }

  /// However the machine ends while the document is made, it is said once and is there then.
  @Test(arguments: 1...12) func `a crash leaves no name without its document`(call: Int) throws {
    let world = try world([("ana", "!topic Onboarding")])
    world.disk.faults[world.disk.callCount + call] = call % 2 == 0 ? .crash : .crashWithin
    let asked = world.chat.say("!export topics", by: "you")
    world.run(for: .seconds(5))
    world.crash()
    world.disk.faults = [:]
    try world.start()
    #expect(world.settle())
    #expect(world.answers(to: asked).count == 1)
    #expect(file(world, "data.topics.csv")?.contains("Onboarding") == true)
  }

  @Test func `nobody but a coordinator has one made`() throws {
    let world = try world([("ana", "!export members")])
    #expect(file(world, "data.members.csv") == nil)
  }

  @Test func `a document that can't be written is not claimed`() throws {
    let world = try world([("ana", "!topic Onboarding")])
    world.disk.faults[world.disk.callCount + 1] = .device
    world.say("!export topics", by: "you")
    #expect(file(world, "data.topics.csv") == nil)
    #expect(texts(world).contains { $0.contains("could not be written") })
  }

  @Test func `whoever is forgotten is in no document`() throws {
    let world = try world([
      ("zoe-7f3a", "!topic Onboarding"), ("you", "!export topics"), ("you", "!export members json"),
    ])
    #expect(file(world, "data.members.json")?.contains("zoe-7f3a") == true)
    world.say("!forget me", by: "zoe-7f3a")
    world.say("forget", by: "zoe-7f3a")
    #expect(file(world, "data.members.json") == nil)
    #expect(file(world, "data.topics.csv") == nil)
    world.say("!export members", by: "you")
    #expect(file(world, "data.members.csv")?.contains("zoe") == false)
    #expect(world.disk.files(containing: "zoe-7f3a").filter { $0.hasPrefix("outbox") } == [])
  }
}
