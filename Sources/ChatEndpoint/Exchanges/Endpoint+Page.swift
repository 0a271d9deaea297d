import Primitives

extension Endpoint {
  /// Takes one page of the stream at hand.
  mutating func takePage(
    _ response: HTTPResponse, _ exchange: inout PollExchange, _ now: Instant
  ) {
    let purpose: Purpose = exchange.stream.room == nil ? .poll : .roomPoll
    var surroundings = pageSurroundings(response, streamValues(exchange, now))
    let isEmpty = profile.emptyStatuses.contains(response.status)
    if (200...299).contains(response.status), !isEmpty, surroundings.root.isNull {
      return takeUnreadablePage(response, &exchange, now)
    }
    switch profile.verdict(on: surroundings, purpose) {
    case .failure(let error):
      let isGone = response.status == 403 || response.status == 404
      if purpose == .roomPoll, isGone, error.kind == .unauthorised || error.kind == .refused {
        // One room that we may no longer read must not keep the others from being read.
        return continueRound(&exchange, now)
      }
      exchange.step = .failed(error)
      return
    case .nothing, .duplicate:
      surroundings.root = .null
    case .success:
      let items = profile.receive.items
      let isReadable =
        items.isOptional
        ? surroundings.root.members != nil : items.pointer.findsList(in: surroundings.root)
      guard isReadable else { return takeUnreadablePage(response, &exchange, now) }
    }
    let count = readItems(&surroundings, &exchange)
    exchange.stream.pageCount += 1
    let isFirstPage = exchange.stream.pageCount == 1
    noteNext(surroundings, &exchange)
    if !exchange.stream.isPriming, count >= profile.receive.fullAt ?? exchange.limit {
      exchange.isFull = true
    }
    if isFirstPage {
      noteInvitations(surroundings, &exchange)
      noteGaps(surroundings, &exchange)
    }
    if goesOn(surroundings, count, &exchange) { return askPage(&exchange, now) }
    closeStream(&exchange)
    continueRound(&exchange, now)
  }

  /// The answer as paths see it; lines of JSON become one list.
  private func pageSurroundings(_ response: HTTPResponse, _ values: Values) -> Surroundings {
    guard profile.receive.isLineSeparated else { return surroundings(response, values) }
    var response = response
    let lines = response.body.split(separator: 0x0A).filter { line in
      line.contains { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }
    }
    response.body = [0x5B] + Array(lines.joined(separator: [0x2C])) + [0x5D]
    return surroundings(response, values)
  }

  /// Steps over a page that cannot be read, where that was asked for and a cursor can be made out.
  private mutating func takeUnreadablePage(
    _ response: HTTPResponse, _ exchange: inout PollExchange, _ now: Instant
  ) {
    let before = exchange.stream.isPriming ? exchange.stream.reached : exchange.stream.cursor
    guard exchange.isSalvaging,
      let next = Salvage(body: response.body).cursor(profile.receive.cursor.next), next != before
    else {
      exchange.step = .failed(ChatError(.malformed, "a page of messages cannot be read"))
      return
    }
    exchange.unreadable += 1
    exchange.isFull = true
    exchange.stream.reached = next
    closeStream(&exchange)
    continueRound(&exchange, now)
  }

  /// Reads all items of a page into the stream, and says how many there were.
  private mutating func readItems(
    _ surroundings: inout Surroundings, _ exchange: inout PollExchange
  ) -> Int {
    let receive = profile.receive
    var entries: [(entry: JSONValue, keys: [String])] = []
    receive.items.pointer.forEach(in: surroundings.root) { entries.append(($0, $1)) }
    var page: [Found] = []
    page.reserveCapacity(entries.count)
    for (entry, keys) in entries {
      surroundings.entry = entry
      surroundings.keys = keys
      surroundings.item = item(for: entry, in: surroundings.root) ?? .null
      noteMaximum(surroundings, &exchange)
      guard !exchange.stream.isPriming else { continue }
      guard !surroundings.item.isNull else {
        // An entry that holds none of the things we know is no trouble; one that is no object is.
        if entry.members == nil { exchange.unreadable += 1 }
        continue
      }
      let sortKey = receive.sort?.text(in: surroundings)
      switch decode(surroundings, isDirectRoom: exchange.stream.room?.isDirect ?? false) {
      case .ignored: break
      case .unreadable: exchange.unreadable += 1
      case .message(let message): page.append(Found(message: message, sortKey: sortKey))
      case .messages(let messages):
        for message in messages { page.append(Found(message: message, sortKey: sortKey)) }
      case .arrival(let room):
        exchange.stream.arrivals.insert(room)
        page.removeAll { $0.message.room.text == room }
      }
    }
    exchange.stream.pages.append(page)
    surroundings.item = surroundings.root
    surroundings.entry = surroundings.root
    surroundings.keys = []
    return entries.count
  }

