import Primitives

extension SimulatedChat {
  /// Until when the service holds a poll; nil where it has something to say at once.
  func holds(_ request: HTTPRequest) -> Span? {
    guard request.method == "GET", isReachable, !isOut, isAuthorised(request), !isDead(),
      let wait = Int64(query(request)["wait"] ?? ""), wait > 0,
      let after = Int(query(request)["after"] ?? "0"), after >= feed.count
    else { return nil }
    return Span(milliseconds: clock.uptime.milliseconds + wait * 1000)
  }

  /// Lets a request have its effect, and answers it, as far as chance allows.
  func answer(_ request: HTTPRequest) -> Result<HTTPResponse, TransportError> {
    guard isReachable else { return .failure(TransportError(.unreachable, "connection refused")) }
    requestCount += 1
    if killsBefore(requestCount) || isDead() { return Self.lost }
    if chance.chance(percent: faults.lostRequest) { return Self.lost }
    guard isAuthorised(request) else { return .success(HTTPResponse(status: 401)) }
    if let restsUntil, request.method == "POST" {
      if clock.uptime < restsUntil {
        disobeyed += 1
        return .success(HTTPResponse(status: 429, headers: [HTTPHeader("Retry-After", "1")]))
      }
      self.restsUntil = nil
    }
    if request.method == "POST", nextRest != nil || chance.chance(percent: faults.rateLimited) {
      let seconds = nextRest ?? chance.number(below: 20) + 1
      nextRest = nil
      restsUntil = Span(milliseconds: clock.uptime.milliseconds + Int64(seconds) * 1000)
      return .success(
        HTTPResponse(status: restStatus, headers: [HTTPHeader("Retry-After", "\(seconds)")]))
    }
    if isOut || chance.chance(percent: faults.failing) {
      return .success(HTTPResponse(status: 503))
    }
    let feedCount = feed.count
    let response = work(request)
    if feed.count > feedCount, let post = feed.last, losesAnswer(post) { return Self.lost }
    if killsAfter(requestCount) || chance.chance(percent: faults.lostAnswer) { return Self.lost }
    if chance.chance(percent: faults.failingLate) { return .success(HTTPResponse(status: 500)) }
    return .success(garbled(response))
  }

  /// Answers a poll that was held.
  func answerHeld(_ request: HTTPRequest) -> Result<HTTPResponse, TransportError> {
    guard isReachable, !isOut, !chance.chance(percent: faults.lostAnswer) else { return Self.lost }
    return .success(garbled(page(request)))
  }

  private func work(_ request: HTTPRequest) -> HTTPResponse {
    let path = request.url.dropFirst(Self.address.utf8.count).prefix { $0 != "?" }
    switch (request.method, path) {
    case ("GET", "/v1/me"):
      return json(200) { json in
        json.member("id", Self.botID)
        json.member("name", "Roundtable")
      }
    case ("GET", "/v1/messages"): return page(request)
    case ("POST", "/v1/messages"): return post(request)
    case ("POST", "/v1/reactions"): return react(request)
    default: return HTTPResponse(status: 404)
    }
  }

  private func isAuthorised(_ request: HTTPRequest) -> Bool {
    guard let token else { return false }
    return request.headers.contains { $0.name == "Authorization" && $0.value == "Bearer \(token)" }
  }

  private func query(_ request: HTTPRequest) -> [String: String] {
    guard let mark = request.url.firstIndex(of: "?") else { return [:] }
    var query: [String: String] = [:]
    for pair in request.url[request.url.index(after: mark)...].split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1)
      query[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    return query
  }

  private func json(_ status: Int, _ body: (inout JSONWriter) -> Void) -> HTTPResponse {
    var json = JSONWriter()
    json.object(body)
    return HTTPResponse(
      status: status, headers: [HTTPHeader("Content-Type", "application/json")], body: json.bytes)
  }

  private func error(_ status: Int, _ name: String, oldest: Int? = nil) -> HTTPResponse {
    json(status) { json in
      json.member("error", name)
      if let oldest { json.member("oldest", String(oldest)) }
    }
  }

  // The feed

