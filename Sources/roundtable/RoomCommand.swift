import ArgumentParser
import Foundation
import LocalRoom

/// Opens the bundled room without a bot.
struct RoomCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "room", abstract: "Opens the bundled chat room alone.",
    discussion: """
      Prints the page's address, and on standard error the environment with which a bot can \
      join. The room is on the loopback only and forgets everything when it ends.
      """)

  @Option(help: "The port on 127.0.0.1; 0 picks one.")
  var port: UInt16 = 8080

  func run() async throws {
    let room = try await Self.open(port: port)
    print(room.address)
    fflush(nil)
    complain("a bot joins with CHAT_URL=\(room.address) CHAT_TOKEN=\(room.token)")
    Stopping.listenWithoutTransport()
    while !Stopping.isAsked { try await Task.sleep(for: .milliseconds(100)) }
    await room.stop()
  }

  /// Opens a room, or ends the process with one line.
  static func open(
    port: UInt16, calendar: @escaping CalendarDoor.Source = { _ in nil },
    site: @escaping SiteDoor.Source = { _ in nil }
  ) async throws -> RoomServer {
    do throws(RoomError) {
      return try await RoomServer.start(
        RoomConfiguration(port: port, calendar: calendar, site: site))
    } catch {
      complain("\(error). Another one: --port N, or --port 0 to let the system pick.")
      throw ExitCode(2)
    }
  }
}
