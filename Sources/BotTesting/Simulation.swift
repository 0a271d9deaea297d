import BotRuntime
import CommunityCore
import Primitives

/// One life of a bot in a world in which everything goes wrong that can, all drawn from one seed.
///
/// Members speak while the network, the service, the disk and the clock fail and the process dies.
/// Then the faults stop, and within a bounded number of steps everything that was asked has to be
/// answered once, and the state has to be that of a bot that had no trouble.
package final class Simulation {
  private static let peace = Span.seconds(200)

  /// What is wrong, in sentences; empty where all is well.
  package private(set) var findings: [String] = []
  /// When and of what the process died each time.
  package private(set) var obituaries: [String] = []
  /// How often the process died.
  package var deaths: Int { obituaries.count }
  /// How many steps the bots took.
  package private(set) var steps = 0
  /// What went wrong in this world.
  package let conditions: Conditions
  /// The world.
  package let world: SimulatedWorld

  private let workload: Workload
  private let seed: UInt64
  private let stride: Int
  private var checkedNumber = -1

  /// Draws a world from `seed`; that the disk says what the bot has in memory is checked at every
  /// start, at the end, and after every `stride`-th record.
  package init(seed: UInt64, checkingEvery stride: Int = 1) {
    self.seed = seed
    self.stride = stride
    var chance = Randomness(seed: seed)
    workload = Workload(using: &chance)
    conditions = Conditions(using: &chance)
    world = Self.world(seed: seed, conditions)
  }

  private static func world(seed: UInt64, _ conditions: Conditions) -> SimulatedWorld {
    do {
      let world = try SimulatedWorld(
        seed: seed, charter: .simulated(), leastJournalBytes: conditions.leastJournalBytes)
      world.chat.say("!topic said before anybody was there", by: "ana", ago: .hours(1))
      world.chat.say("!help", by: "ana", in: "dm-ana", ago: .hours(1))
      try world.start()
      _ = world.settle()
      return world
    } catch {
      preconditionFailure("no start without trouble: \(error)")
    }
  }

  /// Lives it through and returns what is wrong.
  package func run() -> [String] {
    workload.schedule(in: world.chat)
    arrange()
    liveThroughTrouble()
    makePeace()
    liveInPeace()
    repeatRefused()
    checkAnswers()
    checkState()
    return findings
  }

  // Trouble

  private func arrange() {
    let (chat, disk, clock) = (world.chat, world.disk, world.clock)
    chat.faults = conditions.chat
    let calls = disk.callCount
    disk.faults = conditions.disk.reduce(into: [:]) { $0[$1.key + calls] = $1.value }
    chat.killsBefore = { [conditions] in conditions.killsBefore.contains($0) && disk.stop() }
    chat.killsAfter = { [conditions] in conditions.killsAfter.contains($0) && disk.stop() }
    for (at, by) in conditions.jumps {
      chat.plan(at: .seconds(Int64(at))) { _ in clock.error = .seconds(Int64(by)) }
    }
    if let outage = conditions.outage {
      chat.plan(at: .seconds(Int64(outage.lowerBound))) { $0.isReachable = false }
      chat.plan(at: .seconds(Int64(outage.upperBound))) { $0.isReachable = true }
    }
    if let fullDisk = conditions.fullDisk {
      chat.plan(at: .seconds(Int64(fullDisk.lowerBound))) { _ in
        disk.capacity = disk.usedBytes + self.conditions.roomLeft
      }
      chat.plan(at: .seconds(Int64(fullDisk.upperBound))) { _ in disk.capacity = nil }
    }
    chat.onArrival = { [unowned self] post in
      guard let key = post.key, !post.text.hasPrefix("Not saved"), !self.conditions.fillsDisk else {
        return
      }
      // A part of a long text has the key of the whole, and its number behind it.
      if !disk.isDurable(String(key.prefix(24))) {
        self.find("said before it was kept: \(post.text.prefix(60))")
      }
    }
  }

  private func liveThroughTrouble() {
    var idleStarts = 0
    while world.clock.uptime < Self.peace, idleStarts < 200 {
      guard steps < 20_000 else { return find("20,000 steps without an end") }
      if world.bot == nil, !start() {
        idleStarts += 1
        world.run(for: .seconds(1))
        continue
      }
      advance()
    }
  }

  private func makePeace() {
    world.chat.faults = ChatFaults()
    world.chat.killsBefore = { _ in false }
    world.chat.killsAfter = { _ in false }
    world.chat.isReachable = true
    world.disk.faults = [:]
    world.disk.capacity = nil
  }

  private func liveInPeace() {
    for _ in 0..<3000 {
      if world.bot == nil, !start() { return find("no start in peace: \(ending)") }
      advance()
      guard world.bot?.isIdle ?? false, world.clock.uptime > Self.peace else { continue }
      checkedNumber = -1
      return checkReplay()
    }
    find("not at rest after 3000 steps in peace")
  }

  /// Starts a bot; a state that can't be read any more is never right.
  private func start() -> Bool {
    do throws(BotError) {
      try world.start()
      checkedNumber = -1
      guard !world.disk.isDead else {
        die()
        return false
      }
      checkReplay()
      return true
    } catch {
      if error.exitCode == 76 { find("the state was refused: \(error)") }
      die()
      return false
    }
  }

  private func advance() {
    steps += 1
    if world.step(), !world.disk.isDead { return checkReplay() }
    if !world.disk.isDead, !conditions.hasFailingDevice {
      find("the bot ended without reason: \(ending)")
    }
    die()
  }

  private func die() {
    obituaries.append("\(world.clock.trueNow): \(ending)")
    if conditions.crashes { world.crash() } else { world.kill() }
  }

  private var ending: String { world.ending?.description ?? "nothing said" }

  // Checks

  private func find(_ finding: String) {
    if !findings.contains(finding), findings.count < 10 { findings.append(finding) }
  }

  /// Reading the disk gives the state that the bot has in memory.
  private func checkReplay() {
    guard let bot = world.bot, bot.isKept else { return }
    guard checkedNumber < 0 || bot.recordNumber >= checkedNumber + stride else {
      return
    }
    do throws(BotError) {
      let reading = try world.reading()
      guard reading.number != checkedNumber else { return }
      checkedNumber = reading.number
      if reading.commons.text != bot.commons.text {
        find("replay differs from the state after record \(reading.number)")
      }
    } catch {
      find("the state can't be read beside the bot: \(error)")
    }
  }

  /// Members who were told that nothing was saved send it again when there is room.
  private func repeatRefused() {
    var repeated: Set<String> = []
    for _ in 0..<20 {
      let refused = world.chat.posts.filter { post in
        post.text.hasPrefix("Not saved") && repeated.insert(post.id).inserted
      }
      if refused.isEmpty { return }
      for post in refused {
        guard let asked = world.chat.feed.first(where: { $0.id == post.thread }) else { continue }
        world.chat.say(asked.text, by: asked.author, in: asked.room)
      }
      liveInPeace()
    }
  }

  private func checkAnswers() {
    let posts = world.chat.posts.filter {
      $0.target == nil && !$0.text.hasPrefix("I can't save just now")
    }
    if world.chat.keyConflicts > 0 { find("a key came again with another text") }
    if posts.contains(where: { $0.thread == "m1" || $0.text.contains("said before anybody") }) {
      find("history was answered")
    }
    var answers: [String: Int] = [:]
    for post in posts {
      if let thread = post.thread { answers[thread, default: 0] += 1 }
    }
    if !conditions.jumpsFar {
      for (index, saying) in workload.sayings.enumerated() where saying.room == "general" {
        let count = answers["m\(index + 3)"] ?? 0
        if count != (saying.isAnswered ? 1 : 0) {
          find("`\(saying.text)` was answered \(count) times")
        }
      }
      checkDirectAnswers(posts)
    }
  }

  /// In a direct talk there are as many answers as commands, and in their order.
  private func checkDirectAnswers(_ posts: [SimulatedChat.Posted]) {
    for room in Set(workload.sayings.map(\.room)) where room.hasPrefix("dm-") {
      let asked = workload.sayings.filter { $0.room == room && $0.isAnswered }
      let answers = posts.filter { $0.room == room && $0.thread == nil }
      if asked.count != answers.count, conditions.fullDisk == nil {
        find("\(asked.count) questions in \(room) have \(answers.count) answers")
      }
      guard !conditions.changesOrder else { continue }
      let markers = answers.compactMap { Self.marker(in: $0.text) }
      if markers != markers.sorted() { find("the answers in \(room) are out of order: \(markers)") }
    }
  }

  /// The number in a text such as `amber birch 17x`.
  private static func marker(in text: String) -> Int? {
    guard text.contains("is on the list") else { return nil }
    return text.split { !$0.isNumber && !$0.isLetter }.first { $0.hasSuffix("x") }
      .flatMap { Int($0.dropLast()) }
  }

  /// The state is that of a bot to which the same was said in a world without trouble.
  private func checkState() {
    guard let bot = world.bot else { return }
    let calm = Self.world(seed: seed, Conditions())
    workload.schedule(in: calm.chat)
    calm.run(for: Self.peace)
    guard calm.settle(), let calmBot = calm.bot else { return find("the calm bot is not at rest") }
    let view = StateView(isOrdered: !conditions.changesOrder, hasTimes: conditions.jumps.isEmpty)
    let expected = view.text(of: calmBot.commons)
    let found = view.text(of: bot.commons)
    if expected != found, !conditions.losesOrder {
      find("the state is not that of a calm bot:\n\(Self.difference(expected, found))")
    }
  }

  private static func difference(_ expected: String, _ found: String) -> String {
    let (expected, found) = (expected.split(separator: "\n"), found.split(separator: "\n"))
    let changes = found.difference(from: expected)
    return changes.prefix(12).map { change in
      switch change {
      case .insert(let offset, let line, _): "  + \(offset): \(line)"
      case .remove(let offset, let line, _): "  - \(offset): \(line)"
      }
    }.joined(separator: "\n")
  }
}
