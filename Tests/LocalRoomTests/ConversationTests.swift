import Primitives
import Testing

@testable import LocalRoom

@Suite struct `a conversation` {
  let ana = MemberID("u-ana")
  let now = RoomFixture.now

  @Test func `keeps no more messages than it may, nor what is known about them`() throws {
    var limits = RoomLimits()
    limits.keptMessages = 10
    var talk = try conversation(limits)
    for number in 1...100 { _ = try talk.post(general("\(number)"), by: ana, at: now) }
    let page = try talk.page(after: nil, limit: 1000)
    #expect(page.messages.map(\.message.text) == (91...100).map(String.init))
    #expect(talk.records.count == 10)
    #expect(page.next == "101-test")
  }

  @Test func `keeps no more bytes than it may`() throws {
    var limits = RoomLimits()
    limits.keptBytes = 10_000
    var talk = try conversation(limits)
    for _ in 1...100 {
      _ = try talk.post(general(String(repeating: "x", count: 1000)), by: ana, at: now)
    }
    #expect((7...9).contains(try talk.page(after: nil, limit: 1000).messages.count))
  }

  @Test func `answers in a thread whose beginning is no longer kept`() throws {
    var limits = RoomLimits()
    limits.keptMessages = 2
    var talk = try conversation(limits)
    let root = try talk.post(general("root"), by: ana, at: now).id
    for text in ["a", "b"] { _ = try talk.post(general(text), by: ana, at: now) }
    var late = general("late")
    late.thread = root
    _ = try talk.post(late, by: talk.bot.id, at: now)
    #expect(try talk.page(after: nil, limit: 9).messages.last?.message.thread == root)
  }

  @Test func `takes a text up to the limit and not a byte more`() throws {
    var talk = try conversation()
    let longest = String(repeating: "x", count: talk.limits.textBytes)
    _ = try talk.post(general(longest), by: ana, at: now)
    #expect(throws: RoomRefusal.tooLong) { try talk.post(general(longest + "y"), by: ana, at: now) }
  }

  @Test func `takes so many people and no more`() throws {
    var limits = RoomLimits()
    limits.people = 2
    var talk = try conversation(limits)
    try talk.admit(MemberID("u-bo"), name: "Bo", at: now)
    #expect(throws: RoomRefusal.full) { try talk.admit(MemberID("u-chi"), name: "Chi", at: now) }
    try talk.admit(ana, name: "Ana again", at: now)
    #expect(talk.person(ana)?.name == "Ana again")
  }

  @Test func `takes so many kinds of reactions to a message and no more`() throws {
    var limits = RoomLimits()
    limits.reactionKinds = 2
    var talk = try conversation(limits)
    let id = try talk.post(general("hi"), by: ana, at: now).id
    for emoji in ["1", "2"] { #expect(try react(emoji, to: id, in: &talk)) }
    #expect(throws: RoomRefusal.full) { try react("3", to: id, in: &talk) }
    #expect(throws: RoomRefusal.tooLong) {
      try react(String(repeating: "x", count: 65), to: id, in: &talk)
    }
  }

  @Test(arguments: [
    ("Ana", "Ana"), ("  Ana  ", "Ana"), ("Ana\nBo", "Ana Bo"), ("A\u{202E}na", "A na"),
    ("Zoë", "Zoë"), ("李", "李"), ("\u{200B}\u{2060}", nil), ("", nil), (" \t", nil),
  ])
  func `takes a name on one line without what hides in it`(given: String, kept: String?) throws {
    var talk = try conversation()
    let member = MemberID("u-x")
    if let kept {
      try talk.admit(member, name: given, at: now)
      #expect(talk.person(member)?.name == kept)
    } else {
      #expect(throws: RoomRefusal.empty) { try talk.admit(member, name: given, at: now) }
    }
  }

  private func conversation(_ limits: RoomLimits = RoomLimits()) throws -> Conversation {
    var talk = Conversation(
      rooms: [RoomID("general")],
      bot: .init(id: MemberID("bot"), name: "Roundtable", isBot: true), era: "test", limits: limits)
    try talk.admit(ana, name: "Ana", at: now)
    return talk
  }

  private func general(_ text: String) -> Conversation.Draft {
    Conversation.Draft(room: RoomID("general"), text: text)
  }

  private func react(_ emoji: String, to id: MessageID, in talk: inout Conversation) throws -> Bool
  {
    try talk.react(with: emoji, to: id, by: ana, isRemoved: false, at: now)
  }
}
