import OrderedCollections
import CommunityCore
import Primitives
import Testing

/// The figures of the example in `Documentation/figures.md`, one by one.
@Suite struct FiguresTests {
  /// The community of the example, on Wednesday 31 March 2027 at noon.
  private static func example() throws -> Rehearsal {
    var room = try Rehearsal()
    try room.play("2026-11-01T10:00:00Z", ["you !join", "ana !join", "bo !join", "cy !join"])
    try room.play("2026-12-01T10:00:00Z", ["ana !topic Onboarding buddies"])
    room.thread("before", at: "2026-12-01T10:00:00Z")
    try room.play(
      "2027-01-02T10:00:00Z",
      [
        "you !session new \"Buddies\" 2027-01-05 16:00 --topic T1", "ana !rsvp yes S1",
        "bo !rsvp yes S1",
      ])
    try room.play("2027-01-05T16:05:00Z", ["ana !here", "bo !here", "cy !here"])
    room.turns(["ana": 2, "bo": 1], at: 1)
    try room.play(
      "2027-01-06T10:00:00Z", ["ana !feedback S1 5 good", "bo !feedback S1 4 good"])
    room.thread("first", at: "2027-01-10T10:00:00Z")
    try room.play(
      "2027-02-01T10:00:00Z",
      [
        "dee !join", "you !session new \"Scoping\" 2027-02-02 16:00", "ana !rsvp yes S2",
        "bo !rsvp yes S2", "cy !rsvp yes S2", "dee !rsvp yes S2", "you !rota assign @ana S2",
      ])
    try room.play(
      "2027-02-02T16:05:00Z",
      ["you !here", "ana !here", "bo !here", "cy !here"])
    room.turns(["ana": 2, "cy": 1], at: 2)
    _ = room.answer("A word of welcome", by: "you")
    try room.play(
      "2027-02-02T16:30:00Z",
      [
        "ana !action @bo Ask the library", "ana !action @cy Write the page by 2027-03-01",
        "bo !topic Reading circles", "ana !topic vote T2", "bo !topic Slide templates",
        "bo !ask Who pays for tools?", "bo !ask Is there a template?", "bo !ask Is it on?",
        "bo !ask drop Q3", "you !answer Q1 The faculty does",
      ])
    try room.play(
      "2027-02-03T10:00:00Z",
      ["ana !feedback S2 5 good", "bo !feedback S2 4 good", "cy !feedback S2 4 good"])
    room.thread("second", at: "2027-02-10T10:00:00Z")
    try room.play("2027-02-20T10:00:00Z", ["bo !done A1"])
    try room.play(
      "2027-03-01T10:00:00Z",
      [
        "eve !topic Assessment", "cy !topic vote T4", "you !session new \"Off\" 2027-03-02 16:00",
        "you !session cancel S3", "you !session new \"Quiet\" 2027-03-16 16:00",
      ])
    try room.play("2027-03-02T10:00:00Z", ["fay !join", "fay !leave"])
    try room.play(
      "2027-03-31T11:00:00Z",
      ["you !session new \"Circles\" 2027-04-06 16:00 --topic T2"])
    return room
  }

  private static func figures(_ room: Rehearsal) -> Figures {
    Figures(of: room.community, in: Period(before: room.now))
  }

  @Test func `members, joiners, sessions and threads are those of the example`() throws {
    let figures = Self.figures(try Self.example())
    #expect(figures.members == 6)
    #expect(figures.joiners == 3)
    #expect(figures.held.map(\.id.description) == ["S1", "S2"])
    #expect(figures.cancelled == 1)
    #expect(figures.threads == 2)
    #expect(figures.resources == nil)
    #expect(figures.facilitators == 2)
  }

  @Test func `who came is held against who had said so, as in the example`() throws {
    let turnout = Self.figures(try Self.example()).turnout
    #expect(turnout.sessions == 2)
    #expect(turnout.there == 7)
    #expect(turnout.averageTenths == 35)
    #expect(turnout.people == 4)
    #expect(turnout.going == 6)
    #expect(turnout.kept == 5)
    #expect(turnout.keptShare.percent == 83)
    #expect(turnout.walkIns == 2)
  }

