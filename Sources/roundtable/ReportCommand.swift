import ArgumentParser
import BotRuntime
import CommunityCore
import Primitives

/// Writes a page of figures for each community.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes a report as a web page, with plots.",
    usage: "roundtable report --state <folder> [--since <when>] [--out <folder>] [<options>]",
    discussion: """
      One file a community, named report-<community>.html: no script, nothing from elsewhere, fit to print \
      and to send. Nobody is named in it. Takes no lock and works beside a running bot.
      """)

  @OptionGroup var options: BotOptions

  @Option(help: "How far back it looks: 90d, 12w, 6m, 1y, or a day such as 2026-09-01.")
  var since = "90d"

  @Option(help: "The folder to write to; it is made where it is missing.")
  var out = "report"

  func run() throws {
    try reporting { () throws(Failure) in
      let installation = try Installation(options)
      let reading = try StateCommand.reading(installation, try installation.stateFolder())
      let now = ProcessSurroundings.clock
      var files: [(name: String, bytes: [UInt8])] = []
      for community in reading.commons.communities {
        guard let period = community.period(since: since, until: now) else {
          throw Failure(
            64, "--since \(since): from a week to three years, such as 90d, 12w or 2026-09-01")
        }
        files.append(
          (
            "report-\(community.plan.key).html",
            CommunityReport(of: community, in: period, at: now).bytes
          ))
      }
      let folder = try OutputFolder(out)
      for file in files { try folder.write(file.bytes, as: file.name) }
      print(files.map { "\(out)/\($0.name)" }.joined(separator: "\n"))
    }
  }
}
