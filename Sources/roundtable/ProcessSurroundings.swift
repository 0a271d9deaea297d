import BotRuntime
import ChatEndpoint
import CurlTransport
import Glibc
import Primitives
import Settings
import Synchronization

/// The clock, the chance and the signals of this process.
final class ProcessSurroundings: Surroundings {
  private let profile: () throws(ConfigurationError) -> Profile
  private let mailServer: () throws(ConfigurationError) -> MailServer?

  /// Reads the profile again through `profile` when a token was refused, and the mail server through
  /// `mailServer` when a password was.
  init(
    profile: @escaping () throws(ConfigurationError) -> Profile,
    mailServer: @escaping () throws(ConfigurationError) -> MailServer?
  ) {
    self.profile = profile
    self.mailServer = mailServer
  }

  var now: Instant { Self.clock }

  /// The time of day.
  static var clock: Instant { Instant(milliseconds: read(CLOCK_REALTIME)) }

  var uptime: Span { Span(milliseconds: Self.read(CLOCK_BOOTTIME)) }

  var isStopping: Bool { Stopping.isAsked }

  func drawSeed() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }

  func renewedProfile() -> Profile? {
    do throws(ConfigurationError) {
      return try profile()
    } catch {
      complain(error.description)
      return nil
    }
  }

  func renewedMailServer() -> MailServer? {
    do throws(ConfigurationError) {
      return try mailServer()
    } catch {
      complain(error.description)
      return nil
    }
  }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// The wish that the process may end.
enum Stopping {
  private static let asked = Atomic(false)
  // Set once before the handlers are, and only read by them.
  private nonisolated(unsafe) static var waker: Waker?

  /// Whether the process was asked to end.
  static var isAsked: Bool { asked.load(ordering: .acquiring) }

  /// Asks for the end, and ends the wait of the transport.
  static func ask() {
    asked.store(true, ordering: .releasing)
    waker?.wake()
  }

  /// Lets SIGTERM and SIGINT end the wait of a transport at once, and the process soon after.
  ///
  /// A pipe nobody reads and a file that may not grow give errors then, and not the end of the
  /// process; a terminal that hangs up is no reason to end.
  static func listen(waking waker: Waker) {
    self.waker = waker
    listenWithoutTransport()
  }

  /// Takes note of the same signals where nothing waits for a network.
  static func listenWithoutTransport() {
    _ = isAsked
    for signal in [SIGTERM, SIGINT] { Glibc.signal(signal) { _ in Stopping.ask() } }
    for signal in [SIGPIPE, SIGXFSZ, SIGHUP] { Glibc.signal(signal, SIG_IGN) }
  }
}
