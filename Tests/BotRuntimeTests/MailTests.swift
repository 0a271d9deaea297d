import BotTesting
import CommunityCore
import Primitives
import Testing

@testable import BotRuntime

/// Letters on their way from a decision to a server, or to a file.
@Suite struct MailTests {
  private func world(hasServer: Bool = true) throws -> SimulatedWorld {
    let world = try SimulatedWorld(seed: 1, charter: Charter.simulated())
    world.plan.mail = MailPlan(
      server: hasServer ? MailServer(url: "smtp://mail.example.org") : nil,
      sender: try #require(MailAddress("bot@example.org")), senderName: "Roundtable")
    try world.start()
    try #require(world.settle())
    return world
  }

  /// Lets a member have a test letter sent to an address of theirs.
  private func ask(_ world: SimulatedWorld, _ member: String = "ana", at domain: String = "a.org") {
    world.chat.say("!mail \(member)@\(domain)", by: member, in: "dm-\(member)")
    world.chat.say("!mail test", by: member, in: "dm-\(member)")
    world.run(for: .seconds(20))
  }

  private func identifier(_ mail: MailRequest) -> String? {
    String(decoding: mail.bytes, as: UTF8.self).split(separator: "\r\n")
      .first { $0.hasPrefix("Message-ID: ") }.map { String($0) }
  }

  private func text(_ world: SimulatedWorld, _ name: String) -> String {
    String(decoding: world.disk.content(of: name) ?? [], as: UTF8.self)
  }

  @Test func `a letter is sent once, and not again after a restart`() throws {
    let world = try world()
    ask(world)
    #expect(world.mail.taken.map(\.recipient?.text) == ["ana@a.org"])
    #expect(world.mail.taken.map(\.sender.text) == ["bot@example.org"])
    world.kill()
    try world.start()
    world.run(for: .minutes(10))
    #expect(world.mail.taken.count == 1)
  }

  @Test func `a letter that waits stands once in the queue`() throws {
    let world = try world()
    world.mail.answers = { _ in .failed(TransportError(.unreachable, "away")) }
    ask(world)
    #expect(world.bot?.mail.entries.count == 1)
  }

  @Test func `a crash between acceptance and record repeats one letter, under the same id`() throws
  {
    let world = try world()
    world.mail.losesAnswer = { _ in
      world.disk.kill()
      return true
    }
    ask(world)
    world.kill()
    world.mail.losesAnswer = { _ in false }
    try world.start()
    world.run(for: .minutes(10))
    #expect(world.mail.taken.count == 2)
    #expect(world.mail.taken.first?.bytes == world.mail.taken.last?.bytes)
    #expect(identifier(world.mail.taken[0]) != nil)
    world.kill()
    try world.start()
    world.run(for: .minutes(10))
    #expect(world.mail.taken.count == 2)
  }

  @Test func `with many letters a crash repeats one of them at most`() throws {
    let world = try world()
    var count = 0
    for number in 1...6 {
      world.chat.say("!mail m\(number)@a.org", by: "m\(number)", in: "dm-m\(number)")
      world.chat.say("!mail test", by: "m\(number)", in: "dm-m\(number)")
    }
    world.mail.losesAnswer = { _ in
      count += 1
      if count == 4 { world.disk.kill() }
      return count == 4
    }
    world.run(for: .minutes(1))
    world.kill()
    try world.start()
    world.run(for: .minutes(2))
    let sent = world.mail.taken.compactMap { $0.recipient?.text }
    #expect(Set(sent).count == 6)
    #expect(sent.count == 7)
    #expect(Set(world.mail.taken.compactMap(identifier)).count == 6)
  }

  @Test(arguments: [SimulatedDisk.Fault.crash, .crashWithin])
  func `whichever call of the disk is the last one, a letter goes once or twice under one id`(
    fault: SimulatedDisk.Fault
  ) throws {
    var isReached = true
    var calls = 0
    while isReached {
      calls += 1
      let world = try world()
      world.disk.faults[world.disk.callCount + calls] = fault
      ask(world)
      isReached = world.disk.isDead
      world.crash()
      world.disk.faults = [:]
      try world.start()
      world.run(for: .minutes(2))
      let count = world.mail.taken.count
      #expect((1...(isReached ? 2 : 1)).contains(count), "call \(calls)")
      #expect(Set(world.mail.taken.compactMap(identifier)).count == 1, "call \(calls)")
      #expect(Set(world.mail.taken.map(\.bytes)).count == 1, "call \(calls)")
    }
    #expect(calls > 5)
  }

  @Test func `a server that is away is tried again ever more seldom, and the chat goes on`() throws
  {
    let world = try world()
    world.mail.answers = { _ in .failed(TransportError(.unreachable, "away")) }
    ask(world)
    world.run(for: .hours(2))
    let tries = world.mail.outcomes.count
    #expect((12...60).contains(tries))
    world.chat.say("!about", by: "bo", in: "dm-bo")
    let posts = world.chat.posts.count
    world.run(for: .seconds(10))
    #expect(world.chat.posts.count == posts + 1)
    world.mail.answers = { _ in .accepted }
    world.run(for: .minutes(6))
    #expect(world.mail.taken.count == 1)
  }

  @Test func `an addressee who is refused for good is laid aside and holds up nobody`() throws {
    let world = try world()
    world.mail.answers = { mail in
      mail.recipient?.domain == "no.org" ? .refused(550, " 5.1.1 <eve@no.org> unknown") : .accepted
    }
    ask(world, "eve", at: "no.org")
    ask(world, "ana")
    #expect(world.mail.taken.map(\.recipient?.text) == ["ana@a.org"])
    let letters = text(world, DeadLetters.fileName)
    #expect(letters.contains("550 5.1.1 <eve@no.org> unknown"))
    #expect(letters.contains("\"mail\":\"eve@no.org\""))
    let tries = world.mail.outcomes.count
    world.kill()
    try world.start()
    world.run(for: .minutes(30))
    #expect(world.mail.outcomes.count == tries)
  }

  @Test func `an addressee who has to wait lets others go before`() throws {
    let world = try world()
    var isGrey = true
    world.mail.answers = { mail in
      mail.recipient?.domain == "grey.org" && isGrey ? .deferred(451, " later") : .accepted
    }
    ask(world, "eve", at: "grey.org")
    ask(world, "ana")
    #expect(world.mail.taken.map(\.recipient?.text) == ["ana@a.org"])
    world.run(for: .hours(1))
    #expect((3...12).contains(world.mail.outcomes.count))
    isGrey = false
    world.run(for: .hours(2))
    #expect(world.mail.taken.map(\.recipient?.text) == ["ana@a.org", "eve@grey.org"])
  }

  @Test func `after five days a letter is given up`() throws {
    let world = try world()
    world.mail.answers = { _ in .deferred(451, " later") }
    ask(world)
    world.run(for: .days(4))
    #expect(!text(world, DeadLetters.fileName).contains("ana@a.org"))
    world.run(for: .days(2))
    #expect(text(world, DeadLetters.fileName).contains("ana@a.org"))
    let tries = world.mail.outcomes.count
    world.run(for: .days(1))
    #expect(world.mail.outcomes.count == tries)
  }

  @Test func `without a server a letter is a file, once`() throws {
    let world = try world(hasServer: false)
    ask(world)
    let names = try world.disk.list(MailFiles.folder)
    #expect(names.count == 1)
    #expect(names.allSatisfy { $0.hasSuffix(".eml") })
    let name = try #require(names.first)
    let mail = text(world, "\(MailFiles.folder)/\(name)")
    #expect(mail.hasPrefix("From: \"Roundtable\"\r\n <bot@example.org>\r\nTo: ana@a.org\r\n"))
    #expect(mail.contains("\r\nMessage-ID: <\(name.dropLast(4))@example.org>\r\n"))
    world.kill()
    try world.start()
    world.run(for: .minutes(10))
    #expect(try world.disk.list(MailFiles.folder) == names)
    #expect(world.mail.outcomes.isEmpty)
  }

  @Test func `who is forgotten gets no letter any more, and none of theirs is left`() throws {
    let world = try world()
    world.mail.answers = { _ in .deferred(451, " later") }
    ask(world)
    world.chat.say("!forget me", by: "ana", in: "dm-ana")
    world.chat.say("forget", by: "ana", in: "dm-ana")
    world.run(for: .minutes(2))
    for name in try world.disk.list("") { #expect(!text(world, name).contains("ana@a.org")) }
    world.mail.answers = { _ in .accepted }
    world.run(for: .hours(2))
    #expect(world.mail.taken.isEmpty)
  }

  @Test func `who takes an address back gets nothing there any more`() throws {
    let world = try world()
    world.mail.answers = { _ in .deferred(451, " later") }
    ask(world)
    world.chat.say("!mail off", by: "ana", in: "dm-ana")
    world.run(for: .minutes(1))
    world.mail.answers = { _ in .accepted }
    world.run(for: .hours(2))
    #expect(world.mail.taken.isEmpty)
  }

  @Test func `the files of somebody who is forgotten go, and those of others stay`() throws {
    let world = try world(hasServer: false)
    ask(world)
    ask(world, "bo")
    world.chat.say("!forget me", by: "ana", in: "dm-ana")
    world.chat.say("forget", by: "ana", in: "dm-ana")
    world.run(for: .minutes(2))
    let names = try world.disk.list(MailFiles.folder)
    #expect(names.count == 1)
    #expect(text(world, "\(MailFiles.folder)/\(names.first ?? "")").contains("To: bo@a.org"))
  }

  @Test func `a letter that waits is in the snapshot too`() throws {
    let world = try world()
    world.mail.answers = { _ in .failed(TransportError(.unreachable, "away")) }
    ask(world)
    try world.stop()
    #expect(text(world, "state.json").contains("ana@a.org"))
    world.mail.answers = { _ in .accepted }
    try world.start()
    world.run(for: .minutes(1))
    #expect(world.mail.taken.count == 1)
  }
}
