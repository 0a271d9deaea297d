import Primitives

/// One request to the room, with the parts that its doors look at.
struct RoomCall: Sendable {
  var method: String
  /// The path, percent-decoded nowhere: none of the room's own paths needs it.
  var path: String
  /// The parameters behind the question mark, decoded; the first of a name counts.
  var parameters: [String: String] = [:]
  /// Names in lower case.
  var headers: [String: String] = [:]
  /// Nil where it was longer than `RoomLimits.bodyBytes`.
  var body: [UInt8]? = []

  /// The token behind `Authorization: Bearer`.
  var bearer: String? {
    guard let value = headers["authorization"] else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }

  /// The body as a JSON object.
  func object() throws(RoomRefusal) -> JSONValue {
    guard let body else { throw .tooLong }
    let value: JSONValue
    do {
      value = try JSONValue(parsing: body, maximumDepth: 8)
    } catch {
      throw .malformed("body: \(error)")
    }
    guard value.members != nil else { throw .malformed("body: an object was expected") }
    return value
  }

  /// The whole number in a parameter, `fallback` where it is absent, within `bounds`.
  func number(
    _ name: String, or fallback: Int, within bounds: ClosedRange<Int>
  ) throws(RoomRefusal) -> Int {
    guard let text = parameters[name], !text.isEmpty else { return fallback }
    guard let number = Int(text) else { throw .malformed("\(name): a whole number was expected") }
    return min(max(number, bounds.lowerBound), bounds.upperBound)
  }
}

extension JSONValue {
  /// The text of a member; nil where it is absent or null.
  func text(_ name: String) throws(RoomRefusal) -> String? {
    guard let value = self[name], !value.isNull else { return nil }
    guard let text = value.string else { throw .malformed("\(name): a text was expected") }
    return text
  }

  /// The text of a member that must be there.
  func requiredText(_ name: String) throws(RoomRefusal) -> String {
    guard let text = try text(name) else { throw .malformed("\(name): a text was expected") }
    return text
  }

  /// The truth of a member; false where it is absent or null.
  func truth(_ name: String) throws(RoomRefusal) -> Bool {
    guard let value = self[name], !value.isNull else { return false }
    guard let truth = value.boolean else { throw .malformed("\(name): true or false was expected") }
    return truth
  }
}

extension HTTPResponse {
  /// An answer with the JSON object whose members `body` writes.
  static func json(
    _ status: Int = 200, headers: [HTTPHeader] = [], _ body: (inout JSONWriter) -> Void
  ) -> Self {
    var json = JSONWriter()
    json.object(body)
    return Self(
      status: status, headers: [HTTPHeader("Content-Type", "application/json")] + headers,
      body: json.bytes)
  }

  /// The answer that states a refusal.
  init(_ refusal: RoomRefusal) {
    var headers: [HTTPHeader] = []
    if refusal == .full { headers.append(HTTPHeader("Retry-After", "1")) }
    if refusal == .unauthorised { headers.append(HTTPHeader("WWW-Authenticate", "Bearer")) }
    self = .json(refusal.status, headers: headers) { json in
      json.member("error", refusal.code)
      if case .cursorExpired(let oldest) = refusal { json.member("oldest", oldest) }
      if case .malformed(let place) = refusal { json.member("detail", place) }
    }
  }
}
