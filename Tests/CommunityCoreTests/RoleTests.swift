import CommunityCore
import Primitives
import Testing

@Suite struct RoleTests {
  @Test func `a coordinator gives and takes roles, and anybody sees who has which`() throws {
    var room = try Rehearsal()
    _ = room.say("!join", by: "bo")
    #expect(
      room.say("!role add facilitator @bo", by: "you") == [
        "Done: Bo is facilitator now, and can plan sessions and see the results of feedback. "
          + "`!undo` takes it back."
      ])
    #expect(
      room.say("!role give @bo sponsor", by: "you")[0].hasPrefix("Done: Bo is sponsor now"))
    #expect(
      room.say("!role", by: "bo") == [
        """
        You are facilitator and sponsor.
        Coordinators: You.
        Facilitators: Bo.
        Sponsors: Bo.
        """
      ])
    #expect(
      room.say("!role add facilitator bo", by: "you") == [
        "There is nothing to do: Bo is facilitator."
      ])
    #expect(
      room.say("!role take sponsor from bo", by: "you") == [
        "Done: Bo is no longer sponsor. `!undo` gives it back."
      ])
    #expect(
      room.say("!role drop sponsor bo", by: "you") == ["There is nothing to do: Bo is not sponsor."]
    )
    _ = room.say("!undo", by: "you")
    #expect(room.community.roles(of: MemberID("bo")) == [.facilitator, .sponsor])
    _ = room.say("!redo", by: "you")
    #expect(room.community.roles(of: MemberID("bo")) == [.facilitator])
  }

  @Test func `a role is changed by coordinators only`() throws {
    var room = try Rehearsal()
    _ = room.say("!join", by: "you")
    for command in ["!role add coordinator me", "!role drop coordinator @you", "!audit"] {
      #expect(
        room.say(command, by: "bo") == ["That is for coordinators (You). You can `!role`."])
    }
    #expect(room.community.roles(of: MemberID("bo")) == [])
  }

  @Test func `somebody always keeps the community going`() throws {
    var room = try Rehearsal()
    #expect(
      room.say("!role drop coordinator me", by: "you")[0].hasPrefix("My configuration makes You"))
    var founded = try Rehearsal(coordinators: [])
    let founder = MemberID("ana")
    let founding: [Event] = [
      .people(.joined(founder, name: "Ana", at: founded.now)),
      .people(.roleGiven(founder, .coordinator, by: founder)),
    ]
    founding.forEach { founded.commons.apply(Fact($0, in: "data")) }
    _ = founded.say("!join", by: "bo")
    for command in ["!role drop coordinator me", "!leave"] {
      #expect(founded.say(command, by: "ana")[0].hasPrefix("You are the last coordinator."))
    }
    _ = founded.say("!role add coordinator bo", by: "ana")
    _ = founded.say("!role drop coordinator me", by: "ana")
    #expect(founded.community.coordinators == [MemberID("bo")])
    // Bo is the last one now: what Ana did before can't be undone by her, nor by anybody.
    #expect(founded.say("!undo", by: "ana")[0].hasPrefix("Undone: role coordinator taken"))
    _ = founded.say("!role drop coordinator @ana", by: "bo")
    #expect(founded.say("!undo", by: "ana")[0].hasPrefix("That can't be undone any more."))
    #expect(founded.community.coordinators == [MemberID("bo")])
  }

  @Test func `a right that is lost is lost for undo and redo as well`() throws {
    var room = try Rehearsal()
    for id in ["ana", "bo"] { _ = room.say("!join", by: id) }
    _ = room.say("!role add coordinator @ana", by: "you")
    _ = room.say("!role add sponsor @bo", by: "ana")
    _ = room.say("!role add facilitator me", by: "ana")
    _ = room.say("!undo", by: "ana")
    _ = room.say("!role drop coordinator @ana", by: "you")
    for command in ["!redo", "!undo"] {
      #expect(
        room.say(command, by: "ana") == [
          "That can't be undone any more. You are no longer coordinator."
        ])
    }
    #expect(room.community.roles(of: MemberID("ana")) == [])
    #expect(room.community.roles(of: MemberID("bo")) == [.sponsor])
  }

  @Test func `a right hangs on the identity and never on the name`() throws {
    var room = try Rehearsal()
    _ = room.say("!join", by: "you")
    var message = room.message("!role add coordinator me", by: "mallory")
    message.author.name = "You"
    #expect(room.answer(message).text.hasPrefix("That is for coordinators (You)."))
    // Two bear the name now, so neither is given anything by it.
    #expect(
      room.say("!role add facilitator @Yo", by: "you") == [
        "“@Yo” could be You (`you`) or You (`mallory`). Say which by what stands in brackets."
      ])
    _ = room.say("!role add facilitator mallory", by: "you")
    #expect(room.community.roles(of: MemberID("mallory")) == [.facilitator])
  }

  @Test func `a slip in a role or a name is told`() throws {
    var room = try Rehearsal()
    #expect(
      room.say("!role add boss @you", by: "you")[0].hasPrefix("“boss” is not a role: there are"))
    #expect(room.say("!role add sponsor", by: "you")[0].hasPrefix("I need whose name"))
    #expect(room.say("!role add", by: "you")[0].hasPrefix("I need a role and a name."))
    #expect(
      room.say("!role add sponsor @nobody", by: "you")[0].hasPrefix(
        "I know nobody called “@nobody”"))
    _ = room.say("!join", by: "bo")
    _ = room.say("!leave", by: "bo")
    #expect(room.say("!role add sponsor bo", by: "you")[0].hasPrefix("I know nobody called “bo”"))
  }

  @Test func `what concerns others is noted for coordinators`() throws {
    var room = try Rehearsal()
    #expect(room.say("!audit", by: "you")[0].hasPrefix("Nothing is noted"))
    _ = room.say("!topic Bees", by: "ana")
    _ = room.say("!topic Wasps", by: "bo")
    _ = room.say("!topic drop T2", by: "bo")
    _ = room.say("!role add facilitator @bo", by: "you")
    _ = room.say("!topic drop T1", by: "bo")
    _ = room.say("!undo", by: "bo")
    #expect(
      room.say("!audit", by: "you") == [
        """
        The latest first:
        • Sat 21 Nov 2026, 10:00 London: Bo, undone: T1 dropped
        • Sat 21 Nov 2026, 10:00 London: Bo, T1 dropped
        • Sat 21 Nov 2026, 10:00 London: You, role facilitator given to Bo
        """
      ])
    #expect(
      room.say("!audit @ana", by: "you")[0].hasPrefix("Nothing is noted by or about Ana"))
    #expect(room.say("!audit @bo", by: "you")[0].split(separator: "\n").count == 4)
    for _ in 0..<300 {
      _ = room.say("!role add sponsor @bo", by: "you")
      _ = room.say("!role drop sponsor @bo", by: "you")
    }
    #expect(room.say("!audit", by: "you")[0].split(separator: "\n").count == 11)
    #expect(room.community.audit.entries.count <= 400)
  }
}
