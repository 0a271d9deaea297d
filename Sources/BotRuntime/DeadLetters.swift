import ChatEndpoint
import Journaling
import Primitives

/// What the chat service or the mail server would not take, one JSON object a line, for a person to look at.
struct DeadLetters {
  /// What the file is called.
  static let fileName = "dead-letters.jsonl"
  /// How long the file may become, in bytes; then the older half goes.
  static let mostBytes = 1 << 20

  private let storage: any Storage

  init(_ storage: any Storage) {
    self.storage = storage
  }

  /// Adds an entry that was refused with `reason`, once, however often it is refused; returns how many
  /// older ones had to go.
  func add(_ entry: Utterance, _ reason: String, at now: Instant) throws(StorageError) -> Int {
    try add(entry.outgoing.key, reason, at: now, entry.write)
  }

  /// As above, for an entry with the key `key` that `write` writes.
  func add(
    _ key: String, _ reason: String, at now: Instant, _ write: (inout JSONWriter) -> Void
  ) throws(StorageError) -> Int {
    var bytes = try storage.read(Self.fileName) ?? []
    guard !Self.contains(bytes, Array("\"\(key)\"".utf8)) else { return 0 }
    var dropped = 0
    if bytes.count > Self.mostBytes {
      let half = bytes[(bytes.count / 2)...]
      let kept = half.firstIndex(of: 0x0A).map { $0 + 1 } ?? half.endIndex
      dropped = bytes[..<kept].count { $0 == 0x0A }
      bytes = Array(bytes[kept...])
    }
    var json = JSONWriter()
    json.object { json in
      json.member("at", now)
      json.member("reason", reason)
      json.name("entry")
      write(&json)
    }
    json.endLine()
    try storage.replace(Self.fileName, with: bytes + json.bytes)
    return dropped
  }

  /// Removes every line in which the id of one of `members` occurs.
  func wipe(_ members: [MemberID]) throws(StorageError) {
    guard let bytes = try storage.read(Self.fileName) else { return }
    let needles = members.map { Array($0.text.utf8) }
    let kept = bytes.split(separator: 0x0A).filter { line in
      !needles.contains { Self.contains(Array(line), $0) }
    }
    var remaining = Array(kept.joined(separator: [0x0A]))
    if !remaining.isEmpty { remaining.append(0x0A) }
    guard remaining.count != bytes.count else { return }
    try storage.replace(Self.fileName, with: remaining)
  }

  /// Whether `needle` occurs in `bytes`.
  static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first, bytes.count >= needle.count else { return needle.isEmpty }
    for start in 0...(bytes.count - needle.count)
    where bytes[start] == first && bytes[start..<start + needle.count].elementsEqual(needle) {
      return true
    }
    return false
  }
}
