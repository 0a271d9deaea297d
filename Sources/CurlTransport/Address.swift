import Primitives

/// What an address of the web may look like before anything is sent to it.
///
/// It is stricter than libcurl's own reading, and every form that the two could read differently is
/// refused: user names, spaces, characters outside ASCII, and other spellings of a loopback address.
struct Address {
  /// Whether the host is this machine, spelt as a loopback address or `localhost`.
  ///
  /// libcurl never asks a name server for `localhost` (RFC 6761, section 6.3), so the name is as good
  /// as the number.
  let isLoopback: Bool

  /// Checks `url`: `https` to any host, or `http` to this machine.
  init(checking url: String) throws(TransportError) {
    var url = url
    let verdict = url.withUTF8 { Self.verdict(on: $0[...]) }
    switch verdict {
    case .success(let isLoopback): self.isLoopback = isLoopback
    case .failure(let error): throw error
    }
  }

  /// Checks `url`, the address of a mail server: `smtps`, or `smtp` with or without encryption, which
  /// only this machine may be spoken to without.
  init(checkingMail url: String, isPlain: Bool) throws(TransportError) {
    var url = url
    let host = url.withUTF8 { bytes -> (isLoopback: Bool, isWhole: Bool)? in
      let bytes = bytes[...]
      let isWhole = Self.hasPrefix("smtps://", bytes)
      guard isWhole || Self.hasPrefix("smtp://", bytes),
        let host = Self.host(of: bytes.dropFirst(isWhole ? 8 : 7))
      else { return nil }
      return (Self.isLoopback(host), isWhole)
    }
    guard let host else {
      throw TransportError(
        .refused, "the address of a mail server is smtp://host:port or smtps://host:port")
    }
    guard !isPlain || host.isLoopback && !host.isWhole else {
      throw TransportError(.refused, "mail goes unencrypted to this machine only")
    }
    isLoopback = host.isLoopback
  }

  private static func verdict(
    on bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Result<Bool, TransportError> {
    guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      return .failure(
        TransportError(.refused, "the address holds a character that must be percent-encoded"))
    }
    let isEncrypted = hasPrefix("https://", bytes)
    guard isEncrypted || hasPrefix("http://", bytes) else {
      return .failure(TransportError(.refused, "only https and http addresses are allowed"))
    }
    let authority = bytes.dropFirst(isEncrypted ? 8 : 7)
      .prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    guard let host = host(of: authority) else {
      return .failure(TransportError(.refused, "the address names no host that can be relied on"))
    }
    let isLoopback = isLoopback(host)
    guard isEncrypted || isLoopback else {
      return .failure(
        TransportError(.refused, "http is allowed to this machine only; use https"))
    }
    return .success(isLoopback)
  }

  /// The host without its port; nil where it holds anything but letters, digits, `.`, `-`, `_`, or an
  /// IPv6 address in brackets, or where the port is no number.
  private static func host(
    of authority: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Slice<UnsafeBufferPointer<UInt8>>? {
    let host: Slice<UnsafeBufferPointer<UInt8>>
    if authority.first == UInt8(ascii: "[") {
      guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      host = authority[...end]
      let inside = host.dropFirst().dropLast()
      guard inside.allSatisfy({ isHexadecimal($0) || $0 == UInt8(ascii: ":") }) else { return nil }
    } else {
      host = authority.prefix { $0 != UInt8(ascii: ":") }
      guard host.allSatisfy({ isLetter($0) || isDigit($0) || "._-".utf8.contains($0) }) else {
        return nil
      }
    }
    let port = authority[host.endIndex...]
    let portIsSound =
      port.isEmpty || (port.first == UInt8(ascii: ":") && port.dropFirst().allSatisfy(isDigit))
    return host.isEmpty || !portIsSound ? nil : host
  }

  /// Whether `host` is `localhost`, `[::1]`, or four decimal numbers of which the first is 127.
  private static func isLoopback(_ host: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if host.count == 9, hasPrefix("localhost", host) { return true }
    if host.elementsEqual("[::1]".utf8) { return true }
    let parts = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0].elementsEqual("127".utf8)
      && parts.allSatisfy { part in
        // A leading zero would make the number octal for some readers.
        (1...3).contains(part.count) && part.allSatisfy(isDigit)
          && (part.count == 1 || part.first != UInt8(ascii: "0"))
          && part.reduce(0) { $0 * 10 + Int($1) - 48 } < 256
      }
  }

  /// Whether `bytes` begin with `prefix`, which is in lower case, whatever their case.
  private static func hasPrefix(
    _ prefix: StaticString, _ bytes: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Bool {
    prefix.withUTF8Buffer { prefix in
      bytes.count >= prefix.count
        && zip(prefix, bytes).allSatisfy { $0 == (isLetter($1) ? $1 | 0x20 : $1) }
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- 0x61 < 6
  }
}