  func page(_ request: HTTPRequest) -> HTTPResponse {
    let query = query(request)
    let limit = Int(query["limit"] ?? "") ?? 100
    guard let after = Int(query["after"] ?? "0"), (0...feed.count).contains(after) else {
      return error(400, "unknown_cursor")
    }
    if forgetsCursors, query["after"] != nil {
      forgetsCursors = false
      return error(400, "unknown_cursor")
    }
    if after > 0, chance.chance(percent: faults.expiring) {
      return error(410, "cursor_expired", oldest: max(0, after - chance.number(below: 4)))
    }
    let isReplaying = chance.chance(percent: faults.replaying)
    let from = isReplaying ? max(0, after - chance.number(below: 6)) : after
    var end = min(feed.count, from + limit)
    var entries = Array(zip(from..<end, feed[from..<end]))
    if !echoes { entries.removeAll { $0.1.author == Self.botID } }
    if chance.chance(percent: faults.duplicating) { entries += entries }
    if chance.chance(percent: faults.shuffling) { entries = chance.shuffled(entries) }
    end = max(end, min(after, feed.count))
    let next = turnsBack ? 1 : chance.chance(percent: faults.stale) ? after : end
    turnsBack = false
    let isSpoilt = !entries.isEmpty && spoilsList()
    var response = json(200) { json in
      if isSpoilt {
        json.member("messages", arrayOf: ["spoilt"]) { json, word in json.string(word) }
      } else {
        json.member("messages", arrayOf: entries) { json, entry in
          write(entry.1, cursor: entry.0 + 1, to: &json)
        }
      }
      json.member("next", String(next))
    }
    if entries.contains(where: { $0.1.text == Self.unreadable }) {
      // One brace too few, somewhere in the middle.
      let middle = response.body.firstIndex(of: UInt8(ascii: "}")) ?? 0
      response.body.remove(at: middle)
    }
    return response
  }

  private func write(_ message: Posted, cursor: Int, to json: inout JSONWriter) {
    json.object { json in
      json.member("id", message.id)
      json.member("cursor", String(cursor))
      json.member("room", message.room)
      json.name("thread")
      if let thread = message.thread { json.string(thread) } else { json.null() }
      if !losesAuthor(message.text) {
        json.member(
          "author",
          object: { json in
            json.member("id", message.author)
            json.member("name", message.author.prefix(1).uppercased() + message.author.dropFirst())
            json.member("bot", message.author == Self.botID)
          })
      }
      if message.isDirect { json.member("direct", true) }
      if let target = message.target {
        json.member("kind", "reaction")
        json.member("emoji", message.text)
        json.member("target", target)
        json.member("removed", message.isRemoved)
      } else {
        json.member("text", message.text)
      }
      json.member("ts", message.at)
      json.member("edited", ifPresent: message.editedAt)
      json.member("idempotency_key", ifPresent: message.key)
    }
  }

  /// Now and then what arrives is not what was sent.
  private func garbled(_ response: HTTPResponse) -> HTTPResponse {
    guard chance.chance(percent: faults.garbled) else { return response }
    var garbled = response
    switch chance.number(below: 4) {
    case 0: garbled.body = Array("<html><body>Bad gateway</body></html>".utf8)
    case 1: garbled.body = []
    case 2:
      garbled.body = Array(response.body.prefix(chance.number(below: response.body.count + 1)))
    default: garbled.body = Array("{\"messages\":NaN}".utf8)
    }
    return garbled
  }

  // What the bot says

  private func post(_ request: HTTPRequest) -> HTTPResponse {
    guard let body = tree(request), let text = body["text"]?.string else {
      return error(400, "no_text")
    }
    let to = body["to"]?.string
    guard let room = to.map({ "dm-\($0)" }) ?? body["room"]?.string else {
      return error(400, "no_room")
    }
    let message = Posted(
      id: "", room: room, thread: body["thread"]?.string, author: Self.botID,
      isDirect: room.hasPrefix("dm-"), text: text, at: clock.trueNow,
      key: body["idempotency_key"]?.string)
    onArrival(message)
    for refusal in refusals where text.contains(refusal.word) {
      return error(refusal.status, "refused")
    }
    if remembersKeys, let key = message.key, let index = keys[key] {
      let first = feed[index]
      if first.text != text || first.room != room || first.thread != message.thread {
        keyConflicts += 1
      }
      return json(200) { $0.member("id", first.id) }
    }
    if let key = message.key { keys[key] = feed.count }
    let id = add(message)
    return json(201) { $0.member("id", id) }
  }

  private func react(_ request: HTTPRequest) -> HTTPResponse {
    guard let body = tree(request), let target = body["message"]?.string,
      let emoji = body["emoji"]?.string, let message = feed.first(where: { $0.id == target })
    else { return error(404, "no_message") }
    let isThere = feed.contains {
      $0.author == Self.botID && $0.target == target && $0.text == emoji
    }
    if !isThere {
      add(
        Posted(
          id: "", room: message.room, thread: message.thread, author: Self.botID,
          isDirect: message.isDirect, text: emoji, target: target, at: clock.trueNow))
    }
    return json(isThere ? 200 : 201) { _ in }
  }

  private func tree(_ request: HTTPRequest) -> JSONValue? {
    do throws(JSONError) {
      return try JSONValue(parsing: request.body ?? [])
    } catch {
      return nil
    }
  }
}
