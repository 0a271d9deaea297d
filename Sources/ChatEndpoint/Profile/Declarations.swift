import Primitives

extension Declarations {
  /// Gathers the names that the rest of the document may use, before it is read.
  init(
    gatheredFrom section: ProfileSection, environment: [String: String]
  ) throws(ProfileError) {
    self.environment = environment
    for (name, _) in try section["vars"]?.members() ?? [] { bound.append(name) }
    for setup in try section["setup"]?.elements() ?? [] {
      for member in setup.value["bind"]?.members ?? [] where !bound.contains(member.name) {
        bound.append(member.name)
      }
    }
    keepsakes = (section.node.value["receive"]?["fields"]?.members ?? []).map(\.name)
      .filter { !MessageRules.fields.contains($0) }
    meta = (section.node.value["rooms"]?["discover"]?["meta"]?.members ?? []).map(\.name)
  }

  /// The values of all `{{secret.X}}` that `tree` mentions; those of three bytes or fewer would hide
  /// too much, and are no secrets.
  func secrets(in tree: JSONValue) -> [String] {
    var names: Set<String> = []
    Self.gather(tree, into: &names)
    return names.compactMap { environment[$0] }.filter { $0.utf8.count > 3 }.sorted()
  }

  private static func gather(_ value: JSONValue, into names: inout Set<String>) {
    switch value {
    case .string(let text):
      for piece in text.split(separator: "{") {
        let name = piece.prefix { $0 != "}" && $0 != "|" }.filter { $0 != "?" && $0 != " " }
        if name.hasPrefix("secret.") { names.insert(String(name.dropFirst(7))) }
      }
    case .array(let elements): for element in elements { gather(element, into: &names) }
    case .object(let members): for member in members { gather(member.value, into: &names) }
    default: break
    }
  }
}

extension Origin {
  /// Reads `base_url`, `headers` and `auth` of `section`.
  convenience init(_ section: ProfileSection, _ declarations: Declarations) throws(ProfileError) {
    let vocabulary = Vocabulary.constants(declarations)
    let node = try section.required("base_url")
    let base = try Template(node, vocabulary).constant ?? ""
    var shown = declarations
    for secret in declarations.secrets(in: node.value) {
      for (name, value) in shown.environment where value == secret {
        shown.environment[name] = "***"
      }
    }
    let shownBase = try Template(node, .constants(shown)).constant ?? ""
    var headers: [HTTPHeader] = []
    for (name, value) in try section["headers"]?.members() ?? [] {
      headers.append(try Self.header(name, value, vocabulary))
    }
    var query: [String] = []
    for element in try section["auth"]?.elements() ?? [] {
      try Self.prove(element, vocabulary, &headers, &query)
    }
    try self.init(
      base: base, shownBase: shownBase, headers: headers, query: query.joined(separator: "&"),
      at: node)
  }

  private static func prove(
    _ node: ProfileNode, _ vocabulary: Vocabulary, _ headers: inout [HTTPHeader],
    _ query: inout [String]
  ) throws(ProfileError) {
    let section = try node.section(["in", "name", "value", "user", "password"])
    let place = try section.required("in").choice(
      ["header", "query", "basic"].map { ($0, $0) })
    guard place == "basic" else {
      let name = try section.required("name").text()
      let header = try header(name, try section.required("value"), vocabulary)
      if place == "header" {
        headers.append(header)
      } else {
        query.append(PercentEncoding.encode(name) + "=" + PercentEncoding.encode(header.value))
      }
      return
    }
    let user = try Template(try section.required("user"), vocabulary).constant ?? ""
    let password = try Template(try section.required("password"), vocabulary).constant ?? ""
    let credentials = Array((user + ":" + password).utf8)
    headers.append(HTTPHeader("Authorization", "Basic " + base64(credentials)))
  }

  private static func header(
    _ name: String, _ node: ProfileNode, _ vocabulary: Vocabulary
  ) throws(ProfileError) -> HTTPHeader {
    guard name.isHeaderName else { throw node.refusal("that is no name of a header field") }
    let value = try Template(node, vocabulary).constant ?? ""
    guard value.isHeaderValue else {
      throw node.refusal("a line break or another control character stands in a header field")
    }
    return HTTPHeader(name, value)
  }
}

/// The encoding of RFC 4648, section 4.
func base64(_ bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var encoded: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits = 0
    for offset in 0..<3 {
      bits = bits << 8 | (offset < group.count ? Int(group[start + offset]) : 0)
    }
    for digit in 0..<4 {
      let isPadding = digit > group.count
      encoded.append(isPadding ? UInt8(ascii: "=") : digits[bits >> (18 - 6 * digit) & 63])
    }
  }
  return String(decoding: encoded, as: UTF8.self)
}
