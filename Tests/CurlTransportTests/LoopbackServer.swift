import Dispatch
import Foundation
import Synchronization

/// A server on 127.0.0.1 that says exactly the bytes that a test gives it, whole or broken.
///
/// Each connection has a thread of its own, which runs the test's script and then closes.
final class LoopbackServer: Sendable {
  let port: Int
  private let listener: Int32
  private let connected = Mutex(0)
  private let heard = Mutex<[String]>([])

  init(_ script: @escaping @Sendable (Connection) -> Void) throws {
    let (listener, port) = try Self.listen()
    self.listener = listener
    self.port = port
    Thread.detachNewThread { [self] in
      while true {
        let peer = accept(listener, nil, nil)
        guard peer >= 0 else {
          // Closed here and nowhere else: the number could be another server's a moment later.
          close(listener)
          return
        }
        let number = connected.withLock { count in
          count += 1
          return count
        }
        Thread.detachNewThread {
          let connection = Connection(descriptor: peer, number: number, server: self)
          script(connection)
          shutdown(peer, Int32(SHUT_RDWR))
          close(peer)
        }
      }
    }
  }

  /// A server that gives each request on each connection the same answer.
  static func answering(_ answer: String) throws -> LoopbackServer {
    try LoopbackServer { connection in
      while connection.readRequest() != nil { connection.write(answer) }
    }
  }

  var url: String { "http://127.0.0.1:\(port)" }
  /// How many connections were made.
  var connections: Int { connected.withLock(\.self) }
  /// Every request that was read, head and body, in the order of arrival.
  var requests: [String] { heard.withLock(\.self) }

  /// Takes no further connection; the port is refused from now on.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  fileprivate func hear(_ request: String) {
    heard.withLock { $0.append(request) }
  }

  private static func listen() throws -> (descriptor: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) | Glibc.listen(descriptor, 128)
          | getsockname(descriptor, pointer, &length)
      }
    }
    guard status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }
}

/// One connection to a `LoopbackServer`, seen from the server; used by its own thread alone.
final class Connection {
  /// Counts the connections of a server from 1.
  let number: Int
  private let descriptor: Int32
  private let server: LoopbackServer
  private var unread: [UInt8] = []

  fileprivate init(descriptor: Int32, number: Int, server: LoopbackServer) {
    self.descriptor = descriptor
    self.number = number
    self.server = server
  }

  /// Reads one request, its lines ended by `\n` alone; nil at the end of the connection.
  func readRequest() -> String? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = unread.firstRange(of: end) {
        let head = String(decoding: unread[..<range.lowerBound], as: UTF8.self)
          .replacingOccurrences(of: "\r\n", with: "\n")
        let length =
          head.split(separator: "\n")
          .first { $0.lowercased().hasPrefix("content-length:") }
          .flatMap { Int($0.split(separator: " ")[1]) } ?? 0
        while unread.count < range.upperBound + length {
          guard receive() else { return nil }
        }
        let body = unread[range.upperBound..<(range.upperBound + length)]
        unread.removeFirst(range.upperBound + length)
        let request = head + "\n\n" + String(decoding: body, as: UTF8.self)
        server.hear(request)
        return request
      }
      guard receive() else { return nil }
    }
  }

  /// Reads until the other side closes, and returns what came.
  func readToEnd() -> [UInt8] {
    while receive() {}
    return unread
  }

  /// Reads at least one byte.
  @discardableResult
  func receive() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    unread += buffer[..<count]
    return true
  }

  func write(_ text: String) {
    write(Array(text.utf8))
  }

  /// Writes all of `bytes`; false once the other side has closed.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}

/// What a test waits for on one thread and another thread does.
struct Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func open() { semaphore.signal() }
  /// Whether the gate was opened within ten seconds; far longer than any test takes.
  func pass() -> Bool { semaphore.wait(timeout: .now() + 10) == .success }
}

extension String {
  /// An HTTP answer with `body` and its length.
  static func answer(_ body: String, status: String = "200 OK", fields: String = "") -> String {
    "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(fields)\r\n\(body)"
  }
}
