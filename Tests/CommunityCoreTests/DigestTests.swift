import CommunityCore
import FoundationEssentials
import OrderedCollections
import Primitives
import Testing
import Timekeeping

@Suite struct DigestTests {
  private static let coordinator = Reply.Destination.direct(MemberID("you"))
  private static let room = Reply.Destination.room(RoomID("general"))

  /// A community in which something needs a coordinator, before its first Monday.
  private static func community() throws -> Rehearsal {
    var room = try Rehearsal(hasDigests: true)
    for line in ["!join", "!action @you Look at it by 2026-11-22"] {
      _ = room.answer(line, by: "you")
    }
    _ = room.answer("!topic Bees", by: "ana")
    return room
  }

  /// The destinations of what is said until then.
  private static func places(
    _ room: inout Rehearsal, until time: String
  ) throws -> [Reply.Destination] {
    try room.digests(until: time).map(\.destination)
  }

  @Test func `coordinators read theirs at nine, and members at ten`() throws {
    var room = try Self.community()
    #expect(try Self.places(&room, until: "2026-11-23T08:59:59Z") == [])
    #expect(try Self.places(&room, until: "2026-11-23T09:00:00Z") == [Self.coordinator])
    #expect(try Self.places(&room, until: "2026-11-23T09:59:59Z") == [])
    #expect(try Self.places(&room, until: "2026-11-23T10:00:00Z") == [Self.room])
    #expect(try Self.places(&room, until: "2026-11-29T23:00:00Z") == [])
  }

  @Test func `nine stays nine by the community's clocks when they change`() throws {
    var room = try Self.community()
    _ = try room.digests(until: "2027-03-23T12:00:00Z")
    _ = room.answer("!action @you Look again by 2027-03-24", by: "you")
    #expect(try Self.places(&room, until: "2027-03-29T07:59:59Z") == [])
    #expect(try Self.places(&room, until: "2027-03-29T08:00:00Z") == [Self.coordinator])
  }

  @Test func `a week in which nothing changed is silent`() throws {
    var room = try Self.community()
    #expect(try room.digests(until: "2026-11-24T00:00:00Z").count == 2)
    #expect(try room.digests(until: "2026-12-28T00:00:00Z").isEmpty)
    _ = room.answer("!topic Wasps", by: "ana")
    #expect(try Self.places(&room, until: "2026-12-29T00:00:00Z").last == Self.room)
  }

  @Test func `what is late is said within three days, and says so`() throws {
    var room = try Self.community()
    let late = try room.digests(wakingAt: "2026-11-25T11:00:00Z")
    #expect(late.count == 2)
    #expect(late.allSatisfy { $0.text?.hasPrefix("(Late, because I was away.)") ?? false })
    room = try Self.community()
    #expect(try room.digests(wakingAt: "2026-11-26T11:00:00Z").isEmpty)
    #expect(try Self.places(&room, until: "2026-11-30T12:00:00Z") == [Self.coordinator, Self.room])
  }

