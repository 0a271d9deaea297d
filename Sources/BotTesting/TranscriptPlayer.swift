import BotRuntime
package import CommunityCore
import Primitives

/// Plays a transcript against a real bot with a real journal, on a simulated disk and chat service.
package struct TranscriptPlayer {
  /// How the lines reach the bot.
  package enum Manner: String, CaseIterable, Sendable {
    /// Each line is answered before the next one is said.
    case lineByLine = "line by line"
    /// The same, and the bot is killed and started again after each line.
    case restarting = "with a restart after each line"
    /// All lines up to the next move of the clock arrive together.
    case inBatches = "in batches"
  }

  /// What the bot said where something else was expected.
  package struct Difference: Sendable, CustomStringConvertible {
    /// File, line, what was expected and what was said.
    package let description: String
  }

  /// What came of playing.
  package struct Outcome: Sendable {
    /// Where the bot said something else.
    package internal(set) var differences: [Difference] = []
    /// The transcript with what the bot really said.
    package internal(set) var recorded: Transcript
    /// What the bot said to a room itself, below no other post.
    package internal(set) var roomPosts: [String] = []
  }

  private let charter: Charter
  private let manner: Manner

  /// Plays for communities of `charter`, in a manner.
  package init(_ charter: Charter, manner: Manner) {
    self.charter = charter
    self.manner = manner
  }

  /// Plays every scene in a world of its own.
  package func play(_ transcript: Transcript) -> Outcome {
    var outcome = Outcome(recorded: transcript)
    for (index, scene) in transcript.scenes.enumerated() {
      do {
        var stage = try Stage(charter, manner: manner)
        try stage.play(scene)
        outcome.recorded.scenes[index] = stage.recorded
        outcome.roomPosts += stage.roomPosts
        outcome.differences += stage.differences.map {
          Difference(description: "\(transcript.file):\($0)")
        }
      } catch {
        outcome.differences.append(
          Difference(description: "\(transcript.file): “\(scene.title)”: \(error)"))
      }
    }
    return outcome
  }
}

/// One scene while it is played.
private struct Stage {
  private static let beginning = Instant(seconds: 1_795_255_200)
  /// How long the bot has for a line.
  private static let moment = Span.milliseconds(400)

  /// What is expected or was said, by where: a thread, a member, a room.
  private typealias Tellings = [String: [String]]

  private let world: SimulatedWorld
  private let manner: TranscriptPlayer.Manner
  private var elapsed = Span(milliseconds: 0)
  private var heard = 0
  private var lastPost: SimulatedChat.Posted?
  private var lastOf: [String: String] = [:]
  /// The steps that are waiting for the bot, with the messages that they said.
  private var pending: [(index: Int, message: String?)] = []
  private(set) var recorded = Transcript.Scene(title: "")
  private(set) var differences: [String] = []
  private(set) var roomPosts: [String] = []

  init(_ charter: Charter, manner: TranscriptPlayer.Manner) throws {
    self.manner = manner
    world = try SimulatedWorld(seed: 7, charter: charter, now: Self.beginning)
    try world.start()
    world.run(for: .seconds(1))
  }

  mutating func play(_ scene: Transcript.Scene) throws {
    recorded = scene
    for (index, step) in scene.steps.enumerated() {
      let isPause = if case .pause = step.action { true } else { false }
      // In a batch the bot has not spoken yet, so there is nothing to react to or to mend.
      if step.needsWhatCameBefore { try listen() }
      pending.append((index, try act(step)))
      // What was said while the bot was away waits for it all together, in every manner.
      let isBacklog =
        step.place.isLate && index + 1 < scene.steps.count
        && scene.steps[index + 1].place.isLate
      if isBacklog { continue }
      if isPause || manner != .inBatches { try listen() }
      if manner == .restarting { try restart() }
    }
    try listen()
  }

