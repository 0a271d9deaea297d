import Glibc
import Logging
import Primitives

/// Writes each event of the log as one JSON object on a line of standard error.
///
///     {"time":"2026-11-22T10:00:00Z","level":"warning","message":"the disk is full","error":"…"}
///
/// What a message tells stands beside it under its own name; a name that is taken gets `_` in front.
struct JSONLog: LogHandler {
  var logLevel = Logger.Level.info
  var metadata = Logger.Metadata()

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var facts = metadata
    for (name, value) in event.metadata ?? [:] { facts[name] = value }
    Self.write(
      event.level.rawValue, event.message.description, facts.mapValues { "\($0)" },
      at: ProcessSurroundings.clock)
  }

  /// Writes one line, by one call, so that lines of two writers are not mixed.
  static func write(
    _ level: String, _ message: String, _ facts: [String: String], at now: Instant
  ) {
    var json = JSONWriter()
    json.object { json in
      json.member("time", now)
      json.member("level", level)
      json.member("message", message)
      for (name, value) in facts.sorted(by: { $0.key < $1.key }) {
        json.member(["time", "level", "message"].contains(name) ? "_" + name : name, value)
      }
    }
    json.endLine()
    json.bytes.withUnsafeBytes { _ = Glibc.write(2, $0.baseAddress, $0.count) }
  }
}
