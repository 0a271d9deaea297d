import ArgumentParser
import BotRuntime
import CommunityCore
import Journaling
import LocalRoom
import Primitives
import Settings

/// Writes a small site for the members of each community.
struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "Writes a small web site for members.",
    usage: "roundtable site --state <folder> [--out <folder>] [<options>]",
    discussion: """
      Next sessions, topics and minutes, as the rooms have seen them; no addresses to join. Any web server can \
      show the folder: no script, nothing from elsewhere. Where there are several communities each has a \
      folder of its own. Takes no lock and works beside a running bot; run it again to bring the pages up to \
      date.
      """)

  @OptionGroup var options: BotOptions

  @Option(help: "The folder to write to; it is made where it is missing.")
  var out = "site"

  func run() throws {
    try reporting { () throws(Failure) in
      let installation = try Installation(options)
      let reading = try StateCommand.reading(installation, try installation.stateFolder())
      let communities = reading.commons.communities
      var count = 0
      for community in communities {
        let folder = communities.count == 1 ? out : "\(out)/\(community.plan.key)"
        let site = CommunitySite(
          of: community, calendarFolder: installation.configuration.calendarAddress,
          at: ProcessSurroundings.clock)
        let target = try OutputFolder(folder)
        for file in site.files {
          try target.write(file.bytes, as: file.name)
          count += 1
        }
      }
      print("\(count) pages in \(out)")
    }
  }
}

/// The site of a state folder, as somebody beside the bot reads it.
enum SiteFolder {
  /// Reads the state of `folder` whenever a page is asked for; what can't be read is not there.
  static func source(in folder: String, resources: String?) -> SiteDoor.Source {
    { name in
      do throws(Failure) {
        let installation = try Installation(BotOptions.bundled(resources: resources))
        let reading = try StateCommand.reading(installation, folder)
        guard let community = reading.commons.communities.first else { return nil }
        // The room serves the calendar beside the pages.
        return CommunitySite(
          of: community, calendarFolder: "../calendar", at: ProcessSurroundings.clock
        ).files.first { $0.name == name }?.bytes
      } catch {
        return nil
      }
    }
  }
}
