import CommunityCore
import Journaling
import Primitives

/// The folder of calendar files, which are written some time after what they show has changed.
///
/// The files follow from what is kept, so they are renamed into place but not synced: after a crash the
/// next start compares and writes what is missing or torn. Nothing that goes wrong here stops the bot.
struct CalendarShelf {
  /// Where the files lie, below the state folder.
  static let folder = "outbox/calendar"
  /// What holds the key from which names that can't be guessed are made.
  static let keyName = "calendar.key"
  /// How long nothing must have changed before the files are written.
  private static let quiet = Span.seconds(1)
  /// How long changes may put that off.
  private static let longest = Span.seconds(5)
  /// How long it is left alone after a failure.
  private static let pause = Span.minutes(1)

  private let storage: any Storage
  private var isReady = false
  /// What was written under each name, as a number that only this process understands.
  private var written: [String: Int] = [:]
  /// When the oldest change came that is not written, by uptime.
  private var changedAt: Span?
  /// When the files are to be written, by uptime; nil where they are as they should be.
  private(set) var dueAt: Span?

  init(_ storage: any Storage) {
    self.storage = storage
  }

  /// Notes that the files may have to change.
  mutating func noteChange(at uptime: Span) {
    let first = changedAt ?? uptime
    changedAt = first
    dueAt = min(uptime + Self.quiet, first + Self.longest)
  }

  /// Notes that somebody is to vanish from the files at once.
  mutating func noteForgetting(at uptime: Span) {
    changedAt = changedAt ?? uptime
    dueAt = uptime
  }

  /// Writes the files that have changed, and removes those that stand for nothing any more.
  mutating func write(
    _ commons: Commons, _ names: CalendarNames, at now: Instant, uptime: Span
  ) throws(StorageError) {
    do throws(StorageError) {
      try makeReady()
      var current: Set<String> = []
      var failure: StorageError?
      for community in commons.communities {
        CommunityCalendar(community: community, charter: commons.charter, names: names, now: now)
          .makeFiles { file in
            current.insert(file.name)
            guard failure == nil else { return }
            do throws(StorageError) { try put(file) } catch { failure = error }
          }
      }
      // What has to go goes before anybody learns that something could not come.
      try removeAll(but: current)
      if let failure { throw failure }
      changedAt = nil
      dueAt = nil
    } catch {
      dueAt = uptime + Self.pause
      throw error
    }
  }

  private mutating func makeReady() throws(StorageError) {
    guard !isReady else { return }
    try storage.makeFolder("outbox")
    try storage.makeFolder(Self.folder)
    try storage.sweep(Self.folder)
    isReady = true
  }

  private mutating func put(_ file: CommunityCalendar.File) throws(StorageError) {
    let name = "\(Self.folder)/\(file.name)"
    var hasher = Hasher()
    file.bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    let digest = hasher.finalize()
    if written[file.name] == digest { return }
    let earlier = written[file.name] == nil ? try storage.read(name) : nil
    if earlier != file.bytes { try storage.put(file.bytes, as: name) }
    written[file.name] = digest
  }

  private mutating func removeAll(but current: Set<String>) throws(StorageError) {
    for name in try storage.list(Self.folder)
    where name.hasSuffix(".ics") && !current.contains(name) {
      written[name] = nil
      try storage.remove("\(Self.folder)/\(name)")
    }
  }
}
