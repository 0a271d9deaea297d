package import Primitives

extension Endpoint {
  /// Begins to read what was said since `cursor`, or since `start` where there is none.
  ///
  /// At most `limit` messages are asked for at once; the service may hold the answer for
  /// `waitSeconds`. When a page has failed as `.malformed` several times, a poll with a limit of 1 that
  /// is `salvaging` steps over it: where the body cannot be read, it looks in its bytes for the cursor
  /// alone, and counts one message as unreadable.
  package mutating func beginPoll(
    from cursor: Cursor?, start: Start, limit: Int, waitSeconds: Int, salvaging: Bool = false,
    now: Instant
  ) -> PollExchange {
    let position = ReadPosition(cursor, perRoom: profile.receive.isPerRoom)
    var exchange = PollExchange(
      step: .failed(ChatError(.resync, "the cursor belongs to another profile")),
      start: start, limit: max(1, min(limit, profile.receive.pageLimit)),
      waitSeconds: max(0, min(waitSeconds, profile.receive.waitSeconds)), isSalvaging: salvaging,
      isFirst: cursor == nil,
      position: position ?? .whole(nil))
    guard position != nil else { return exchange }
    guard profile.receive.isPerRoom else {
      openStream(nil, &exchange, now)
      return exchange
    }
    if let discovery = profile.discovery, isDiscoveryDue(discovery, now) {
      exchange.phase = .discovering
      let values = values(at: now)
      ask(&exchange, .poll) { () throws(RenderError) in
        try discovery.request.request(values)
      }
    } else {
      beginRound(&exchange, now)
    }
    return exchange
  }

  /// Takes the result of the request that the poll wanted, and says what it wants next.
  @discardableResult
  package mutating func proceed(
    _ exchange: inout PollExchange, with result: Result<HTTPResponse, TransportError>,
    now: Instant
  ) -> Step<Batch> {
    guard case .request = exchange.step else { return exchange.step }
    switch (exchange.phase, result) {
    case (.naming, _): takeName(result, &exchange, now)
    case (.joining, _): takeJoin(result, &exchange, now)
    case (_, .failure(let error)): exchange.step = .failed(ChatError(error))
    case (.discovering, .success(let response)): takeRooms(response, &exchange, now)
    case (.page, .success(let response)): takePage(response, &exchange, now)
    case (.gap, .success(let response)): takeGap(response, &exchange, now)
    }
    return exchange.step
  }

  /// Makes the request that comes next, or fails with what keeps it from being made.
  func ask(
    _ exchange: inout PollExchange, _ purpose: Purpose,
    _ make: () throws(RenderError) -> HTTPRequest
  ) {
    do {
      exchange.step = .request(try make())
    } catch {
      exchange.step = .failed(ChatError(error, for: purpose))
    }
  }

  private func isDiscoveryDue(_ discovery: Profile.Discovery, _ now: Instant) -> Bool {
    guard let roomsFoundAt else { return true }
    // A clock that was set back must not keep rooms from being looked for.
    return now >= roomsFoundAt + .seconds(Int64(discovery.everySeconds)) || now < roomsFoundAt
  }

  private mutating func takeRooms(
    _ response: HTTPResponse, _ exchange: inout PollExchange, _ now: Instant
  ) {
    guard let discovery = profile.discovery else { return beginRound(&exchange, now) }
    var surroundings = surroundings(response, values(at: now))
    switch profile.verdict(on: surroundings, .poll) {
    case .failure(let error):
      exchange.step = .failed(error)
      return
    case .success, .nothing, .duplicate: break
    }
    guard discovery.items.container.first(in: surroundings.root) != nil else {
      exchange.step = .failed(ChatError(.malformed, "the list of rooms cannot be read"))
      return
    }
    var found: [DiscoveredRoom] = []
    discovery.items.forEach(in: surroundings.root) { item, keys in
      surroundings.item = item
      surroundings.entry = item
      surroundings.keys = keys
      guard let id = discovery.id.text(in: surroundings), id.utf8.count <= Limits.identifierBytes
      else { return }
      var meta: [String: String] = [:]
      for (name, expression) in discovery.meta { meta[name] = expression.text(in: surroundings) }
      let isDirect =
        !discovery.direct.isEmpty && discovery.direct.allSatisfy { $0.holds(in: surroundings) }
      found.append(DiscoveredRoom(id: id, meta: meta, isDirect: isDirect))
    }
    rooms = found
    roomsFoundAt = now
    beginRound(&exchange, now)
  }

