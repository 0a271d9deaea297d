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
    usage: """
      roundtable export <csv|md|json|trello|bookmarks|eml> <what> --state <folder> [--out <folder>] [--bom]
      roundtable export ics --state <folder> [--out <folder>]
      """,
    subcommands: [Documents.self, Calendars.self], defaultSubcommand: Documents.self)

  /// Writes a table, a board or bookmarks.
  struct Documents: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "document", abstract: "Writes a table, a board or bookmarks.",
      usage:
        "roundtable export <csv|md|json|trello|bookmarks|eml> <what> --state <folder> [<options>]",
      discussion: """
        What there is, and in which forms:
        \(ExportSubject.allCases.map(Self.line).joined(separator: "\n"))
        A file a community, named by its key. Takes no lock and works beside a running bot. Open \
        comma-separated values as text where a spreadsheet asks; nothing in them is a formula.
        """)

    @Argument(help: "The form: csv, md, json, trello, bookmarks or eml.")
    var form: String

    @Argument(help: "What is written.")
    var what: String

    @Flag(help: "Puts a byte order mark in front of comma-separated values.")
    var bom = false

    @OptionGroup var options: BotOptions

    @Option(help: "The folder to write to; it is made where it is missing.")
    var out = "export"

    private static func line(_ subject: ExportSubject) -> String {
      "  \(subject.rawValue): " + subject.forms.map(\.rawValue).joined(separator: ", ")
    }

    func run() throws {
      try reporting { () throws(Failure) in
        let (subject, form) = try order()
        let installation = try Installation(options)
        let reading = try StateCommand.reading(installation, try installation.stateFolder())
        let now = ProcessSurroundings.clock
        var files: [(name: String, bytes: [UInt8])] = []
        for community in reading.commons.communities {
          let order = DocumentOrder(
            of: community.plan.key, subject, as: form, isMarked: bom, at: now)
          files += DocumentFiles.make(order, of: reading.commons).map { ($0.name, $0.bytes) }
          print(
            order.names.map { "\(out)/\($0)" }.joined(separator: ", ")
              + ": \(community.count(of: order) ?? "nothing")")
        }
        try ExportCommand.write(files, to: out)
      }
    }

    private func order() throws(Failure) -> (ExportSubject, ExportForm) {
      let lines = ExportSubject.allCases.map(Self.line).joined(separator: "\n")
      guard let form = ExportForm(form.lowercased()) else {
        throw Failure(64, "There is no form “\(form)”. What there is:\n\(lines)")
      }
      guard let subject = ExportSubject(what.lowercased()), subject.forms.contains(form) else {
        throw Failure(64, "There is no “\(what)” as \(form.rawValue). What there is:\n\(lines)")
      }
      return (subject, form)
    }
  }

  /// Writes files that their owner alone can read.
  static func write(_ files: [(name: String, bytes: [UInt8])], to out: String) throws(Failure) {
    let folder = URL(fileURLWithPath: out, isDirectory: true)
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
  }

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
      var files: [(name: String, bytes: [UInt8])] = []
      CalendarFiles.make(of: commons, named: names, at: ProcessSurroundings.clock) {
        files.append(($0, $1))
      }
      try ExportCommand.write(files, to: out)
      return files.count
    }
  }
}
