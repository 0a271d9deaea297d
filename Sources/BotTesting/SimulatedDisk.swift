import Glibc
package import Journaling
package import Primitives

/// A state folder that loses what was not synced, runs full, fails, and stops at a chosen call.
///
/// It keeps every write and every change of a name apart until it is synced. `crash` then draws, for
/// each of them on its own, whether it reached the disk wholly, in part or not at all, in the order
/// that POSIX promises, which is none. After a call at which it was told to stop, every further call
/// fails: the process is dead, and the caller only does not know it yet.
package final class SimulatedDisk: Storage {
  /// What can go wrong at a call.
  package enum Fault: Hashable, Sendable {
    /// The machine stops before the call has an effect.
    case crash
    /// The machine stops in the middle of the call: a write may be there in part.
    case crashWithin
    /// The device fails.
    case device
    /// There is no room.
    case noSpace
  }

  private final class File {
    var bytes: [UInt8] = []
    var durable: [UInt8] = []
    var pending: [Change] = []

    init() {}
  }

  private enum Change {
    case write(offset: Int, bytes: [UInt8])
    case truncate(length: Int)
  }

  private enum Renaming {
    case set(String, File)
    case move(String, to: String, File)
    case remove(String)
  }

  private var names: [String: File] = [:]
  private var durableNames: [String: File] = [:]
  private var pendingNames: [String: [Renaming]] = [:]
  private var folders: Set<String> = [""]

  /// How many calls that change something there were, all lives of the process together.
  package private(set) var callCount = 0
  /// How many syncs of files or folders there were.
  package private(set) var syncCount = 0
  /// What goes wrong at the call with the given number, counted from 1.
  package var faults: [Int: Fault] = [:]
  /// How many bytes fit; nil where there is no bound.
  package var capacity: Int?
  /// Whether a crash fault has struck and `crash` has not been called since.
  package private(set) var isDead = false
  /// The process id of whoever is said to hold the lock from outside; nil where nobody does.
  package var foreignHolder: Int?

  /// Makes an empty disk.
  package init() {}

  /// Ends the process and the machine: what was not synced is there, or not, or in part, by `chance`.
  package func crash(using chance: inout Randomness) {
    for folder in pendingNames.keys.sorted() {
      for change in pendingNames[folder] ?? [] where chance.chance(percent: 50) {
        carryOut(change, in: &durableNames)
      }
    }
    pendingNames = [:]
    names = durableNames
    for name in names.keys.sorted() {
      guard let file = names[name] else { continue }
      for change in file.pending { tear(change, in: file, using: &chance) }
      file.pending = []
      file.bytes = file.durable
    }
    isDead = false
  }

  /// Ends the process alone, as SIGKILL does: whatever was written stays.
  package func kill() {
    isDead = false
  }

  /// Lets the process die here and now; true, so that it can stand in a condition.
  package func stop() -> Bool {
    isDead = true
    return true
  }

  /// Flips one bit of the file `name`, on the disk as in memory.
  package func flipBit(_ bit: Int, at offset: Int, of name: String) {
    guard let file = names[name], offset < file.bytes.count else { return }
    file.bytes[offset] ^= 1 << UInt8(bit & 7)
    file.durable = file.bytes
    file.pending = []
  }

  /// Puts a file there, durably, as if it had always been there.
  package func place(_ bytes: [UInt8], as name: String) {
    let file = File()
    file.bytes = bytes
    file.durable = bytes
    names[name] = file
    durableNames[name] = file
  }

  /// Takes a file away, durably.
  package func discard(_ name: String) {
    names[name] = nil
    durableNames[name] = nil
  }

  /// The names of all files, sorted.
  package var fileNames: [String] { names.keys.sorted() }

  /// What the file `name` holds now; nil where there is none.
  package func content(of name: String) -> [UInt8]? { names[name]?.bytes }

  /// Whether `needle` stands in a file that would survive a crash now.
  package func isDurable(_ needle: String) -> Bool {
    durableNames.values.contains { Self.contains($0.durable, Array(needle.utf8)) }
  }

  /// The files in which `needle` stands, whether durably or not.
  package func files(containing needle: String) -> [String] {
    let needle = Array(needle.utf8)
    return names.keys.sorted().filter { name in
      names[name].map { Self.contains($0.bytes, needle) || Self.contains($0.durable, needle) }
        ?? false
    }
  }

  private static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first else { return true }
    return bytes.withUnsafeBytes { haystack in
      var from = haystack.baseAddress
      var left = haystack.count
      while let start = from, left >= needle.count,
        let found = memchr(start, Int32(first), left - needle.count + 1)
      {
        if memcmp(found, needle, needle.count) == 0 { return true }
        left -= UnsafeRawPointer(found) - start + 1
        from = UnsafeRawPointer(found) + 1
      }
      return false
    }
  }

  /// How many bytes all files take now.
  package var usedBytes: Int { names.values.reduce(0) { $0 + $1.bytes.count } }
}

