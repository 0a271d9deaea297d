import Primitives

/// What a hole of a template may stand for.
enum Variable: Hashable, Sendable {
  case cursor, room, limit, waitSeconds, waitMilliseconds, page, nowMilliseconds, nowText
  case text, html, thread, key, emoji, user, replyID
  case keepsake(String)
  case bound(String)
  case meta(String)
}

/// The values of all variables while one request is made or one answer is read.
struct Values: Sendable {
  var bound: [String: String] = [:]
  var cursor: String?
  var room: String?
  var page: String?
  var limit = 0
  var waitSeconds = 0
  var now = Instant(milliseconds: 0)
  var text: String?
  var html: String?
  var thread: String?
  var key: String?
  var emoji: String?
  var user: String?
  var replyID: String?
  var keepsakes: [String: String] = [:]
  var meta: [String: String] = [:]

  /// The value of `variable`; nil where it has none or an empty one.
  subscript(variable: Variable) -> String? {
    let value: String? =
      switch variable {
      case .cursor: cursor
      case .room: room
      case .limit: String(limit)
      case .waitSeconds: String(waitSeconds)
      case .waitMilliseconds: String(waitSeconds * 1000)
      case .page: page
      case .nowMilliseconds: String(now.milliseconds)
      case .nowText: now.description
      case .text: text
      case .html: html
      case .thread: thread
      case .key: key
      case .emoji: emoji
      case .user: user
      case .replyID: replyID
      case .keepsake(let name): keepsakes[name]
      case .bound(let name): bound[name]
      case .meta(let name): meta[name]
      }
    guard let value, !value.isEmpty else { return nil }
    return value
  }
}

/// What a profile declares for use elsewhere in it, gathered before its templates are read.
struct Declarations: Sendable {
  /// The environment, or rather what of it the caller hands over.
  var environment: [String: String] = [:]
  /// Names under `vars`, and those that `setup` binds.
  var bound: [String] = []
  /// Names under `receive/fields` beyond the ones that a message has anyway.
  var keepsakes: [String] = []
  /// Names under `rooms/discover/meta`.
  var meta: [String] = []
}

/// Which names a template may use at its place.
struct Vocabulary: Sendable {
  let declarations: Declarations
  let names: [String]
  let allowsSecrets: Bool

  /// What stands for a name: a variable, or a constant out of the environment, nil being absent.
  enum Meaning {
    case variable(Variable)
    case constant(String?)
  }

  /// The places that may use secrets: nothing that a member says can come near them.
  static func constants(_ declarations: Declarations) -> Vocabulary {
    Vocabulary(declarations: declarations, names: [], allowsSecrets: true)
  }

  /// The requests of `setup`.
  static func setup(_ declarations: Declarations) -> Vocabulary {
    Vocabulary(declarations: declarations, names: ["now_ms", "now_rfc3339"], allowsSecrets: true)
  }

  /// Requests that read, and predicates about what was read.
  static func reading(_ declarations: Declarations) -> Vocabulary {
    Vocabulary(
      declarations: declarations,
      names: [
        "cursor", "room", "limit", "wait_s", "wait_ms", "page", "now_ms", "now_rfc3339", "user",
      ], allowsSecrets: false)
  }

  /// Requests that say something.
  static func sending(_ declarations: Declarations) -> Vocabulary {
    Vocabulary(
      declarations: declarations,
      names: ["text", "html", "room", "thread", "idem", "emoji", "user", "reply.id"],
      allowsSecrets: false)
  }

  /// What `name` stands for at `node`.
  func meaning(of name: String, at node: ProfileNode) throws(ProfileError) -> Meaning {
    if names.contains(name), let variable = Self.simple[name] { return .variable(variable) }
    let (prefix, rest) = Self.split(name)
    switch prefix {
    case "var":
      guard declarations.bound.contains(rest) else {
        throw unknown(name, at: node, among: declarations.bound.map { "var.\($0)" })
      }
      return .variable(.bound(rest))
    case "reply" where names.contains("reply.id"):
      guard declarations.keepsakes.contains(rest) else {
        throw unknown(
          name, at: node, among: ["reply.id"] + declarations.keepsakes.map { "reply.\($0)" })
      }
      return .variable(.keepsake(rest))
    case "room_meta" where names.contains("room"):
      guard declarations.meta.contains(rest) else {
        throw unknown(name, at: node, among: declarations.meta.map { "room_meta.\($0)" })
      }
      return .variable(.meta(rest))
    case "env", "secret":
      guard allowsSecrets else {
        throw node.refusal(
          "{{\(name)}} is allowed only in base_url, auth, headers, vars and setup")
      }
      return .constant(try environmentValue(rest, at: node))
    default:
      throw unknown(name, at: node, among: names + declarations.bound.map { "var.\($0)" })
    }
  }

  private func unknown(
    _ name: String, at node: ProfileNode, among candidates: [String]
  ) -> ProfileError {
    node.refusal("the variable \(name) is unknown here" + suggestion(for: name, among: candidates))
  }

  /// The environment's value, nil where it is unset or empty; it may hold no control character.
  private func environmentValue(
    _ name: String, at node: ProfileNode
  ) throws(ProfileError) -> String? {
    guard let value = declarations.environment[name], !value.isEmpty else { return nil }
    guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw node.refusal(
        "the environment variable \(name) holds a line break or another control character")
    }
    return value
  }

  private static func split(_ name: String) -> (prefix: String, rest: String) {
    guard let dot = name.utf8.firstIndex(of: UInt8(ascii: ".")) else { return (name, "") }
    return (String(name[..<dot]), String(name[name.utf8.index(after: dot)...]))
  }

  private static let simple: [String: Variable] = [
    "cursor": .cursor, "room": .room, "limit": .limit, "wait_s": .waitSeconds,
    "wait_ms": .waitMilliseconds, "page": .page, "now_ms": .nowMilliseconds,
    "now_rfc3339": .nowText, "text": .text, "html": .html, "thread": .thread, "idem": .key,
    "emoji": .emoji, "user": .user, "reply.id": .replyID,
  ]
}
