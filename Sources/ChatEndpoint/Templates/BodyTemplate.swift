import Primitives

/// A JSON tree with holes in its texts.
///
/// Only the texts are filled, and the tree is written afterwards: nothing that a member says can
/// become structure. A part without holes is kept as the bytes it will always be.
indirect enum BodyTemplate: Sendable {
  case constant([UInt8])
  case text(Template)
  case object([Member])
  case array([BodyTemplate])
  /// The first of several that is present.
  case first([BodyTemplate])
  /// Present only where the variable has a value.
  case when(Variable, BodyTemplate)

  struct Member: Sendable {
    let name: String
    let value: BodyTemplate
  }

  /// Reads the tree at `node`.
  init(_ node: ProfileNode, _ vocabulary: Vocabulary) throws(ProfileError) {
    switch node.value {
    case .null, .boolean, .number:
      self = Self.constant(node.value)
    case .string:
      let template = try Template(node, vocabulary)
      if let constant = template.constant {
        self = Self.constant(.string(constant))
      } else {
        self = .text(template)
      }
    case .array:
      var elements: [BodyTemplate] = []
      for element in try node.elements() {
        elements.append(try BodyTemplate(element, vocabulary))
      }
      self = .array(elements)
    case .object:
      self = try Self.map(node, vocabulary)
    }
    guard isConstant else { return }
    do {
      var json = JSONWriter()
      try write(to: &json, Values())
      self = .constant(json.bytes)
    } catch {
      throw node.refusal(error.reason)
    }
  }

  private static func constant(_ value: JSONValue) -> BodyTemplate {
    var json = JSONWriter()
    json.value(value)
    return .constant(json.bytes)
  }

  private static func map(
    _ node: ProfileNode, _ vocabulary: Vocabulary
  ) throws(ProfileError) -> BodyTemplate {
    var members: [Member] = []
    var condition: Variable?
    var whole: BodyTemplate?
    for (name, child) in try node.members() {
      switch name {
      case "$when":
        guard case .variable(let variable) = try vocabulary.meaning(of: try child.text(), at: child)
        else { throw child.refusal("a variable that may lack a value is expected") }
        condition = variable
      case "$value":
        whole = try BodyTemplate(child, vocabulary)
      case "$first":
        var candidates: [BodyTemplate] = []
        for candidate in try child.elements() {
          candidates.append(try BodyTemplate(candidate, vocabulary))
        }
        whole = .first(candidates)
      default:
        guard name.utf8.first != UInt8(ascii: "$") else {
          throw child.refusal(
            "unknown key" + suggestion(for: name, among: ["$when", "$first", "$value"]))
        }
        members.append(Member(name: name, value: try BodyTemplate(child, vocabulary)))
      }
    }
    if whole != nil, !members.isEmpty {
      throw node.refusal("$value and $first allow no further key but $when")
    }
    let body = whole ?? .object(members)
    return condition.map { .when($0, body) } ?? body
  }

  /// Whether no variable stands anywhere inside.
  private var isConstant: Bool {
    switch self {
    case .constant: true
    case .text, .first, .when: false
    case .object(let members): members.allSatisfy { $0.value.isConstant }
    case .array(let elements): elements.allSatisfy(\.isConstant)
    }
  }

  /// Whether the part is there at all with these values.
  func isPresent(_ values: Values) -> Bool {
    switch self {
    case .constant, .object, .array: true
    case .text(let template): template.isPresent(values)
    case .first(let candidates): candidates.contains { $0.isPresent(values) }
    case .when(let variable, let body): values[variable] != nil && body.isPresent(values)
    }
  }

  /// Writes the tree; it must be present.
  func write(to json: inout JSONWriter, _ values: Values) throws(RenderError) {
    switch self {
    case .constant(let bytes): json.raw(bytes)
    case .text(let template): try Self.write(template, to: &json, values)
    case .object(let members):
      var failure: RenderError?
      json.object { json in
        for member in members where member.value.isPresent(values) {
          json.name(member.name)
          failure = Self.write(member.value, to: &json, values) ?? failure
        }
      }
      if let failure { throw failure }
    case .array(let elements):
      var failure: RenderError?
      json.array { json in
        for element in elements where element.isPresent(values) {
          failure = Self.write(element, to: &json, values) ?? failure
        }
      }
      if let failure { throw failure }
    case .first(let candidates):
      for candidate in candidates where candidate.isPresent(values) {
        return try candidate.write(to: &json, values)
      }
    case .when(_, let body): try body.write(to: &json, values)
    }
  }

  private static func write(
    _ body: BodyTemplate, to json: inout JSONWriter, _ values: Values
  ) -> RenderError? {
    do {
      try body.write(to: &json, values)
      return nil
    } catch {
      json.null()
      return error
    }
  }

  private static func write(
    _ template: Template, to json: inout JSONWriter, _ values: Values
  ) throws(RenderError) {
    guard let hole = template.onlyHole else { return json.string(try template.text(values) ?? "") }
    if hole.takesNull, values[hole.variable] == nil { return json.null() }
    let text = try hole.text(values)
    if hole.filters.contains(.integer) { return json.raw(text.utf8) }
    guard hole.filters.contains(.list) else { return json.string(text) }
    if let list = JSONValue(orNil: Array(text.utf8)), list.array != nil {
      json.value(list)
    } else {
      json.array { $0.string(text) }
    }
  }

  /// The value as one text for a query or a form: a text as it is, anything else as JSON.
  func plainText(_ values: Values) throws(RenderError) -> String? {
    guard isPresent(values) else { return nil }
    if case .text(let template) = self {
      if let hole = template.onlyHole, hole.filters.contains(.list) { return try json(values) }
      return try template.text(values)
    }
    if case .first(let candidates) = self {
      for candidate in candidates where candidate.isPresent(values) {
        return try candidate.plainText(values)
      }
    }
    if case .when(_, let body) = self { return try body.plainText(values) }
    if case .constant(let bytes) = self, bytes.first == UInt8(ascii: "\"") {
      return JSONValue(orNil: bytes)?.string
    }
    return try json(values)
  }

  private func json(_ values: Values) throws(RenderError) -> String {
    var writer = JSONWriter()
    try write(to: &writer, values)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension JSONValue {
  /// Reads a whole document; nil where the bytes are none, for callers that do not mind why.
  init?(orNil bytes: [UInt8]) {
    do throws(JSONError) {
      self = try JSONValue(parsing: bytes)
    } catch {
      return nil
    }
  }
}
