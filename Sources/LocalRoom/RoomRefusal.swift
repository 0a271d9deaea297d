/// Why the room does not do what was asked of it.
package enum RoomRefusal: Error, Hashable, Sendable {
  /// The bearer token is missing or wrong.
  case unauthorised
  /// The request names a host, or comes from a site, that is not this room's own.
  case foreign
  /// The page was served by an earlier life of the room.
  case stalePage
  /// Nobody is known by this secret or this id.
  case unknownMember
  /// There is no such room, or it is somebody else's.
  case unknownRoom
  /// There is no such message, or it is no longer kept.
  case unknownMessage
  /// The cursor was not given out in this life of the room.
  case unknownCursor
  /// What lay behind the cursor is no longer kept; reading goes on at `oldest`.
  case cursorExpired(oldest: String)
  /// Only its author may change a message.
  case notTheAuthor
  /// A text or a name has nothing to read in it.
  case empty
  /// A text, a name, a key or a body has too many bytes.
  case tooLong
  /// The body or a parameter is not what the interface asks for; the clause says where.
  case malformed(String)
  /// So many are here already that nobody else can be let in, or nothing more can be held.
  case full
  /// There is nothing at this path.
  case unknownPath
  /// The path is known, but not with this method.
  case wrongMethod

  /// The HTTP status that says it.
  package var status: Int {
    switch self {
    case .unauthorised: 401
    case .foreign, .stalePage, .notTheAuthor: 403
    case .unknownMember, .unknownRoom, .unknownMessage, .unknownPath: 404
    case .wrongMethod: 405
    case .cursorExpired: 410
    case .tooLong: 413
    case .full: 429
    case .unknownCursor, .empty, .malformed: 400
    }
  }

  /// The word by which a program tells the reasons apart.
  package var code: String {
    switch self {
    case .unauthorised: "unauthorised"
    case .foreign: "foreign_origin"
    case .stalePage: "stale_page"
    case .unknownMember: "unknown_member"
    case .unknownRoom: "unknown_room"
    case .unknownMessage: "unknown_message"
    case .unknownCursor: "unknown_cursor"
    case .cursorExpired: "cursor_expired"
    case .notTheAuthor: "not_the_author"
    case .empty: "empty"
    case .tooLong: "too_long"
    case .malformed: "malformed"
    case .full: "full"
    case .unknownPath: "unknown_path"
    case .wrongMethod: "wrong_method"
    }
  }
}
