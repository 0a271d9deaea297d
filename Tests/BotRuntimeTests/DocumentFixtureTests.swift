import BotRuntime
import BotTesting
import CommunityCore
import Foundation
import Primitives
import Testing

/// A state folder in which members wrote whatever could harm a spreadsheet, a browser or a reader, left
/// for `make test-documents`: other people's programs read what is exported from it.
@Suite struct DocumentFixtureTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent(".build/document-fixtures")

  /// Texts that mean something to somebody.
  static let hostile = [
    "=HYPERLINK(\"http://evil.example\",\"x\")", "+1+1", "-2+3", "@SUM(A1)", "'=1", "''quoted",
    "-5",
    "+44 20", "a,b;c|d", "say \"hi\", 'twice'", "<script>alert(1)</script>", "<b>&amp;</b> &lt;",
    "[link](http://evil.example) ![x](y)", "# heading `code` *bold* _it_ ~~no~~", "1. list | cell",
    "\\escaped\\ \\|", "漢字 عربى 👩‍👩‍👧 e\u{301}", "sep=;", "--bom", "%0d%0aBcc: x@example.org",
    "</a><DT><A HREF=\"javascript:alert(1)\">", "=cmd|' /C calc'!A0",
  ]

  @Test func `a state full of hostile texts is left for other programs`() throws {
    let world = try SimulatedWorld(seed: 1, charter: Charter.simulated())
    try world.start()
    try #require(world.settle())
    for (index, text) in Self.hostile.enumerated() {
      let member = index % 4 == 0 ? "=m\(index)" : index % 4 == 1 ? "<m\(index)>" : "m\(index)"
      world.say("!topic \(text)", by: member)
      world.say("!hello \(text)", by: member)
      world.say("!join \(text.filter { $0 != "," && $0 != ";" && $0 != "#" })", by: member)
      world.say(
        "!share https://example.org/\(index)?q=\(index)&x='%22 #tag\(index) \(text)", by: member)
      world.say("!mail m\(index)@example.org", by: member, in: "dm-\(member)")
    }
    world.say("!share https://example.org/\"><script> bare", by: "m2")
    world.say("!wanted =1+1", by: "m2")
    for line in [
      "add web.visits =visits", "log web.visits 420 2026Q3", "log web.visits -4.25 2026-10",
    ] {
      world.say("!measure \(line)", by: "you")
    }
    for line in ["add trust", "log trust 5 2026"] { world.say("!measure \(line)", by: "you") }
    for member in ["m3", "m6", "m7"] { world.say("!rate R1 worked", by: member) }
    try live(world)
    tell(world)
    for subject in ExportSubject.allCases {
      for form in subject.forms {
        world.say("!export \(subject.rawValue) \(form.rawValue)", by: "you")
      }
    }
    world.run(for: .seconds(10))
    try world.stop()
    try leave(world)
  }

  /// What members tell of their work, all but two of it with their consent to be quoted.
  private func tell(_ world: SimulatedWorld) {
    for (index, text) in Self.hostile.enumerated() {
      world.say("!impact \(text)", by: "m\(index)")
      world.say("!impact consent yes", by: "m\(index)")
      world.say("!story --case \(text) | \(text)", by: "m\(index)")
      world.say("!impact consent yes", by: "m\(index)")
    }
    world.say("!impact =zebra", by: "m2")
    world.say("!story zebra", by: "m3")
  }

  /// A session with everything that minutes, attendance and feedback can hold.
  private func live(_ world: SimulatedWorld) throws {
    world.say("!session new \"=Onboarding, <b>now</b>\" 2026-11-21 10:20", by: "you")
    world.say("!session new \"Later\" 2026-12-21 10:20", by: "you")
    for (index, text) in Self.hostile.enumerated() where index % 4 > 1 {
      world.say("!rsvp \(index % 3 == 0 ? "maybe" : "yes") S1 \(text)", by: "m\(index)")
    }
    world.run(for: .minutes(1))
    world.say("!session start S1", by: "you")
    for text in Self.hostile {
      world.say("!decide S1 \(text)", by: "you")
      world.say("!action S1 @m2 \(text) by 2026-12-11", by: "you")
    }
    for member in ["m2", "m3", "m6"] { world.say("!here S1", by: member) }
    world.say("!done A1", by: "m2")
    world.say("!wrap S1 =Buddies first", by: "you")
    world.run(for: .minutes(30))
    for member in ["m2", "m3", "m6"] {
      world.say("!feedback S1 4 =secret of \(member)", by: member, in: "dm-\(member)")
    }
    world.say("!feedback S1 5 <i>open</i>", by: "m7")
    let community = try #require(world.bot?.commons.communities.first)
    #expect(community.topics.all.count == Self.hostile.count)
    #expect(community.sharing.all.count == Self.hostile.count + 2)
    #expect(community.exportedActions.count == Self.hostile.count)
    #expect(community.minutedSessions.count == 1)
    #expect(community.sheet(of: .attendance, at: world.clock.now).rows.count >= 3)
    #expect(community.sheet(of: .feedback, at: world.clock.now).rows.count == 3)
  }

  private func leave(_ world: SimulatedWorld) throws {
    try? FileManager.default.removeItem(at: Self.folder)
    let state = Self.folder.appendingPathComponent("state")
    for name in world.disk.fileNames where name != "reserve" {
      let file = state.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(world.disk.content(of: name) ?? []).write(to: file)
    }
    let configuration = """
      communities:
        - key: data
          name: Data Practice
          zone: Europe/London
          coordinators: [you]
      """
    try Data(configuration.utf8).write(to: Self.folder.appendingPathComponent("roundtable.yaml"))
  }
}
