import Primitives

/// One server, with what every request to it carries.
final class Origin: Sendable {
  /// The whole address, as it was given; it may hold a secret.
  let base: String
  /// The address in front of every path.
  let prefix: String
  /// Both with their secrets hidden.
  let shownBase: String
  let shownPrefix: String
  /// Fixed header fields, those that prove who we are among them.
  let headers: [HTTPHeader]
  /// The same with the type of a JSON body.
  let jsonHeaders: [HTTPHeader]
  /// The same with the type of a form.
  let formHeaders: [HTTPHeader]
  /// Fixed parameters, encoded and joined by `&`; empty where there are none.
  let query: String
  /// Scheme, host and port, as the address has them.
  let site: String

  /// Checks the address, which must be `https`, or `http` to this machine itself, without a user's
  /// name; nil fields of the header are not possible.
  init(
    base: String, shownBase: String, headers: [HTTPHeader], query: String, at node: ProfileNode
  ) throws(ProfileError) {
    self.base = base
    var trimmed = base
    while trimmed.utf8.last == UInt8(ascii: "/") { trimmed.removeLast() }
    prefix = trimmed
    self.shownBase = shownBase
    var shownPrefix = shownBase
    while shownPrefix.utf8.last == UInt8(ascii: "/") { shownPrefix.removeLast() }
    self.shownPrefix = shownPrefix
    self.headers = headers
    jsonHeaders = headers + [HTTPHeader("Content-Type", "application/json")]
    formHeaders = headers + [HTTPHeader("Content-Type", "application/x-www-form-urlencoded")]
    self.query = query
    site = try Self.site(of: base, at: node)
  }

  private static func site(of base: String, at node: ProfileNode) throws(ProfileError) -> String {
    guard base.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw node.refusal("the address holds a space or a character beyond ASCII")
    }
    let lowered = base.lowercased()
    let scheme =
      lowered.hasPrefix("https://") ? "https://" : lowered.hasPrefix("http://") ? "http://" : ""
    guard !scheme.isEmpty else {
      throw node.refusal("the address must begin with https:// (or http:// to this machine itself)")
    }
    let authority = lowered.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    guard !authority.isEmpty, !authority.contains("@"), !lowered.contains("#") else {
      throw node.refusal("the address must name a host, without a user's name and without a #")
    }
    if scheme == "http://", !isLoopback(authority) {
      throw node.refusal("plain http is allowed only to 127.0.0.1, [::1] and localhost")
    }
    return scheme + authority
  }

  private static func isLoopback(_ authority: Substring) -> Bool {
    if authority == "[::1]" || authority.hasPrefix("[::1]:") { return true }
    let host = authority.prefix { $0 != ":" }
    if host == "localhost" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  /// Whether `url` leads to this very server, so that it may see our token.
  func covers(_ url: String) -> Bool {
    var rest = url.utf8[...]
    for byte in site.utf8 {
      guard let next = rest.popFirst(), lowered(next) == byte else { return false }
    }
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
    return rest.isEmpty || rest.first == UInt8(ascii: "/") || rest.first == UInt8(ascii: "?")
  }

  private func lowered(_ byte: UInt8) -> UInt8 {
    byte >= 65 && byte <= 90 ? byte + 32 : byte
  }
}
