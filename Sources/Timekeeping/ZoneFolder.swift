import Glibc

/// Reads the files of a zoneinfo folder.
enum ZoneFolder {
  /// The bytes of the regular file at `path` below `folder`; nil where there is none, where it can't
  /// be read, or where it is larger than any file there should be.
  static func read(_ path: String, in folder: String) -> [UInt8]? {
    let descriptor = open("\(folder)/\(path)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      (0...4 << 20).contains(status.st_size)
    else { return nil }
    let size = Int(status.st_size)
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
        let got = Glibc.read(descriptor, rest.baseAddress, rest.count)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else {
          isWhole = got == 0
          return
        }
        count += got
      }
    }
    return isWhole ? bytes : nil
  }
}
