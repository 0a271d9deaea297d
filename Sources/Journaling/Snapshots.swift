package import Primitives

/// The state as one file that a person can read, and the few before it.
///
/// `state.json` is an indented object in which each topic, member or session has one line: indented to
/// the last value it would be twice as long, and take twice as long to write. Its first member is a check of every byte behind that member's
/// line, then come the number of the last record that it covers and the schema:
///
///     {
///       "checksum": "90ab12cd",
///       "n": 1204,
///       "schema": 1,
///       …
///     }
///
/// The one before is `state.1.json`, and so on; a generation is never looked at without being asked
/// for, because falling back to it would lose in silence what was confirmed since.
package struct Snapshots {
  /// What the newest one is called.
  package static let fileName = "state.json"
  /// How many earlier ones are kept.
  package static let generations = 3

  /// How deep the members lie that have lines of their own: those of a community's lists.
  private static let lineDepth = 4

  private let storage: any Storage
  private let schema: Int

  /// Reads and writes snapshots whose members are of the version `schema`.
  package init(storage: any Storage, schema: Int) {
    self.storage = storage
    self.schema = schema
  }

  /// The snapshot that is `generation` snapshots older than the newest one; nil where there is none.
  package func read(_ generation: Int = 0) throws(KeepingError) -> Snapshot? {
    let name = Self.name(ofGeneration: generation)
    let bytes: [UInt8]?
    do throws(StorageError) {
      bytes = try storage.read(name)
    } catch {
      throw .refused(error)
    }
    guard let bytes else { return nil }
    return try Snapshot(bytes, knownSchema: schema, path: storage.path(of: name))
  }

  /// Writes a snapshot that covers all records up to `number`, and returns its length in bytes.
  ///
  /// `body` writes the further members, which will take about `expectedBytes`. The snapshot before becomes the first generation, unless
  /// generations are not kept because something has to vanish.
  @discardableResult
  package func write(
    upTo number: Int, keepsGenerations: Bool = true, expectedBytes: Int = 0,
    _ body: (inout JSONWriter) -> Void
  ) throws(KeepingError) -> Int {
    var json = JSONWriter(indentedTo: Self.lineDepth)
    json.reserveCapacity(expectedBytes)
    json.object { json in
      json.member("checksum", "00000000")
      json.member("n", number)
      json.member("schema", schema)
      body(&json)
    }
    json.endLine()
    let check = CRC32.checksum(json.bytes[Snapshot.checkedFrom...])
    json.overwrite(CRC32.hexadecimal(check), at: Snapshot.checkFrom)
    do throws(StorageError) {
      if keepsGenerations { try shift() }
      try storage.replace(Self.fileName, with: json.bytes)
    } catch {
      throw .refused(error)
    }
    return json.bytes.count
  }

  /// Removes every earlier generation, durably.
  package func removeGenerations() throws(KeepingError) {
    do throws(StorageError) {
      for generation in 1...Self.generations {
        try storage.remove(Self.name(ofGeneration: generation))
      }
      try storage.syncFolder("")
    } catch {
      throw .refused(error)
    }
  }

  /// What the snapshot that is `generation` snapshots older than the newest one is called.
  package static func name(ofGeneration generation: Int) -> String {
    generation == 0 ? fileName : "state.\(generation).json"
  }

  /// Makes every generation one older; the newest name keeps its content throughout.
  private func shift() throws(StorageError) {
    guard try storage.list("").contains(Self.fileName) else { return }
    let names = try storage.list("")
    for generation in stride(from: Self.generations - 1, to: 0, by: -1) {
      let name = Self.name(ofGeneration: generation)
      guard names.contains(name) else { continue }
      try storage.rename(name, to: Self.name(ofGeneration: generation + 1))
    }
    try storage.copy(Self.fileName, to: Self.name(ofGeneration: 1))
  }
}

/// One snapshot whose check is good.
package struct Snapshot {
  /// The number of the last record that it covers.
  package let number: Int
  /// The version of its members.
  package let schema: Int
  /// The whole file, to be read member by member.
  package let bytes: [UInt8]

  static let opening = Array("{\n  \"checksum\": \"".utf8)
  static let checkFrom = opening.count
  static let checkedFrom = opening.count + 8 + "\",\n".utf8.count

  /// Checks `bytes`; `path` is for messages.
  package init(_ bytes: [UInt8], knownSchema: Int, path: String) throws(KeepingError) {
    guard bytes.count > Self.checkedFrom, bytes.starts(with: Self.opening) else {
      throw .unreadable(file: path, offset: 0, reason: "this is no state of this bot")
    }
    let check = CRC32.hexadecimal(CRC32.checksum(bytes[Self.checkedFrom...]))
    let isSound = bytes[Self.checkFrom..<Self.checkFrom + 8].elementsEqual(check)
    var number: Int?
    var schema: Int?
    do throws(JSONError) {
      // The two members stand in front, so the many that follow are not looked at.
      var reader = JSONReader(bytes)
      try reader.object { (name, reader) throws(JSONError) in
        switch name {
        case "n": number = try reader.value().integer
        case "schema":
          schema = try reader.value().integer
          throw JSONError(offset: reader.offset, reason: "")
        default: try reader.skip()
        }
      }
    } catch {
      guard error.reason.isEmpty || !isSound else {
        throw .unreadable(file: path, offset: error.offset, reason: error.reason)
      }
    }
    if let schema, schema > knownSchema {
      throw .newer(file: path, schema: schema, known: knownSchema)
    }
    guard isSound else {
      throw .unreadable(
        file: path, offset: Self.checkFrom, reason: "the checksum does not fit the rest")
    }
    guard let number, let schema else {
      throw .unreadable(file: path, offset: Self.checkedFrom, reason: "number or schema is missing")
    }
    self.number = number
    self.schema = schema
    self.bytes = bytes
  }
}
