import ChatEndpoint
import CommandGrammar
import CommunityCore
import CurlTransport
import Foundation
import Primitives
import Settings
import Timekeeping

/// Everything that is settled before a bot starts: files read, environment taken, options on top.
struct Installation {
  let resources: Resources
  let configuration: Configuration
  let prompts: Prompts
  let profileFile: String
  let configurationFile: String

  private let profileTree: YAMLDocument

  init(_ options: BotOptions) throws(Failure) {
    if let word = options.from, Configuration.Start(rawValue: word) == nil {
      throw Failure(64, "--from is `newest` or `oldest`, not `\(word)`.")
    }
    do throws(ConfigurationError) {
      let environment = ProcessInfo.processInfo.environment
      resources = try Resources(
        given: options.resources, environment: environment, executable: Self.executable)
      configurationFile = options.config ?? resources.configurationFile
      configuration = try Self.configuration(options, resources)
      prompts = try resources.prompts(language: configuration.language)
      profileFile = try resources.profileFile(configuration.endpoint)
      profileTree = try Self.document(profileFile)
    } catch {
      throw Failure(error)
    }
  }

  private static func configuration(
    _ options: BotOptions, _ resources: Resources
  ) throws(ConfigurationError) -> Configuration {
    let file = options.config ?? resources.configurationFile
    var configuration = try Configuration(reading: TextFile.read(file), file: file)
    configuration.state = options.state ?? configuration.state
    configuration.endpoint = options.endpoint ?? configuration.endpoint
    configuration.start =
      options.from.flatMap(Configuration.Start.init) ?? configuration.start
    if !options.coordinators.isEmpty {
      configuration.communities = configuration.communities.map { plan in
        Charter.Plan(
          key: plan.key, name: plan.name, zone: plan.zone, rooms: plan.rooms,
          coordinators: plan.coordinators + options.coordinators.map { MemberID($0) },
          hasDigests: plan.hasDigests)
      }
    }
    return configuration
  }

  private static func document(_ file: String) throws(ConfigurationError) -> YAMLDocument {
    let text = try TextFile.read(file)
    do throws(DocumentError) {
      return try YAMLDocument(reading: text, file: file)
    } catch {
      throw ConfigurationError("\(error.reason).", file: file, line: error.line)
    }
  }

  /// The path of this program.
  private static var executable: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? 0
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : "/"
  }

  /// The profile with the environment as it is now, the files of secrets read again.
  func profile() throws(ConfigurationError) -> Profile {
    let environment = try Secrets.resolved(ProcessInfo.processInfo.environment)
    do throws(ProfileError) {
      return try Profile(reading: profileTree.tree, environment: environment)
    } catch {
      throw ConfigurationError(
        "\(error.path): \(error.reason).", file: profileFile, line: profileTree.line(at: error.path)
      )
    }
  }

  /// How mail is sent, with the password that the environment has now.
  func mailPlan() throws(ConfigurationError) -> MailPlan {
    var plan = configuration.mail
    guard plan.server != nil else { return plan }
    plan.server?.password = try Secrets.resolved(ProcessInfo.processInfo.environment)[
      "MAIL_PASSWORD"]
    if plan.server?.user != nil, plan.server?.password?.isEmpty ?? true {
      throw ConfigurationError(
        "`mail` names a user, but neither MAIL_PASSWORD nor MAIL_PASSWORD_FILE has a password.")
    }
    if let server = plan.server, let objection = CurlTransport.objection(to: server) {
      throw ConfigurationError(
        "`mail`: \(objection).", file: configurationFile, line: configuration.mailServerLine)
    }
    return plan
  }

  /// What the core is told about the communities and about what `profile` can do.
  func charter(for profile: Profile) throws(ConfigurationError) -> Charter {
    for plan in configuration.communities {
      do throws(ZoneError) {
        _ = try Self.zones.zone(named: plan.zone)
      } catch {
        throw configuration.unknownZones[plan.key]
          ?? ConfigurationError("The zone `\(plan.zone)` of `\(plan.key)` is not known.")
      }
    }
    return Charter(
      communities: configuration.communities,
      conventions: CallingConventions(
        prefix: configuration.prefix.utf8.first ?? UInt8(ascii: "!"), names: [configuration.name]),
      hasDirectMessages: profile.capabilities.canWriteDirectly,
      hasReactions: profile.capabilities.showsReactions,
      hasThreads: profile.capabilities.threads == .rooted, prompts: prompts, zones: Self.zones,
      versions: Self.versions)
  }

  /// The rooms that the configuration names, for services that are read room by room.
  var rooms: [RoomID] { configuration.communities.flatMap(\.rooms) }

  /// The folder of the state; throws where nobody has said it.
  func stateFolder() throws(Failure) -> String {
    guard let state = configuration.state, !state.isEmpty else {
      throw Failure(
        64, "Say where the state is kept: --state DIR, or `state:` in the configuration.")
    }
    return state
  }

  /// What this program and this machine are, read once.
  static let versions = Charter.Versions(
    program: Roundtable.version, zoneData: zones.version ?? "unknown")

  /// The zones of this machine.
  static let zones = ZoneCatalogue(
    folder: ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo")
}
