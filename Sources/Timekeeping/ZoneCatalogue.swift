import Synchronization

/// Why a zone can't be had.
package enum ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The text can't be the name of a zone; it must be like `Europe/London`, or `UTC`.
  case malformedName(String)
  /// The text names an offset from UTC, which knows no change of clocks.
  case fixedOffset(String)
  /// There is no such zone in the zone data.
  case unknown(String)
  /// There is such a file, but it can't be trusted.
  case unreadable(String, ZoneFileError)

  /// One clause that names the text.
  package var description: String {
    switch self {
    case .malformedName(let name):
      "\(shown(name)) is no zone name: one looks like `Europe/London`, or is `UTC`"
    case .fixedOffset(let name):
      "\(shown(name)) knows no change of clocks: name a place, like `Europe/London`, or `UTC`"
    case .unknown(let name): "the zone data know no zone \(shown(name))"
    case .unreadable(let name, let error):
      "the zone data of \(shown(name)) can't be used: \(error)"
    }
  }
}

/// All zones of a zoneinfo folder, read when they are asked for and kept from then on.
///
/// May be used from any thread. Kept zones never change: what an update of the folder brings is seen
/// after a restart.
package final class ZoneCatalogue: Sendable {
  private struct Kept {
    var zones: [String: Zone] = [:]
    var index: ZoneIndex?
  }

  private let read: @Sendable (String) -> [UInt8]?
  private let kept = Mutex(Kept())

  /// Reads zone data through `read`, which gets a path below the zoneinfo folder, such as
  /// `Europe/London` or `tzdata.zi`, and returns the file's bytes, or nil where there is none.
  ///
  /// A path that is asked for has no `..` and does not begin with a slash.
  package init(reading read: @escaping @Sendable (String) -> [UInt8]?) {
    self.read = read
  }

  /// Reads zone data from `folder`, by default that of the operating system.
  package convenience init(folder: String = "/usr/share/zoneinfo") {
    self.init { path in ZoneFolder.read(path, in: folder) }
  }

  /// The zone called `name`, whatever its case; the zone has the spelling of the zone data.
  ///
  /// Fast for the right spelling: one look into a dictionary, the first time one small file.
  package func zone(named name: String) throws(ZoneError) -> Zone {
    if let zone = kept.withLock({ $0.zones[name] }) { return zone }
    guard Self.isName(name) else {
      if FixedOffset.isOne(name) { throw .fixedOffset(name) }
      throw .malformedName(name)
    }
    if FixedOffset.isOne(name) { throw .fixedOffset(name) }
    if let bytes = read(name) { return try keep(name, bytes, file: name) }
    let index = index()
    guard let spelling = index.spelling(of: name) else { throw .unknown(name) }
    if let zone = kept.withLock({ $0.zones[spelling] }) { return zone }
    // Some systems install no file for a name that is only a link: the list of links has it.
    let file = index.target(of: spelling)
    guard let bytes = read(spelling) ?? read(file) else { throw .unknown(name) }
    return try keep(spelling, bytes, file: file)
  }

  /// Which edition of the zone data this is, such as `2025b`; nil where the folder does not say.
  ///
  /// Reads a file each time it is asked.
  package var version: String? {
    if let bytes = read("tzdata.zi") {
      let mark = Array("# version ".utf8)
      let line = bytes.prefix(64).prefix { $0 > 0x0D }
      if line.starts(with: mark), let version = Self.word(line.dropFirst(mark.count)) {
        return version
      }
    }
    return read("+VERSION").flatMap { Self.word($0.prefix(64).prefix { $0 > 0x20 }) }
  }

  /// Whether zone data are there at all, tried by the zone that everybody has.
  package var isUsable: Bool {
    do {
      _ = try zone(named: "UTC")
      _ = try zone(named: "Europe/London")
      return true
    } catch {
      return false
    }
  }

  /// The names and places, listed when they are first needed.
  func index() -> ZoneIndex {
    if let index = kept.withLock({ $0.index }) { return index }
    let index = ZoneIndex(
      zoneList: read("tzdata.zi") ?? [], placeList: read("zone.tab") ?? read("zone1970.tab") ?? [])
    kept.withLock { $0.index = index }
    return index
  }

  private func keep(
    _ name: String, _ bytes: [UInt8], file: String
  ) throws(ZoneError) -> Zone {
    do throws(ZoneFileError) {
      let zone = try Zone(name: name, reading: bytes)
      kept.withLock { $0.zones[name] = zone }
      return zone
    } catch {
      throw .unreadable(file, error)
    }
  }

  /// Whether `name` could be a zone's: letters, digits, `_+-` in parts between slashes, or `UTC`.
  ///
  /// The folders `posix` and `right` hold the same zones again, the latter on another time scale.
  static func isName(_ name: String) -> Bool {
    guard (3...64).contains(name.utf8.count) else { return false }
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count > 1 else {
      return name.utf8.map(Bytes.lowercased).elementsEqual("utc".utf8)
    }
    let folder = parts[0].map(Bytes.lowercased)
    guard !folder.elementsEqual("posix".utf8), !folder.elementsEqual("right".utf8) else {
      return false
    }
    return parts.allSatisfy { part in
      guard let first = part.first, Bytes.isLetter(first) else { return false }
      return part.allSatisfy { byte in
        Bytes.isLetter(byte) || Bytes.isDigit(byte) || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      }
    }
  }

  /// A word of printable ASCII, or nil.
  private static func word(_ bytes: ArraySlice<UInt8>) -> String? {
    guard !bytes.isEmpty, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// The member's own words in a code span, cut to forty bytes at a scalar and without what would end
/// the span or the line.
func shown(_ text: String) -> String {
  var span = "`"
  for scalar in text.unicodeScalars.prefix(40) {
    guard span.utf8.count + UTF8.width(scalar) <= 41 else { break }
    guard scalar.value >= 0x20, scalar != "`", scalar.value != 0x7F,
      !(0x80...0x9F).contains(scalar.value), scalar.value != 0x2028, scalar.value != 0x2029,
      !scalar.properties.isBidiControl
    else { continue }
    span.unicodeScalars.append(scalar)
  }
  return span == "`" ? "that" : span + "`"
}
