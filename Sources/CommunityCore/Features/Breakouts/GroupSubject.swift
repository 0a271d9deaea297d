import Primitives

/// What a post is about below which a group talks: `S1/2` is group 2 of session S1.
struct GroupSubject: CustomStringConvertible {
  let session: SessionID
  let number: Int

  init(_ number: Int, at session: SessionID) {
    self.session = session
    self.number = number
  }

  /// Reads what `description` gave; nil for anything else.
  init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count == 2, let session = SessionID(String(Substring(parts[0]))),
      let number = Int(String(Substring(parts[1])))
    else { return nil }
    self.init(number, at: session)
  }

  var description: String { "\(session)/\(number)" }
}
