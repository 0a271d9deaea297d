import Primitives

/// Reads expressions and predicates out of a profile.
struct PathReader {
  let vocabulary: Vocabulary
  /// The names that the wildcards around the item bind.
  let keys: [String]

  /// Reads a path, or a map that says how the value is made.
  func expression(_ node: ProfileNode) throws(ProfileError) -> Expression {
    if node.value.string != nil { return Expression(.path(try path(node))) }
    let section = try node.section([
      "at", "first", "template", "sha256", "const", "all", "if", "default", "unit", "after_last",
      "exists", "equals",
    ])
    let unit = try section["unit"]?.choice([
      ("s", TimeUnit.seconds), ("ms", .milliseconds), ("us", .microseconds), ("rfc3339", .rfc3339),
    ])
    return Expression(try source(section), unit: unit, refinement: try refinement(section))
  }

  private func refinement(
    _ section: ProfileSection
  ) throws(ProfileError) -> Expression.Refinement? {
    guard ["if", "default", "after_last", "exists", "equals"].contains(where: section.has) else {
      return nil
    }
    var refinement = Expression.Refinement()
    if let condition = section["if"] { refinement.conditions = try predicates(condition) }
    refinement.fallback = try section["default"]?.scalar()
    refinement.equals = try section["equals"]?.scalar()
    refinement.exists = try section["exists"]?.boolean()
    if let mark = section["after_last"] {
      let text = try mark.text()
      guard text.utf8.count == 1 else { throw mark.refusal("one ASCII character is expected") }
      refinement.afterLast = text.utf8.first
    }
    return refinement
  }

  private func source(_ section: ProfileSection) throws(ProfileError) -> Expression.Source {
    let forms = ["at", "first", "template", "sha256", "const", "all"].filter(section.has)
    guard forms.count == 1, let form = forms.first else {
      throw section.node.refusal("exactly one of at, first, template, sha256, const, all is needed")
    }
    let node = try section.required(form)
    switch form {
    case "at":
      if node.value.string != nil { return .path(try path(node)) }
      return .first([try expression(node)])
    case "first": return .first(try expressions(node))
    case "sha256": return .digest(try expressions(node))
    case "const": return .constant(try node.scalar())
    case "all": return .all(try path(node))
    default: return .template(try pieces(node))
    }
  }

  /// Reads a list of expressions, none of which may be missing.
  func expressions(_ node: ProfileNode) throws(ProfileError) -> [Expression] {
    var expressions: [Expression] = []
    for element in try node.elementsOrSelf() { expressions.append(try expression(element)) }
    return expressions
  }

  private func path(_ node: ProfileNode) throws(ProfileError) -> ValuePath {
    try ValuePath(node, vocabulary, keys: keys)
  }

  /// Reads a text with paths in braces, such as `{/chat/id}:{/message_id}`.
  private func pieces(_ node: ProfileNode) throws(ProfileError) -> [Expression.Piece] {
    var pieces: [Expression.Piece] = []
    var rest = try node.text()[...].utf8
    while let opening = rest.firstIndex(of: UInt8(ascii: "{")) {
      if opening > rest.startIndex {
        pieces.append(.literal(String(Substring(rest[..<opening]))))
      }
      let inside = rest[rest.index(after: opening)...]
      guard let closing = inside.firstIndex(of: UInt8(ascii: "}")) else {
        throw node.refusal("a { has no }")
      }
      let written = String(Substring(inside[..<closing]))
      pieces.append(
        .path(try path(ProfileNode(value: .string(written), path: node.path))))
      rest = inside[inside.index(after: closing)...]
    }
    if !rest.isEmpty { pieces.append(.literal(String(Substring(rest)))) }
    return pieces
  }

  /// Reads a predicate or a list of them.
  func predicates(_ node: ProfileNode) throws(ProfileError) -> [Predicate] {
    var predicates: [Predicate] = []
    for element in try node.elementsOrSelf() { predicates.append(try predicate(element)) }
    return predicates
  }

  private func predicate(_ node: ProfileNode) throws(ProfileError) -> Predicate {
    let section = try node.section([
      "at", "is", "not", "in", "not_in", "exists", "prefix", "gt", "not_gt", "slack_s", "status",
      "any",
    ])
    var statuses: [Int] = []
    if let status = section["status"] {
      for element in try status.elementsOrSelf() {
        statuses.append(try element.integer(in: 100...599))
      }
    }
    let tests = ["is", "not", "in", "not_in", "exists", "prefix", "gt", "not_gt", "any"]
      .filter(section.has)
    guard let name = tests.first else {
      guard !statuses.isEmpty, !section.has("at") else {
        throw node.refusal(
          "one of is, not, in, not_in, exists, prefix, gt, not_gt, any, status is needed")
      }
      return Predicate(statuses: statuses, subject: nil, test: .always)
    }
    guard tests.count == 1 else { throw node.refusal("\(name) and \(tests[1]) exclude each other") }
    if section.has("slack_s"), name != "gt" { throw node.refusal("slack_s belongs to gt") }
    let test = try test(name, section)
    if name == "any" { return Predicate(statuses: statuses, subject: nil, test: test) }
    let subject = try expression(try section.required("at"))
    return Predicate(statuses: statuses, subject: subject, test: test)
  }

  private func test(
    _ name: String, _ section: ProfileSection
  ) throws(ProfileError) -> Predicate.Test {
    let node = try section.required(name)
    switch name {
    case "is": return .among([try Template(node, vocabulary)])
    case "not": return .notAmong([try Template(node, vocabulary)])
    case "in": return .among(try templates(node))
    case "not_in": return .notAmong(try templates(node))
    case "exists": return .exists(try node.boolean())
    case "prefix": return .prefix(try node.text())
    case "gt":
      let slack = try section["slack_s"]?.integer(in: 0...86_400) ?? 0
      return .greater(try Template(node, vocabulary), slackMilliseconds: Int64(slack) * 1000)
    case "not_gt": return .notGreater(try Template(node, vocabulary))
    default: return .anyOf(try predicates(node))
    }
  }

  private func templates(_ node: ProfileNode) throws(ProfileError) -> [Template] {
    var templates: [Template] = []
    for element in try node.elements() { templates.append(try Template(element, vocabulary)) }
    return templates
  }
}
