import Journaling
import Primitives

/// Letters as files in the state folder, where no server is set up: a person, or a program that they
/// choose, can open or send them (RFC 5322, by the name `.eml`).
struct MailFiles {
  /// Where the files lie, below the state folder; every file can be read by its owner alone.
  static let folder = "outbox/mail"

  private let storage: any Storage

  init(_ storage: any Storage) {
    self.storage = storage
  }

  /// Writes a letter, durably, by the name that the mail has: twice is one file.
  func add(_ bytes: [UInt8], named name: String) throws(StorageError) {
    try storage.makeFolder("outbox")
    try storage.makeFolder(Self.folder)
    try storage.replace("\(Self.folder)/\(name).eml", with: bytes)
  }

  /// Removes the letters to members, whose names end in `marks`.
  func remove(_ marks: [String]) throws(StorageError) {
    for name in try storage.list(Self.folder) where marks.contains(where: { name.isLetter(to: $0) })
    {
      try storage.remove("\(Self.folder)/\(name)")
    }
  }
}

extension String {
  /// Whether the name of a file, finished or not, is that of a letter whose name ends in `mark`.
  fileprivate func isLetter(to mark: String) -> Bool {
    let parts = utf8.split(separator: UInt8(ascii: "."))
    return parts.count > 1 && parts[1].elementsEqual(mark.utf8)
  }
}
