import Primitives

/// How something is said.
final class SendRules: Sendable {
  /// One way to say it, for messages of one kind.
  struct Variant: Sendable {
    let when: [(variable: Variable, value: String?)]
    let request: RequestTemplate
  }

  /// How a member is reached alone.
  enum Direct: Sendable {
    /// Not at all.
    case none
    /// The message itself names the member, in `{{user}}`.
    case inline
    /// The room's name follows from the member's.
    case room(Template)
    /// A room has to be opened, once.
    case request(RequestTemplate, room: Expression)
  }

  let message: [Variant]
  let reaction: RequestTemplate?
  let direct: Direct
  let threads: Capabilities.Threads
  let id: Expression?
  let room: Expression?
  let idempotency: Capabilities.Idempotency
  /// Emoji with the names that the service has for them; any other is sent as it is.
  let emojiNames: [String: String]

  /// Reads `send`; `origin` is where everything else goes.
  init(
    _ node: ProfileNode, _ declarations: Declarations, origin: Origin
  ) throws(ProfileError) {
    let section = try node.section([
      "base_url", "headers", "auth", "message", "react", "direct", "threads", "result",
      "idempotency", "emoji_names",
    ])
    let vocabulary = Vocabulary.sending(declarations)
    let reader = PathReader(vocabulary: .reading(declarations), keys: [])
    var origin = origin
    if section.has("base_url") {
      origin = try Origin(section, declarations)
    } else {
      for name in ["headers", "auth"] {
        if let extra = section[name] { throw extra.refusal("this goes with send/base_url only") }
      }
    }
    message = try Self.variants(try section.required("message"), vocabulary, origin)
    reaction = try section["react"].map { (react) throws(ProfileError) in
      try RequestTemplate(
        try react.section(["request"]).required("request"), vocabulary, on: origin)
    }
    direct = try Self.direct(section["direct"], vocabulary, reader, origin)
    threads =
      try section["threads"]?.choice([
        ("rooted", Capabilities.Threads.rooted), ("reported", .reported), ("none", .none),
      ]) ?? .none
    let result = try section["result"]?.section(["id", "room"])
    id = try result?["id"].map { (id) throws(ProfileError) in try reader.expression(id) }
    room = try result?["room"].map { (room) throws(ProfileError) in try reader.expression(room) }
    idempotency = try Self.idempotency(try section.required("idempotency"))
    var names: [String: String] = [:]
    for (emoji, name) in try section["emoji_names"]?.members() ?? [] {
      names[emoji] = try name.text()
    }
    emojiNames = names
  }

  private static func variants(
    _ node: ProfileNode, _ vocabulary: Vocabulary, _ origin: Origin
  ) throws(ProfileError) -> [Variant] {
    var variants: [Variant] = []
    for element in try node.elementsOrSelf() {
      let section = try element.section(["when", "request"])
      var conditions: [(variable: Variable, value: String?)] = []
      if let when = section["when"] {
        if when.value.string != nil {
          conditions.append((try variable(try when.text(), when, vocabulary), nil))
        } else {
          for (name, value) in try when.members() {
            conditions.append((try variable(name, value, vocabulary), try value.scalar()))
          }
        }
      }
      variants.append(
        Variant(
          when: conditions,
          request: try RequestTemplate(try section.required("request"), vocabulary, on: origin)))
    }
    guard variants.last?.when.isEmpty == true else {
      throw node.refusal("the last way to say a message must have no when")
    }
    return variants
  }

  private static func variable(
    _ name: String, _ node: ProfileNode, _ vocabulary: Vocabulary
  ) throws(ProfileError) -> Variable {
    guard case .variable(let variable) = try vocabulary.meaning(of: name, at: node) else {
      throw node.refusal("a variable that may lack a value is expected")
    }
    return variable
  }

  private static func direct(
    _ node: ProfileNode?, _ vocabulary: Vocabulary, _ reader: PathReader, _ origin: Origin
  ) throws(ProfileError) -> Direct {
    guard let node else { return .none }
    let section = try node.section(["inline", "room", "request", "result"])
    if try section["inline"]?.boolean() == true { return .inline }
    if let room = section["room"] { return .room(try Template(room, vocabulary)) }
    let request = try RequestTemplate(try section.required("request"), vocabulary, on: origin)
    let room = try section.required("result").section(["room"]).required("room")
    return .request(request, room: try reader.expression(room))
  }

  private static func idempotency(
    _ node: ProfileNode
  ) throws(ProfileError) -> Capabilities.Idempotency {
    let section = try node.section(["mode", "seconds"])
    let mode = try section.required("mode")
    let name = try mode.choice(["replay", "key", "window", "echo", "none"].map { ($0, $0) })
    guard name == "window" else {
      if let seconds = section["seconds"] { throw seconds.refusal("seconds go with mode: window") }
      return name == "replay" ? .replay : name == "key" ? .key : name == "echo" ? .echo : .none
    }
    return .window(seconds: try section.required("seconds").integer(in: 1...86_400))
  }
}
