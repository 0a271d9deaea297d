import Glibc

/// One connection to a `ScriptedRoom`, seen from the room; nothing in it ever blocks.
final class RoomConnection {
  /// A request as it came over the wire.
  struct Arrival {
    var method: Substring
    var path: Substring
    /// The parameters behind the question mark, with nothing decoded: ours need it not.
    var query: [Substring: Substring]
    var bearer: Substring?
    var body: [UInt8]
  }

  let descriptor: Int32
  private(set) var isOpen = true
  private var unread: [UInt8] = []
  private var unsent: ArraySlice<UInt8> = []
  private var closesWhenSent = false

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close() }

  /// What `poll` is to look for.
  var interest: Int16 { Int16(unsent.isEmpty ? POLLIN : POLLIN | POLLOUT) }

  /// Closes the connection; what was not sent is lost.
  func close() {
    guard isOpen else { return }
    isOpen = false
    Glibc.close(descriptor)
  }

  /// Reads what has come and returns the next whole request; closes at the end of the stream.
  func receive() -> Arrival? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count > 0 {
        unread.append(contentsOf: buffer[..<count])
        if count == buffer.count { continue }
        break
      }
      if count < 0, errno == EAGAIN || errno == EINTR { break }
      close()
      return nil
    }
    return next()
  }

  /// Sends as much as goes at once, and the rest when `poll` says so.
  func send(_ bytes: [UInt8], closing: Bool = false) {
    if unsent.isEmpty { unsent = bytes[...] } else { unsent.append(contentsOf: bytes) }
    closesWhenSent = closing
    flush()
  }

  /// Goes on sending.
  func flush() {
    while isOpen, !unsent.isEmpty {
      let count = unsent.withUnsafeBytes { bytes in
        Glibc.send(
          descriptor, bytes.baseAddress, bytes.count,
          Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
      }
      if count < 0 {
        if errno != EAGAIN, errno != EINTR { close() }
        return
      }
      unsent = unsent.dropFirst(count)
    }
    if closesWhenSent { close() }
  }

  private static let headEnd = Array("\r\n\r\n".utf8)

  private func next() -> Arrival? {
    guard let end = unread.firstRange(of: Self.headEnd) else { return nil }
    let head = String(decoding: unread[..<end.lowerBound], as: UTF8.self)
    var length = 0
    var bearer: Substring?
    let lines = head.utf8.split(separator: 13)
    for line in lines.dropFirst() {
      let line = line.first == 10 ? line.dropFirst() : line
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = Substring(line[line.index(after: colon)...]).drop { $0 == " " }
      switch Substring(line[..<colon]).lowercased() {
      case "content-length": length = Int(value) ?? 0
      case "authorization": bearer = value.hasPrefix("Bearer ") ? value.dropFirst(7) : nil
      default: break
      }
    }
    guard unread.count >= end.upperBound + length, let first = lines.first else { return nil }
    let body = Array(unread[end.upperBound..<end.upperBound + length])
    unread.removeFirst(end.upperBound + length)
    let words = Substring(first).split(separator: " ")
    guard words.count == 3 else {
      close()
      return nil
    }
    let target = words[1].split(separator: "?", maxSplits: 1)
    var query: [Substring: Substring] = [:]
    for pair in target.dropFirst().first?.split(separator: "&") ?? [] {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      query[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
    return Arrival(
      method: words[0], path: target.first ?? "/", query: query, bearer: bearer, body: body)
  }
}
