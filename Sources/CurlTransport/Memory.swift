import Glibc

/// Bytes at an address that stays the same while nothing is added, which an array's need not.
///
/// It keeps its room from one exchange to the next, because a fresh allocation for each costs more than
/// copying the few hundred bytes of a chat message out of it.
struct Memory: ~Copyable {
  /// How much room it keeps, in bytes; twice what an ordinary page of messages is long.
  static let mostKept = 64 << 10

  private(set) var base: UnsafeMutableRawPointer?
  private(set) var count = 0
  /// How much room it has, in bytes.
  private(set) var capacity = 0

  deinit {
    free(base)
  }

  /// The bytes, valid until the next call of a mutating function.
  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base, count: count)
  }

  /// Adds the `length` bytes at `source`.
  mutating func append(_ source: UnsafeRawPointer, count length: Int) {
    if count + length > capacity {
      capacity = max(512, (count + length) * 2)
      guard let larger = realloc(base, capacity) else {
        preconditionFailure("There is no memory left for \(capacity) bytes.")
      }
      base = larger
    }
    guard let base, length > 0 else { return }
    memcpy(base + count, source, length)
    count += length
  }

  /// Forgets the bytes; gives the room back where it is more than `mostKept`.
  mutating func removeAll() {
    count = 0
    if capacity > Self.mostKept {
      free(base)
      base = nil
      capacity = 0
    }
  }
}
