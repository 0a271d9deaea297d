import CCurl
import Glibc
import Synchronization

/// Ends the wait of a transport from anywhere: another thread, or the handler of a signal.
package final class Waker: Sendable {
  private let hasWoken = Atomic(false)
  // libcurl's own promise: only `curl_multi_wakeup` may be called from elsewhere, and `wake` is all
  // that is called from elsewhere here.
  private nonisolated(unsafe) let multi: UnsafeMutableRawPointer

  /// Takes over `multi`, which lives as long as somebody might wake it.
  init(multi: UnsafeMutableRawPointer) {
    self.multi = multi
  }

  deinit {
    curl_multi_cleanup(multi)
  }

  /// Ends the wait that is going on, or else the next one.
  ///
  /// It takes no lock, allocates nothing and leaves `errno` as it was.
  package func wake() {
    let before = errno
    hasWoken.store(true, ordering: .releasing)
    curl_multi_wakeup(multi)
    errno = before
  }

  /// Whether `wake` was called since this was last asked.
  func takeWake() -> Bool {
    hasWoken.load(ordering: .relaxed) && hasWoken.exchange(false, ordering: .acquiring)
  }
}
