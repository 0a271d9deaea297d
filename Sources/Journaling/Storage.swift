/// Files in one folder, reached by the few calls whose order decides what survives a crash.
///
/// Nothing is durable before `sync` (for a file's bytes) or `syncFolder` (for names) has returned.
/// The simulated disk of the tests implements the same calls and forgets what was not synced, so the
/// sequences below and in `Journal` and `Snapshots` are tried as they stand. A name is relative to
/// the folder and may lie in one folder below it: `state.json`, `ballots/S12.4.json`.
package protocol Storage: AnyObject {
  /// Makes the folder ready and takes it for this process alone, until the process ends, however that
  /// ends; throws `locked` at once where another process has it.
  func lock() throws(StorageError)

  /// The whole content of the file; nil where there is none.
  func read(_ name: String) throws(StorageError) -> [UInt8]?

  /// Writes `bytes` at `offset`, making the file where there is none; not durable before `sync`.
  ///
  /// After an error any part of `bytes` may stand in the file.
  func write(_ bytes: [UInt8], to name: String, at offset: Int) throws(StorageError)

  /// Cuts the file to `length` bytes; not durable before `sync`.
  func truncate(_ name: String, to length: Int) throws(StorageError)

  /// Makes everything written to the file durable. After an error a further call that succeeds proves
  /// nothing: the file has to be written anew under another name.
  func sync(_ name: String) throws(StorageError)

  /// Gives the file `name` the name `other`, replacing what was there, in one step.
  func rename(_ name: String, to other: String) throws(StorageError)

  /// Gives the file `name` a second name, which must not be taken.
  func link(_ name: String, as other: String) throws(StorageError)

  /// Takes the name away; no error where there is none.
  func remove(_ name: String) throws(StorageError)

  /// The names in `folder`, sorted; none where there is no such folder.
  func list(_ folder: String) throws(StorageError) -> [String]

  /// Makes `folder` where there is none, durably.
  func makeFolder(_ folder: String) throws(StorageError)

  /// Makes every change of a name in `folder` durable; the empty text means the state folder itself.
  func syncFolder(_ folder: String) throws(StorageError)

  /// The path behind `name`, for messages to people.
  func path(of name: String) -> String
}

extension Storage {
  /// What a file is called while it is being written; such files are swept away at the next start.
  package static var unfinishedSuffix: String { ".new" }

  /// Gives the file the content `bytes`, durably and in one step: a crash leaves the old or the new.
  ///
  /// After an error the file is as before, unless the error is `uncertain`.
  package func replace(_ name: String, with bytes: [UInt8]) throws(StorageError) {
    try put(bytes, inPlaceOf: name)
    do throws(StorageError) {
      try syncFolder(Self.folder(of: name))
    } catch {
      // A sync that failed is not tried again and believed; a new file under the name may be.
      do throws(StorageError) {
        try put(bytes, inPlaceOf: name)
        try syncFolder(Self.folder(of: name))
      } catch {
        throw StorageError(.uncertain, path: error.path, reason: error.reason)
      }
    }
  }

  /// Writes another file, makes it durable, and gives it the name; not durable before `syncFolder`.
  private func put(_ bytes: [UInt8], inPlaceOf name: String) throws(StorageError) {
    let unfinished = name + Self.unfinishedSuffix
    do throws(StorageError) {
      try remove(unfinished)
      try write(bytes, to: unfinished, at: 0)
      try sync(unfinished)
      try rename(unfinished, to: name)
    } catch {
      // The error that counts is the first one; what is left behind is swept at the next start.
      do { try remove(unfinished) } catch {}
      throw error
    }
  }

  /// Gives the file a second name in one step, replacing what had that name; not durable before
  /// `syncFolder`.
  package func copy(_ name: String, to other: String) throws(StorageError) {
    let unfinished = other + Self.unfinishedSuffix
    try remove(unfinished)
    do throws(StorageError) {
      try link(name, as: unfinished)
    } catch  where error.kind != .noSpace {
      // Some file systems know no second names.
      guard let bytes = try read(name) else { throw error }
      try write(bytes, to: unfinished, at: 0)
      try sync(unfinished)
    }
    try rename(unfinished, to: other)
  }

  /// Removes what writers that were interrupted left in `folder`.
  package func sweep(_ folder: String) throws(StorageError) {
    for name in try list(folder) where name.utf8.reversed().starts(with: ".new".utf8.reversed()) {
      try remove(folder.isEmpty ? name : folder + "/" + name)
    }
  }

  /// The folder in which `name` lies; empty for the state folder itself.
  package static func folder(of name: String) -> String {
    guard let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    return String(name[..<slash])
  }
}
