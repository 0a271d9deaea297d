import Glibc
import Primitives

extension ScriptedRoom {
  /// Lets a request have what the script says, and answers it.
  func take(_ arrival: RoomConnection.Arrival, _ connection: RoomConnection) {
    callCount += 1
    let draft = arrival.method == "POST" ? draft(arrival.body) : nil
    let treatment = script(
      Call(
        method: String(arrival.method), path: String(arrival.path), text: draft?.text ?? "",
        wasHeld: false))
    if remembersAll { note(arrival, draft, treatment) }
    guard !refuses(connection, treatment) else { return }
    guard arrival.bearer.map({ $0 == Self.token }) ?? false else {
      return connection.send(Self.answer(401, Array(#"{"error":"unauthorised"}"#.utf8)))
    }
    switch (arrival.method, arrival.path) {
    case ("GET", "/v1/me"):
      let body = Array(#"{"id":"bot","name":"Roundtable"}"#.utf8)
      finish(connection, 200, body, treatment)
    case ("GET", "/v1/messages"): poll(arrival, connection, treatment)
    case ("POST", "/v1/messages"):
      guard let draft else { return connection.send(Self.answer(400, [])) }
      let isNew = post(draft)
      var json = JSONWriter()
      json.object { $0.member("id", Self.id(of: draft)) }
      finish(connection, isNew ? 201 : 200, json.bytes, treatment)
    case ("POST", "/v1/reactions"): finish(connection, 201, Array("{}".utf8), treatment)
    default: connection.send(Self.answer(404, []))
    }
  }

  /// Does with a request what keeps it from having an effect; false where nothing does.
  private func refuses(_ connection: RoomConnection, _ treatment: Treatment) -> Bool {
    switch treatment {
    case .lostBefore: connection.close()
    case .failing(let status, let headers): connection.send(Self.answer(status, [], headers))
    default: return false
    }
    return true
  }

  private func note(
    _ arrival: RoomConnection.Arrival, _ draft: Post?, _ treatment: Treatment
  ) {
    let what = draft.map { "\($0.text.prefix(40))" }
    let query = arrival.query.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    recent.append(
      "\(Self.uptime % 1_000_000) \(arrival.method) \(arrival.path) "
        + "\(what ?? query.joined(separator: "&")): \(treatment)")
    if recent.count > 40 { recent.removeFirst(20) }
  }

  /// Answers the poll that waits, where there is something new or its time is over.
  func answerHeld(at now: Int) {
    guard let held, held.after < feed.end || now >= held.until else { return }
    self.held = nil
    let treatment = script(Call(method: "GET", path: "/v1/messages", text: "", wasHeld: true))
    guard !refuses(held.connection, treatment) else { return }
    answer(held.connection, after: held.after, limit: held.limit, treatment)
  }

  private func poll(
    _ arrival: RoomConnection.Arrival, _ connection: RoomConnection, _ treatment: Treatment
  ) {
    let after = arrival.query["after"].flatMap { Int($0) } ?? 0
    let limit = arrival.query["limit"].flatMap { Int($0) } ?? 100
    let wait = arrival.query["wait"].flatMap { Int($0) } ?? 0
    guard after <= feed.end else {
      return connection.send(Self.answer(400, Array(#"{"error":"unknown_cursor"}"#.utf8)))
    }
    if after == feed.end, wait > 0, case .served = treatment {
      held = (connection, after, limit, Self.uptime + wait * 1000)
      return
    }
    answer(connection, after: after, limit: limit, treatment)
  }

  private func answer(
    _ connection: RoomConnection, after: Int, limit: Int, _ treatment: Treatment
  ) {
    let page =
      if case .shuffled(let seed) = treatment {
        feed.shuffledPage(after: after, limit: limit, seed: seed)
      } else {
        feed.page(after: after, limit: limit)
      }
    finish(connection, 200, page, treatment)
  }

  private func finish(
    _ connection: RoomConnection, _ status: Int, _ body: [UInt8], _ treatment: Treatment
  ) {
    switch treatment {
    case .lostAfter, .lostBefore: connection.close()
    case .failing(let status, _), .failingAfter(let status):
      connection.send(Self.answer(status, []))
    case .garbled(let garbage): connection.send(Self.answer(status, garbage.spoil(body)))
    case .served, .shuffled: connection.send(Self.answer(status, body))
    }
  }

  /// Takes what the bot says, once for each key; returns whether it is new.
  private func post(_ draft: Post) -> Bool {
    if let known = keys[draft.key] {
      if known == draft {
        secondAttempts += 1
      } else {
        keyConflicts += 1
        firstConflict = firstConflict ?? (known, draft)
      }
      return false
    }
    keys[draft.key] = draft
    if remembersAll {
      posts.append(draft)
    } else {
      keysInOrder.append(draft.key)
      if keysInOrder.count > 200_000 {
        for key in keysInOrder.prefix(100_000) { keys[key] = nil }
        keysInOrder.removeFirst(100_000)
      }
    }
    feed.append { json, cursor in
      json.member("id", Self.id(of: draft))
      json.member("cursor", "\(cursor)")
      json.member("room", draft.room ?? "dm-\(draft.recipient ?? "")")
      if let thread = draft.thread { json.member("thread", thread) }
      json.member(
        "author",
        object: { json in
          json.member("id", "bot")
          json.member("name", "Roundtable")
          json.member("bot", true)
        })
      if draft.recipient != nil { json.member("direct", true) }
      json.member("text", draft.text)
      json.member("ts", Self.now)
      json.member("idempotency_key", draft.key)
    }
    onPost(draft)
    return true
  }

  /// The id under which a text of the bot stands: a function of its key, so that it is the same in
  /// every room in which the same was said.
  private static func id(of post: Post) -> String { "b-" + post.key }

  private func draft(_ body: [UInt8]) -> Post? {
    do throws(JSONError) {
      let json = try JSONPart(parsing: body)
      guard let text = json["text"]?.string, let key = json["idempotency_key"]?.string else {
        return nil
      }
      return Post(
        room: json["room"]?.string, thread: json["thread"]?.string,
        recipient: json["to"]?.string, text: text, key: key)
    } catch {
      return nil
    }
  }

  /// An answer as bytes.
  static func answer(_ status: Int, _ body: [UInt8], _ headers: [HTTPHeader] = []) -> [UInt8] {
    var head = "HTTP/1.1 \(status) -\r\nContent-Type: application/json\r\n"
    for header in headers { head += "\(header.name): \(header.value)\r\n" }
    return Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + body
  }
}
