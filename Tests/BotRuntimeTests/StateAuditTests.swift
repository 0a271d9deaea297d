import Foundation
import BotRuntime
import BotTesting
import CommunityCore
import Journaling
import Primitives
import Testing

@Suite struct StateAuditTests {
  private func audit(_ world: SimulatedWorld) -> StateAudit {
    StateAudit(beside: world.disk, into: Commons(world.plan.charter))
  }

  private func busyWorld() throws -> SimulatedWorld {
    let world = try calmWorld(leastJournalBytes: 1500)
    for number in 1...14 { world.say("!topic subject \(number)") }
    return world
  }

  @Test func `a sound folder is sound in every part, and nothing is changed`() throws {
    let world = try busyWorld()
    let calls = world.disk.callCount
    let audit = audit(world)
    #expect(audit.isGood)
    #expect(world.disk.callCount == calls)
    let subjects = audit.findings.map(\.subject)
    #expect(
      subjects == [
        "journal", "state.json", "state.1.json", "state.2.json", "state.3.json", "replay",
        "state.1.json and journal.1.jsonl",
      ])
    #expect(audit.findings.contains { $0.text.contains("14 topics") })
    #expect(audit.findings.last?.text.contains("line by line") ?? false)
  }

  @Test(arguments: [
    "journal.jsonl", "state.json", "state.1.json", "state.2.json", "state.3.json",
  ])
  func `damage in any file is found and named`(name: String) throws {
    let world = try busyWorld()
    world.disk.flipBit(2, at: 60, of: name)
    let audit = audit(world)
    #expect(!audit.isGood)
    #expect(audit.findings.contains { !$0.isGood && $0.text.contains(name) })
  }

  @Test func `a snapshot that does not follow from the one before is found`() throws {
    let world = try busyWorld()
    world.kill()
    let bytes = try #require(world.disk.content(of: "state.json"))
    var text = String(decoding: bytes, as: UTF8.self)
    text.replace("subject 3", with: "subject 9")
    let start = try #require(text.range(of: "\"n\""))
    let body = "  " + text[start.lowerBound...]
    let check = String(
      decoding: CRC32.hexadecimal(CRC32.checksum(Array(body.utf8)[...])), as: UTF8.self)
    world.disk.place(Array("{\n  \"checksum\": \"\(check)\",\n\(body)".utf8), as: "state.json")
    let finding = audit(world).findings.last
    #expect(finding?.isGood == false && finding?.text.contains("do not give state.json") == true)
  }
}