  /// Lets the step happen; returns the message that it said.
  private mutating func act(_ step: Transcript.Step) throws -> String? {
    let room: String
    var thread: String?
    var age = Span.seconds(0)
    switch step.place {
    case .room(let name): room = name
    case .late:
      room = "general"
      age = .minutes(20)
    case .direct: room = "dm-\(step.speaker)"
    case .lateDirect:
      room = "dm-\(step.speaker)"
      age = .minutes(20)
    case .thread:
      room = lastPost?.room ?? "general"
      thread = lastPost?.thread ?? lastPost?.id
    case .under(let words):
      guard let root = root(words) else {
        throw TranscriptError(
          description: "line \(step.line): no post begins with “\(words)”")
      }
      room = root.room
      thread = root.id
    }
    switch step.action {
    case .text(let text):
      // Every line up to the next move of the clock bears the same time, however long the bot takes,
      // or else the manners would differ in what is "in 10 minutes".
      let message = world.chat.say(
        text, by: step.speaker, in: room, thread: thread,
        ago: world.clock.trueNow - (Self.beginning + elapsed - age))
      lastOf[step.speaker] = message
      return message
    case .edit(let text):
      guard let message = lastOf[step.speaker] else {
        throw TranscriptError(
          description: "line \(step.line): \(step.speaker) has said nothing yet")
      }
      world.chat.edit(message, to: text)
      return message
    case .reaction(let emoji, let isRemoved):
      guard let lastPost else {
        throw TranscriptError(description: "line \(step.line): the bot has said nothing yet")
      }
      world.chat.react(emoji, on: lastPost.id, by: step.speaker, isRemoved: isRemoved)
      return lastPost.thread ?? lastPost.id
    case .pause(let span):
      pass(span)
      return nil
    case .restart(let condition):
      world.plan = world.plan.with(condition)
      try restart()
      return nil
    }
  }

  /// Lets time pass from one thing that is due to the next, as it does for a bot that is awake.
  private mutating func pass(_ span: Span) {
    elapsed.milliseconds += span.milliseconds
    let end = Self.beginning + elapsed
    while let due = world.bot?.commons.nextDue(), due < end {
      world.clock.pass(due - world.clock.trueNow)
      world.run(for: Self.moment)
    }
    world.clock.pass(end - world.clock.trueNow)
  }

  private func restart() throws {
    world.kill()
    try world.start()
    world.run(for: Self.moment)
  }

  /// Waits until the bot has spoken, and compares that with what the pending steps expect.
  private mutating func listen() throws {
    guard !pending.isEmpty else { return }
    world.run(for: Self.moment)
    world.settle()
    if let ending = world.ending { throw ending }
    let posts = world.chat.posts[heard...]
    heard = world.chat.posts.count
    lastPost = posts.last { $0.target == nil && !$0.isDirect } ?? lastPost
    let actual = posts.map { (place: place(of: $0), post: $0) }
    roomPosts += posts.filter { !$0.isDirect && $0.target == nil && $0.thread == nil }.map(\.text)
    var expected: Tellings = [:]
    for (index, message) in pending {
      for said in recorded.steps[index].expected {
        expected[place(of: said, message, recorded.steps[index]), default: []].append(said.text)
      }
    }
    let told = Tellings(grouping: actual.map { ($0.place, Self.text(of: $0.post)) }, by: \.0)
    compare(expected, told)
    if manner == .lineByLine { record(actual) }
    pending.removeAll()
  }

  private mutating func compare(_ expected: Tellings, _ told: Tellings) {
    for place in Set(expected.keys).union(told.keys).sorted() {
      let wanted = expected[place] ?? []
      let said = told[place] ?? []
      // In a batch, what goes to a member alone may come by two ways, each of which keeps its order.
      let isMixed = manner == .inBatches && place.hasPrefix("to ")
      if isMixed ? wanted.sorted() == said.sorted() : wanted == said { continue }
      let line = line(of: place, at: zip(wanted, said).prefix { $0 == $1 }.count)
      differences.append(
        "\(line): \(manner.rawValue), \(place): expected \(Self.shown(wanted)), but the bot said \(Self.shown(said))"
      )
    }
  }

  /// The line that expects what is said in a place at `position`, or else the one that it answers.
  private func line(of place: String, at position: Int) -> Int {
    var left = position
    for (index, message) in pending {
      let step = recorded.steps[index]
      let count = step.expected.count { self.place(of: $0, message, step) == place }
      if left < count { return step.line }
      left -= count
    }
    let asker = pending.first { index, message in
      let answer = Transcript.Said(place: .answer, text: "")
      return self.place(of: answer, message, recorded.steps[index]) == place
    }
    return (asker ?? pending.last).map { recorded.steps[$0.index].line } ?? 0
  }

