import Primitives

/// A text with holes, such as `/rooms/{{room}}/messages`.
struct Template: Sendable {
  enum Piece: Sendable {
    case literal(String)
    case hole(Hole)
  }

  /// A place for the value of a variable: `{{name}}`, `{{?name}}`, `{{name|filter|filter}}`.
  final class Hole: Sendable {
    let variable: Variable
    let name: String
    let isOptional: Bool
    let filters: [Filter]

    init(variable: Variable, name: String, isOptional: Bool, filters: [Filter]) {
      self.variable = variable
      self.name = name
      self.isOptional = isOptional
      self.filters = filters
    }
  }

  /// What is done to a value before it is put in.
  enum Filter: Hashable, Sendable {
    /// It must be a whole number, and is one in JSON.
    case integer
    /// It becomes JSON text: quoted and escaped.
    case json
    /// It is the JSON text of a list, and is that list in JSON.
    case list
    /// Where it is missing, `null` stands in JSON.
    case null
    /// The first digits of the hexadecimal SHA-256 of it.
    case hexadecimal(Int)
    /// What follows its last colon, or all of it.
    case tail
  }

  let pieces: [Piece]
  /// The written form, for people; it holds no value.
  let source: String

  /// Reads the text at `node`, whose holes may use the names of `vocabulary`.
  init(_ node: ProfileNode, _ vocabulary: Vocabulary) throws(ProfileError) {
    try self.init(try node.scalar(), node, vocabulary)
  }

  /// Reads `text`, which stands somewhere at `node`.
  init(
    _ text: String, _ node: ProfileNode, _ vocabulary: Vocabulary
  ) throws(ProfileError) {
    source = text
    var pieces: [Piece] = []
    var rest = text[...].utf8
    while let opening = Self.firstPair(of: UInt8(ascii: "{"), in: rest) {
      Self.append(String(Substring(rest[..<opening])), to: &pieces)
      let inside = rest[rest.index(opening, offsetBy: 2)...]
      guard let closing = Self.firstPair(of: UInt8(ascii: "}"), in: inside) else {
        throw node.refusal("a {{ has no }}")
      }
      let written = String(Substring(inside[..<closing]))
      try Self.appendHole(written, to: &pieces, node, vocabulary)
      rest = inside[inside.index(closing, offsetBy: 2)...]
    }
    Self.append(String(Substring(rest)), to: &pieces)
    self.pieces = pieces
  }

  private static func firstPair(
    of byte: UInt8, in text: Substring.UTF8View
  ) -> Substring.UTF8View.Index? {
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      if text[index] == byte, next < text.endIndex, text[next] == byte { return index }
      index = next
    }
    return nil
  }

  private static func append(_ literal: String, to pieces: inout [Piece]) {
    guard !literal.isEmpty else { return }
    if case .literal(let before)? = pieces.last {
      pieces[pieces.count - 1] = .literal(before + literal)
    } else {
      pieces.append(.literal(literal))
    }
  }

  private static func appendHole(
    _ written: String, to pieces: inout [Piece], _ node: ProfileNode, _ vocabulary: Vocabulary
  ) throws(ProfileError) {
    var words = written.split(separator: "|", omittingEmptySubsequences: false).map {
      String($0.filter { $0 != " " })
    }
    var name = words.removeFirst()
    let isOptional = name.utf8.first == UInt8(ascii: "?")
    if isOptional { name.removeFirst() }
    var filters: [Filter] = []
    for word in words { filters.append(try filter(word, node)) }
    switch try vocabulary.meaning(of: name, at: node) {
    case .variable(let variable):
      pieces.append(
        .hole(Hole(variable: variable, name: name, isOptional: isOptional, filters: filters)))
    case .constant(let value?):
      append(value, to: &pieces)
    case .constant(nil):
      guard isOptional else {
        throw node.refusal("the environment variable \(name.afterDot) is not set")
      }
    }
  }

  private static func filter(_ word: String, _ node: ProfileNode) throws(ProfileError) -> Filter {
    switch word {
    case "int": return .integer
    case "json": return .json
    case "list": return .list
    case "null": return .null
    case "tail": return .tail
    default:
      if word.hasPrefix("hex"), let count = Int(word.dropFirst(3)), (1...64).contains(count) {
        return .hexadecimal(count)
      }
      throw node.refusal(
        "the filter \(word) is unknown; known are int, json, list, null, tail, hexN")
    }
  }

  /// The text, where there are no holes.
  var constant: String? {
    switch pieces.count {
    case 0: return ""
    case 1:
      guard case .literal(let text) = pieces[0] else { return nil }
      return text
    default: return nil
    }
  }

  /// The hole, where there is nothing else.
  var onlyHole: Hole? {
    if pieces.count == 1, case .hole(let hole) = pieces[0] { hole } else { nil }
  }

  /// Whether no optional hole lacks its value.
  func isPresent(_ values: Values) -> Bool {
    for case .hole(let hole) in pieces where hole.isOptional && values[hole.variable] == nil {
      return false
    }
    return true
  }

  /// The text with its holes filled; nil where an optional one lacks its value.
  func text(_ values: Values) throws(RenderError) -> String? {
    if let constant { return constant }
    guard isPresent(values) else { return nil }
    if let onlyHole { return try onlyHole.text(values) }
    var text = ""
    for piece in pieces {
      switch piece {
      case .literal(let literal): text += literal
      case .hole(let hole): text += try hole.text(values)
      }
    }
    return text
  }
}

/// Why a request cannot be made out of its template; nothing was sent.
struct RenderError: Error, Hashable {
  /// One clause that names the variable, never its value.
  let reason: String
}

extension Template.Hole {
  /// Whether a missing value is written as `null`.
  var takesNull: Bool { filters.contains(.null) }

  /// The value with its filters applied.
  func text(_ values: Values) throws(RenderError) -> String {
    guard var text = values[variable] else { throw RenderError(reason: "\(name) has no value") }
    for filter in filters {
      switch filter {
      case .integer:
        guard text.isWholeNumber else { throw RenderError(reason: "\(name) is not a whole number") }
      case .json:
        var json = JSONWriter()
        json.string(text)
        text = String(decoding: json.bytes, as: UTF8.self)
      case .hexadecimal(let count): text = SHA256.hexadecimal(text, digits: count)
      case .tail:
        if let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) {
          text = String(text[text.utf8.index(after: colon)...])
        }
      case .list, .null: break
      }
    }
    return text
  }
}

extension String {
  /// What follows the first full stop, or all of it.
  fileprivate var afterDot: String {
    guard let dot = utf8.firstIndex(of: UInt8(ascii: ".")) else { return self }
    return String(self[utf8.index(after: dot)...])
  }

  /// Whether this is a whole number as JSON writes it, of at most 20 digits.
  var isWholeNumber: Bool {
    var digits = utf8[...]
    if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
    guard let first = digits.first, digits.count <= 20 else { return false }
    if first == UInt8(ascii: "0"), digits.count > 1 { return false }
    return digits.allSatisfy { $0 >= 48 && $0 <= 57 }
  }
}
