import Primitives

/// What one answer offers to paths: the item at hand, what surrounds it, and all variables.
struct Surroundings {
  var item: JSONValue = .null
  var entry: JSONValue = .null
  var root: JSONValue = .null
  var status = 200
  var headers: [HTTPHeader] = []
  var keys: [String] = []
  var values = Values()
}

/// A path with the scope in which it begins, such as `/id`, `root:/next` or `key:room`.
struct ValuePath: Sendable {
  enum Scope: Sendable {
    case item, entry, root
    case header(String)
    case key(Int)
    case variable(Variable)
  }

  let scope: Scope
  let pointer: Pointer

  /// Reads the written form at `node`; `keys` are the names that the items' wildcards bind.
  init(
    _ node: ProfileNode, _ vocabulary: Vocabulary, keys: [String]
  ) throws(ProfileError) {
    let text = try node.text()
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")),
      text.utf8.first != UInt8(ascii: "/")
    else {
      scope = .item
      pointer = try Self.pointer(text, node)
      return
    }
    let prefix = String(text[..<colon])
    let rest = String(text[text.utf8.index(after: colon)...])
    var pointerText = ""
    switch prefix {
    case "entry":
      scope = .entry
      pointerText = rest
    case "root":
      scope = .root
      pointerText = rest
    case "header":
      guard rest.isHeaderName else { throw node.refusal("that is no name of a header field") }
      scope = .header(rest)
    case "key":
      guard let index = keys.firstIndex(of: rest) else {
        throw node.refusal("no wildcard binds \(rest)" + suggestion(for: rest, among: keys))
      }
      scope = .key(index)
    case "var", "meta":
      let name = prefix == "var" ? "var.\(rest)" : "room_meta.\(rest)"
      guard case .variable(let variable) = try vocabulary.meaning(of: name, at: node) else {
        throw node.refusal("a variable is expected")
      }
      scope = .variable(variable)
    default:
      throw node.refusal(
        "the scope \(prefix): is unknown"
          + suggestion(for: prefix, among: ["entry", "root", "header", "key", "var", "meta"]))
    }
    pointer = try Self.pointer(pointerText, node)
  }

  private static func pointer(_ text: String, _ node: ProfileNode) throws(ProfileError) -> Pointer {
    guard let pointer = Pointer(text) else {
      throw node.refusal("a path begins with / or a scope, and ~ only stands before 0, 1 or 2")
    }
    return pointer
  }

  /// The first value here; nil where there is none, or `null`.
  func value(in surroundings: borrowing Surroundings) -> JSONValue? {
    let found: JSONValue? =
      switch scope {
      case .item: pointer.first(in: surroundings.item)
      case .entry: pointer.first(in: surroundings.entry)
      case .root: pointer.first(in: surroundings.root)
      case .header(let name): surroundings.headers.value(of: name).map { .string($0) }
      case .key(let index):
        surroundings.keys.indices.contains(index) ? .string(surroundings.keys[index]) : nil
      case .variable(let variable): surroundings.values[variable].map { .string($0) }
      }
    if case .null? = found { return nil }
    return found
  }

  /// All values here, where the path has wildcards.
  func all(in surroundings: borrowing Surroundings) -> [JSONValue] {
    var found: [JSONValue] = []
    let document: JSONValue
    switch scope {
    case .item: document = surroundings.item
    case .entry: document = surroundings.entry
    case .root: document = surroundings.root
    default: return value(in: surroundings).map { [$0] } ?? []
    }
    pointer.forEach(in: document) { value, _ in
      if !value.isNull { found.append(value) }
    }
    return found
  }
}

extension [HTTPHeader] {
  /// The value of the first field called `name`, whatever its case.
  func value(of name: String) -> String? {
    HTTPResponse(status: 200, headers: self).header(name)
  }
}

/// How one value is found: a path, or several of them, or something made out of them.
///
/// It is a class because profiles hold many of them and each message asks most of them: a reference is
/// handed around for a fraction of what the copies of a large value would cost.
final class Expression: Sendable {
  enum Source: Sendable {
    case path(ValuePath)
    case first([Expression])
    case template([Piece])
    case digest([Expression])
    case constant(String)
    case all(ValuePath)
  }

  enum Piece: Sendable {
    case literal(String)
    case path(ValuePath)
  }

  /// What is done to the value that was found.
  struct Refinement: Sendable {
    /// All must hold, or else there is no value.
    var conditions: [Predicate] = []
    /// Stands in for a missing value.
    var fallback: String?
    /// Only what follows the last of these is meant.
    var afterLast: UInt8?
    /// The value becomes a truth: whether it equals this text.
    var equals: String?
    /// The value becomes a truth: whether it is there, or is not.
    var exists: Bool?
  }

  let source: Source
  /// The unit of a time.
  let unit: TimeUnit?
  /// Nil for most expressions, which are a path and nothing else.
  private let refinement: Refinement?

  init(_ source: Source, unit: TimeUnit? = nil, refinement: Refinement? = nil) {
    self.source = source
    self.unit = unit
    self.refinement = refinement
  }