  private mutating func beginRound(_ exchange: inout PollExchange, _ now: Instant) {
    exchange.rooms =
      profile.discovery == nil
      ? givenRooms.map { DiscoveredRoom(id: $0, meta: [:], isDirect: false) } : rooms
    if nextRoom >= exchange.rooms.count { nextRoom = 0 }
    continueRound(&exchange, now)
  }

  /// Opens the next room of the round; ends the round early when enough has been found, so that a
  /// batch stays small, and goes on with the room after it at the next poll.
  mutating func continueRound(_ exchange: inout PollExchange, _ now: Instant) {
    guard exchange.roomsDone < exchange.rooms.count else { return continueTasks(&exchange, now) }
    if exchange.messages.count >= exchange.limit {
      exchange.isFull = true
      return continueTasks(&exchange, now)
    }
    let room = exchange.rooms[nextRoom]
    nextRoom = (nextRoom + 1) % exchange.rooms.count
    exchange.roomsDone += 1
    openStream(room, &exchange, now)
  }

  /// Begins to read one stream from where it was left.
  private mutating func openStream(
    _ room: DiscoveredRoom?, _ exchange: inout PollExchange, _ now: Instant
  ) {
    let rule = profile.receive.cursor
    exchange.stream = Stream()
    exchange.stream.room = room
    exchange.stream.cursor = exchange.position[room?.id]
    if exchange.stream.cursor == nil {
      // A direct room that appears later was opened to talk to us: all of it is new. A room that we
      // were brought into has a past, which is not for us.
      let isPriming = exchange.isFirst ? exchange.start == .newest : room?.isDirect != true
      if isPriming, let start = rule.start {
        var values = values(at: now)
        values.room = room?.id
        exchange.stream.cursor = render(start, values)
      } else if isPriming {
        exchange.stream.isPriming = true
      } else {
        exchange.stream.cursor = rule.empty
      }
    }
    askPage(&exchange, now)
  }

  private func render(_ template: Template, _ values: Values) -> String? {
    do {
      return try template.text(values)
    } catch {
      return nil
    }
  }

  /// Asks for the next page of the stream at hand.
  func askPage(_ exchange: inout PollExchange, _ now: Instant) {
    exchange.phase = .page
    let stream = exchange.stream
    let mayWait = !stream.isPriming && stream.pageCount == 0 && !exchange.isFirst
    let waitSeconds = mayWait ? exchange.waitSeconds : 0
    var values = streamValues(exchange, now)
    values.waitSeconds = waitSeconds
    let receive = profile.receive
    let template = stream.isPriming ? receive.prime ?? receive.request : receive.request
    ask(&exchange, .poll) { () throws(RenderError) in
      if let address = stream.pageAddress {
        return try template.request(following: address, values)
      }
      if receive.cursor.isAddress, let cursor = values.cursor, !cursor.isEmpty {
        return try template.request(
          following: cursor, values, waitSeconds: waitSeconds)
      }
      return try template.request(values, waitSeconds: waitSeconds)
    }
  }

  /// The variables of the stream at hand.
  func streamValues(_ exchange: PollExchange, _ now: Instant) -> Values {
    var values = values(at: now)
    let stream = exchange.stream
    values.cursor = stream.isPriming ? stream.reached : stream.cursor
    values.room = stream.room?.id
    values.meta = stream.room?.meta ?? [:]
    values.page = stream.pageToken
    values.limit = exchange.limit
    return values
  }

  /// Goes on with what the pages left to be done, or finishes.
  mutating func continueTasks(_ exchange: inout PollExchange, _ now: Instant) {
    if !exchange.gaps.isEmpty { return askGap(&exchange, now) }
    if exchange.joinsLeft > 0, !invitations.isEmpty { return askJoin(&exchange, now) }
    nameAuthors(&exchange, now)
    if !exchange.lookups.isEmpty { return askName(&exchange, now) }
    finish(&exchange)
  }

  /// Hands over what was found.
  func finish(_ exchange: inout PollExchange) {
    exchange.step = .finished(
      Batch(
        messages: exchange.filled + exchange.messages, next: exchange.position.cursor,
        unreadable: exchange.unreadable, hasGap: exchange.hasGap, isFull: exchange.isFull))
  }
}
