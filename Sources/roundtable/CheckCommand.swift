import CommunityCore
import ArgumentParser
import BotRuntime
import ChatEndpoint
import CurlTransport
import Foundation
import Glibc
import Journaling
import Primitives
import Settings
import Timekeeping

/// Looks whether everything is there that a bot needs.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks configuration, endpoint, token, clock, mail, state and zone data.",
    usage: "roundtable check --state <folder> [--endpoint <profile>] [<options>]",
    discussion:
      "One line each: ✓, ✗ and what to do, or – where it was not tried. Exits 1 where a line has ✗. Works beside a running bot."
  )

  @OptionGroup var options: BotOptions

  @Flag(
    help:
      "Goes through the whole state as well: every record and snapshot, and whether one follows from the other."
  )
  var deep = false

  func run() throws {
    var checks = Checks()
    do throws(Failure) {
      let installation = try Installation(options)
      let count = installation.configuration.communities.count
      checks.good(
        "configuration",
        "\(count) \(count == 1 ? "community" : "communities"), profile \(installation.configuration.endpoint), files in \(installation.resources.folder)"
      )
      checkCoordinators(installation, &checks)
      checkEndpoint(installation, &checks)
      checkMail(installation, &checks)
      checkState(installation, &checks)
    } catch {
      checks.bad("configuration", error.line)
      for subject in ["coordinators", "profile"] + Self.onService + ["mail", "state"] {
        checks.skip(subject, "the configuration can't be used")
      }
    }
    checkZones(&checks)
    if checks.hasFailed { throw ExitCode(1) }
  }

  /// What is looked at by asking the service.
  private static let onService = ["endpoint", "token", "own id", "clock"]

  private func checkCoordinators(_ installation: Installation, _ checks: inout Checks) {
    let bare = installation.configuration.communities.filter(\.coordinators.isEmpty)
    if bare.isEmpty { return checks.good("coordinators", "every community has one") }
    checks.bad(
      "coordinators",
      "\(bare.map(\.key).joined(separator: ", ")): nobody may plan sessions. Name a member's id: --coordinator ID, or `coordinators:`"
    )
  }

  private func checkEndpoint(_ installation: Installation, _ checks: inout Checks) {
    let profile: Profile
    do throws(ConfigurationError) {
      profile = try installation.profile()
      _ = try installation.charter(for: profile)
    } catch {
      checks.bad("profile", error.description)
      for subject in Self.onService { checks.skip(subject, "the profile can't be used") }
      return
    }
    checks.good("profile", installation.profileFile)
    var probe = EndpointProbe(Endpoint(profile: profile, rooms: installation.rooms))
    probe.look()
    for finding in probe.findings {
      checks.add(finding.isGood, finding.subject, finding.text)
    }
  }

  private func checkMail(_ installation: Installation, _ checks: inout Checks) {
    let plan: MailPlan
    do throws(ConfigurationError) {
      plan = try installation.mailPlan()
    } catch {
      return checks.bad("mail", error.description)
    }
    guard let server = plan.server else {
      return checks.good("mail", "no server is set up, so letters become files in outbox/mail")
    }
    let probe = CurlTransport(settings: CurlSettings(version: Roundtable.version))
    let id = probe.start(MailRequest(server: server, sender: plan.sender, recipient: nil))
    var outcome: MailOutcome?
    while outcome == nil {
      _ = probe.wait(milliseconds: 1000)
      outcome = probe.takeMailed().first { $0.id == id }?.outcome
    }
    switch outcome {
    case .accepted:
      checks.good(
        "mail",
        "\(server.url) answers\(server.user == nil ? "" : " and accepts the password"), letters come from \(plan.sender)"
      )
    case .refused(let status, let words), .deferred(let status, let words):
      checks.bad("mail", "\(server.url): \(status)\(words)")
    case .failed(let error): checks.bad("mail", "\(server.url): \(error)")
    case nil: break
    }
  }

  private func checkState(_ installation: Installation, _ checks: inout Checks) {
    do throws(Failure) {
      let folder = try installation.stateFolder()
      if access(folder, F_OK) != 0 {
        let parent = URL(fileURLWithPath: folder).deletingLastPathComponent().path
        guard access(parent, W_OK) == 0 else {
          return checks.bad("state", "\(folder) is not there and \(parent) can't be written to")
        }
        return checks.good("state", "\(folder) will be made at the first start")
      }
      try StateCommand.requireFolder(folder)
      guard access(folder, R_OK | W_OK | X_OK) == 0 else {
        return checks.bad("state", "\(folder): \(String(cString: strerror(errno)))")
      }
      if deep {
        let audit = StateAudit(
          beside: FileStorage(folder, isReadOnly: true),
          into: Commons(StateCommand.charter(installation)))
        for finding in audit.findings {
          checks.add(finding.isGood, finding.subject, finding.text)
        }
      }
      let reading = try StateCommand.reading(installation, folder)
      checks.good("state", "\(folder), \(reading.number) records")
    } catch {
      checks.bad("state", error.line)
    }
  }

  private func checkZones(_ checks: inout Checks) {
    do throws(ZoneError) {
      _ = try Installation.zones.zone(named: "Europe/London")
      checks.good("zone data", "version \(Installation.versions.zoneData)")
    } catch {
      checks.bad("zone data", "\(error). Install the package tzdata")
    }
  }
}

/// The lines of a check.
struct Checks {
  private(set) var hasFailed = false

  mutating func good(_ subject: String, _ text: String) { add(true, subject, text) }

  mutating func bad(_ subject: String, _ text: String) { add(false, subject, text) }

  /// Notes that something was not looked at, and why.
  mutating func skip(_ subject: String, _ why: String) {
    add(nil, subject, "not tried: \(why)")
  }

  /// Adds a line; nil for what was not tried, which is no failure of its own.
  mutating func add(_ isGood: Bool?, _ subject: String, _ text: String) {
    hasFailed = hasFailed || isGood == false
    let mark = isGood.map { $0 ? "✓" : "✗" } ?? "–"
    print("\(mark) \(subject): \(text)")
  }
}
