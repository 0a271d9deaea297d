import Primitives

/// One request of a profile, its address and body with holes.
final class RequestTemplate: Sendable {
  private enum Parameter: Sendable {
    case constant(String)
    case variable(name: String, BodyTemplate)
  }

  private enum Body: Sendable {
    case none
    case json(BodyTemplate)
    case form([Parameter])
  }

  private struct Field: Sendable {
    let name: String
    let value: Template
  }

  private let method: String
  private let path: Template
  private let query: [Parameter]
  private let fields: [Field]
  private let body: Body
  private let origin: Origin
  /// The whole address, where nothing in it changes.
  private let constantURL: String?
  /// The address as people may see it: the path as it is written in the profile.
  private let shownURL: String

  /// Reads the request at `node`; members of `overriding`, where given, take the place of those
  /// called the same in its `query`, `json` and `form`.
  init(
    _ node: ProfileNode, _ vocabulary: Vocabulary, on origin: Origin,
    overriding: ProfileNode? = nil
  ) throws(ProfileError) {
    self.origin = origin
    let section = try node.section(["method", "path", "query", "headers", "json", "form"])
    let changes = try overriding?.section(["query", "json", "form"])
    method = try section.required("method").choice(
      ["GET", "POST", "PUT", "DELETE", "PATCH"].map { ($0, $0) })
    let pathNode = try section.required("path")
    path = try Template(pathNode, vocabulary)
    if let first = path.source.utf8.first, first != UInt8(ascii: "/") {
      throw pathNode.refusal("the path must be empty or begin with a /")
    }
    for case .literal(let text) in path.pieces
    where !text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3F && $0 != 0x23 }) {
      throw pathNode.refusal("a path holds no space, ? or #, and nothing beyond ASCII")
    }
    query = try Self.parameters(section["query"], changes?["query"], vocabulary)
    fields = try Self.fields(section["headers"], vocabulary)
    if let form = section["form"] {
      guard !section.has("json") else { throw form.refusal("there is json already") }
      body = .form(try Self.parameters(form, changes?["form"], vocabulary))
    } else if let json = section["json"] {
      body = .json(try BodyTemplate(json.overridden(by: changes?["json"]), vocabulary))
    } else {
      body = .none
    }
    shownURL = path.pieces.isEmpty ? origin.shownBase : origin.shownPrefix + path.source
    let isConstant =
      path.constant != nil
      && query.allSatisfy { if case .constant = $0 { true } else { false } }
    do {
      let url = isConstant ? try Self.url(path, query, origin, Values()) : nil
      constantURL = url
    } catch {
      throw pathNode.refusal(error.reason)
    }
  }

  private static func parameters(
    _ node: ProfileNode?, _ changes: ProfileNode?, _ vocabulary: Vocabulary
  ) throws(ProfileError) -> [Parameter] {
    guard let node = try node?.overridden(by: changes) ?? changes else { return [] }
    var parameters: [Parameter] = []
    for (name, child) in try node.members() where !child.value.isNull {
      let value = try BodyTemplate(child, vocabulary)
      let encoded = PercentEncoding.encode(name) + "="
      do {
        if case .constant = value, let text = try value.plainText(Values()) {
          parameters.append(.constant(encoded + PercentEncoding.encode(text)))
        } else {
          parameters.append(.variable(name: encoded, value))
        }
      } catch {
        throw child.refusal(error.reason)
      }
    }
    return parameters
  }

  private static func fields(
    _ node: ProfileNode?, _ vocabulary: Vocabulary
  ) throws(ProfileError) -> [Field] {
    var fields: [Field] = []
    guard let node else { return [] }
    for (name, child) in try node.members() {
      guard name.isHeaderName else { throw child.refusal("that is no name of a header field") }
      let value = try Template(child, vocabulary)
      if let constant = value.constant, !constant.isHeaderValue {
        throw child.refusal("a line break or another control character stands in a header field")
      }
      fields.append(Field(name: name, value: value))
    }
    return fields
  }

  /// The request with its holes filled.
  func request(_ values: Values, waitSeconds: Int = 0) throws(RenderError) -> HTTPRequest {
    var request = HTTPRequest(
      method: method, url: constantURL ?? "", shownURL: shownURL, waitSeconds: waitSeconds)
    if constantURL == nil { request.url = try Self.url(path, query, origin, values) }
    try fill(&request, values)
    return request
  }

  private static func url(
    _ path: Template, _ query: [Parameter], _ origin: Origin, _ values: Values
  ) throws(RenderError) -> String {
    var url: [UInt8] = []
    url.reserveCapacity(origin.base.utf8.count + 160)
    url.append(contentsOf: path.pieces.isEmpty ? origin.base.utf8 : origin.prefix.utf8)
    for piece in path.pieces {
      switch piece {
      case .literal(let literal): url.append(contentsOf: literal.utf8)
      case .hole(let hole): PercentEncoding.append(try hole.text(values), to: &url)
      }
    }
    var mark = UInt8(ascii: origin.base.utf8.contains(UInt8(ascii: "?")) ? "&" : "?")
    for part in [Array(origin.query.utf8), try encoded(query, values)] where !part.isEmpty {
      url.append(mark)
      url.append(contentsOf: part)
      mark = UInt8(ascii: "&")
    }
    return String(decoding: url, as: UTF8.self)
  }

  private func fill(_ request: inout HTTPRequest, _ values: Values) throws(RenderError) {
    switch body {
    case .none:
      request.headers = origin.headers
    case .json(let template):
      request.headers = origin.jsonHeaders
      var json = JSONWriter()
      json.reserveCapacity(256 + (values.text?.utf8.count ?? 0))
      try template.write(to: &json, values)
      request.body = json.bytes
    case .form(let parameters):
      request.headers = origin.formHeaders
      request.body = try Self.encoded(parameters, values)
    }
    for field in fields {
      guard let value = try field.value.text(values) else { continue }
      guard value.isHeaderValue else {
        throw RenderError(reason: "the header field \(field.name) would hold a line break")
      }
      request.headers.append(HTTPHeader(field.name, value))
    }
  }

  private static func encoded(
    _ parameters: [Parameter], _ values: Values
  ) throws(RenderError) -> [UInt8] {
    var bytes: [UInt8] = []
    for parameter in parameters {
      switch parameter {
      case .constant(let text):
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
        bytes.append(contentsOf: text.utf8)
      case .variable(let name, let value):
        guard let text = try value.plainText(values) else { continue }
        if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
        bytes.append(contentsOf: name.utf8)
        PercentEncoding.append(text, to: &bytes)
      }
    }
    return bytes
  }

  /// A request for a whole address that the service gave, which must lie on the same server.
  func request(
    following url: String, _ values: Values, waitSeconds: Int = 0
  ) throws(RenderError) -> HTTPRequest {
    guard origin.covers(url) else {
      throw RenderError(reason: "the service sent an address on another server")
    }
    var request = HTTPRequest(
      method: method, url: url, shownURL: shownURL, waitSeconds: waitSeconds)
    try fill(&request, values)
    return request
  }
}

extension ProfileNode {
  /// This map with the members of `changes` in the place of those called the same, and behind them
  /// those that are new.
  fileprivate func overridden(by changes: ProfileNode?) throws(ProfileError) -> ProfileNode {
    guard let changes else { return self }
    guard let old = value.members, let new = changes.value.members else {
      throw changes.refusal("a map is expected")
    }
    var members = old.map { member in
      new.first { $0.name == member.name } ?? member
    }
    members += new.filter { member in !old.contains { $0.name == member.name } }
    return ProfileNode(value: .object(members), path: path)
  }
}

extension String {
  /// Whether this is a token in the sense of RFC 9110, section 5.6.2.
  var isHeaderName: Bool {
    !isEmpty
      && utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  /// Whether this holds no control character, so that it cannot add a header field of its own.
  var isHeaderValue: Bool {
    utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }
}
