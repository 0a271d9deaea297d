import ArgumentParser
import BotRuntime
import CommunityCore
import Foundation
import Glibc
import Journaling
import Primitives

/// Goes back to the newest state that is sound.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Goes back to the newest sound state of a damaged folder.",
    usage: "roundtable restore --state <folder> [--yes] [<options>]",
    discussion: """
      Says first what it found, to which record it can go back and what that loses, and asks. All files are kept \
      as they were in a folder aside-… beside them. The bot must be stopped (exit code 75 otherwise).
      """)

  @OptionGroup var options: BotOptions

  @Flag(help: "Does it without asking.")
  var yes = false

  func run() throws {
    try reporting { () throws(Failure) in
      let installation = try Installation(options)
      let folder = try installation.stateFolder()
      try StateCommand.requireFolder(folder)
      guard StateCommand.isKept(in: folder) else {
        throw Failure(73, "\(folder): no bot has kept anything here")
      }
      let rescue: StateRescue
      do throws(BotError) {
        rescue = try StateRescue(
          FileStorage(folder), into: Commons(StateCommand.charter(installation)))
      } catch {
        throw Failure(error)
      }
      guard let objection = rescue.objection else {
        print(
          "The state in \(folder) can be read, up to record \(rescue.number). Nothing was changed.")
        return
      }
      print(objection)
      print(Self.lines(about: rescue).joined(separator: "\n"))
      try requireConsent()
      do throws(BotError) {
        let aside = try rescue.carryOut(at: ProcessSurroundings.clock)
        print("Done. The files as they were are in \(aside).")
      } catch {
        throw Failure(error)
      }
    }
  }

  private func requireConsent() throws(Failure) {
    if yes { return }
    guard isatty(0) == 1 else {
      throw Failure(64, "Nothing was changed. To do it, say --yes.")
    }
    try put(Array("Go back? [y/N] ".utf8))
    guard readLine()?.lowercased().hasPrefix("y") ?? false else {
      throw Failure(2, "Nothing was changed.")
    }
  }

  private static func lines(about rescue: StateRescue) -> [String] {
    var lines = rescue.findings
    let source = rescue.source.map { "\($0) and the records behind it" } ?? "the journal"
    lines.append(
      "The newest state that can be had is that of record \(rescue.number), kept at \(rescue.keptAt), from \(source)."
    )
    let loss = rescue.loss
    if loss.isNothing {
      lines.append("Going back to it loses nothing.")
      return lines
    }
    if loss.records > 0 {
      lines.append(
        "Going back to it loses \(loss.records == 1 ? "the record" : "the \(loss.records) records") that came after it."
      )
      if let times = loss.times {
        lines.append(
          "Of those \(loss.readable) can still be read. They were kept from \(times.lowerBound) to \(times.upperBound) and hold: "
            + told(loss.events))
      }
      lines.append(
        "What members said since then is read again where the chat service still has it, and answered as after an absence."
      )
    }
    lines += loss.boxes.map { "Answers without a name: \($0)." }
    return lines
  }

  /// The events by their names in the journal.
  private static func told(_ events: [(name: String, count: Int)]) -> String {
    if events.isEmpty { return "no change of the state." }
    let first = events.prefix(12).map { "\($0.count) × \($0.name)" }.joined(separator: ", ")
    return events.count > 12 ? "\(first) and others." : "\(first)."
  }
}