  private static func shown(_ texts: [String]) -> String {
    texts.isEmpty ? "nothing" : texts.map { "“\($0)”" }.joined(separator: " and ")
  }

  private mutating func record(_ actual: [(place: String, post: SimulatedChat.Posted)]) {
    guard let (index, message) = pending.last else { return }
    let step = recorded.steps[index]
    recorded.steps[index].expected = actual.map { place, post in
      let answer = Transcript.Said(place: .answer, text: Self.text(of: post))
      let isAnswer = place == self.place(of: answer, message, step)
      let saidAt: Transcript.Said.Place =
        isAnswer
        ? .answer
        : post.isDirect
          ? .direct(String(post.room.dropFirst(3)))
          : rootWords(of: post).map { .under($0) } ?? .room(post.room)
      return Transcript.Said(place: saidAt, text: Self.text(of: post))
    }
  }

  /// The bot's last post to a room that begins with `words`.
  private func root(_ words: String) -> SimulatedChat.Posted? {
    world.chat.feed.last { $0.thread == nil && !$0.isDirect && $0.text.hasPrefix(words) }
  }

  /// How the thread in which the bot said something is written down: by how its first post begins.
  private func rootWords(of post: SimulatedChat.Posted) -> String? {
    guard let thread = post.thread,
      let root = world.chat.feed.last(where: { $0.id == thread })
    else { return nil }
    let stops: Set<Character> = [":", ".", ",", "\n", "“", "("]
    let words = root.text.prefix { !stops.contains($0) }.prefix(40)
    return words.split(separator: " ").joined(separator: " ")
  }

  private static func text(of post: SimulatedChat.Posted) -> String {
    post.target == nil ? post.text : "+" + post.text
  }

  private func place(of post: SimulatedChat.Posted) -> String {
    if post.isDirect { return "to \(post.room.dropFirst(3))" }
    if let target = post.target { return "below \(target)" }
    return post.thread.map { "below \($0)" } ?? "in #\(post.room)"
  }

  private func place(
    of said: Transcript.Said, _ message: String?, _ step: Transcript.Step
  ) -> String {
    // A reaction is on what was said, wherever that stands.
    if said.place == .answer, said.text.hasPrefix("+") { return "below \(message ?? "")" }
    return switch said.place {
    case .room(let name): "in #\(name)"
    case .direct(let name): "to \(name)"
    case .under(let words): root(words).map { "below \($0.id)" } ?? "under “\(words)”"
    case .answer:
      switch step.place {
      case .direct, .lateDirect: "to \(step.speaker)"
      case .thread: "below \(lastPost?.thread ?? lastPost?.id ?? "")"
      case .under(let words): "below \(root(words)?.id ?? "")"
      case .room, .late: "below \(message ?? "")"
      }
    }
  }
}

extension Bot.Plan {
  /// The same plan where something is otherwise.
  fileprivate func with(_ condition: Transcript.Step.Condition) -> Self {
    let communities = charter.communities.map { plan in
      Charter.Plan(
        key: plan.key, name: plan.name, zone: plan.zone, rooms: plan.rooms,
        coordinators: condition == .noConfiguredCoordinators ? [] : plan.coordinators,
        hasDigests: plan.hasDigests || condition == .weeklyDigests)
    }
    var charter = Charter(
      communities: communities, conventions: charter.conventions,
      hasDirectMessages: charter.hasDirectMessages && condition != .noDirectMessages,
      hasReactions: charter.hasReactions,
      hasThreads: charter.hasThreads && condition != .noThreads, prompts: charter.prompts,
      zones: charter.zones)
    charter.hasMailServer = condition == .mailServer
    return Self(
      profile: profile, rooms: rooms, start: start, charter: charter,
      leastJournalBytes: leastJournalBytes, budgets: budgets, mail: mail)
  }
}

extension Dictionary where Key == String, Value == [String] {
  /// Groups texts by their place, in order.
  fileprivate init(grouping pairs: [(String, String)], by place: KeyPath<(String, String), String>)
  {
    self.init()
    for pair in pairs { self[pair[keyPath: place], default: []].append(pair.1) }
  }
}

extension Span {
  /// A span of `milliseconds`.
  fileprivate static func milliseconds(_ milliseconds: Int64) -> Span {
    Span(milliseconds: milliseconds)
  }
}
