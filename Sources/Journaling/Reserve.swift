import Primitives

/// Room that was taken while there was some: records for which the journal has none are written over it.
///
/// The file is as long as it will ever be from the beginning, so that a full disk takes what is written into it. Its records
/// have the form of the journal's lines and the numbers that follow them, and spaces stand behind them. Once there is room they
/// are appended to the journal, and only then is the reserve wiped: where a number stands in both, the two
/// lines are the same, or the one in the journal was never confirmed.
struct Reserve {
  /// What the file is called.
  static let fileName = "reserve"
  /// How long it is: more than a hundred refusals.
  static let byteCount = 64 << 10

  /// The lines of the records that the journal does not have, in order.
  private(set) var lines: [UInt8] = []
  /// How many records that are.
  private(set) var count = 0
  /// How many bytes from the beginning are not free.
  private var used = 0

  private let storage: any Storage

  init(_ storage: any Storage) {
    self.storage = storage
  }

  /// Goes on behind what was found in the file.
  init(_ storage: any Storage, continuing found: JournalContents.Reserved) {
    self.storage = storage
    lines = found.lines
    count = found.count
    used = found.usedByteCount
  }

  /// Takes the room, unless it is taken already; where there is none, nothing can be reserved.
  func take() {
    do throws(StorageError) {
      if let bytes = try storage.read(Self.fileName), bytes.count == Self.byteCount { return }
      guard count == 0 else { return }
      try storage.replace(Self.fileName, with: Self.blank(Self.byteCount))
    } catch {
      // Then reading stops at once when the disk is full, and nothing else differs.
    }
  }

  /// Writes one more record, durably; throws `refused` where it does not fit.
  mutating func append(_ line: [UInt8]) throws(KeepingError) {
    guard used + line.count <= Self.byteCount else {
      throw .refused(
        StorageError(
          .noSpace, path: storage.path(of: Self.fileName), reason: "the reserve is used up"))
    }
    do throws(StorageError) {
      try storage.write(line, to: Self.fileName, at: used)
    } catch {
      guard error.kind == .noSpace else { throw .lost(error) }
      throw .refused(error)
    }
    try sync(line, at: used)
    used += line.count
    lines += line
    count += 1
  }

  /// Wipes what was written, durably, because the journal has it.
  mutating func clear() throws(KeepingError) {
    guard used > 0 else { return }
    let blank = Self.blank(used)
    // What stands there must never meet a journal that has gone on behind it.
    do throws(StorageError) {
      try storage.write(blank, to: Self.fileName, at: 0)
    } catch { throw .lost(error) }
    try sync(blank, at: 0)
    lines = []
    count = 0
    used = 0
  }

  /// Makes `bytes`, which were just written, durable; where that fails they are written anew, once, because
  /// a failed sync leaves them marked as written.
  private func sync(_ bytes: [UInt8], at offset: Int) throws(KeepingError) {
    do throws(StorageError) { try storage.sync(Self.fileName) } catch {
      do throws(StorageError) {
        try storage.write(bytes, to: Self.fileName, at: offset)
        try storage.sync(Self.fileName)
      } catch { throw .lost(error) }
    }
  }

  private static func blank(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x20, count: count) }
}
