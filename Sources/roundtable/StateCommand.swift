import ArgumentParser
import BotRuntime
import CommandGrammar
import CommunityCore
import Foundation
import Glibc
import Journaling
import Primitives
import Settings

/// Prints everything that is kept as one JSON object.
struct StateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state", abstract: "Prints the state as JSON.",
    usage: "roundtable state --state <folder> [<options>]",
    discussion: """
      Takes no lock and works beside a running bot: it shows snapshot and journal, so every \
      confirmed command is there. What was said without a name is in files of its own and not \
      shown.
      """)

  @OptionGroup var options: BotOptions

  func run() throws {
    try reporting { () throws(Failure) in
      let installation = try Installation(options)
      let reading = try Self.reading(installation, try installation.stateFolder())
      var json = JSONWriter(indented: true)
      json.object { json in
        reading.commons.write(to: &json)
        json.member("schema", StateReading.schema)
      }
      json.endLine()
      try put(json.bytes)
    }
  }

  /// What the folder says; the endpoint's environment need not be there.
  static func reading(
    _ installation: Installation, _ folder: String
  ) throws(Failure) -> StateReading {
    let charter = charter(installation)
    try requireFolder(folder)
    guard access(folder, R_OK | X_OK) == 0 else {
      throw Failure(73, "\(folder): \(String(cString: strerror(errno)))")
    }
    guard isKept(in: folder) else {
      throw Failure(73, "\(folder): no bot has kept anything here")
    }
    let reading: StateReading
    do throws(BotError) {
      reading = try StateReading(
        beside: FileStorage(folder, isReadOnly: true), into: Commons(charter))
    } catch {
      throw Failure(error, in: folder)
    }
    warnOfUnnamed(reading.commons.communities, in: charter)
    return reading
  }

  /// Says which communities of the state the configuration does not name: most often the wrong one
  /// was given.
  private static func warnOfUnnamed(_ communities: [Community], in charter: Charter) {
    let named = Set(charter.communities.map(\.key))
    let unnamed = communities.map(\.plan.key).filter { !named.contains($0) }
    guard !unnamed.isEmpty else { return }
    let keys = unnamed.joined(separator: ", ")
    complain(
      "the configuration names no community \(keys), which the state has; another is given with --config"
    )
  }

  /// What the core is told where no chat service is at hand.
  static func charter(_ installation: Installation) -> Charter {
    Charter(
      communities: installation.configuration.communities,
      conventions: CallingConventions(names: [installation.configuration.name]),
      prompts: installation.prompts, zones: Installation.zones)
  }

  /// Whether a bot has kept anything in `folder`.
  static func isKept(in folder: String) -> Bool {
    access(folder + "/journal.jsonl", F_OK) == 0 || access(folder + "/state.json", F_OK) == 0
  }

  /// Requires that what is called `path` is a folder and not a file.
  static func requireFolder(_ path: String) throws(Failure) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return }
    throw Failure(73, "\(path) is a file; name the folder of the state, which holds journal.jsonl")
  }
}
