import Primitives

/// Where a value lies in a JSON document: a JSON Pointer (RFC 6901) with wildcards.
///
/// The token `*` stands for every member or element, and `*name` also binds the key or index to
/// `name`. A literal `*` at the beginning of a token is written `~2`. The token `{{entry}}` stands for
/// the text of the entry that is being looked up.
struct Pointer: Hashable, Sendable {
  enum Token: Hashable, Sendable {
    case name(String, index: Int?)
    case every(binding: String?)
    case entry
  }

  let tokens: [Token]

  /// Reads the written form; nil where it neither is empty nor begins with a slash, or has a bad
  /// escape or an empty binding.
  init?(_ text: String) {
    guard !text.utf8.isEmpty else {
      tokens = []
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    var tokens: [Token] = []
    for piece in text.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      guard let token = Self.token(piece) else { return nil }
      tokens.append(token)
    }
    self.tokens = tokens
  }

  private init(tokens: [Token]) {
    self.tokens = tokens
  }

  private static func token(_ piece: Substring.UTF8View) -> Token? {
    if piece.elementsEqual("{{entry}}".utf8) { return .entry }
    if piece.first == UInt8(ascii: "*") {
      let name = String(Substring(piece.dropFirst()))
      return .every(binding: name.isEmpty ? nil : name)
    }
    var bytes: [UInt8] = []
    var rest = piece
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "~") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
      case UInt8(ascii: "2"): bytes.append(UInt8(ascii: "*"))
      default: return nil
      }
    }
    let name = String(decoding: bytes, as: UTF8.self)
    return .name(name, index: Int(name))
  }

  /// The names that wildcards bind, in their order.
  var bindings: [String] {
    tokens.compactMap { if case .every(let binding?) = $0 { binding } else { nil } }
  }

  /// Whether some token stands for many values.
  var hasWildcard: Bool {
    tokens.contains { if case .every = $0 { true } else { false } }
  }

  /// Whether what stands in front of the first wildcard in `document` can hold what is looked for: a list
  /// can, and a map where the wildcard binds its keys.
  func findsList(in document: JSONValue) -> Bool {
    switch container.first(in: document) {
    case .array: return true
    case .object:
      for case .every(let binding) in tokens { return binding != nil }
      return true
    default: return false
    }
  }

  /// The part in front of the first wildcard: what must be there for the rest to have a meaning.
  var container: Pointer {
    let end = tokens.firstIndex { if case .every = $0 { true } else { false } }
    return Pointer(tokens: Array(tokens[..<(end ?? tokens.endIndex)]))
  }

  /// The name of the last token, where it is a plain one.
  var lastName: String? {
    if case .name(let name, _)? = tokens.last { name } else { nil }
  }

  /// The first value that lies here in `document`, nil where there is none.
  func first(in document: JSONValue, entry: String = "") -> JSONValue? {
    var value = document
    for (index, token) in tokens.enumerated() {
      switch token {
      case .name(let name, let position):
        guard let next = Self.step(value, name, position) else { return nil }
        value = next
      case .entry:
        guard let next = Self.step(value, entry, Int(entry)) else { return nil }
        value = next
      case .every:
        return firstMatch(in: value, from: index)
      }
    }
    return value
  }

  private func firstMatch(in value: JSONValue, from index: Int) -> JSONValue? {
    let rest = Pointer(tokens: Array(tokens[(index + 1)...]))
    switch value {
    case .array(let elements):
      for element in elements {
        if let found = rest.first(in: element) { return found }
      }
    case .object(let members):
      for member in members {
        if let found = rest.first(in: member.value) { return found }
      }
    default: break
    }
    return nil
  }

  /// Calls `body` with each value that lies here in `document`, in order, and with what its
  /// wildcards bound.
  func forEach(in document: JSONValue, _ body: (JSONValue, [String]) -> Void) {
    var keys: [String] = []
    visit(document, from: 0, keys: &keys, body)
  }

  private func visit(
    _ value: JSONValue, from index: Int, keys: inout [String],
    _ body: (JSONValue, [String]) -> Void
  ) {
    guard index < tokens.count else { return body(value, keys) }
    switch tokens[index] {
    case .name(let name, let position):
      guard let next = Self.step(value, name, position) else { return }
      visit(next, from: index + 1, keys: &keys, body)
    case .entry:
      return
    case .every(let binding):
      switch value {
      case .array(let elements):
        for (position, element) in elements.enumerated() {
          if binding != nil { keys.append(String(position)) }
          visit(element, from: index + 1, keys: &keys, body)
          if binding != nil { keys.removeLast() }
        }
      case .object(let members):
        for member in members {
          if binding != nil { keys.append(member.name) }
          visit(member.value, from: index + 1, keys: &keys, body)
          if binding != nil { keys.removeLast() }
        }
      default: return
      }
    }
  }

  private static func step(_ value: JSONValue, _ name: String, _ index: Int?) -> JSONValue? {
    switch value {
    case .object(let members):
      for member in members where member.name == name { return member.value }
      return nil
    case .array(let elements):
      guard let index, elements.indices.contains(index) else { return nil }
      return elements[index]
    default:
      return nil
    }
  }
}
