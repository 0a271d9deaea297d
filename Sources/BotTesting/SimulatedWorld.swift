package import BotRuntime
package import ChatEndpoint
import CommandGrammar
package import CommunityCore
import Journaling
import Logging
package import Primitives

/// A bot with its disk, its chat service and its clock, all of which can fail on purpose.
package final class SimulatedWorld {
  /// The time, which moves only when somebody waits.
  package let clock: SimulatedClock
  /// The chat service.
  package let chat: SimulatedChat
  /// The mail server, where the plan names one.
  package let mail = SimulatedMail()
  /// The state folder.
  package let disk: SimulatedDisk
  /// The bot that runs now; nil before the first start and after a death.
  package private(set) var bot: Bot?
  /// What ended the last bot that did not end in order.
  package private(set) var ending: BotError?
  /// How the bot is set up.
  package var plan: Bot.Plan

  private var chance: Randomness

  /// Makes a world in which nothing has happened yet.
  package init(
    seed: UInt64, charter: Charter, start: Start = .newest,
    now: Instant = Instant(seconds: 1_795_255_200), leastJournalBytes: Int = 1 << 20
  ) throws(ProfileError) {
    clock = SimulatedClock(now: now, seed: seed)
    let chat = SimulatedChat(clock: clock, seed: seed &+ 1)
    let disk = SimulatedDisk()
    self.chat = chat
    self.disk = disk
    chance = Randomness(seed: seed &+ 2)
    plan = Bot.Plan(
      profile: try PlainProfile.profile(), start: start, charter: charter,
      leastJournalBytes: leastJournalBytes)
    chat.isDead = { disk.isDead }
  }

  /// Starts a bot on what the disk holds.
  package func start() throws(BotError) {
    let bot = try Bot(
      plan, storage: disk, transport: chat, mailer: mail, surroundings: clock,
      logger: Logger(label: "bot") { _ in SwiftLogNoOpLogHandler() })
    self.bot = bot
    try bot.begin()
  }

  /// Takes one step; false where no bot runs any more.
  @discardableResult
  package func step() -> Bool {
    guard let bot else { return false }
    do throws(BotError) {
      try bot.step()
      return true
    } catch {
      ending = error
      self.bot = nil
      return false
    }
  }

  /// Lets the bot run for a while; it may die in between.
  package func run(for span: Span) {
    let until = Instant(milliseconds: clock.uptime.milliseconds) + span
    chat.plan(at: Span(milliseconds: until.milliseconds)) { $0.isInterrupted = true }
    while clock.uptime.milliseconds < until.milliseconds {
      if !step() {
        _ = chat.wait(milliseconds: Int(until.milliseconds - clock.uptime.milliseconds))
      }
    }
  }

  /// Lets the bot run until nothing is on its way and it has nothing left to say or to keep.
  ///
  /// False where that takes more than `steps` steps.
  @discardableResult
  package func settle(steps: Int = 3000) -> Bool {
    for _ in 0..<steps {
      guard let bot, step() else { return false }
      if bot.isIdle { return true }
    }
    return false
  }

  /// Ends the bot as SIGTERM does.
  package func stop() throws(BotError) {
    try bot?.end()
    bot = nil
    chat.dropConnections()
  }

  /// Ends the process as SIGKILL does: what was written stays.
  package func kill() {
    bot = nil
    disk.kill()
    chat.dropConnections()
  }

  /// Ends the machine: what was not synced may be gone.
  package func crash() {
    bot = nil
    disk.crash(using: &chance)
    chat.dropConnections()
  }

  /// What the disk says, as somebody beside the bot reads it.
  package func reading() throws(BotError) -> StateReading {
    try StateReading(beside: disk, into: Commons(plan.charter))
  }
}

extension Commons {
  /// The communities as JSON text, indented.
  package var text: String {
    var json = JSONWriter(indented: true)
    json.object { write(to: &$0) }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}

extension Charter {
  /// One community over all rooms, with texts that are only there to be there.
  package static func simulated(
    coordinator: String = "you", hasDigests: Bool = false
  ) -> Charter {
    var texts = SimulatedTexts.lists
    for prompt in Prompts.Prompt.allCases {
      // A line whose value is missing is left out, so each has its own.
      texts[prompt.rawValue] =
        prompt.rawValue + prompt.placeholders.map { "\n\($0): {{\($0)}}" }.joined()
    }
    let plan = Plan(
      key: "data", name: "Data Practice", zone: "Europe/London",
      coordinators: [MemberID(coordinator)], hasDigests: hasDigests)
    do throws(PromptError) {
      return Charter(
        communities: [plan], conventions: CallingConventions(names: ["Roundtable"]),
        prompts: try Prompts(texts))
    } catch {
      preconditionFailure("the simulated texts lack something: \(error)")
    }
  }
}
