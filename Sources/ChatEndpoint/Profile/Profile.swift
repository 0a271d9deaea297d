package import Primitives

/// A declarative description of one chat service, read and checked whole.
///
/// Templates and paths are compiled once, here; what a message then costs is filling holes. The
/// document is a tree as YAML or JSON gives it; `Documentation/profiles.md` describes its schema.
package struct Profile: Sendable {
  /// A request at the start, whose answer binds variables.
  struct Setup: Sendable {
    let request: RequestTemplate
    let bind: [(name: String, expression: Expression)]
    /// Statuses that mean that the service has no such request.
    let optionalStatuses: [Int]
  }

  /// How the rooms are found that are polled one by one.
  struct Discovery: Sendable {
    let request: RequestTemplate
    let items: Pointer
    let id: Expression
    let meta: [(name: String, expression: Expression)]
    let direct: [Predicate]
    let everySeconds: Int
  }

  /// How a member's display name is looked up.
  struct NameLookup: Sendable {
    let request: RequestTemplate
    let name: Expression
    let cacheSeconds: Int
  }

  /// How invitations into rooms are seen and accepted.
  struct Invitations: Sendable {
    let items: Pointer
    let keep: [Predicate]
    let room: Expression
    let user: Expression
    let direct: [Predicate]
    let request: RequestTemplate
  }

  /// The name by which the profile calls itself.
  package let name: String
  let origin: Origin

  /// Scheme, host and port of the service, without a path, which may hold a secret.
  package var site: String { origin.site }

  /// Whether the service is asked at the same address and with the same token as by `other`.
  package func hasSameAccess(as other: Profile) -> Bool {
    origin.base == other.origin.base && origin.headers == other.origin.headers
      && origin.query == other.origin.query
  }

  let constants: [String: String]
  let setup: [Setup]
  let discovery: Discovery?
  let users: NameLookup?
  let receive: ReceiveRules
  let invitations: Invitations?
  let send: SendRules
  let format: Format
  let errors: ErrorRules
  let emptyStatuses: [Int]
  /// Values of the environment that nobody may see.
  let secrets: [String]

  /// Reads and checks the document `tree`; `environment` has what `{{env.X}}` and `{{secret.X}}` ask
  /// for, and nothing else is looked up.
  ///
  /// Throws the first thing that is wrong: an unknown key with the nearest known one, a wrong type, an
  /// unknown scope or variable, an environment variable that is not set, an address that is not
  /// allowed.
  package init(
    reading tree: JSONValue, environment: [String: String]
  ) throws(ProfileError) {
    let root = ProfileNode(value: tree, path: "")
    let section = try root.section([
      "schema", "name", "base_url", "auth", "headers", "vars", "setup", "rooms", "users", "receive",
      "invites", "send", "limits", "format", "errors", "empty_status",
    ])
    _ = try section.required("schema").choice([("chat-http/1", true)])
    name = try section.required("name").text()
    let declarations = try Declarations(gatheredFrom: section, environment: environment)
    secrets = declarations.secrets(in: tree)
    origin = try Origin(section, declarations)
    constants = try Self.constants(section["vars"], declarations)
    setup = try Self.setup(section["setup"], declarations, origin)
    let reading = Vocabulary.reading(declarations)
    discovery = try Self.discovery(section["rooms"], reading, origin)
    users = try Self.users(section["users"], reading, origin)
    receive = try ReceiveRules(try section.required("receive"), declarations, origin)
    invitations = try Self.invitations(section["invites"], reading, origin)
    send = try SendRules(try section.required("send"), declarations, origin: origin)
    format = try Format(section["format"], limits: section["limits"])
    errors =
      try section["errors"].map { (errors) throws(ProfileError) in
        try ErrorRules(errors, reading)
      } ?? ErrorRules()
    var statuses: [Int] = []
    for status in try section["empty_status"]?.elementsOrSelf() ?? [] {
      statuses.append(try status.integer(in: 200...399))
    }
    emptyStatuses = statuses
  }

  /// What the service can do.
  package var capabilities: Capabilities {
    let message = receive.message
    var canWriteDirectly = true
    if case .none = send.direct { canWriteDirectly = false }
    return Capabilities(
      threads: send.threads, canReact: send.reaction != nil,
      showsReactions: message.reaction != nil, canWriteDirectly: canWriteDirectly,
      showsEdits: message.editedAt != nil, idempotency: send.idempotency,
      echoesKeys: message.echoedKey != nil, longestWaitSeconds: receive.waitSeconds,
      pollIntervalSeconds: receive.intervalSeconds, isPolledPerRoom: receive.isPerRoom)
  }
}

