package import CommunityCore
package import Primitives

/// What `roundtable.yaml` says.
package struct Configuration: Sendable {
  /// Where a bot begins that has never read before.
  package enum Start: String, CaseIterable, Sendable {
    /// Behind everything that was said before it came: history is never answered.
    case newest
    /// At the oldest message that the service still has.
    case oldest
  }

  /// What people call the bot.
  package var name = "Roundtable"
  /// The mark in front of a command.
  package var prefix = "!"
  /// The folder of the state, relative to the working folder; nil where the command line must say it.
  package var state: String?
  /// The profile of the chat service.
  package var endpoint = "plain"
  /// Where a first start begins.
  package var start = Start.newest
  /// The folder of the long texts below `Prompts`.
  package var language = "en"
  /// How much one member, and all in one room together, can ask.
  package var budgets = FloodGuard.Budgets()
  /// What is said where the zone of a community is not known, by its key: with file and line.
  package private(set) var unknownZones: [String: ConfigurationError] = [:]
  /// The address of the folder in which the calendar files are served, without a slash at its end; nil
  /// where nobody serves them.
  package var calendarAddress: String?
  /// How mail is sent, without the password, which the environment has.
  package var mail: MailPlan
  /// Says of `mail` where the file speaks of its server, for what is wrong with it.
  package private(set) var mailServerLine: Int?
  /// The communities, at least one.
  package var communities: [Charter.Plan]

  /// One community over all rooms, which needs no file.
  package init() {
    communities = [Charter.Plan(key: "main", name: "our community", zone: "UTC", hasDigests: true)]
    mail = .none
  }

  /// Reads the text of the file called `file`.
  ///
  /// Strict: an unknown key, a wrong type, a missing or doubled name is an error that says where.
  package init(reading text: String, file: String) throws(ConfigurationError) {
    self.init()
    let reader = SectionReader(try Self.document(text, file: file), file: file)
    let root = try reader.section(
      [],
      keys: [
        "name", "prefix", "state", "endpoint", "from", "language", "budgets", "calendar_url",
        "mail", "communities",
      ])
    name = try root.text("name") ?? name
    prefix = try root.text("prefix") ?? prefix
    guard prefix.utf8.count == 1, let mark = prefix.utf8.first, Self.isMark(mark) else {
      throw root.error("prefix", "`prefix` must be one of ! . / , ; + ~ & % $ =.")
    }
    state = try root.text("state")
    endpoint = try root.text("endpoint") ?? endpoint
    if let word = try root.text("from") {
      guard let start = Start(rawValue: word) else {
        throw root.error("from", "`from` must be `newest` or `oldest`, not `\(word)`.")
      }
      self.start = start
    }
    language = try root.text("language") ?? language
    let limits = try root.section("budgets", keys: ["member", "room"])
    budgets.member = try budgets.member.map { budget throws(ConfigurationError) in
      try Self.budget(limits, "member", usually: budget)
    }
    budgets.room = try budgets.room.map { budget throws(ConfigurationError) in
      try Self.budget(limits, "room", usually: budget)
    }
    calendarAddress = try Self.calendarAddress(root)
    mail = try Self.mail(root, name: name)
    mailServerLine = root.line(of: "mail")
    let sections = try root.sections(
      "communities", keys: ["key", "name", "zone", "rooms", "coordinators", "digests"])
    guard let sections else { return }
    if sections.isEmpty {
      throw root.error("communities", "`communities` is empty; name at least one.")
    }
    communities = []
    for section in sections {
      let plan = try Self.plan(section, after: communities)
      communities.append(plan)
      unknownZones[plan.key] = section.error(
        "zone",
        "The zone `\(plan.zone)` of `\(plan.key)` is not known. Write an IANA name, such as Europe/London."
      )
    }
  }

  private static func calendarAddress(
    _ root: SectionReader.Section
  ) throws(ConfigurationError) -> String? {
    guard var address = try root.text("calendar_url"), !address.isEmpty else { return nil }
    while address.hasSuffix("/") { address.removeLast() }
    let isWeb = ["https://", "http://", "webcal://"].contains { scheme in
      address.utf8.starts(with: scheme.utf8) && address.utf8.count > scheme.utf8.count
    }
    guard isWeb, address.utf8.count <= 500, address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      !address.utf8.contains(UInt8(ascii: "`"))
    else {
      throw root.error(
        "calendar_url",
        "`calendar_url` must be the address of a folder, such as https://example.org/calendar.")
    }
    return address
  }

  private static func document(
    _ text: String, file: String
  ) throws(ConfigurationError) -> YAMLDocument {
    do throws(DocumentError) {
      return try YAMLDocument(reading: text, file: file)
    } catch {
      throw ConfigurationError("\(error.reason).", file: file, line: error.line)
    }
  }

  private static func budget(
    _ limits: SectionReader.Section, _ key: String, usually budget: FloodGuard.Budget
  ) throws(ConfigurationError) -> FloodGuard.Budget {
    let section = try limits.section(key, keys: ["commands", "kilobytes", "per_second"])
    let kilobytes = try section.integer("kilobytes", in: 8...1_000_000)
    return FloodGuard.Budget(
      commands: try section.integer("commands", in: 1...10_000_000) ?? budget.commands,
      bytes: kilobytes.map { $0 << 10 } ?? budget.bytes,
      perSecond: try section.integer("per_second", in: 1...1000) ?? budget.perSecond)
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    "!./,;+~&%$=".utf8.contains(byte)
  }

  private static func plan(
    _ section: SectionReader.Section, after earlier: [Charter.Plan]
  ) throws(ConfigurationError) -> Charter.Plan {
    guard let key = try section.text("key"), isKey(key) else {
      throw section.error(
        "key",
        "A community needs a `key` of lower-case letters, digits and hyphens, such as `data-practice`."
      )
    }
    if earlier.contains(where: { $0.key == key }) {
      throw section.error("key", "Two communities have the key `\(key)`.")
    }
    let rooms = try section.texts("rooms").map { RoomID($0) }
    for room in rooms {
      if let other = earlier.first(where: { $0.rooms.contains(room) }) {
        throw section.error("rooms", "The room `\(room)` belongs to `\(other.key)` already.")
      }
    }
    if rooms.isEmpty, let other = earlier.first(where: { $0.rooms.isEmpty }) {
      throw section.error("key", "`\(other.key)` has all rooms already; give `\(key)` its `rooms`.")
    }
    return Charter.Plan(
      key: key, name: try section.text("name") ?? key, zone: try section.text("zone") ?? "UTC",
      rooms: rooms, coordinators: try section.texts("coordinators").map { MemberID($0) },
      hasDigests: try section.boolean("digests") ?? true)
  }

  private static func isKey(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.count <= 40
      && key.utf8.allSatisfy { $0 >= 97 && $0 <= 122 || $0 >= 48 && $0 <= 57 || $0 == 45 }
  }
}
