import ArgumentParser
import BotRuntime
import CommunityCore
import Foundation
import Journaling
import Primitives

/// Takes over what others keep in tables.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes over tables that other programs wrote.",
    subcommands: [Members.self, Values.self, Answers.self])

  fileprivate static let rules = """
    A table of `roundtable export csv` can be read as it is. With --dry nothing is changed, and it works \
    beside a running bot; without it the bot must be stopped (exit code 75 otherwise). A file with a \
    mistake changes nothing (exit code 65).
    """

  /// Takes over a table of members.
  struct Members: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "members", abstract: "Takes over members from comma-separated values.",
      usage: "roundtable import members <file.csv> --state <folder> [--dry] [<options>]",
      discussion: """
        The first line names the columns: id (who somebody is in the chat), name, interests with \
        semicolons between, mail. Nothing that a member has set is changed.
        """ + "\n" + ImportCommand.rules)

    @OptionGroup var intake: Intake

    func run() throws {
      try reporting { () throws(Failure) in
        try intake.run { MembersImport($0, into: $1, at: $2).outcome }
      }
    }
  }

  /// Takes over a table of values.
  struct Values: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "measures", abstract: "Takes over values of measures from such a table.",
      usage: "roundtable import measures <file.csv> --state <folder> [--dry] [<options>]",
      discussion: """
        The first line names the columns: measure, span (such as 2026Q4, 2026-11 or 2026-11-21), value, \
        unit. A value that is there is never changed.
        """ + "\n" + ImportCommand.rules)

    @OptionGroup var intake: Intake

    func run() throws {
      try reporting { () throws(Failure) in
        try intake.run { MeasuresImport($0, into: $1, at: $2).outcome }
      }
    }
  }
}

extension ImportCommand {
  /// Takes over answers that another service collected.
  struct Answers: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "survey", abstract: "Takes over answers to a survey of another service.",
      usage: "roundtable import survey <file.csv> --state <folder> [--dry] [<options>]",
      discussion: """
        One column a question, as forms export them, or the columns question and answer. Columns that say \
        who answered are passed over. A question that a survey asked in the same words gets the answers; \
        they are shown from three up.
        """ + "\n" + ImportCommand.rules)

    @OptionGroup var intake: Intake

    func run() throws {
      try reporting { () throws(Failure) in
        try intake.run { SurveyImport($0, into: $1, at: $2).outcome }
      }
    }
  }
}

/// A table that is taken over into a state folder.
struct Intake: ParsableArguments {
  @Argument(help: "The table, UTF-8.")
  var file: String

  @Flag(help: "Says what would happen, and changes nothing.")
  var dry = false

  @Option(help: "The key of the community, where there are several.")
  var community: String?

  @OptionGroup var options: BotOptions

  /// Takes the table over as `reading` says, or with --dry only says what would happen.
  func run(
    _ reading: (CSVReading, Community, Instant) -> ImportOutcome
  ) throws(Failure) {
    let installation = try Installation(options)
    let folder = try installation.stateFolder()
    try StateCommand.requireFolder(folder)
    let table = try table()
    if dry {
      let commons =
        StateCommand.isKept(in: folder)
        ? try StateCommand.reading(installation, folder).commons
        : Commons(StateCommand.charter(installation))
      _ = try facts(of: table, in: commons, reading)
      print("Nothing was changed.")
    } else {
      let editing = try editing(installation, folder)
      let facts = try facts(of: table, in: editing.commons, reading)
      if !facts.isEmpty { try keep(facts, editing, folder) }
    }
  }

  private func editing(
    _ installation: Installation, _ folder: String
  ) throws(Failure) -> StateEditing {
    do throws(BotError) {
      return try StateEditing(
        FileStorage(folder), into: Commons(StateCommand.charter(installation)))
    } catch {
      throw Failure(error, in: folder)
    }
  }

  private func keep(
    _ facts: [Fact], _ editing: StateEditing, _ folder: String
  ) throws(Failure) {
    do throws(BotError) {
      try editing.keep(facts, at: ProcessSurroundings.clock)
    } catch {
      throw Failure(error, in: folder)
    }
  }

  private func table() throws(Failure) -> CSVReading {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Failure(66, "\(file): there is no such file, or it can't be read")
    }
    do throws(CSVReading.Problem) {
      return try CSVReading(Array(data))
    } catch {
      throw Failure(65, "\(file): \(error)\nNothing was changed.")
    }
  }

  /// What the table makes true, said on standard output; throws where something is wrong with it.
  private func facts(
    of table: CSVReading, in commons: Commons,
    _ reading: (CSVReading, Community, Instant) -> ImportOutcome
  ) throws(Failure) -> [Fact] {
    let target = try target(in: commons)
    let outcome = reading(table, target, ProcessSurroundings.clock)
    guard outcome.problems.isEmpty else {
      var lines = outcome.problems.prefix(20).map { "\(file): \($0)" }
      if outcome.problems.count > 20 { lines.append("and \(outcome.problems.count - 20) more") }
      throw Failure(65, (lines + ["Nothing was changed."]).joined(separator: "\nroundtable: "))
    }
    for remark in outcome.remarks { print(remark) }
    print("\(target.plan.name): \(outcome.summary).")
    return outcome.events.map { Fact($0, in: target.plan.key) }
  }

  private func target(in commons: Commons) throws(Failure) -> Community {
    let keys = commons.communities.map(\.plan.key)
    guard let community = community ?? (keys.count == 1 ? keys[0] : nil) else {
      throw Failure(
        64, "Say which community: --community \(keys.joined(separator: ", --community "))")
    }
    guard let target = commons.communities.first(where: { $0.plan.key == community }) else {
      throw Failure(
        64, "There is no community \(community), only \(keys.joined(separator: ", "))")
    }
    return target
  }
}