  /// The value as text; nil where it is missing, empty, a list or a map.
  func text(in surroundings: borrowing Surroundings) -> String? {
    guard let refinement else { return sourceText(in: surroundings) }
    for condition in refinement.conditions where !condition.holds(in: surroundings) {
      return refinement.fallback
    }
    let found = sourceText(in: surroundings)
    if let equals = refinement.equals { return found ?? "" == equals ? "true" : nil }
    if let exists = refinement.exists { return (found != nil) == exists ? "true" : nil }
    guard let found else { return refinement.fallback }
    guard let mark = refinement.afterLast, let place = found.utf8.lastIndex(of: mark) else {
      return found
    }
    let rest = String(found[found.utf8.index(after: place)...])
    return rest.isEmpty ? refinement.fallback : rest
  }

  private func sourceText(in surroundings: borrowing Surroundings) -> String? {
    switch source {
    case .path(let path): return path.value(in: surroundings)?.plainText
    case .first(let candidates):
      for candidate in candidates {
        if let text = candidate.text(in: surroundings) { return text }
      }
      return nil
    case .template(let pieces):
      var text = ""
      for piece in pieces {
        switch piece {
        case .literal(let literal): text += literal
        case .path(let path):
          guard let value = path.value(in: surroundings)?.plainText else { return nil }
          text += value
        }
      }
      return text
    case .digest(let parts):
      var json = JSONWriter()
      var texts: [String] = []
      for part in parts { texts.append(part.text(in: surroundings) ?? "") }
      json.array(of: texts) { $0.string($1) }
      return SHA256.hexadecimal(String(decoding: json.bytes, as: UTF8.self))
    case .constant(let text): return text
    case .all(let path):
      let values = path.all(in: surroundings)
      guard !values.isEmpty else { return nil }
      var json = JSONWriter()
      json.array(of: values) { $0.value($1) }
      return String(decoding: json.bytes, as: UTF8.self)
    }
  }

  /// Whether the value was written as a text, and not as a number or a truth.
  func isWords(in surroundings: borrowing Surroundings) -> Bool {
    switch source {
    case .path(let path): return path.value(in: surroundings)?.string != nil
    case .first(let candidates):
      for candidate in candidates where candidate.text(in: surroundings) != nil {
        return candidate.isWords(in: surroundings)
      }
      return false
    case .template, .digest, .constant, .all: return true
    }
  }

  /// Whether there is a value; a list or a map counts as one, an empty text does not.
  func isPresent(in surroundings: borrowing Surroundings) -> Bool {
    guard case .path(let path) = source, refinement == nil else {
      return text(in: surroundings) != nil
    }
    guard let value = path.value(in: surroundings) else { return false }
    return value.isList || value.plainText != nil
  }

  /// Whether the value is there and is neither `false` nor `0`.
  func isTrue(in surroundings: borrowing Surroundings) -> Bool {
    guard let text = text(in: surroundings) else { return false }
    return text != "false" && text != "0"
  }

  /// The value as a moment in time, by the unit; nil where it is missing, zero or no time.
  func instant(in surroundings: borrowing Surroundings) -> Instant? {
    guard let text = text(in: surroundings) else { return nil }
    return (unit ?? .rfc3339).instant(text)
  }
}

/// The units in which services write times.
enum TimeUnit: Hashable, Sendable {
  case seconds, milliseconds, microseconds, rfc3339

  /// The moment that `text` means; nil where it is no time, or zero.
  func instant(_ text: String) -> Instant? {
    switch self {
    case .rfc3339: return Instant(rfc3339: text)
    case .milliseconds: return Self.scaled(text, by: 0)
    case .seconds: return Self.scaled(text, by: 3)
    case .microseconds: return Self.scaled(text, by: -3)
    }
  }

  /// Reads a decimal number that is not negative and moves its point `places` to the right.
  private static func scaled(_ text: String, by places: Int) -> Instant? {
    guard let milliseconds = decimal(text, timesTenTo: places), milliseconds > 0,
      milliseconds < 253_402_300_800_000
    else { return nil }
    return Instant(milliseconds: milliseconds)
  }

  /// The decimal number `text` times a power of ten, rounded down; nil where it is negative, has an
  /// exponent, or is too large.
  static func decimal(_ text: String, timesTenTo places: Int) -> Int64? {
    var value: Int64 = 0
    var places = places
    var hasPoint = false
    var hasDigit = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
        continue
      }
      guard byte >= 48, byte <= 57 else { return nil }
      hasDigit = true
      if hasPoint {
        guard places > 0 else { continue }
        places -= 1
      }
      guard value < 100_000_000_000_000_000 else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    guard hasDigit else { return nil }
    while places > 0 {
      guard value < 100_000_000_000_000_000 else { return nil }
      value *= 10
      places -= 1
    }
    while places < 0 {
      value /= 10
      places += 1
    }
    return value
  }
}

extension JSONValue {
  /// A text, a number or a truth, as text; nil for anything else and for an empty text.
  var plainText: String? {
    switch self {
    case .string(let text): text.utf8.isEmpty ? nil : text
    case .number(let text): text
    case .boolean(let truth): truth ? "true" : "false"
    default: nil
    }
  }

  /// Whether this is a list or a map, so that it can hold items.
  var isList: Bool {
    switch self {
    case .array, .object: true
    default: false
    }
  }
}