  @Test func `topics, questions and actions are those of the example`() throws {
    let figures = Self.figures(try Self.example())
    let path = figures.topicPath
    #expect([path.proposed, path.voted, path.planned, path.held] == [3, 2, 1, 0])
    #expect(figures.topicsUsed == 1)
    #expect(figures.questionsAnswered == Figures.Share(1, of: 2))
    #expect(figures.actionsDone == Figures.Share(1, of: 2))
    #expect(figures.actionsOverdue == 1)
  }

  @Test func `what came of it is counted as in the example`() throws {
    var room = try Self.example()
    #expect(Self.figures(room).experiences == nil)
    room.now = try #require(Instant(rfc3339: "2027-03-10T10:00:00Z"))
    for (id, text) in [
      ("ana", "!tried S1 We paired up"), ("bo", "!tried T1 Nobody came"),
      ("cy", "!impact New people stay"), ("dee", "!impact I sleep better"),
      ("dee", "!impact withdraw X4"),
    ] {
      _ = room.say(text, by: id)
    }
    room.now = try #require(Instant(rfc3339: "2027-03-31T11:00:00Z"))
    let told = try #require(Self.figures(room).experiences)
    #expect([told.tried, told.impact, told.stories] == [2, 1, 0])
    #expect(room.say("!stats", by: "you")[0].contains("Came of it: 2 tried, 1 effect in work"))
  }

