package import Primitives

/// Where reading begins when nothing has been read yet.
package enum Start: Hashable, Sendable {
  /// Behind everything that has been said: history is never answered.
  case newest
  /// At the oldest message that the service still has.
  case oldest
}

/// One poll: every page of it, what a page left out, invitations, and names of new members.
package struct PollExchange: Sendable {
  enum Phase: Sendable { case discovering, page, gap, joining, naming }

  /// What it wants next.
  package internal(set) var step: Step<Batch>

  let start: Start
  let limit: Int
  let waitSeconds: Int
  let isSalvaging: Bool
  /// Whether nothing at all has been read before.
  let isFirst: Bool

  var phase = Phase.page
  var position: ReadPosition
  var stream = Stream()
  /// The rooms of this round, and how many of them are done.
  var rooms: [Endpoint.DiscoveredRoom] = []
  var roomsDone = 0

  var messages: [Message] = []
  var filled: [Message] = []
  var unreadable = 0
  var hasGap = false
  var isFull = false

  var gaps: [GapTask] = []
  var joinsLeft = 0
  var lookups: [MemberID] = []
}

/// How far each stream has been read: one for the whole service, or one a room.
enum ReadPosition: Sendable {
  case whole(String?)
  case rooms([String: String])

  /// Reads what `text` wrote; nil where it wrote something else.
  init?(_ cursor: Cursor?, perRoom: Bool) {
    guard perRoom else {
      self = .whole(cursor?.text)
      return
    }
    guard let cursor else {
      self = .rooms([:])
      return
    }
    guard let members = JSONValue(orNil: Array(cursor.text.utf8))?.members else { return nil }
    var rooms: [String: String] = [:]
    for member in members { rooms[member.name] = member.value.string }
    self = .rooms(rooms)
  }

  /// The cursor of `room`, or of the whole.
  subscript(room: String?) -> String? {
    get {
      switch self {
      case .whole(let cursor): cursor
      case .rooms(let rooms): room.flatMap { rooms[$0] }
      }
    }
    set {
      switch self {
      case .whole: self = .whole(newValue)
      case .rooms(var rooms):
        guard let room else { return }
        self = .rooms([:])
        rooms[room] = newValue
        self = .rooms(rooms)
      }
    }
  }

  /// The position as the runtime keeps it.
  var cursor: Cursor {
    switch self {
    case .whole(let cursor): return Cursor(cursor ?? "")
    case .rooms(let rooms):
      var json = JSONWriter()
      json.object { json in
        for (room, cursor) in rooms.sorted(by: { $0.key < $1.key }) { json.member(room, cursor) }
      }
      return Cursor(String(decoding: json.bytes, as: UTF8.self))
    }
  }
}

/// The stream that is being read: the whole service, or one room.
struct Stream: Sendable {
  var room: Endpoint.DiscoveredRoom?
  /// Where this poll of it began; nil where nothing was read before.
  var cursor: String?
  /// How far its pages have led.
  var reached: String?
  /// Whether what is there is passed over, because it was said before we came.
  var isPriming = false
  var pageToken: String?
  var pageAddress: String?
  var pageCount = 0
  var pages: [[Found]] = []
  /// Rooms into which we came in the middle of what was read.
  var arrivals: Set<String> = []
}

/// A message with what it is sorted by.
struct Found: Sendable {
  var message: Message
  var sortKey: String?
}

/// A hole in a room's messages that is still to be filled.
struct GapTask: Sendable {
  let room: String
  var token: String
  let known: Set<String>
  var pageCount = 0
}

/// An invitation into a room that is still to be accepted.
struct Invitation: Sendable {
  let room: String
  let user: String
  let isDirect: Bool
  var attempts = 0
}
