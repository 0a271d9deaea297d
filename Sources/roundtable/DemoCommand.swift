import ArgumentParser
import BotRuntime
import Foundation
import LocalRoom
import Logging
import Primitives
import Settings

/// Opens the bundled room with the bot in it.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Opens a chat room with the bot in it.",
    usage: "roundtable demo [--port <port>] [--state <folder>] [<options>]",
    discussion: """
      The first line on standard output is the page's address. In a terminal the conversation \
      is shown, and what you type is said in #general by the member `you`, who is coordinator.
      """)

  @Option(help: "The port on 127.0.0.1; 0 picks one.")
  var port: UInt16 = 8080

  @Option(
    help: "The folder of the state; a temporary one, removed at the end, where none is named.")
  var state: String?

  @Option(help: "Plays a transcript instead, and exits 1 where the bot says something else.")
  var script: String?

  @Option(help: "The folder that holds Config and Prompts.")
  var resources: String?

  func run() async throws {
    if let script {
      return try PlayCommand.play(script, resources: resources)
    }
    let folder = state ?? NSTemporaryDirectory() + "roundtable-demo-\(getpid())"
    let room = try await RoomCommand.open(
      port: port, calendar: CalendarFolder.source(in: folder),
      site: SiteFolder.source(in: folder, resources: resources))
    print(room.address)
    fflush(nil)
    defer {
      if state == nil { removeFolder(folder) }
    }
    let bot = try reporting { () throws(Failure) in try self.bot(in: folder, at: room) }
    let terminal = Terminal(room)
    if isatty(STDIN_FILENO) == 1 { terminal.open() }
    let failure = await Self.run(bot)
    await room.stop()
    if let failure {
      complain(failure.line)
      throw ExitCode(failure.exitCode)
    }
  }

  private func bot(in folder: String, at room: RoomServer) throws(Failure) -> Bot {
    // The room and the bot are one process, so the address and the token never leave it.
    setenv("CHAT_URL", room.address, 1)
    setenv("CHAT_TOKEN", room.token, 1)
    unsetenv("CHAT_TOKEN_FILE")
    var options = BotOptions.bundled(resources: resources)
    options.state = folder
    options.coordinators = [RoomServer.owner.text]
    let installation = try Installation(options)
    var logger = RunCommand.logger()
    logger.logLevel = isatty(STDIN_FILENO) == 1 ? .error : .notice
    return try RunCommand.bot(
      installation, folder, calendarAddress: room.address + "/calendar", logger: logger)
  }

  /// Runs the bot on a thread of its own, because it waits by blocking.
  private static func run(_ bot: sending Bot) async -> Failure? {
    nonisolated(unsafe) let bot = bot
    return await withCheckedContinuation { continuation in
      let thread = Thread {
        do throws(BotError) {
          try bot.run()
          continuation.resume(returning: nil)
        } catch {
          continuation.resume(returning: Failure(error))
        }
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
  }

  private func removeFolder(_ folder: String) {
    do {
      try FileManager.default.removeItem(atPath: folder)
    } catch {
      complain("\(folder) could not be removed: \(error.localizedDescription)")
    }
  }
}