  @Test func `what sessions were worth has a trend, as in the example`() throws {
    var room = try Self.example()
    #expect(Self.figures(room).ratingsBefore == nil)
    room.now = try #require(Instant(rfc3339: "2027-06-28T11:00:00Z"))
    _ = room.say("!session new \"Later\" 2027-06-28 13:00", by: "you")
    room.now = try #require(Instant(rfc3339: "2027-06-28T15:00:00Z"))
    for (id, rating) in [("ana", 5), ("bo", 5), ("cy", 4)] {
      _ = room.say("!feedback S6 \(rating) good", by: id)
    }
    room.now = try #require(Instant(rfc3339: "2027-06-30T12:00:00Z"))
    #expect(
      room.say("!health", by: "you")[0].contains(
        "Worth your time: 4.7 of 5 (3 answers), ↑ from 4.3 in the 90 days before"))
  }

  @Test func `what sessions were worth counts from three answers on, as in the example`() throws {
    let ratings = try #require(Self.figures(try Self.example()).ratings)
    #expect(ratings.count == 3)
    #expect(ratings.averageTenths == 43)
  }

  @Test func `voices are those of the example`() throws {
    let figures = Self.figures(try Self.example())
    #expect(figures.heard == Figures.Share(5, of: 6))
    #expect(figures.heard?.percent == 83)
    #expect(figures.newlyHeard == 4)
    #expect(figures.quieterHalfPercent == 25)
    #expect(figures.activePeople == 5)
  }

  @Test func `momentum is that of the example, and warns after three weeks down`() throws {
    let room = try Self.example()
    let momentum = try #require(Figures.momentum(of: room.community, at: room.now))
    #expect(
      momentum.signals == [
        .init(.there, before: 4, after: 0), .init(.heard, before: 4, after: 1),
        .init(.ideas, before: 4, after: 1), .init(.done, before: 1, after: 0),
      ])
    #expect(momentum.signals.map(\.trend) == [.down, .down, .down, .level])
    #expect(momentum.trend == .down)
    #expect(momentum.isWarning)
  }

  @Test func `momentum is not told before eight whole weeks`() throws {
    var room = try Rehearsal()
    try room.play("2026-11-02T10:00:00Z", ["you !join"])
    room.now = try #require(Instant(rfc3339: "2026-12-31T10:00:00Z"))
    #expect(Figures.momentum(of: room.community, at: room.now) == nil)
    room.now = try #require(Instant(rfc3339: "2027-01-05T10:00:00Z"))
    #expect(Figures.momentum(of: room.community, at: room.now)?.trend == .level)
  }

  @Test func `weeks are whole ones by the community's clocks`() throws {
    let room = try Self.example()
    let weeks = Figures.weeks(12, of: room.community, before: room.now)
    #expect(weeks.count == 12)
    #expect(weeks.last?.monday.description == "2027-03-22")
    let week = try #require(weeks.first { $0.monday.description == "2027-02-01" })
    #expect([week.sessions, week.there, week.going, week.heard, week.active] == [1, 4, 4, 4, 4])
    // The clocks went forward in the night to 28 March, so that week has an hour less.
    let figures = Figures.weeks(1, of: room.community, before: room.now)
    #expect(figures.count == 1)
    let from = room.community.beginning(of: try #require(figures.first).monday)
    let until = room.community.beginning(of: room.community.monday(of: room.now))
    #expect(until - from == .hours(7 * 24 - 1))
  }

  @Test func `nothing is told of fewer than three people`() throws {
    var room = try Rehearsal()
    try room.play("2026-12-01T10:00:00Z", ["you !join", "ana !topic Bees"])
    let figures = Self.figures(room)
    #expect(figures.heard == nil)
    #expect(figures.quieterHalfPercent == nil)
    #expect(figures.ratings == nil)
    #expect(room.answer("!equity", by: "you").text.contains("Heard: too few to show"))
  }

  @Test func `who is forgotten is in no figure any more`() throws {
    var room = try Self.example()
    room.commons.apply(Fact(.people(.forgotten(MemberID("ana"), at: room.now)), in: "data"))
    let figures = Self.figures(room)
    #expect(figures.turnout.there == 5)
    #expect(figures.heard == Figures.Share(4, of: 5))
    #expect(!String(decoding: room.snapshot(), as: UTF8.self).contains("\"ana\""))
  }

  @Test func `figures are the same from a snapshot`() throws {
    let room = try Self.example()
    let read = try Community(
      room.community.plan, zones: room.commons.charter.zones,
      reading: JSONPart(parsing: room.snapshot()))
    let figures = Figures(of: read, in: Period(before: room.now))
    #expect(figures.heard == Self.figures(room).heard)
    #expect(figures.threads == 2)
    #expect(figures.quieterHalfPercent == 25)
  }

  @Test func `a call that is taken back is no turn`() throws {
    var room = try Rehearsal(planning: "")
    room.now = try #require(Instant(rfc3339: "2026-12-03T16:05:00Z"))
    _ = room.answer("q+", by: "ana")
    _ = room.answer("q next", by: "you")
    #expect(room.community.tallies.heard[SessionID(1)]?[MemberID("ana")] == 1)
    _ = room.answer("!undo", by: "you")
    #expect(room.community.tallies.heard[SessionID(1)]?[MemberID("ana")] == nil)
  }

  @Test func `a thread is counted once, and none that is private`() throws {
    var room = try Rehearsal()
    _ = room.answer("Hello", by: "ana", thread: MessageID("root"))
    _ = room.answer("Hello again", by: "bo", thread: MessageID("root"))
    _ = room.answer("Alone", by: "bo", direct: true, thread: MessageID("other"))
    #expect(Array(room.community.tallies.threads.keys) == [MessageID("root")])
  }
}

extension Rehearsal {
  /// Plays lines at a time, each with its speaker in front.
  fileprivate mutating func play(_ time: String, _ lines: [String]) throws {
    now = try #require(Instant(rfc3339: time))
    for line in lines {
      let parts = line.split(separator: " ", maxSplits: 1)
      _ = answer(String(parts[1]), by: String(parts[0]))
    }
  }

  fileprivate mutating func thread(_ id: String, at time: String) {
    guard let at = Instant(rfc3339: time) else { return }
    commons.apply(Fact(.tallies(.threadBegun(MessageID(id), at: at)), in: "data"))
  }

  /// Gives members turns at a session.
  fileprivate mutating func turns(_ turns: [String: Int], at session: Int) {
    for (member, count) in turns.sorted(by: { $0.key < $1.key }) {
      commons.apply(
        Fact(
          .voices(VoiceEvent(SessionID(session), .turned(MemberID(member), count))), in: "data"))
    }
  }
}
