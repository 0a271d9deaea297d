import FlyingSocks
import Glibc

/// Lets small answers leave at once.
///
/// The server writes the head and the body of an answer apart. Nagle's algorithm then holds the body
/// back until the other side has acknowledged the head, which it delays by 40 ms. A connection takes
/// over `TCP_NODELAY` from the socket that accepted it, and the pool is where that one passes by.
struct PromptPool<Base: AsyncSocketPool>: AsyncSocketPool {
  let base: Base

  func prepare() async throws { try await base.prepare() }

  func run() async throws { try await base.run() }

  func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
    if events == .connection {
      try socket.setValue(
        true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
    }
    try await base.suspendSocket(socket, untilReadyFor: events)
  }
}
