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
      at once and names the first.
      """)

  @OptionGroup var options: BotOptions

  @Flag(help: "Answers whoever asks, however much: for measurements, not for people.")
  var noBudgets = false

  func run() throws {
    try reporting { () throws(Failure) in
      let installation = try Installation(options)
      let folder = try installation.stateFolder()
      try StateCommand.requireFolder(folder)
      let logger = Self.logger()
      let bot = try Self.bot(installation, folder, hasBudgets: !noBudgets, logger: logger)
      logger.info(
        "starting",
        metadata: [
          "version": "\(Installation.versions.program)",
          "zone data": "\(Installation.versions.zoneData)",
        ])
      do throws(BotError) {
        try Self.run(bot)
      } catch {
        throw Failure(error)
      }
    }
  }

  /// Runs `bot` to its end, and makes it small once it has started.
  private static func run(_ bot: Bot) throws(BotError) {
    try bot.begin()
    let settledAt = time(nil) + 2
    var isSmall = false
    while !Stopping.isAsked {
      try bot.step()
      if !isSmall, time(nil) >= settledAt {
        StartupPages.release()
        isSmall = true
      }
    }
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
  static func logger() -> Logger {
    var logger = Logger(label: "roundtable") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = .info
    return logger
  }
}
