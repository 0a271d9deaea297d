import CommunityCore
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
}
