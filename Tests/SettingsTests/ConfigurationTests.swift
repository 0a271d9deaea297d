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
        == FloodGuard.Budget(commands: 100, bytes: 1 << 20, perSecond: 2))
    #expect(
      configuration.budgets.room
        == FloodGuard.Budget(commands: 50_000, bytes: 64 << 10, perSecond: 50))
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
    (
      "mail:\n  server: smtp://mail.example.org:587",
      "a.yaml:2: Mail needs `from`, the address that it comes from, such as bot@example.org."
    ),
    (
      "mail:\n  server: smtp://bot:secret@mail.example.org\n  from: bot@example.org",
      "a.yaml:2: `server` must be such as smtp://mail.example.org:587 or smtps://mail.example.org, without user and password."
    ),
    (
      "mail:\n  from: \"bot@example.org, eve@example.org\"",
      "a.yaml:2: `from` must be one address, such as bot@example.org."
    ),
    (
      "mail:\n  from: bot@example.org\n  user: bot",
      "a.yaml:3: `user` is about a `server`, and none is named."
    ),
    (
      "mail:\n  server: smtp://a.org\n  from: bot@a.org\n  encryption: maybe",
      "a.yaml:4: `encryption` must be `required` or `none`, not `maybe`."
    ),
    (
      "mail:\n  password: x",
      "a.yaml:2: There is no setting `password`. Known are: server, encryption, user, ca_file, from, name, unsubscribe."
    ),
  ]) func `what is wrong is told with its place`(text: String, expected: String) {
    do throws(ConfigurationError) {
      _ = try Configuration(reading: text, file: "a.yaml")
      Issue.record("it was taken: \(text)")
    } catch {
      #expect(error.description == expected)
    }
  }

  @Test func `mail is read, and none is sent where no server is named`() throws {
    let text = """
      name: Rowan
      mail:
        server: smtps://mail.example.org
        user: bot
        ca_file: /etc/ssl/ours.pem
        from: bot@example.org
        unsubscribe: leave@example.org
      """
    let mail = try Configuration(reading: text, file: "a.yaml").mail
    #expect(mail.server?.url == "smtps://mail.example.org")
    #expect(mail.server?.user == "bot")
    #expect(mail.server?.password == nil)
    #expect(mail.server?.allowsPlain == false)
    #expect(mail.server?.certificateFile == "/etc/ssl/ours.pem")
    #expect(mail.sender.text == "bot@example.org")
    #expect(mail.senderName == "Rowan")
    #expect(mail.unsubscribe?.text == "leave@example.org")
    #expect(try Configuration(reading: "name: x", file: "a.yaml").mail.server == nil)
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
