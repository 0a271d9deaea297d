import Primitives

/// The community's pages, under `/community/`, read-only.
package struct SiteDoor: Sendable {
  /// Finds the bytes of a page by its name; nil where there is none.
  package typealias Source = @Sendable (String) -> [UInt8]?

  static let path = "/community"

  let page: Source

  /// Answers a request whose path is `path`, or begins with it and a slash.
  func answer(_ call: RoomCall) throws(RoomRefusal) -> HTTPResponse {
    guard call.method == "GET" || call.method == "HEAD" else { throw .wrongMethod }
    if call.path == Self.path {
      // The pages lead to each other by names alone, so they need the folder; the server cuts off a
      // slash at the end of a path, so the address names a file in it.
      let place = HTTPHeader("Location", Self.path + "/index.html")
      return HTTPResponse(status: 308, headers: [place], body: [])
    }
    let rest = String(call.path.dropFirst(Self.path.count + 1))
    let name = rest.isEmpty ? "index.html" : rest
    guard Self.isShown(name), let bytes = page(name) else { throw .unknownPath }
    return HTTPResponse(
      status: 200,
      headers: [
        HTTPHeader("Content-Type", "text/html; charset=utf-8"),
        HTTPHeader("Cache-Control", "private, no-cache"),
        HTTPHeader("X-Content-Type-Options", "nosniff"),
        HTTPHeader(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
        ),
      ], body: call.method == "HEAD" ? [] : bytes)
  }

  /// Letters, digits and hyphens, and `.html`.
  private static func isShown(_ name: String) -> Bool {
    guard name.hasSuffix(".html"), name.utf8.count <= 60 else { return false }
    return name.utf8.dropLast(5).allSatisfy { byte in
      byte >= 48 && byte <= 57 || byte | 0x20 >= 97 && byte | 0x20 <= 122 || byte == 45
    }
  }
}