extension Profile {
  private static func constants(
    _ node: ProfileNode?, _ declarations: Declarations
  ) throws(ProfileError) -> [String: String] {
    var constants: [String: String] = [:]
    for (name, value) in try node?.members() ?? [] {
      let template = try Template(value, .constants(declarations))
      constants[name] = template.constant
    }
    return constants
  }

  private static func setup(
    _ node: ProfileNode?, _ declarations: Declarations, _ origin: Origin
  ) throws(ProfileError) -> [Setup] {
    let reader = PathReader(vocabulary: .reading(declarations), keys: [])
    var setup: [Setup] = []
    for element in try node?.elements() ?? [] {
      let section = try element.section(["request", "bind", "optional"])
      var bind: [(name: String, expression: Expression)] = []
      for (name, value) in try section["bind"]?.members() ?? [] {
        bind.append((name, try reader.expression(value)))
      }
      var statuses: [Int] = []
      for status in try section["optional"]?.elementsOrSelf() ?? [] {
        statuses.append(try status.integer(in: 400...499))
      }
      setup.append(
        Setup(
          request: try RequestTemplate(
            try section.required("request"), .setup(declarations), on: origin),
          bind: bind, optionalStatuses: statuses))
    }
    return setup
  }

  private static func discovery(
    _ node: ProfileNode?, _ vocabulary: Vocabulary, _ origin: Origin
  ) throws(ProfileError) -> Discovery? {
    guard let discover = try node?.section(["discover"])["discover"] else { return nil }
    let section = try discover.section(["request", "items", "id", "meta", "direct_if", "every_s"])
    let reader = PathReader(vocabulary: vocabulary, keys: [])
    let items = try section.required("items").section(["at"])
    var meta: [(name: String, expression: Expression)] = []
    for (name, value) in try section["meta"]?.members() ?? [] {
      meta.append((name, try reader.expression(value)))
    }
    return Discovery(
      request: try RequestTemplate(try section.required("request"), vocabulary, on: origin),
      items: try ReceiveRules.pointer(try items.required("at")),
      id: try reader.expression(try section.required("id")), meta: meta,
      direct: try section["direct_if"].map { (direct) throws(ProfileError) in
        try reader.predicates(direct)
      } ?? [],
      everySeconds: try section["every_s"]?.integer(in: 1...86_400) ?? 60)
  }

  private static func users(
    _ node: ProfileNode?, _ vocabulary: Vocabulary, _ origin: Origin
  ) throws(ProfileError) -> NameLookup? {
    guard let section = try node?.section(["request", "name", "cache_s"]) else { return nil }
    let reader = PathReader(vocabulary: vocabulary, keys: [])
    return NameLookup(
      request: try RequestTemplate(try section.required("request"), vocabulary, on: origin),
      name: try reader.expression(try section.required("name")),
      cacheSeconds: try section["cache_s"]?.integer(in: 1...604_800) ?? 3600)
  }

  private static func invitations(
    _ node: ProfileNode?, _ vocabulary: Vocabulary, _ origin: Origin
  ) throws(ProfileError) -> Invitations? {
    guard let section = try node?.section(["items", "keep", "fields", "direct_if", "request"])
    else { return nil }
    let items = try ReceiveRules.pointer(try section.required("items"))
    let reader = PathReader(vocabulary: vocabulary, keys: items.bindings)
    let fields = try section.required("fields").section(["user", "room"])
    func predicates(_ name: String) throws(ProfileError) -> [Predicate] {
      guard let list = section[name] else { return [] }
      return try reader.predicates(list)
    }
    return Invitations(
      items: items, keep: try predicates("keep"),
      room: try reader.expression(try fields.required("room")),
      user: try reader.expression(try fields.required("user")),
      direct: try predicates("direct_if"),
      request: try RequestTemplate(try section.required("request"), vocabulary, on: origin))
  }
}
