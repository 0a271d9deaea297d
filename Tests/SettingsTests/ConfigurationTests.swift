import CommunityCore
import Foundation
import Primitives
import Settings
import Testing

@Suite struct ConfigurationTests {
  @Test func `an empty file is one community over all rooms`() throws {
    let configuration = try Configuration(reading: "", file: "a.yaml")
    #expect(configuration.communities.map(\.key) == ["main"])
    #expect(configuration.start == .newest)
  }

  @Test func `everything that is said is taken`() throws {
    let text = """
      name: Rowan
      prefix: "."
      endpoint: matrix
      from: oldest
      budgets:
        member: { commands: 100, per_second: 2 }
        room: { kilobytes: 64 }
      calendar_url: https://cop.example.org/calendar/
      communities:
        - key: data
          name: Data Practice
          zone: Europe/London
          rooms: [general, 42]
          coordinators: [u1]
        - key: rest
      """
    let configuration = try Configuration(reading: text, file: "a.yaml")
    #expect(configuration.name == "Rowan")
    #expect(configuration.prefix == ".")
    #expect(configuration.endpoint == "matrix")
    #expect(configuration.start == .oldest)
    #expect(
      configuration.budgets.member
        == FloodGuard.Budget(commands: 100, bytes: 32 << 20, perSecond: 2))
    #expect(
      configuration.budgets.room
        == FloodGuard.Budget(commands: 300_000, bytes: 64 << 10, perSecond: 50))
    #expect(configuration.calendarAddress == "https://cop.example.org/calendar")
    #expect(configuration.communities[0].rooms == [RoomID("general"), RoomID("42")])
    #expect(configuration.communities[0].coordinators == [MemberID("u1")])
    #expect(configuration.communities[1].name == "rest")
  }

  @Test(arguments: [
    ("nme: x", "a.yaml:1: There is no setting `nme`. Did you mean `name`?"),
    (
      "calendar_url: file:///tmp",
      "a.yaml:1: `calendar_url` must be the address of a folder, such as https://example.org/calendar."
    ),
    ("name: x\nfrom: middle", "a.yaml:2: `from` must be `newest` or `oldest`, not `middle`."),
    ("prefix: '!!'", "a.yaml:1: `prefix` must be one of ! . / , ; + ~ & % $ =."),
    ("name: [a]", "a.yaml:1: `name` must be a text."),
    ("budgets: 7", "a.yaml:1: Names with values are expected here."),
    (
      "budgets:\n  members: 7",
      "a.yaml:2: There is no setting `members`. Did you mean `member`?"
    ),
    (
      "budgets:\n  member:\n    commands: 0",
      "a.yaml:3: `commands` must be a whole number from 1 to 10000000, not `0`."
    ),
    (
      "budgets:\n  room:\n    per_secnd: 1",
      "a.yaml:3: There is no setting `per_secnd`. Did you mean `per_second`?"
    ),
    ("communities: []", "a.yaml:1: `communities` is empty; name at least one."),
    ("communities: 3", "a.yaml:1: `communities` must be a list."),
    (
      "communities:\n  - key: a\n  - key: a",
      "a.yaml:3: Two communities have the key `a`."
    ),
    (
      "communities:\n  - key: a\n  - key: b",
      "a.yaml:3: `a` has all rooms already; give `b` its `rooms`."
    ),
    (
      "communities:\n  - key: a\n    rooms: [r]\n  - key: b\n    rooms: [r]",
      "a.yaml:5: The room `r` belongs to `a` already."
    ),
    (
      "communities:\n  - key: Big One",
      "a.yaml:2: A community needs a `key` of lower-case letters, digits and hyphens, such as `data-practice`."
    ),
    (
      "communities:\n  - key: a\n    zon: UTC",
      "a.yaml:3: There is no setting `zon`. Did you mean `zone`?"
    ),
  ]) func `what is wrong is told with its place`(text: String, expected: String) {
    do throws(ConfigurationError) {
      _ = try Configuration(reading: text, file: "a.yaml")
      Issue.record("it was taken: \(text)")
    } catch {
      #expect(error.description == expected)
    }
  }

  @Test func `the shipped file says what holds without a file`() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("Config/roundtable.yaml")
    let shipped = try Configuration(reading: TextFile.read(file.path), file: file.path)
    #expect(shipped.budgets == Configuration().budgets)
    #expect(shipped.communities == Configuration().communities)
  }
}
