import BotRuntime
import BotTesting
import CommunityCore
import Primitives
import Testing

/// What the report tells, and what it does not; that other programs read it is for `Tests/Documents`.
@Suite struct ReportTests {
  /// The report after a session at which so many said that they were there.
  private func report(here count: Int) throws -> String {
    let world = try SimulatedWorld(seed: 1, charter: Charter.simulated())
    try world.start()
    try #require(world.settle())
    world.say("!session new \"Onboarding\" 2026-11-21 10:20", by: "you")
    world.clock.pass(.minutes(21))
    world.run(for: .seconds(5))
    for index in 0..<count { world.say("!here S1", by: "zoe-\(index)") }
    world.clock.pass(.days(8))
    world.run(for: .seconds(5))
    let commons = try world.reading().commons
    let now = world.clock.trueNow
    let report = CommunityReport(
      of: commons.communities[0], in: Period(days: 30, before: now), at: now)
    return String(decoding: report.bytes, as: UTF8.self)
  }

  @Test func `one or two people are a gap and never a number`() throws {
    let few = try report(here: 2)
    #expect(few.contains("under 3"))
    #expect(!few.contains("2 different people") && !few.contains("2.0"))
    let some = try report(here: 4)
    #expect(some.contains("On average 4.0 people were at a session."))
    #expect(some.contains("4 different people"))
  }

  @Test func `nobody is named`() throws {
    #expect(!(try report(here: 4)).lowercased().contains("zoe"))
  }

  @Test(arguments: [nil, "yes", "no", "withdrawn"])
  func `the report and the site quote only with consent`(word: String?) throws {
    let world = try SimulatedWorld(seed: 1, charter: Charter.simulated())
    try world.start()
    try #require(world.settle())
    world.say("!join", by: "you")
    world.say("!impact Zebras help @you & me", by: "ana")
    if word == "yes" || word == "withdrawn" { world.say("!impact consent X1 yes", by: "ana") }
    if word == "no" { world.say("!impact consent X1 no", by: "ana") }
    if word == "withdrawn" { world.say("!impact withdraw X1", by: "ana") }
    world.run(for: .seconds(5))
    let community = try #require(try world.reading().commons.communities.first)
    let now = world.clock.trueNow
    let report = CommunityReport(of: community, in: Period(days: 30, before: now), at: now).bytes
    let site = CommunitySite(of: community, calendarFolder: nil, at: now).files.map(\.bytes)
    for bytes in [report, Array(site.joined())] {
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains("Zebras help a member &amp; me") == (word == "yes"))
      #expect(text.contains("Zebras") == (word == "yes"))
    }
    #expect(String(decoding: report, as: UTF8.self).contains("Effects in work"))
  }

  @Test func `a site shows what the rooms have seen, and no way to join`() throws {
    let world = try SimulatedWorld(seed: 1, charter: Charter.simulated())
    try world.start()
    try #require(world.settle())
    world.say("!topic Reading circles", by: "ana")
    world.say("!share https://example.org/a #tools A guide", by: "ana")
    world.say(
      "!session new \"Onboarding\" 2026-11-27 16:00 --place https://meet.example.org/secret",
      by: "you")
    world.run(for: .seconds(5))
    let commons = try world.reading().commons
    let site = CommunitySite(
      of: commons.communities[0], calendarFolder: nil, at: world.clock.trueNow)
    let pages = site.files.map { (name: $0.name, text: String(decoding: $0.bytes, as: UTF8.self)) }
    #expect(
      pages.map(\.name) == [
        "index.html", "topics.html", "minutes.html", "resources.html", "stories.html",
      ])
    #expect(pages[0].text.contains("S1 Onboarding"))
    #expect(pages[1].text.contains("Reading circles"))
    #expect(pages[3].text.contains("href=\"https://example.org/a\""))
    #expect(!pages.contains { $0.text.contains("meet.example.org") })
  }
}
