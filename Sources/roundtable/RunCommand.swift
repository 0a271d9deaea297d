import ChatEndpoint
import ArgumentParser
import BotRuntime
import CommunityCore
import CurlTransport
import Glibc
import Journaling
import Logging
import Primitives
import Settings

/// Runs the bot until it is asked to end.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Runs the bot until SIGTERM.",
    usage: "roundtable run --state <folder> [--endpoint <profile>] [<options>]",
    discussion: """
      The environment holds the address and the secrets that the profile names, for plain \
      CHAT_URL and CHAT_TOKEN (or CHAT_TOKEN_FILE). A second bot on the same state folder ends \
      at once and names the first. SIGTERM and SIGINT end it in order.
      """)

  /// How the log is written.
  enum LogFormat: String, ExpressibleByArgument {
    case plain
    case json
  }

  @OptionGroup var options: BotOptions

  @Flag(help: "Answers whoever asks, however much: for measurements, not for people.")
  var noBudgets = false

  @Option(help: "How the log on standard error is written: plain, or json (one object a line).")
  var logFormat = LogFormat.plain

  @Option(
    help: "A file that is written every few seconds while messages are read and can be kept.")
  var heartbeat: String?

  func run() throws {
    do throws(Failure) {
      try start()
    } catch {
      if logFormat == .plain {
        complain(error.line)
      } else {
        JSONLog.write(
          "critical", "the bot has ended", ["exit": "\(error.exitCode)", "reason": error.line],
          at: ProcessSurroundings.clock)
      }
      throw ExitCode(error.exitCode)
    }
  }

  private func start() throws(Failure) {
    // Whoever asks for the end while the state is still read is heard as well.
    Stopping.listenWithoutTransport()
    let installation = try Installation(options)
    let folder = try installation.stateFolder()
    try StateCommand.requireFolder(folder)
    let logger = Self.logger(logFormat)
    let bot = try Self.bot(installation, folder, hasBudgets: !noBudgets, logger: logger)
    var heart = try Heartbeat(file: heartbeat)
    logger.info(
      "starting",
      metadata: [
        "version": "\(Installation.versions.program)",
        "zone data": "\(Installation.versions.zoneData)",
      ])
    do throws(BotError) {
      try Self.run(bot, &heart)
    } catch {
      throw Failure(error)
    }
    logger.info("ended in order")
  }

  /// Runs `bot` to its end, and makes it small once it has started.
  private static func run(_ bot: Bot, _ heart: inout Heartbeat) throws(BotError) {
    try bot.begin()
    heart.begin()
    let settledAt = time(nil) + 2
    var isSmall = false
    var heap = Heap()
    while !Stopping.isAsked {
      try bot.step()
      heart.beat(bot)
      heap.trim()
      if !isSmall, time(nil) >= settledAt {
        StartupPages.release()
        isSmall = true
      }
    }
    heart.end()
    try bot.end()
  }

  /// A bot that is ready to run, with signals that end it; `calendarAddress` replaces the configured one.
  static func bot(
    _ installation: Installation, _ folder: String, hasBudgets: Bool = true,
    calendarAddress: String? = nil, logger: Logger
  ) throws(Failure) -> Bot {
    let plan: Bot.Plan
    do throws(ConfigurationError) {
      let profile = try installation.profile()
      let mail = try installation.mailPlan()
      var charter = try installation.charter(for: profile)
      charter.calendars = CalendarNames(
        address: calendarAddress ?? installation.configuration.calendarAddress)
      charter.hasMailServer = mail.server != nil
      plan = Bot.Plan(
        profile: profile, rooms: installation.rooms,
        start: installation.configuration.start == .oldest ? .oldest : .newest,
        charter: charter,
        budgets: hasBudgets ? installation.configuration.budgets : .unlimited,
        mail: mail)
    } catch {
      throw Failure(error)
    }
    let transport = CurlTransport(settings: CurlSettings(version: Roundtable.version))
    Stopping.listen(waking: transport.waker)
    do throws(BotError) {
      return try Bot(
        plan, storage: FileStorage(folder), transport: transport, mailer: transport,
        surroundings: ProcessSurroundings(
          profile: installation.profile,
          mailServer: { () throws(ConfigurationError) in try installation.mailPlan().server }),
        logger: logger)
    } catch {
      throw Failure(error, in: folder)
    }
  }

  /// The operator's log, on standard error.
  static func logger(_ format: LogFormat = .plain) -> Logger {
    var logger = Logger(label: "roundtable") { label in
      switch format {
      case .plain: StreamLogHandler.standardError(label: label)
      case .json: JSONLog()
      }
    }
    logger.logLevel = .info
    return logger
  }
}
