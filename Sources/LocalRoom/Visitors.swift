import Primitives

/// Who sits behind which browser: a browser proves by a secret which member it is.
///
/// The id of a member is a function of the secret, so that somebody whose browser remembers it is the
/// same member after the room was started anew. The first to come is the owner of the room.
struct Visitors: Sendable {
  /// A browser that was let in.
  struct Pass: Sendable {
    var member: MemberID
    var secret: String
  }

  /// The member who owns the room, and whose words the terminal says too.
  static let owner = MemberID("you")

  private var members: [String: MemberID] = [:]
  private var hasOwner = false

  /// The member that `secret` belongs to, if somebody came with it in this life of the room.
  subscript(secret: String) -> MemberID? { members[secret] }

  /// Gives a pass to a browser that brings the `secret` of an earlier visit, or none.
  ///
  /// A new browser becomes the owner while there is none, and so does one that was it before.
  mutating func admit(
    with secret: String?, wasOwner: Bool, drawing: () -> String
  ) throws(RoomRefusal) -> Pass {
    if let secret {
      guard secret.utf8.count == 32,
        secret.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
      else { throw .malformed("secret: 32 hexadecimal digits were expected") }
      if let member = members[secret] { return Pass(member: member, secret: secret) }
    }
    let isOwner = !hasOwner && (secret == nil || wasOwner)
    let secret = secret ?? drawing()
    let member =
      isOwner ? Self.owner : MemberID("u-" + SHA256.hexadecimal("member " + secret, digits: 12))
    return Pass(member: member, secret: secret)
  }

  /// Remembers a pass, once its member is in the room.
  mutating func remember(_ pass: Pass) {
    members[pass.secret] = pass.member
    if pass.member == Self.owner { hasOwner = true }
  }

  /// Forgets a pass; the secret lets its bearer in again.
  mutating func forget(_ secret: String) {
    members[secret] = nil
  }
}
