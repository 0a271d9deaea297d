import CommandGrammar
import OrderedCollections
import Primitives

/// A session that has begun, as a member names it: by its number, by the thread they write in, or not
/// at all.
struct BegunSession: Sendable {
  /// How long ago a session may have begun that nobody names.
  static let reach = Span.days(30)
  /// How near to each other two sessions are when it is not clear which is meant.
  static let nearness = Span.hours(24)

  private var reference = SessionReference()

  init(_ id: SessionID?) {
    reference.id = id
  }

  /// The sessions that may be meant, the latest first; never empty.
  ///
  /// A session that is named, or in whose thread the message stands, is the only one.
  func begun(in context: CommandContext) throws(Refusal) -> [Sessions.Session] {
    guard let session = try reference.known(in: context) else {
      let begun = context.community.sessions.begun(within: Self.reach, before: context.now)
      guard let latest = begun.first else { throw .noSessionBegun }
      return begun.filter { latest.start - $0.start < Self.nearness }
    }
    if session.status == .cancelled { throw .sessionCancelled(session.id) }
    if !session.hasBegun(at: context.now) { throw .notBegun(context.dated(session)) }
    return [session]
  }
}

extension SessionID {
  /// Reads `S7`, `s7` or `#s7`; nil for a number alone, which may be meant as something else.
  init?(lettered text: String) {
    guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "s") }) else { return nil }
    self.init(text)
  }
}
