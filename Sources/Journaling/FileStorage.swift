import Glibc

/// A state folder on a real file system, by POSIX calls.
///
/// Files are made with mode 0600 and folders with 0700; no symbolic link is followed below the
/// folder, and no descriptor outlives an `exec`. Foundation's atomic writing is not used because it
/// does not sync the folder. Belongs to one thread.
package final class FileStorage: Storage {
  /// What the file that carries the lock is called; it holds the process id as text.
  package static let lockName = "lock"

  private let folder: String
  private let isReadOnly: Bool
  private var folderDescriptor: Int32 = -1
  private var lockDescriptor: Int32 = -1
  /// Files that were written to and are kept open, because the journal is appended to for ever.
  private var opened: [(name: String, descriptor: Int32)] = []

  /// Speaks for the folder at the path `folder`, which `lock` makes where it is missing.
  ///
  /// A read-only one never takes the lock and looks on beside a running bot.
  package init(_ folder: String, isReadOnly: Bool = false) {
    self.folder = folder
    self.isReadOnly = isReadOnly
  }

  deinit {
    closeAll()
    if lockDescriptor >= 0 { close(lockDescriptor) }
    if folderDescriptor >= 0 { close(folderDescriptor) }
  }

  /// The path behind `name`, for messages to people.
  package func path(of name: String) -> String {
    name.isEmpty ? folder : folder + (folder.hasSuffix("/") ? "" : "/") + name
  }

  /// Makes the folder ready and takes it by the kernel's lock.
  package func lock() throws(StorageError) {
    if mkdir(folder, 0o700) == 0 {
      try syncParent()
    } else if errno != EEXIST {
      throw StorageError(
        errno == EACCES || errno == EROFS || errno == EPERM ? .notPermitted : .unusable,
        path: folder, reason: "the folder can't be made: \(reason(errno))")
    }
    try openFolder()
    let descriptor = openat(
      folderDescriptor, Self.lockName, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure("open", Self.lockName) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      defer { close(descriptor) }
      guard code == EWOULDBLOCK else { throw failure("lock", Self.lockName, code) }
      let holder = holder(named: descriptor)
      throw StorageError(
        .locked(by: holder), path: folder,
        reason: "in use by \(holder.map { "process \($0)" } ?? "another process")")
    }
    lockDescriptor = descriptor
    // The name of the holder is a courtesy: a full disk must not keep the bot from starting.
    let name = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, name, name.count, 0) }
  }

  /// The whole content of the file; nil where there is none.
  package func read(_ name: String) throws(StorageError) -> [UInt8]? {
    try openFolder()
    let descriptor = retrying { openat(folderDescriptor, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw failure("open", name)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("look at", name) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw StorageError(.unusable, path: path(of: name), reason: "this is no regular file")
    }
    var code: Int32 = 0
    let expected = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: expected) { buffer, count in
      while count < expected {
        let got = pread(
          descriptor, buffer.baseAddress?.advanced(by: count), expected - count, off_t(count))
        if got < 0, errno == EINTR { continue }
        if got < 0 { code = errno }
        if got <= 0 { return }
        count += got
      }
    }
    guard code == 0 else { throw failure("read", name, code) }
    return bytes
  }

  /// Writes `bytes` at `offset`, making the file where there is none.
  package func write(
    _ bytes: [UInt8], to name: String, at offset: Int
  ) throws(StorageError) {
    let descriptor = try descriptor(of: name)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        pwrite(
          descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written,
          off_t(offset + written))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure("write", name, count == 0 ? EIO : errno) }
      written += count
    }
  }

  /// Cuts the file to `length` bytes.
  package func truncate(_ name: String, to length: Int) throws(StorageError) {
    let descriptor = try descriptor(of: name)
    guard retrying({ ftruncate(descriptor, off_t(length)) }) == 0 else {
      throw failure("cut", name)
    }
  }

  /// Makes everything written to the file durable.
  package func sync(_ name: String) throws(StorageError) {
    let descriptor = try descriptor(of: name)
    // A file that still bears its unfinished name is new, so its metadata count as well.
    let isNew = name.hasSuffix(Self.unfinishedSuffix)
    guard (isNew ? fsync(descriptor) : fdatasync(descriptor)) == 0 else {
      throw failure("sync", name)
    }
  }

  /// Gives the file another name, replacing what was there, in one step.
  package func rename(_ name: String, to other: String) throws(StorageError) {
    try openFolder()
    guard renameat(folderDescriptor, name, folderDescriptor, other) == 0 else {
      throw failure("rename", name)
    }
    forget(other)
    forget(name)
  }

  /// Gives the file a second name, which must not be taken.
  package func link(_ name: String, as other: String) throws(StorageError) {
    try openFolder()
    guard linkat(folderDescriptor, name, folderDescriptor, other, 0) == 0 else {
      throw failure("link", name)
    }
  }

  /// Takes the name away; no error where there is none.
  package func remove(_ name: String) throws(StorageError) {
    try openFolder()
    forget(name)
    guard unlinkat(folderDescriptor, name, 0) == 0 || errno == ENOENT else {
      throw failure("remove", name)
    }
  }

  /// The names in `folder`, sorted; none where there is no such folder.
  package func list(_ folder: String) throws(StorageError) -> [String] {
    try openFolder()
    let descriptor = openat(
      folderDescriptor, folder.isEmpty ? "." : folder,
      O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw failure("list", folder)
    }
    guard let stream = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw failure("list", folder, code)
    }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    guard errno == 0 else { throw failure("list", folder) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes `folder` where there is none, durably.
  package func makeFolder(_ folder: String) throws(StorageError) {
    try openFolder()
    if mkdirat(folderDescriptor, folder, 0o700) == 0 { return try syncFolder("") }
    guard errno == EEXIST else { throw failure("make", folder) }
  }

  /// Makes every change of a name in `folder` durable.
  package func syncFolder(_ folder: String) throws(StorageError) {
    try openFolder()
    if folder.isEmpty {
      guard fsync(folderDescriptor) == 0 else { throw failure("sync", folder) }
      return
    }
    let descriptor = openat(
      folderDescriptor, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw failure("open", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("sync", folder) }
  }
}

extension FileStorage {
  private func openFolder() throws(StorageError) {
    guard folderDescriptor < 0 else { return }
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code = errno
      throw StorageError(
        code == EACCES || code == EPERM ? .notPermitted : .unusable, path: folder,
        reason: reason(code))
    }
    folderDescriptor = descriptor
  }

  /// Makes the new folder's own name durable.
  private func syncParent() throws(StorageError) {
    let parent = open(folder + "/..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { return }
    defer { close(parent) }
    guard fsync(parent) == 0 else { throw failure("sync", "") }
  }

  private func holder(named descriptor: Int32) -> Int? {
    var buffer = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0 else { return nil }
    return Int(String(decoding: buffer[..<count].prefix { $0 != 0x0A }, as: UTF8.self))
  }

  private func descriptor(of name: String) throws(StorageError) -> Int32 {
    for (known, descriptor) in opened where known == name { return descriptor }
    precondition(!isReadOnly, "a folder that is only looked at is not written to")
    try openFolder()
    let descriptor = retrying {
      openat(folderDescriptor, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    guard descriptor >= 0 else { throw failure("open", name) }
    opened.append((name, descriptor))
    return descriptor
  }

  /// Closes the descriptor of a file whose name is gone or stands for another file now.
  private func forget(_ name: String) {
    for (known, descriptor) in opened where known == name { close(descriptor) }
    opened.removeAll { $0.name == name }
  }

  private func closeAll() {
    for (_, descriptor) in opened { close(descriptor) }
    opened = []
  }

  private func retrying(_ call: () -> Int32) -> Int32 {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  private func failure(_ verb: String, _ name: String, _ code: Int32 = errno) -> StorageError {
    let kind: StorageError.Kind =
      switch code {
      case ENOSPC, EDQUOT, EFBIG: .noSpace
      case EACCES, EPERM, EROFS: .notPermitted
      case ELOOP, ENOTDIR, EISDIR: .unusable
      default: .device
      }
    return StorageError(kind, path: path(of: name), reason: "can't \(verb): \(reason(code))")
  }
}

/// What the C library says of the error number `code`, with a small first letter.
private func reason(_ code: Int32) -> String {
  let text = strerror(code).map { String(cString: $0) } ?? "error \(code)"
  return text.prefix(1).lowercased() + text.dropFirst()
}
