package import Primitives

/// One chat service, seen through its profile: bytes become messages, and replies become requests.
///
/// It opens no socket, reads no clock and knows no platform. Whoever owns it begins an exchange, sends
/// the request of its step, feeds the result back by `proceed`, and goes on until the exchange has
/// finished or failed; any number of exchanges may be under way at once. One setup comes first.
package struct Endpoint: Sendable {
  /// The profile in use.
  package private(set) var profile: Profile

  /// Small notes that have to outlive the process, such as the rooms of direct talks; whoever owns
  /// the endpoint keeps them and gives them back at the next start.
  package internal(set) var memory: [String: String] {
    didSet { memoryVersion += 1 }
  }

  /// Grows whenever `memory` changes.
  package private(set) var memoryVersion = 0

  /// Variables of the profile, by name.
  var bound: [String: String]
  /// Rooms to poll one by one where the profile does not discover them.
  let givenRooms: [String]
  /// Rooms that were discovered, with what the profile notes about them.
  var rooms: [DiscoveredRoom] = []
  var roomsFoundAt: Instant?
  /// Where the round over the rooms goes on.
  var nextRoom = 0
  var names = NameCache()
  var reactions = ReactionMemory()
  var invitations: [Invitation] = []
  /// The other member of each direct talk, by its room; the mirror of what `memory` has.
  var partners: [String: String] = [:]

  /// A room with what the profile notes about it.
  struct DiscoveredRoom: Sendable {
    let id: String
    let meta: [String: String]
    let isDirect: Bool
  }

  /// Makes an endpoint; `memory` is what an earlier one left, and `rooms` are polled where the profile
  /// polls rooms one by one and discovers none.
  package init(profile: Profile, memory: [String: String] = [:], rooms: [RoomID] = []) {
    self.profile = profile
    self.memory = memory
    bound = profile.constants
    givenRooms = rooms.map(\.text)
    for (key, room) in memory where key.hasPrefix(Self.directPrefix) {
      partners[room] = String(key.dropFirst(Self.directPrefix.count))
    }
  }

  /// Our own id: known after the setup, or from the environment; nil where neither tells.
  package var selfID: MemberID? {
    bound["self_id"].flatMap { $0.isEmpty ? nil : MemberID($0) }
  }

  /// Our own name as the service writes it, where the profile binds `self_name`.
  package var selfName: String? { bound["self_name"] }

  /// What the service can do.
  package var capabilities: Capabilities { profile.capabilities }

  /// Notes who we are, learned from the echo of one of our own keys.
  package mutating func learn(selfID: MemberID) {
    bound["self_id"] = selfID.text
  }

  /// Takes a profile that was read anew, with a new token in it, for the one in use; what was bound,
  /// looked up and remembered stays.
  package mutating func adopt(_ profile: Profile) {
    self.profile = profile
    bound.merge(profile.constants) { old, _ in old }
  }

  static let directPrefix = "direct:"

  /// Remembers that `room` is a direct talk with `user`.
  mutating func rememberDirect(_ room: String, with user: String) {
    guard memory[Self.directPrefix + user] != room, memory.count < 20_000 else { return }
    if let old = memory[Self.directPrefix + user] { partners[old] = nil }
    memory[Self.directPrefix + user] = room
    partners[room] = user
  }

  /// Forgets that `room` is a direct talk.
  mutating func forgetDirect(_ room: String) {
    guard let user = partners.removeValue(forKey: room) else { return }
    memory[Self.directPrefix + user] = nil
  }

  /// Whether direct talks take place in rooms that have to be opened and remembered.
  var opensDirectRooms: Bool {
    if case .request = profile.send.direct { true } else { false }
  }

  /// What an answer offers to paths; its body is read as JSON where it is such, else it is `null`.
  func surroundings(_ response: HTTPResponse, _ values: Values) -> Surroundings {
    var surroundings = Surroundings()
    surroundings.status = response.status
    surroundings.headers = response.headers
    surroundings.values = values
    surroundings.root = JSONValue(orNil: response.body) ?? .null
    surroundings.item = surroundings.root
    surroundings.entry = surroundings.root
    return surroundings
  }

  /// The variables that are the same for every request at the time `now`.
  func values(at now: Instant) -> Values {
    var values = Values()
    values.bound = bound
    values.now = now
    return values
  }
}

extension ChatError {
  /// What it means that a request could not be made.
  init(_ error: RenderError, for purpose: Purpose) {
    self.init(purpose == .send ? .poison : .refused, error.reason)
  }
}
