import ChatEndpoint
package import Journaling
package import Primitives

/// What the chat service or the mail server would not take, one JSON object a line, for a person to look at.
package struct DeadLetters {
  /// What the file is called.
  package static let fileName = "dead-letters.jsonl"
  /// How long the file may become, in bytes; then the older half goes.
  static let mostBytes = 1 << 20

  private let storage: any Storage

  /// Speaks for the file in the folder behind `storage`.
  package init(_ storage: any Storage) {
    self.storage = storage
  }

  /// All of them, oldest first; a line that is none is left out, and stays in the file.
  package func all() throws(StorageError) -> [DeadLetter] {
    try lines().compactMap { DeadLetter($0) }
  }

  /// How many lines are none of ours; nobody can retry them, and they stay in the file.
  package func unreadableCount() throws(StorageError) -> Int {
    try lines().count { DeadLetter($0) == nil }
  }

  /// Removes the lines of `letters`, durably.
  package func remove(_ letters: [DeadLetter]) throws(StorageError) {
    let gone = Set(letters.map(\.line))
    try keep(try lines().filter { !gone.contains($0) })
  }

  /// Removes what has found its way into the outbox again: nobody has to look at it any more.
  func removeRetried(_ keys: some Sequence<String>) throws(StorageError) {
    let keys = Set(keys)
    guard !keys.isEmpty else { return }
    let retried = try all().filter { keys.contains($0.key) }
    if !retried.isEmpty { try remove(retried) }
  }

  private func lines() throws(StorageError) -> [[UInt8]] {
    (try storage.read(Self.fileName) ?? []).split(separator: 0x0A).map { Array($0) }
  }

  private func keep(_ lines: [[UInt8]]) throws(StorageError) {
    var bytes: [UInt8] = []
    for line in lines { bytes += line + [0x0A] }
    try storage.replace(Self.fileName, with: bytes)
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
    let needles = members.map { Array($0.text.utf8) }
    let lines = try lines()
    let kept = lines.filter { line in !needles.contains { Self.contains(line, $0) } }
    if kept.count != lines.count { try keep(kept) }
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

/// Something that was refused for good.
package struct DeadLetter: Sendable {
  /// What could be said, or sent by mail, after all.
  enum Content: Sendable {
    case utterance(Utterance)
    case mailing(Mailing)
  }

  /// When it was laid aside.
  package let at: Instant
  /// Why, in the words of the service.
  package let reason: String
  let content: Content
  /// Its line in the file.
  fileprivate let line: [UInt8]

  /// Reads a line; nil where it is none of ours.
  fileprivate init?(_ line: [UInt8]) {
    let value: JSONPart
    do throws(JSONError) { value = try JSONPart(parsing: line) } catch { return nil }
    guard let at = value["at"]?.instant, let reason = value["reason"]?.string,
      let entry = value["entry"]
    else { return nil }
    if let utterance = Utterance(reading: entry) {
      content = .utterance(utterance)
    } else if let mailing = Mailing(reading: entry) {
      content = .mailing(mailing)
    } else {
      return nil
    }
    self.at = at
    self.reason = reason
    self.line = line
  }

  /// By what the service knows it: the same however often it is tried.
  var key: String {
    switch content {
    case .utterance(let entry): entry.outgoing.key
    case .mailing(let entry): entry.key
    }
  }

  /// Where it was to go, for a person.
  package var place: String {
    switch content {
    case .utterance(let entry):
      if let member = entry.recipient ?? entry.outgoing.to {
        "to \(member)"
      } else {
        "in \(entry.outgoing.room.map { "\($0)" } ?? "no room")"
      }
    case .mailing(let entry): "by mail to \(entry.address.text)"
    }
  }

  /// What it says; the emoji of a reaction, the subject of a mail.
  package var text: String {
    switch content {
    case .utterance(let entry):
      switch entry.outgoing.content {
      case .text(let text): text
      case .reaction(let emoji, _): emoji
      }
    case .mailing(let entry): entry.letter.subject
    }
  }
}
