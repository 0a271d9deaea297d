import CMalloc
import Glibc

/// Gives memory that is free back to the machine.
///
/// glibc keeps what was freed between things that live on, so that each burst of messages and each snapshot would
/// leave the process a little larger for ever (mallopt(3), malloc_trim(3)).
struct Heap {
  /// How often it is looked at, in seconds; a look takes some milliseconds.
  private static let pause = 60

  private var trimmedAt = time(nil)

  /// Lets what is long, such as a snapshot that is written, have pages of its own, which go back when it is freed.
  init() {
    mallopt(M_MMAP_THRESHOLD, 128 << 10)
  }

  /// Gives back what is free, once a minute; to be called with each step.
  mutating func trim() {
    let now = time(nil)
    guard now - trimmedAt >= Self.pause || now < trimmedAt else { return }
    trimmedAt = now
    malloc_trim(0)
  }
}