extension SimulatedDisk {
  /// The path behind `name`, for messages to people.
  package func path(of name: String) -> String { "disk/" + name }

  /// Takes the folder, unless somebody else is said to have it.
  package func lock() throws(StorageError) {
    try live()
    if let foreignHolder {
      throw StorageError(
        .locked(by: foreignHolder), path: "disk", reason: "in use by process \(foreignHolder)")
    }
  }

  /// The whole content of the file; nil where there is none.
  package func read(_ name: String) throws(StorageError) -> [UInt8]? {
    try live()
    return names[name]?.bytes
  }

  /// Writes `bytes` at `offset`, making the file where there is none.
  package func write(
    _ bytes: [UInt8], to name: String, at offset: Int
  ) throws(StorageError) {
    let fault = try count()
    if fault == .device { throw failure(.device, name) }
    let file = names[name] ?? create(name)
    let room = capacity.map { max(0, $0 - usedBytes + max(0, file.bytes.count - offset)) }
    let fits =
      switch fault {
      case .crashWithin, .noSpace: bytes.count / 2
      default: min(bytes.count, room ?? bytes.count)
      }
    let part = Array(bytes[..<fits])
    apply(.write(offset: offset, bytes: part), to: &file.bytes)
    file.pending.append(.write(offset: offset, bytes: part))
    if fault == .crashWithin {
      isDead = true
      throw failure(.device, name)
    }
    guard fits == bytes.count else { throw failure(.noSpace, name) }
  }

  /// Cuts the file to `length` bytes.
  package func truncate(_ name: String, to length: Int) throws(StorageError) {
    try fail(at: name)
    guard let file = names[name] else { return }
    apply(.truncate(length: length), to: &file.bytes)
    file.pending.append(.truncate(length: length))
  }

  /// Makes everything written to the file durable.
  package func sync(_ name: String) throws(StorageError) {
    syncCount += 1
    let fault = try count()
    guard let file = names[name] else { throw failure(.device, name) }
    if let fault {
      // As Linux does it: the pages are marked clean, and no later sync writes them.
      file.pending = []
      if fault == .crashWithin { isDead = true }
      throw failure(fault == .noSpace ? .noSpace : .device, name)
    }
    file.durable = file.bytes
    file.pending = []
  }

  /// Gives the file another name, replacing what was there, in one step.
  package func rename(_ name: String, to other: String) throws(StorageError) {
    try fail(at: name)
    guard let file = names[name] else { throw failure(.device, name) }
    change(.move(name, to: other, file))
  }

  /// Gives the file a second name, which must not be taken.
  package func link(_ name: String, as other: String) throws(StorageError) {
    try fail(at: name)
    guard let file = names[name], names[other] == nil else { throw failure(.device, name) }
    change(.set(other, file))
  }

