import Primitives

/// How one item becomes a message.
final class MessageRules: Sendable {
  /// Somebody put an emoji on a message, or took it away.
  struct Reaction: Sendable {
    let conditions: [Predicate]
    let target: Expression
    let emoji: Expression?
    let isRemoved: Expression?
    let added: ValuePath?
    let taken: ValuePath?
  }

  /// Somebody came or went.
  struct Passage: Sendable {
    let conditions: [Predicate]
    let author: Expression?
    let name: Expression?
  }

  /// A reaction was taken back by naming the event that made it.
  struct Withdrawal: Sendable {
    let conditions: [Predicate]
    let of: Expression
  }

  let id: Expression
  let text: Expression?
  let author: Expression
  let name: Expression?
  let room: Expression?
  let thread: Expression?
  let replyTo: Expression?
  let time: Expression
  let editedAt: Expression?
  let isBot: [Expression]
  let echoedKey: Expression?
  let keepsakes: [(name: String, expression: Expression)]
  let keep: [Predicate]
  let drop: [Predicate]
  let own: [Predicate]
  let direct: [Predicate]
  /// What shows that we ourselves came into a room: what was said there before is not for us.
  let arrival: [Predicate]
  let reaction: Reaction?
  let joined: Passage?
  let left: Passage?
  let withdrawal: Withdrawal?

  /// The names that a message has anyway; further ones are kept for the answer.
  static let fields = [
    "id", "text", "sender_id", "sender_name", "room", "thread", "reply_to", "time", "is_bot",
    "is_webhook", "edited", "idem_echo",
  ]

  /// Reads the parts of `receive` that are about one message.
  init(_ section: ProfileSection, _ reader: PathReader) throws(ProfileError) {
    let node = try section.required("fields")
    let fields = ProfileSection(node: node)
    func optional(_ name: String) throws(ProfileError) -> Expression? {
      guard let field = fields[name] else { return nil }
      return try reader.expression(field)
    }
    func predicates(_ name: String) throws(ProfileError) -> [Predicate] {
      guard let list = section[name] else { return [] }
      return try reader.predicates(list)
    }
    var keepsakes: [(name: String, expression: Expression)] = []
    for (name, field) in try node.members() where !Self.fields.contains(name) {
      keepsakes.append((name, try reader.expression(field)))
    }
    self.keepsakes = keepsakes
    id = try reader.expression(try fields.required("id"))
    author = try reader.expression(try fields.required("sender_id"))
    time = try reader.expression(try fields.required("time"))
    text = try optional("text")
    name = try optional("sender_name")
    room = try optional("room")
    thread = try optional("thread")
    replyTo = try optional("reply_to")
    editedAt = try optional("edited")
    isBot = [try optional("is_bot"), try optional("is_webhook")].compactMap { $0 }
    echoedKey = try optional("idem_echo")
    keep = try predicates("keep")
    drop = try predicates("drop")
    own = try predicates("self")
    direct = try predicates("direct_if")
    arrival = try predicates("arrival")
    let kinds = try section["kinds"]?.section(["reaction", "joined", "left", "withdrawal"])
    reaction = try kinds?["reaction"].map { (kind) throws(ProfileError) in
      try Self.reaction(kind, reader)
    }
    joined = try kinds?["joined"].map { (kind) throws(ProfileError) in
      try Self.passage(kind, reader)
    }
    left = try kinds?["left"].map { (kind) throws(ProfileError) in
      try Self.passage(kind, reader)
    }
    withdrawal = try kinds?["withdrawal"].map { (kind) throws(ProfileError) in
      let section = try kind.section(["if", "of"])
      return Withdrawal(
        conditions: try reader.predicates(try section.required("if")),
        of: try reader.expression(try section.required("of")))
    }
  }

  private static func reaction(
    _ node: ProfileNode, _ reader: PathReader
  ) throws(ProfileError) -> Reaction {
    let section = try node.section(["if", "target", "emoji", "removed", "added", "taken"])
    guard section.has("emoji") != section.has("added") else {
      throw node.refusal("either emoji (with removed) or added (with taken) is needed")
    }
    func path(_ name: String) throws(ProfileError) -> ValuePath? {
      guard let node = section[name] else { return nil }
      return try ValuePath(node, reader.vocabulary, keys: reader.keys)
    }
    func expression(_ name: String) throws(ProfileError) -> Expression? {
      guard let node = section[name] else { return nil }
      return try reader.expression(node)
    }
    return Reaction(
      conditions: try reader.predicates(try section.required("if")),
      target: try reader.expression(try section.required("target")),
      emoji: try expression("emoji"), isRemoved: try expression("removed"),
      added: try path("added"), taken: try path("taken"))
  }

  private static func passage(
    _ node: ProfileNode, _ reader: PathReader
  ) throws(ProfileError) -> Passage {
    let section = try node.section(["if", "sender_id", "sender_name"])
    func expression(_ name: String) throws(ProfileError) -> Expression? {
      guard let node = section[name] else { return nil }
      return try reader.expression(node)
    }
    return Passage(
      conditions: try reader.predicates(try section.required("if")),
      author: try expression("sender_id"), name: try expression("sender_name"))
  }
}
