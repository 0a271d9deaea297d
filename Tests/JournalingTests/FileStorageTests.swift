import Foundation
import Glibc
import Journaling
import Primitives
import Testing

/// A folder of its own for each test, removed at the end.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/journaling-XXXXXX".utf8CString)
    path = try template.withUnsafeMutableBufferPointer { buffer in
      String(cString: try #require(buffer.baseAddress.flatMap { mkdtemp($0) }))
    }
  }

  deinit {
    chmod(path, 0o700)
    do { try FileManager.default.removeItem(atPath: path) } catch {}
  }

  func mode(of name: String) throws -> Int {
    var status = stat()
    try #require(lstat(path + "/" + name, &status) == 0)
    return Int(status.st_mode & 0o777)
  }
}

@Suite struct FileStorageTests {
  let folder: TemporaryFolder
  let storage: FileStorage

  init() throws {
    folder = try TemporaryFolder()
    storage = FileStorage(folder.path + "/state")
    try storage.lock()
  }

  @Test func `a journal and its snapshots live on a real disk`() throws {
    var (journal, _) = try openJournal(storage)
    try journal.append(text: "a")
    try Snapshots(storage: storage, schema: 1).write(upTo: 1) { _ in }
    try Snapshots(storage: storage, schema: 1).write(upTo: 1) { _ in }
    try journal.beginAnew()
    try journal.append(text: "b")
    #expect(try openJournal(storage).1 == ["b"])
    #expect(
      try storage.list("") == [
        "journal.1.jsonl", "journal.jsonl", "journal.last", "lock", "reserve", "state.1.json",
        "state.json",
      ])
  }

  @Test func `files are for their owner alone`() throws {
    try storage.replace("a.json", with: [1])
    try storage.makeFolder("ballots")
    try storage.replace("ballots/b.json", with: [2])
    #expect(try folder.mode(of: "state") == 0o700)
    #expect(try folder.mode(of: "state/a.json") == 0o600)
    #expect(try folder.mode(of: "state/lock") == 0o600)
    #expect(try folder.mode(of: "state/ballots") == 0o700)
    #expect(try storage.list("ballots") == ["b.json"])
    #expect(try storage.read("ballots/b.json") == [2])
  }

  @Test func `a second holder is told who has the folder`() throws {
    let second = FileStorage(folder.path + "/state")
    #expect {
      try second.lock()
    } throws: {
      ($0 as? StorageError)?.kind == .locked(by: Int(getpid()))
    }
  }

  @Test func `the lock ends with its holder`() throws {
    let path = folder.path + "/other"
    do {
      let first = FileStorage(path)
      try first.lock()
    }
    try FileStorage(path).lock()
  }

  @Test func `a missing file is nil and a missing folder is refused`() throws {
    #expect(try storage.read("nothing") == nil)
    #expect(try storage.list("nothing").isEmpty)
    try storage.remove("nothing")
    #expect {
      try FileStorage(folder.path + "/no/such/folder").lock()
    } throws: {
      ($0 as? StorageError)?.kind == .unusable
    }
  }

  @Test func `a symbolic link is not followed`() throws {
    try #require(symlink("/etc/passwd", folder.path + "/state/state.json") == 0)
    #expect(throws: StorageError.self) { try storage.read("state.json") }
    try #require(symlink(folder.path + "/victim", folder.path + "/state/a.json.new") == 0)
    try storage.replace("a.json", with: [1])
    #expect(access(folder.path + "/victim", F_OK) != 0)
  }

  @Test func `a folder in the place of a file is refused`() throws {
    try storage.makeFolder("state.json")
    #expect(throws: StorageError.self) { try storage.read("state.json") }
  }

  @Test func `leftovers of interrupted writers are swept away`() throws {
    try storage.write([1], to: "state.json.new", at: 0)
    try storage.write([1], to: "newer", at: 0)
    try storage.sweep("")
    #expect(try storage.list("") == ["lock", "newer"])
  }

  @Test func `a copy keeps its content when the original is replaced`() throws {
    try storage.replace("a", with: [1])
    try storage.copy("a", to: "b")
    try storage.replace("a", with: [2])
    #expect(try storage.read("b") == [1])
    try storage.copy("a", to: "b")
    #expect(try storage.read("b") == [2])
  }

  @Test func `a write goes on after a cut`() throws {
    try storage.write([1, 2, 3, 4], to: "a", at: 0)
    try storage.truncate("a", to: 2)
    try storage.write([5], to: "a", at: 2)
    try storage.sync("a")
    #expect(try storage.read("a") == [1, 2, 5])
  }
}
