import Primitives

/// How messages are fetched and understood.
final class ReceiveRules: Sendable {
  enum Order: Sendable { case oldestFirst, newestFirst }

  /// Where the messages lie in an answer.
  struct Items: Sendable {
    let pointer: Pointer
    /// Whether an answer without them is an empty page, and not a broken one.
    let isOptional: Bool
    let lookup: Pointer?
    let choices: [Pointer]
  }

  /// How an answer leads to its next page.
  struct Paging: Sendable {
    enum Next: Sendable { case token(Expression), url(Expression), link }
    let next: Next
    let goesOnWhile: [Predicate]
    let until: [Predicate]
    let maximum: Int
  }

  /// How far we have read.
  struct CursorRule: Sendable {
    enum Next: Sendable { case value(Expression), maximum(Expression, plus: Int) }
    let next: Next
    /// The cursor before anything has been read, made without asking; nil where a request tells.
    let start: Template?
    /// The cursor where nothing has been read and nothing was there.
    let empty: String
    /// Whether the cursor is the whole address of the next request.
    let isAddress: Bool
  }

  /// How messages are fetched that an answer left out.
  struct Gap: Sendable {
    let pointer: Pointer
    let when: [Predicate]
    let known: Pointer
    let request: RequestTemplate
    let items: Pointer
    let id: Pointer
    let next: Expression
    let maximumPages: Int
  }

  let isPerRoom: Bool
  /// The largest page that the service gives.
  let pageLimit: Int
  let waitSeconds: Int
  let intervalSeconds: Int
  let isLineSeparated: Bool
  let request: RequestTemplate
  let prime: RequestTemplate?
  let items: Items
  let order: Order
  let sort: Expression?
  let page: Paging?
  let fullAt: Int?
  let cursor: CursorRule
  let gap: Gap?
  let message: MessageRules

  /// Reads `receive`.
  init(
    _ node: ProfileNode, _ declarations: Declarations, _ origin: Origin
  ) throws(ProfileError) {
    let section = try node.section([
      "per_room", "wait_s", "interval_s", "format", "request", "items", "order", "sort", "page",
      "page_limit", "repeat_while_full", "cursor", "gap", "fields", "kinds", "keep", "drop", "self",
      "direct_if",
      "arrival",
    ])
    let vocabulary = Vocabulary.reading(declarations)
    isPerRoom = try section["per_room"]?.boolean() ?? false
    waitSeconds = try section["wait_s"]?.integer(in: 0...600) ?? 0
    intervalSeconds = try section["interval_s"]?.integer(in: 0...86_400) ?? 0
    pageLimit = try section["page_limit"]?.integer(in: 1...100_000) ?? 100_000
    isLineSeparated =
      try section["format"]?.choice([("json", false), ("ndjson", true)]) ?? false
    let requestNode = try section.required("request")
    request = try RequestTemplate(requestNode, vocabulary, on: origin)
    items = try Self.items(try section.required("items"))
    let reader = PathReader(vocabulary: vocabulary, keys: items.pointer.bindings)
    order =
      try section["order"]?.choice([
        ("oldest_first", Order.oldestFirst), ("newest_first", .newestFirst),
      ]) ?? .oldestFirst
    sort = try section["sort"].map { (sort) throws(ProfileError) in try reader.expression(sort) }
    page = try section["page"].map { (page) throws(ProfileError) in try Self.paging(page, reader) }
    fullAt = try section["repeat_while_full"]?.integer(in: 1...100_000)
    let cursorNode = try section.required("cursor")
    let cursorSection = try cursorNode.section([
      "per", "next", "start", "first_poll", "prime", "empty", "is_url",
    ])
    cursor = try Self.cursor(cursorSection, reader, isPerRoom: isPerRoom)
    prime = try cursorSection["prime"].map { (prime) throws(ProfileError) in
      try RequestTemplate(requestNode, vocabulary, on: origin, overriding: prime)
    }
    gap = try section["gap"].map { (gap) throws(ProfileError) in
      try Self.gap(gap, vocabulary, origin)
    }
    message = try MessageRules(section, reader)
  }

