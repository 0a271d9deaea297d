import Primitives

/// The calendar files, under `/calendar/`: for programs that subscribe, read-only.
///
/// A community's own file has a name that everybody knows; a member's has one that nobody can guess.
/// Other names are not looked for, whatever lies beside them.
package struct CalendarDoor: Sendable {
  /// Finds the bytes of a file by its name; nil where there is none.
  package typealias Source = @Sendable (String) -> [UInt8]?

  static let path = "/calendar/"

  let file: Source

  /// Answers a request whose path begins with `path`.
  func answer(_ call: RoomCall) throws(RoomRefusal) -> HTTPResponse {
    let name = String(call.path.dropFirst(Self.path.count))
    guard Self.isShown(name), let bytes = file(name) else { throw .unknownPath }
    guard call.method == "GET" || call.method == "HEAD" else { throw .wrongMethod }
    let tag = "\"\(Self.tag(of: bytes))\""
    let headers = [HTTPHeader("ETag", tag), HTTPHeader("Cache-Control", "private, no-cache")]
    if let known = call.headers["if-none-match"], Self.names(tag, in: known) {
      return HTTPResponse(status: 304, headers: headers, body: [])
    }
    let type = HTTPHeader("Content-Type", "text/calendar; charset=utf-8")
    let body = call.method == "HEAD" ? [] : bytes
    return HTTPResponse(status: 200, headers: [type] + headers, body: body)
  }

  /// `<community>.ics`, or `<community>.<32 hexadecimal digits>.ics`.
  private static func isShown(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts[parts.count - 1].elementsEqual("ics".utf8),
      (1...40).contains(parts[0].count),
      parts[0].allSatisfy({ isSmallLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") })
    else { return false }
    guard parts.count == 3 else { return true }
    return parts[1].count == 32
      && parts[1].allSatisfy { isDigit($0) || isSmallLetter($0) && $0 <= UInt8(ascii: "f") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private static func isSmallLetter(_ byte: UInt8) -> Bool { byte >= 97 && byte <= 122 }

  private static func tag(of bytes: [UInt8]) -> String {
    SHA256.hash(bytes).prefix(8).map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  /// Whether `list`, the value of If-None-Match, names `tag` or everything; a weak tag is as good here
  /// (RFC 9110, section 13.1.2).
  private static func names(_ tag: String, in list: String) -> Bool {
    list.split(separator: ",").contains { part in
      var known = part.drop { $0 == " " }
      if known.hasPrefix("W/") { known = known.dropFirst(2) }
      while known.last == " " { known = known.dropLast() }
      return known == "*" || known == tag
    }
  }
}