  private func item(for entry: JSONValue, in root: JSONValue) -> JSONValue? {
    let items = profile.receive.items
    var item = entry
    if let lookup = items.lookup {
      guard let id = entry.plainText, let found = lookup.first(in: root, entry: id) else {
        return nil
      }
      item = found
    }
    guard !items.choices.isEmpty else { return item }
    for choice in items.choices {
      if let found = choice.first(in: item) { return found }
    }
    return nil
  }

  private func noteMaximum(_ surroundings: Surroundings, _ exchange: inout PollExchange) {
    guard case .maximum(let expression, let summand) = profile.receive.cursor.next,
      let text = expression.text(in: surroundings), text.utf8.count <= Limits.identifierBytes
    else { return }
    let next = summand == 0 ? text : DecimalText.sum(text, summand)
    let reached = exchange.stream.reached ?? exchange.stream.cursor ?? ""
    if reached.isEmpty || DecimalText.isGreater(next, than: reached) {
      exchange.stream.reached = next
    }
  }

  private func noteNext(_ surroundings: Surroundings, _ exchange: inout PollExchange) {
    guard case .value(let expression) = profile.receive.cursor.next,
      let text = expression.text(in: surroundings), text.utf8.count <= 8192
    else { return }
    exchange.stream.reached = text
  }

  /// Whether the stream has a further page that is to be read now; prepares asking for it.
  private func goesOn(
    _ surroundings: Surroundings, _ count: Int, _ exchange: inout PollExchange
  ) -> Bool {
    let receive = profile.receive
    if exchange.stream.isPriming {
      // Without a cheaper way, the feed is read to its end; what it brings is passed over.
      guard receive.prime == nil, count >= exchange.limit, let reached = exchange.stream.reached,
        reached != exchange.stream.cursor
      else { return false }
      exchange.stream.cursor = reached
      return true
    }
    guard let paging = receive.page, count > 0 else { return false }
    guard paging.goesOnWhile.allSatisfy({ $0.holds(in: surroundings) }),
      !reachesEnd(paging, surroundings)
    else { return false }
    let token: String?
    switch paging.next {
    case .token(let expression), .url(let expression): token = expression.text(in: surroundings)
    case .link: token = surroundings.headers.value(of: "Link").flatMap(LinkHeader.next)
    }
    guard let token else { return false }
    guard exchange.stream.pageCount < paging.maximum else {
      exchange.isFull = true
      if receive.order == .newestFirst { exchange.hasGap = true }
      return false
    }
    if case .token = paging.next {
      guard token != exchange.stream.pageToken else { return false }
      exchange.stream.pageToken = token
    } else {
      guard token != exchange.stream.pageAddress else { return false }
      exchange.stream.pageAddress = token
    }
    return true
  }

  /// Whether some item of the page is one that was read before.
  private func reachesEnd(_ paging: ReceiveRules.Paging, _ surroundings: Surroundings) -> Bool {
    guard !paging.until.isEmpty, surroundings.values.cursor?.isEmpty == false else { return false }
    var inner = surroundings
    var isReached = false
    profile.receive.items.pointer.forEach(in: surroundings.root) { entry, keys in
      inner.entry = entry
      inner.item = item(for: entry, in: surroundings.root) ?? .null
      inner.keys = keys
      if paging.until.allSatisfy({ $0.holds(in: inner) }) { isReached = true }
    }
    return isReached
  }

  /// Puts the pages of the stream in order, and notes how far it was read.
  private func closeStream(_ exchange: inout PollExchange) {
    let receive = profile.receive
    var found: [Found] = []
    switch receive.order {
    case .oldestFirst: for page in exchange.stream.pages { found += page }
    case .newestFirst: for page in exchange.stream.pages.reversed() { found += page.reversed() }
    }
    if receive.sort != nil {
      let sorted = found.enumerated().sorted { left, right in
        let (one, other) = (left.element.sortKey ?? "", right.element.sortKey ?? "")
        if DecimalText.isGreater(other, than: one) { return true }
        return !DecimalText.isGreater(one, than: other) && left.offset < right.offset
      }
      found = sorted.map(\.element)
    }
    exchange.messages += found.map(\.message)
    let reached = exchange.stream.reached ?? exchange.stream.cursor ?? receive.cursor.empty
    exchange.position[exchange.stream.room?.id] = reached
    exchange.stream.pages = []
  }
}

/// The header field `Link` (RFC 8288).
enum LinkHeader {
  /// The address whose relation is `next`.
  static func next(_ field: String) -> String? {
    for link in field.split(separator: ",") {
      guard let open = link.firstIndex(of: "<"), let close = link.firstIndex(of: ">"), open < close
      else { continue }
      let parameters = link[close...].lowercased().filter { $0 != " " && $0 != "\"" }
      if parameters.split(separator: ";").contains("rel=next") {
        return String(link[link.index(after: open)..<close])
      }
    }
    return nil
  }
}
