import CommunityCore
import Journaling

/// The folders of documents that coordinators asked for, one a day, below the outbox.
///
/// A document is durable before the answer that names it is kept: after a crash between the two the
/// command is read again, and writes the file again. Nothing is ever read back.
struct DocumentShelf {
  private static let outbox = "outbox"
  private let storage: any Storage

  init(_ storage: any Storage) {
    self.storage = storage
  }

  /// Writes the files of an order, each in one step; every one can be read by its owner alone.
  func put(_ order: DocumentOrder, of commons: Commons) throws(StorageError) {
    guard let community = commons.communities.first(where: { $0.plan.key == order.community })
    else { return }
    let folder = "\(Self.outbox)/\(community.folder(of: order))"
    try storage.makeFolder(Self.outbox)
    try storage.makeFolder(folder)
    for file in DocumentFiles.make(order, of: commons) {
      try storage.replace("\(folder)/\(file.name)", with: file.bytes)
    }
  }

  /// Removes every document, because somebody is to vanish who may be in any of them.
  ///
  /// Calendars and minutes lie in folders of their own and follow the state.
  func clear() throws(StorageError) {
    for folder in try storage.list(Self.outbox) where Self.isDay(folder) {
      for name in try storage.list("\(Self.outbox)/\(folder)") {
        try storage.remove("\(Self.outbox)/\(folder)/\(name)")
      }
    }
  }

  /// Whether a folder is called like a day, `2026-12-03`.
  private static func isDay(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.count == 10
      && bytes.enumerated().allSatisfy { index, byte in
        index == 4 || index == 7 ? byte == UInt8(ascii: "-") : byte &- 48 < 10
      }
  }
}
