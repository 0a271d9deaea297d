import Primitives

/// What a page left to be done: holes to fill, invitations to accept, names to look up.
extension Endpoint {
  private static let joinsPerPoll = 8
  private static let lookupsPerPoll = 16
  private static let invitationsKept = 256
  private static let attemptsPerInvitation = 5

  /// Notes the rooms in which a page left messages out.
  ///
  /// A room that we came into just now has no hole: what was said there before is not for us.
  func noteGaps(_ surroundings: Surroundings, _ exchange: inout PollExchange) {
    guard let gap = profile.receive.gap, !exchange.stream.isPriming, !exchange.isFirst,
      let token = exchange.stream.cursor, !token.isEmpty
    else { return }
    var tasks: [GapTask] = []
    var inner = surroundings
    gap.pointer.forEach(in: surroundings.root) { node, keys in
      inner.item = node
      inner.entry = node
      inner.keys = keys
      guard let room = keys.first, !exchange.stream.arrivals.contains(room),
        gap.when.contains(where: { $0.holds(in: inner) })
      else { return }
      var known: Set<String> = []
      gap.known.forEach(in: node) { id, _ in if let id = id.plainText { known.insert(id) } }
      tasks.append(GapTask(room: room, token: token, known: known))
    }
    exchange.gaps += tasks
  }

  /// Asks for the next page of the first hole.
  func askGap(_ exchange: inout PollExchange, _ now: Instant) {
    guard let gap = profile.receive.gap, let task = exchange.gaps.first else { return }
    exchange.phase = .gap
    var values = values(at: now)
    values.cursor = task.token
    values.room = task.room
    values.limit = 100
    ask(&exchange, .poll) { () throws(RenderError) in
      try gap.request.request(values)
    }
  }

  /// Takes one page of the first hole.
  mutating func takeGap(
    _ response: HTTPResponse, _ exchange: inout PollExchange, _ now: Instant
  ) {
    guard let gap = profile.receive.gap, !exchange.gaps.isEmpty else {
      return continueTasks(&exchange, now)
    }
    var values = values(at: now)
    values.cursor = exchange.gaps[0].token
    values.room = exchange.gaps[0].room
    var surroundings = surroundings(response, values)
    if case .failure(let error) = profile.verdict(on: surroundings, .roomPoll) {
      guard response.status == 403 || response.status == 404 else {
        exchange.step = .failed(error)
        return
      }
      exchange.gaps.removeFirst()
      exchange.hasGap = true
      return continueTasks(&exchange, now)
    }
    guard gap.items.findsList(in: surroundings.root) else {
      exchange.step = .failed(ChatError(.malformed, "a page of missing messages cannot be read"))
      return
    }
    let next = gap.next.text(in: surroundings)
    let hasMet = fill(gap, &surroundings, &exchange)
    exchange.gaps[0].pageCount += 1
    if hasMet || next == nil || next == exchange.gaps[0].token {
      exchange.gaps.removeFirst()
    } else if exchange.gaps[0].pageCount >= gap.maximumPages {
      exchange.gaps.removeFirst()
      exchange.hasGap = true
    } else if let next {
      exchange.gaps[0].token = next
    }
    continueTasks(&exchange, now)
  }

  /// Reads a page of missing messages, and says whether it has met those that are known.
  private mutating func fill(
    _ gap: ReceiveRules.Gap, _ surroundings: inout Surroundings, _ exchange: inout PollExchange
  ) -> Bool {
    let task = exchange.gaps[0]
    var items: [JSONValue] = []
    gap.items.forEach(in: surroundings.root) { item, _ in items.append(item) }
    for item in items {
      if let id = gap.id.first(in: item)?.plainText, task.known.contains(id) { return true }
      surroundings.item = item
      surroundings.entry = item
      surroundings.keys = [task.room]
      switch decode(surroundings, isDirectRoom: false) {
      case .ignored: break
      case .unreadable: exchange.unreadable += 1
      case .message(let message): exchange.filled.append(message)
      case .messages(let messages): exchange.filled += messages
      case .arrival(let room): exchange.filled.removeAll { $0.room.text == room }
      }
    }
    return false
  }

