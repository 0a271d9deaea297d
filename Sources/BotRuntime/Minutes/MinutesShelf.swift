import CommunityCore
import Journaling
import Primitives

/// The folder of minutes, written a moment after they change.
///
/// The files follow from what is kept, so they are renamed into place but not synced, like those of
/// calendars; each start compares them all, and writes what is missing, torn or of an older state.
struct MinutesShelf {
  /// Where the files lie, below the state folder; every file can be read by its owner alone.
  static let folder = "outbox/minutes"
  /// How long nothing must have changed before files are written.
  private static let quiet = Span.seconds(1)
  /// How long it is left alone after a failure.
  private static let pause = Span.minutes(1)

  /// One session of one community.
  struct Subject: Hashable {
    /// The key of the community.
    let community: String
    let session: SessionID
  }

  private let storage: any Storage
  private var isReady = false
  /// What has changed since it was written; nil for everything.
  private var changed: Set<Subject>? = []
  /// When files are to be written, by uptime; nil where they are as they should be.
  private(set) var dueAt: Span?

  init(_ storage: any Storage) {
    self.storage = storage
  }

  /// Notes that the minutes of some sessions have changed.
  mutating func note(_ subjects: [Subject], at uptime: Span) {
    guard !subjects.isEmpty else { return }
    changed?.formUnion(subjects)
    dueAt = dueAt ?? uptime + Self.quiet
  }

  /// Notes that every file may have changed, because somebody is to vanish from them, or nobody knows
  /// what an earlier process wrote.
  mutating func noteForgetting(at uptime: Span) {
    changed = nil
    dueAt = uptime
  }

  /// Writes the files that have changed, and removes those of minutes that are not shown any more.
  mutating func write(_ commons: Commons, at uptime: Span) throws(StorageError) {
    do throws(StorageError) {
      var current: Set<String> = []
      for community in commons.communities {
        for session in community.sessions.all where isChanged(session, of: community) {
          let minutes = CommunityMinutes(community: community, session: session)
          if minutes.isShown {
            current.insert(minutes.name)
            try put(minutes)
          } else if changed != nil {
            try storage.remove("\(Self.folder)/\(minutes.name)")
          }
        }
      }
      if changed == nil {
        for name in try storage.list(Self.folder) where !current.contains(name) {
          try storage.remove("\(Self.folder)/\(name)")
        }
      }
      changed = []
      dueAt = nil
    } catch {
      dueAt = uptime + Self.pause
      throw error
    }
  }

  private func isChanged(_ session: Sessions.Session, of community: Community) -> Bool {
    changed?.contains(Subject(community: community.plan.key, session: session.id)) ?? true
  }

  private mutating func put(_ minutes: CommunityMinutes) throws(StorageError) {
    let name = "\(Self.folder)/\(minutes.name)"
    try makeReady()
    let bytes = minutes.bytes
    if try storage.read(name) != bytes { try storage.put(bytes, as: name) }
  }

  private mutating func makeReady() throws(StorageError) {
    guard !isReady else { return }
    try storage.makeFolder("outbox")
    try storage.makeFolder(Self.folder)
    try storage.sweep(Self.folder)
    isReady = true
  }
}
