import Glibc

/// Small files that people write, read whole.
package enum TextFile {
  /// The largest file that is read, in bytes.
  package static let limitBytes = 1 << 20

  /// The text of `file`; throws where it can't be read or is larger than a megabyte.
  package static func read(_ file: String) throws(ConfigurationError) -> String {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw ConfigurationError("It can't be read: \(String(cString: strerror(errno))).", file: file)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &part, part.count)
      guard count >= 0 else {
        throw ConfigurationError(
          "It can't be read: \(String(cString: strerror(errno))).", file: file)
      }
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += part[..<count]
      if bytes.count > limitBytes { throw ConfigurationError("It is too large.", file: file) }
    }
  }

  /// The names in `folder` that end in `suffix`, without it, sorted; none where there is no folder.
  static func names(in folder: String, suffix: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.utf8.count > suffix.utf8.count, name.hasSuffix(suffix) {
        names.append(String(name.dropLast(suffix.count)))
      }
    }
    return names.sorted()
  }
}