  /// Notes the invitations that a page brought.
  mutating func noteInvitations(_ surroundings: Surroundings, _ exchange: inout PollExchange) {
    exchange.joinsLeft = Self.joinsPerPoll
    guard let rule = profile.invitations else { return }
    var found: [Invitation] = []
    var inner = surroundings
    rule.items.forEach(in: surroundings.root) { item, keys in
      inner.item = item
      inner.entry = item
      inner.keys = keys
      guard rule.keep.allSatisfy({ $0.holds(in: inner) }), let room = rule.room.text(in: inner),
        let user = rule.user.text(in: inner), room.utf8.count <= Limits.identifierBytes,
        user.utf8.count <= Limits.identifierBytes
      else { return }
      let isDirect = !rule.direct.isEmpty && rule.direct.allSatisfy { $0.holds(in: inner) }
      found.append(Invitation(room: room, user: user, isDirect: isDirect))
    }
    for invitation in found where invitations.count < Self.invitationsKept {
      invitations.removeAll { $0.room == invitation.room }
      invitations.append(invitation)
    }
  }

  /// Asks to join the first room that we were invited into.
  mutating func askJoin(_ exchange: inout PollExchange, _ now: Instant) {
    guard let rule = profile.invitations, let invitation = invitations.first else { return }
    exchange.phase = .joining
    exchange.joinsLeft -= 1
    var values = values(at: now)
    values.room = invitation.room
    values.user = invitation.user
    ask(&exchange, .lookup) { () throws(RenderError) in
      try rule.request.request(values)
    }
  }

  /// Takes what came of joining.
  ///
  /// Whatever it was, the poll goes on: an invitation that fails must not keep messages from being
  /// read. It is tried again at later polls, a few times.
  mutating func takeJoin(
    _ result: Result<HTTPResponse, TransportError>, _ exchange: inout PollExchange, _ now: Instant
  ) {
    guard !invitations.isEmpty else { return continueTasks(&exchange, now) }
    var invitation = invitations.removeFirst()
    invitation.attempts += 1
    var mayTryAgain = true
    if case .success(let response) = result {
      switch profile.verdict(on: surroundings(response, values(at: now)), .lookup) {
      case .failure(let error):
        mayTryAgain = error.kind != .refused && error.kind != .unauthorised
      case .success, .nothing, .duplicate:
        mayTryAgain = false
        if invitation.isDirect, opensDirectRooms {
          rememberDirect(invitation.room, with: invitation.user)
        }
      }
    }
    if mayTryAgain, invitation.attempts < Self.attemptsPerInvitation {
      invitations.append(invitation)
      exchange.joinsLeft = 0
    }
    continueTasks(&exchange, now)
  }

  /// Puts known names to the messages, and notes whose names have to be looked up.
  func nameAuthors(_ exchange: inout PollExchange, _ now: Instant) {
    guard profile.users != nil else { return }
    var missing: [MemberID] = []
    name(&exchange.messages, &missing, now)
    name(&exchange.filled, &missing, now)
    if exchange.phase != .naming { exchange.lookups = Array(missing.prefix(Self.lookupsPerPoll)) }
  }

  private func name(_ messages: inout [Message], _ missing: inout [MemberID], _ now: Instant) {
    for index in messages.indices
    where messages[index].author.name.isEmpty && !messages[index].isOwn {
      let author = messages[index].author.id
      if let name = names.name(of: author, at: now) {
        messages[index].author.name = name
      } else if !missing.contains(author) {
        missing.append(author)
      }
    }
  }

  /// Asks for the next name.
  func askName(_ exchange: inout PollExchange, _ now: Instant) {
    guard let users = profile.users, let member = exchange.lookups.first else { return }
    exchange.phase = .naming
    var values = values(at: now)
    values.user = member.text
    ask(&exchange, .lookup) { () throws(RenderError) in
      try users.request.request(values)
    }
  }

  /// Takes a name, or goes on without one: nobody's message waits for how its author is called.
  mutating func takeName(
    _ result: Result<HTTPResponse, TransportError>, _ exchange: inout PollExchange, _ now: Instant
  ) {
    guard let users = profile.users, !exchange.lookups.isEmpty else { return finish(&exchange) }
    let member = exchange.lookups.removeFirst()
    var name = ""
    var seconds = 60
    if case .success(let response) = result {
      let surroundings = surroundings(response, values(at: now))
      switch profile.verdict(on: surroundings, .lookup) {
      case .failure(let error):
        if case .rateLimited = error.kind { exchange.lookups = [] }
      case .success, .nothing, .duplicate:
        name = Self.cut(users.name.text(in: surroundings) ?? "")
        seconds = users.cacheSeconds
      }
    } else {
      exchange.lookups = []
    }
    names.keep(name, of: member, until: now + .seconds(Int64(seconds)), now: now)
    continueTasks(&exchange, now)
  }
}