  /// Takes the name away; no error where there is none.
  package func remove(_ name: String) throws(StorageError) {
    try live()
    guard names[name] != nil else { return }
    try fail(at: name)
    change(.remove(name))
  }

  /// The names in `folder`, sorted; none where there is no such folder.
  package func list(_ folder: String) throws(StorageError) -> [String] {
    try live()
    let prefix = folder.isEmpty ? "" : folder + "/"
    let inside = (Array(names.keys) + folders).filter { $0.hasPrefix(prefix) && $0 != folder }
    // A folder is listed like a file, as every file system does.
    return Set(inside.map { String($0.dropFirst(prefix.count).prefix { $0 != "/" }) }).sorted()
  }

  /// Makes `folder` where there is none, durably.
  package func makeFolder(_ folder: String) throws(StorageError) {
    try live()
    folders.insert(folder)
  }

  /// Makes every change of a name in `folder` durable.
  package func syncFolder(_ folder: String) throws(StorageError) {
    syncCount += 1
    try fail(at: folder)
    for change in pendingNames[folder] ?? [] { carryOut(change, in: &durableNames) }
    pendingNames[folder] = nil
  }
}

extension SimulatedDisk {
  private func live() throws(StorageError) {
    if isDead { throw failure(.device, "") }
  }

  /// Counts a call that changes something; a crash strikes here.
  private func count() throws(StorageError) -> Fault? {
    try live()
    callCount += 1
    let fault = faults.removeValue(forKey: callCount)
    if fault == .crash {
      isDead = true
      throw failure(.device, "")
    }
    return fault
  }

  /// Counts a call that has an effect wholly or not at all, and takes no room.
  private func fail(at name: String) throws(StorageError) {
    guard let fault = try count(), fault != .noSpace else { return }
    if fault == .crashWithin { isDead = true }
    throw failure(.device, name)
  }

  private func failure(_ kind: StorageError.Kind, _ name: String) -> StorageError {
    StorageError(
      kind, path: path(of: name), reason: isDead ? "the process has ended" : "made to fail")
  }

  private func create(_ name: String) -> File {
    let file = File()
    change(.set(name, file))
    return file
  }

  private func change(_ renaming: Renaming) {
    carryOut(renaming, in: &names)
    let name =
      switch renaming {
      case .set(let name, _), .move(_, let name, _), .remove(let name): name
      }
    pendingNames[Self.folder(of: name), default: []].append(renaming)
  }

  private func carryOut(_ renaming: Renaming, in names: inout [String: File]) {
    switch renaming {
    case .set(let name, let file): names[name] = file
    case .move(let name, let other, let file):
      names[name] = nil
      names[other] = file
    case .remove(let name): names[name] = nil
    }
  }

  private func apply(_ change: Change, to bytes: inout [UInt8]) {
    switch change {
    case .write(let offset, let written):
      if bytes.count < offset { bytes += [UInt8](repeating: 0, count: offset - bytes.count) }
      let end = min(bytes.count, offset + written.count)
      bytes.replaceSubrange(offset..<max(offset, end), with: written)
    case .truncate(let length):
      if length < bytes.count { bytes.removeSubrange(length...) }
    }
  }

  /// Lets a change reach the disk wholly, not at all, cut short, or with a hole of zeros.
  private func tear(_ change: Change, in file: File, using chance: inout Randomness) {
    guard case .write(let offset, var bytes) = change, !bytes.isEmpty else {
      if chance.chance(percent: 50) { apply(change, to: &file.durable) }
      return
    }
    switch chance.number(below: 4) {
    case 0: return
    case 1: break
    case 2: bytes.removeLast(chance.number(below: bytes.count))
    default:
      let from = chance.number(below: bytes.count)
      for index in from..<min(bytes.count, from + 512) { bytes[index] = 0 }
    }
    apply(.write(offset: offset, bytes: bytes), to: &file.durable)
  }
}
