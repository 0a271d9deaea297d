import ChatEndpoint
import CommunityCore
import BotRuntime
package import Primitives

/// Thirteen weeks of a community of forty, lived in a simulated world, so that reports, sites, exports and
/// digests have something to show.
///
/// The same seed and end give the same quarter. Everybody is called by a number; a few are always there,
/// many sometimes, some never, and some come later.
package struct SimulatedQuarter {
  /// The world in which it was lived; its disk holds the state.
  package let world: SimulatedWorld

  private static let weeks = 13
  private static let people = 40
  private static let topics = [
    "Handing over well", "Estimating without numbers", "Reading other people's code",
    "Saying no kindly", "Notes that are found again", "First weeks of joiners",
    "Data that nobody owns", "Retrospectives that end well", "Working with the help desk",
    "Charts for the colour-blind", "Tests as documents", "What we would drop",
    "Reviews in an hour", "Numbers with too many digits", "Meetings that could be letters",
    "Naming things", "Old spreadsheets", "Learning from near misses",
  ]

  private var chance: Randomness
  private var proposed = 0

  /// Lives the quarter that ends at `end`.
  package init(seed: UInt64, until end: Instant) throws {
    let start = end - .days(Int64(7 * Self.weeks))
    world = try SimulatedWorld(
      seed: seed, charter: Charter.simulated(hasDigests: true), start: .newest,
      now: start)
    chance = Randomness(seed: seed &+ 3)
    try world.start()
    world.settle()
    for week in 0..<Self.weeks { live(week, from: start + .days(Int64(7 * week))) }
    let next = (end + .days(3)).description.prefix(10)
    say("!session new \"\(Self.topics[Self.weeks])\" \(next) 16:00 60m", by: "you")
    pass(until: end)
    try world.stop()
  }

  private mutating func live(_ week: Int, from start: Instant) {
    if week == 0 { begin() }
    arrive(in: week)
    propose()
    let day = (start + .days(3)).description.prefix(10)
    let title = Self.topics[week % Self.topics.count]
    say("!session new \"\(title)\" \(day) 16:00 60m --topic T\(week + 1)", by: "you")
    answer(week)
    pass(until: start + .days(2))
    say("!share https://example.org/\(week) #practice Notes on \(title)", by: somebody())
    if week.isMultiple(of: 3) {
      say("!measure log wiki.visits \(200 + 37 * week)", by: "you")
    }
    // The session begins at four in London, which is 15:00 or 16:00 UTC.
    pass(until: Instant(rfc3339: "\(day)T16:05:00Z") ?? start)
    meet(week)
    pass(until: start + .days(5))
    follow(week)
  }

  /// What is set up once: what the community is for, what it counts, and who reads digests by mail.
  private func begin() {
    say("!purpose set We learn from each other how to make data useful", by: "you")
    say("!measure add wiki.visits visits", by: "you")
    for reader in ["you", "member-1"] {
      say("!mail \(reader)@example.org", by: reader, room: "dm-\(reader)")
      say("!digest mail on", by: reader, room: "dm-\(reader)")
    }
  }

  /// Some are there at first, and some more come every week; each says a word on arrival.
  private mutating func arrive(in week: Int) {
    let before = week == 0 ? 0 : here(in: week - 1)
    for person in before..<here(in: week) { say("!join \(interest(of: person))", by: name(person)) }
  }

  private func here(in week: Int) -> Int { min(Self.people, 16 + 2 * week) }

  private func name(_ person: Int) -> String { "member-\(person + 1)" }

  private func interest(of person: Int) -> String {
    ["data quality", "mentoring", "teaching", "tools", "writing"][person % 5]
  }

  private mutating func propose() {
    for _ in 0..<2 where proposed < Self.topics.count {
      say("!topic \(Self.topics[proposed])", by: somebody())
      proposed += 1
      for _ in 0..<chance.number(below: 5) { say("!topic vote T\(proposed)", by: somebody()) }
    }
  }

  private mutating func answer(_ week: Int) {
    for person in 0..<here(in: week) {
      let answers = ["yes", "yes", "yes", "maybe", "no"]
      guard chance.chance(percent: zeal(of: person)) else { continue }
      say("!rsvp \(answers[chance.number(below: 5)]) S\(week + 1)", by: name(person))
    }
  }

  /// How often somebody takes part, in percent.
  private func zeal(of person: Int) -> Int { [90, 70, 45, 25, 0][person % 5] }

  private mutating func meet(_ week: Int) {
    let id = "S\(week + 1)"
    say("!session start \(id)", by: "you")
    var there: [String] = []
    for person in 0..<here(in: week) where chance.chance(percent: zeal(of: person) * 3 / 4) {
      there.append(name(person))
      say("!here \(id)", by: name(person))
    }
    for speaker in there.prefix(6) { say("q+", by: speaker) }
    for _ in 0..<min(6, there.count) { say("q next", by: "you") }
    if there.count >= 6, week.isMultiple(of: 2) {
      say("!breakout size 3 --time 10m", by: "you")
      say("!breakout go", by: "you")
      pass(for: .minutes(12))
    }
    for speaker in there.prefix(2) {
      say("!ask What would you do on day \(week + 1)?", by: speaker)
    }
    say("!decide \(id) We try it until week \(week + 4)", by: "you")
    if let owner = there.last {
      say("!action \(id) me write down what we learned", by: owner)
    }
    say("!answer Q\(2 * week + 1) Ask a colleague first", by: "you")
    say("!wrap \(id) It was worth the hour", by: "you")
    for (index, speaker) in there.enumerated() where index % 2 == 0 {
      let rating = 3 + chance.number(below: 3)
      let isAlone = index % 4 == 0
      say("!feedback \(id) \(rating)", by: speaker, room: isAlone ? "dm-\(speaker)" : "general")
    }
  }

  private mutating func follow(_ week: Int) {
    if week.isMultiple(of: 2) { say("!done A\(week + 1)", by: "you") }
    let teller = somebody()
    switch week % 4 {
    case 1: say("!tried S\(week + 1) We do it every Monday now", by: teller)
    case 2:
      say("!impact Handing over takes half the time", by: teller)
      say("yes", by: teller)
    case 3: say("!story --public We were stuck | We asked around | Two had an answer", by: teller)
    default: say("!suggest Shorter sessions", by: teller)
    }
  }

  private mutating func somebody() -> String {
    name(chance.number(below: here(in: 0)))
  }

  private func say(_ text: String, by author: String, room: String = "general") {
    world.chat.say(text, by: author, in: room)
    world.run(for: .seconds(1))
  }

  private func pass(for span: Span) {
    pass(until: world.clock.trueNow + span)
  }

  /// Lets time pass from one thing that is due to the next.
  private func pass(until end: Instant) {
    while let due = world.bot?.commons.nextDue(), due < end {
      if due > world.clock.trueNow { world.clock.pass(due - world.clock.trueNow) }
      world.run(for: .seconds(1))
    }
    if end > world.clock.trueNow { world.clock.pass(end - world.clock.trueNow) }
    world.run(for: .seconds(1))
  }
}
