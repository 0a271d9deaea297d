import ArgumentParser
import BotRuntime
import CommunityCore
import Foundation
import Journaling
import Primitives
import Settings

/// Writes what is kept in forms that other programs read.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes what is kept for other programs to read.",
    subcommands: [Calendars.self])

  /// Writes the calendar files.
  struct Calendars: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ics", abstract: "Writes calendar files (iCalendar, RFC 5545).",
      discussion: """
        One file a community, one a session, and one a member, whose name nobody can guess. Takes no lock and works
        beside a running bot, which keeps the same files in its state folder's outbox/calendar.
        """)

    @OptionGroup var options: BotOptions

    @Option(help: "The folder to write to; it is made where it is missing.")
    var out = "calendar"

    func run() throws {
      try reporting { () throws(Failure) in
        let installation = try Installation(options)
        let folder = try installation.stateFolder()
        let reading = try StateCommand.reading(installation, folder)
        let names = CalendarNames(
          address: installation.configuration.calendarAddress, key: try Self.key(in: folder))
        let count = try write(reading.commons, names)
        print("\(count) calendar \(count == 1 ? "file" : "files") in \(out)")
      }
    }

    /// The bot's key; where it has none yet, one that nobody knows, for names that nobody shall guess.
    private static func key(in folder: String) throws(Failure) -> String {
      do throws(StorageError) {
        let kept = try CalendarKey.kept(in: FileStorage(folder, isReadOnly: true))
        if let kept { return kept }
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in String(generator.next() as UInt64, radix: 16) }.joined()
      } catch {
        throw Failure(74, "\(error)")
      }
    }

    private func write(_ commons: Commons, _ names: CalendarNames) throws(Failure) -> Int {
      let folder = URL(fileURLWithPath: out, isDirectory: true)
      var files: [(name: String, bytes: [UInt8])] = []
      CalendarFiles.make(of: commons, named: names, at: ProcessSurroundings.clock) {
        files.append(($0, $1))
      }
      do {
        try FileManager.default.createDirectory(
          at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for file in files {
          let path = folder.appendingPathComponent(file.name)
          try Data(file.bytes).write(to: path, options: .atomic)
          try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: path.path)
        }
      } catch {
        throw Failure(74, "\(out): \(error.localizedDescription)")
      }
      return files.count
    }
  }
}