  private static func items(_ node: ProfileNode) throws(ProfileError) -> Items {
    let section = try node.section(["at", "optional", "lookup", "pick"])
    let at = try pointer(try section.required("at"))
    let lookup = try section["lookup"].map { (lookup) throws(ProfileError) in try pointer(lookup) }
    var choices: [Pointer] = []
    for choice in try section["pick"]?.elements() ?? [] { choices.append(try pointer(choice)) }
    return Items(
      pointer: at, isOptional: try section["optional"]?.boolean() ?? false, lookup: lookup,
      choices: choices)
  }

  static func pointer(_ node: ProfileNode) throws(ProfileError) -> Pointer {
    guard let pointer = Pointer(try node.text()) else {
      throw node.refusal("a path is empty or begins with /, and ~ only stands before 0, 1 or 2")
    }
    return pointer
  }

  private static func paging(
    _ node: ProfileNode, _ reader: PathReader
  ) throws(ProfileError) -> Paging {
    let section = try node.section(["token", "url", "link", "while", "until", "max"])
    let next: Paging.Next
    if let token = section["token"] {
      next = .token(try reader.expression(token))
    } else if let url = section["url"] {
      next = .url(try reader.expression(url))
    } else if try section["link"]?.boolean() == true {
      next = .link
    } else {
      throw node.refusal("one of token, url, link is needed")
    }
    return Paging(
      next: next,
      goesOnWhile: try section["while"].map { (condition) throws(ProfileError) in
        try reader.predicates(condition)
      } ?? [],
      until: try section["until"].map { (condition) throws(ProfileError) in
        try reader.predicates(condition)
      } ?? [],
      maximum: try section["max"]?.integer(in: 1...1000) ?? 20)
  }

  private static func cursor(
    _ section: ProfileSection, _ reader: PathReader, isPerRoom: Bool
  ) throws(ProfileError) -> CursorRule {
    if let per = section["per"] {
      let isRoom = try per.choice([("room", true), ("stream", false)])
      guard isRoom == isPerRoom else { throw per.refusal("per: room goes with per_room: true") }
    }
    _ = try section["first_poll"]?.choice([("discard", true)])
    let nextNode = try section.required("next")
    let next: CursorRule.Next
    if nextNode.value["max"] != nil {
      let maximum = try nextNode.section(["max", "plus"])
      next = .maximum(
        try reader.expression(try maximum.required("max")),
        plus: try maximum["plus"]?.integer(in: -1_000_000...1_000_000) ?? 0)
    } else {
      next = .value(try reader.expression(nextNode))
    }
    return CursorRule(
      next: next,
      start: try section["start"].map { (start) throws(ProfileError) in
        try Template(start, reader.vocabulary)
      },
      empty: try section["empty"]?.scalar() ?? "",
      isAddress: try section["is_url"]?.boolean() ?? false)
  }

  private static func gap(
    _ node: ProfileNode, _ vocabulary: Vocabulary, _ origin: Origin
  ) throws(ProfileError) -> Gap {
    let section = try node.section([
      "at", "when", "known", "request", "items", "id", "next", "max",
    ])
    let at = try pointer(try section.required("at"))
    guard at.bindings == ["room"] else {
      throw try section.required("at").refusal("the wildcard *room is needed here, and no other")
    }
    let reader = PathReader(vocabulary: vocabulary, keys: at.bindings)
    return Gap(
      pointer: at, when: try reader.predicates(try section.required("when")),
      known: try pointer(try section.required("known")),
      request: try RequestTemplate(try section.required("request"), vocabulary, on: origin),
      items: try pointer(try section.required("items")),
      id: try pointer(try section.required("id")),
      next: try reader.expression(try section.required("next")),
      maximumPages: try section["max"]?.integer(in: 1...10_000) ?? 200)
  }
}