  @Test func `after a month away only the last week's digest comes`() throws {
    var room = try Self.community()
    #expect(
      try room.digests(wakingAt: "2027-01-04T12:00:00Z").map(\.destination) == [Self.coordinator])
    #expect(try room.digests(wakingAt: "2027-01-10T12:00:00Z").isEmpty)
  }

  @Test func `another time never brings a second one in a week`() throws {
    var room = try Self.community()
    #expect(try room.digests(until: "2026-11-23T12:00:00Z").count == 2)
    _ = room.answer("!digest schedule wed 12:00", by: "you")
    _ = room.answer("!action @you Another by 2026-11-24", by: "you")
    _ = room.answer("!topic Wasps", by: "ana")
    #expect(try room.digests(until: "2026-11-30T23:00:00Z").isEmpty)
    #expect(
      try Self.places(&room, until: "2026-12-02T13:00:00Z") == [Self.coordinator, Self.room])
  }

  @Test func `a clock that is set back brings nothing again`() throws {
    var room = try Self.community()
    #expect(try room.digests(wakingAt: "2026-11-23T10:30:00Z").count == 2)
    #expect(try room.digests(wakingAt: "2026-11-22T10:30:00Z").isEmpty)
    #expect(try room.digests(until: "2026-11-28T10:30:00Z").isEmpty)
  }

  @Test func `quiet hours hold it, a blackout and a snooze pass the week over`() throws {
    var room = try Self.community()
    _ = room.answer("!tz New York", by: "you")
    #expect(try Self.places(&room, until: "2026-11-23T12:59:59Z") == [Self.room])
    #expect(try Self.places(&room, until: "2026-11-23T13:00:00Z") == [Self.coordinator])
    room = try Self.community()
    _ = room.answer("!blackout 2026-11-23 to 2026-11-24", by: "you")
    #expect(try room.digests(until: "2026-11-29T12:00:00Z").isEmpty)
    room = try Self.community()
    _ = room.answer("!snooze 2w", by: "you")
    #expect(try Self.places(&room, until: "2026-11-29T12:00:00Z") == [Self.room])
  }

  @Test func `who wants none gets none, and who is forgotten is no reader`() throws {
    var room = try Self.community()
    _ = room.answer("!digest off", by: "you")
    _ = room.answer("!digest off members", by: "you")
    #expect(try room.digests(until: "2026-11-29T12:00:00Z").isEmpty)
    _ = room.answer("!digest mail on", by: "ana", direct: true)
    room.commons.apply(Fact(.people(.forgotten(MemberID("you"), at: room.now)), in: "data"))
    #expect(room.community.digests.declined.isEmpty)
  }

  @Test func `letters go to coordinators who gave an address and to members who asked`() throws {
    var room = try Self.community()
    for name in ["you", "ana", "bo"] {
      _ = room.answer("!mail \(name)@example.org", by: name, direct: true)
    }
    _ = room.answer("!digest mail on", by: "ana", direct: true)
    let said = try room.digests(until: "2026-11-23T12:00:00Z")
    let letters = said.compactMap { reply -> String? in
      guard case .mail(let address, let member) = reply.destination,
        case .letter(let letter) = reply.content
      else { return nil }
      return "\(address) \(member?.text ?? "") \(letter.subject)"
    }
    #expect(
      letters == [
        "you@example.org you Data Practice, Mon 23 Nov 2026: for coordinators",
        "ana@example.org ana Data Practice, Mon 23 Nov 2026",
      ])
  }

  @Test func `a letter says whose it is, how it ends, and asks nobody what they have answered`()
    throws
  {
    var room = try Self.community()
    for name in ["ana", "bo"] {
      _ = room.answer("!mail \(name)@example.org", by: name, direct: true)
      _ = room.answer("!digest mail on", by: name, direct: true)
    }
    _ = room.answer("!session new \"Hour\" 2026-11-25 16:00", by: "you")
    _ = room.answer("!rsvp yes S1", by: "ana")
    let said = try room.digests(until: "2026-11-23T12:00:00Z")
    let letters = said.compactMap { reply -> Letter? in
      guard case .letter(let letter) = reply.content else { return nil }
      return letter
    }
    try #require(letters.count == 2)
    for letter in letters {
      #expect(letter.blocks.first == .heading("Data Practice, Mon 23 Nov 2026"))
      guard case .paragraph(let foot) = letter.blocks.last else {
        Issue.record("no foot")
        continue
      }
      #expect(foot.contains("`!digest mail off` in the chat ends it"))
    }
    let asks = letters.map { $0.blocks.contains(.paragraph("Will you come to S1? `!rsvp yes S1`")) }
    #expect(asks == [false, true])
  }

  @Test func `it asks for at most three decisions, each with its command`() throws {
    var room = try Self.community()
    for number in 1...5 {
      _ = room.answer(
        "!session new \"Hour \(number)\" 2026-11-25 1\(number):00 --min 4 by 2026-11-24", by: "you")
    }
    let text = room.answer("!digest now", by: "you", direct: true).text
    let needs =
      text.components(separatedBy: "Needs you today:\n").last?
      .components(separatedBy: "\nAt risk").first ?? ""
    #expect(needs.split(separator: "\n").count == 3)
    #expect(needs.contains("`!session confirm S1`"))
    // What it gives to send is understood as it is.
    #expect(room.answer("!session confirm S1", by: "you").text.contains("S1"))
  }

  @Test func `what it gives to send does what it says, whatever a topic is called`() throws {
    var room = try Rehearsal(hasDigests: true)
    _ = room.answer("!topic Bees \"and\" `wasps`", by: "ana")
    let text = room.answer("!digest now", by: "you", direct: true).text
    let command = text.components(separatedBy: "for two weeks: `").last?
      .components(separatedBy: "`").first
    let answer = room.answer(try #require(command), by: "you")
    #expect(answer.text.contains("S1 Bees 'and' 'wasps'"), "\(text)")
    #expect(try room.session(1).topic == TopicID(1))
  }

  @Test func `the members' digest has at most twelve lines`() throws {
    var room = try Rehearsal(hasDigests: true)
    for number in 0..<12 {
      _ = room.answer("!topic Subject \(number)0 of many", by: "member\(number)")
      _ = room.answer("!ask What is \(number)?", by: "member\(number)")
      _ = room.answer("!session new \"Hour\" 2026-11-22 \(10 + number):00", by: "you")
      _ = room.answer("!session new \"Hour\" 2026-11-2\(4 + number % 5) 12:00", by: "you")
    }
    _ = room.answer("!rota add @member1 notes", by: "you")
    _ = room.answer("!rota add @member1", by: "you")
    room.now = try #require(Instant(rfc3339: "2026-11-23T10:00:00Z"))
    let text = room.answer("!digest preview", by: "you", direct: true).text
    #expect(text.split(separator: "\n").count <= 12)
    #expect(text.contains("One ask: "))
  }

  @Test func `digests are the same from a snapshot`() throws {
    var room = try Self.community()
    _ = room.answer("!tz New York", by: "you")
    _ = room.answer("!digest schedule mon 09:30", by: "you")
    _ = room.answer("!digest off members", by: "you")
    _ = try room.digests(until: "2026-11-23T10:00:00Z")
    let read = try Community(
      room.community.plan, zones: room.commons.charter.zones,
      reading: JSONPart(parsing: room.snapshot()))
    #expect(read.digests.schedule == room.community.digests.schedule)
    #expect(read.digests.off == [.members])
    #expect(read.digests.waiting == room.community.digests.waiting)
    #expect(!read.digests.waiting.isEmpty)
    #expect(read.digests.marks == room.community.digests.marks)
    #expect(read.digestDue == room.community.digestDue)
  }
}

extension Rehearsal {
  /// The digests that come until `time` to somebody who is awake; other messages are none of theirs.
  fileprivate mutating func digests(until time: String) throws -> [Reply] {
    try pass(until: time).filter(\.isDigest)
  }

  /// The digests that come where nobody was awake until `time`.
  fileprivate mutating func digests(wakingAt time: String) throws -> [Reply] {
    try wait(until: time).filter(\.isDigest)
  }
}

extension Reply {
  fileprivate var isDigest: Bool {
    switch content {
    case .letter: true
    case .text(let text): text.contains(": for coordinators") || text.contains("One ask: ")
    case .reaction: false
    }
  }
}
