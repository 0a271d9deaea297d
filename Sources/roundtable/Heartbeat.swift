import BotRuntime
import Glibc
import Primitives

/// Tells others that the bot works: a file that is written anew while messages are read and can be kept, and the
/// service manager that the loop goes round.
///
/// The two differ on purpose. A chat service that is away lets the file grow old, so that somebody looks; a restart would not
/// help, so the service manager hears only of a loop that hangs (sd_notify(3), WatchdogSec=).
struct Heartbeat {
  /// How long the file stays as it is at least, in seconds.
  private static let pause = 5

  private let file: String?
  private let manager: ServiceManager?
  private var beats = 0
  private var writtenAt = 0
  private var toldAt = 0

  /// Speaks to whom the environment names, and writes `file` where one is asked for.
  ///
  /// Throws where the file can't be written.
  init(file: String?) throws(Failure) {
    self.file = file
    manager = ServiceManager()
    if let file, !Self.write(file) {
      throw Failure(73, "\(file): \(String(cString: strerror(errno)))")
    }
  }

  /// Says that the bot has read its state and begins its work.
  func begin() { manager?.tell("READY=1") }

  /// Says that the bot ends.
  func end() { manager?.tell("STOPPING=1") }

  /// Looks what `bot` has done since the last time; to be called with each step.
  mutating func beat(_ bot: Bot) {
    let now = time(nil)
    if now - toldAt >= Self.pause {
      toldAt = now
      manager?.tell("WATCHDOG=1")
    }
    guard let file, bot.beats != beats, now - writtenAt >= Self.pause else { return }
    beats = bot.beats
    writtenAt = now
    // A file that can't be written grows old, which is what a watchdog looks for.
    _ = Self.write(file)
  }

  /// Writes the time of day, over what was there, so that a full disk takes it.
  private static func write(_ file: String) -> Bool {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let line = Array("\(Instant(seconds: ProcessSurroundings.clock.seconds))\n".utf8)
    return pwrite(descriptor, line, line.count, 0) == line.count
  }
}

/// The service manager that started this process and wants to hear of it (sd_notify(3)).
private struct ServiceManager {
  private let descriptor: Int32
  private var address = sockaddr_un()
  private var length: socklen_t = 0

  /// Nil where the environment names none.
  init?() {
    guard let path = getenv("NOTIFY_SOCKET").map({ Array(String(cString: $0).utf8) }),
      path.count > 1,
      path[0] == UInt8(ascii: "/") || path[0] == UInt8(ascii: "@"),
      path.count < MemoryLayout.size(ofValue: address.sun_path)
    else { return nil }
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { bytes in
      bytes.copyBytes(from: path)
      // An abstract name begins with a zero where people write an at sign.
      if path[0] == UInt8(ascii: "@") { bytes[0] = 0 }
    }
    length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
  }

  /// Says one thing; nobody waits for it to be heard.
  func tell(_ state: String) {
    let bytes = Array(state.utf8)
    withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_DONTWAIT), address, length)
      }
    }
  }
}
