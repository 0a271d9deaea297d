/// Keeps foreign web pages out: the room listens on the loopback, where every open page can knock.
///
/// A page of another origin that posts here is told apart by its `Origin` and `Sec-Fetch-Site`; one
/// that has its own name point to 127.0.0.1 (DNS rebinding) by the `Host` it must name.
enum Gate {
  /// Lets `call` through, or throws `.foreign`.
  static func check(_ call: RoomCall) throws(RoomRefusal) {
    guard let host = call.headers["host"], isLoopback(host) else { throw .foreign }
    // Following a link to the room is how people come; everything else is for the room's own page.
    guard call.path != "/" || call.method != "GET" else { return }
    if let origin = call.headers["origin"], origin != "http://\(host)" { throw .foreign }
    if let site = call.headers["sec-fetch-site"], site != "same-origin", site != "none" {
      throw .foreign
    }
  }

  /// Whether `host`, with or without a port, can only mean this machine.
  ///
  /// Any port is fine, because a tunnel may end at another one.
  static func isLoopback(_ host: String) -> Bool {
    let parts = host.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first?.lowercased(), name == "127.0.0.1" || name == "localhost" else {
      return false
    }
    return parts.count == 1 || parts[1].utf8.allSatisfy { (48...57).contains($0) }
  }
}
