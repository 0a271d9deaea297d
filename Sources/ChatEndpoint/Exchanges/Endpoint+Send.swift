package import Primitives

extension Endpoint {
  /// Begins to say something; `startingAt` counts the parts that an earlier attempt got through.
  package mutating func beginSend(
    _ outgoing: Outgoing, startingAt part: Int = 0, now: Instant
  ) -> SendExchange {
    var exchange = SendExchange(step: .failed(ChatError(.refused, "")), outgoing: outgoing)
    switch outgoing.content {
    case .text(let text):
      exchange.parts = profile.format.parts(of: text)
      exchange.keys = exchange.parts.indices.map { Outgoing.key(outgoing.key, part: $0) }
    case .reaction:
      exchange.parts = [""]
      exchange.keys = [outgoing.key]
    }
    exchange.part = min(max(part, 0), exchange.parts.count)
    exchange.sentParts = exchange.part
    findRoom(&exchange, now)
    return exchange
  }

  /// Takes the result of the request that the exchange wanted, and says what it wants next.
  @discardableResult
  package mutating func proceed(
    _ exchange: inout SendExchange, with result: Result<HTTPResponse, TransportError>,
    now: Instant
  ) -> Step<Receipt> {
    guard case .request = exchange.step else { return exchange.step }
    switch result {
    case .failure(let error):
      // What is too large to read was an answer all the same: the service may have acted.
      let kind: ChatError.Kind? = error.kind == .tooLarge ? .interrupted : nil
      exchange.step = .failed(kind.map { ChatError($0, error.reason) } ?? ChatError(error))
    case .success(let response):
      switch exchange.phase {
      case .opening: takeRoom(response, &exchange, now)
      case .saying: take(response, &exchange, now)
      }
    }
    return exchange.step
  }

  /// Decides where it goes, and asks for a direct room where one has to be opened first.
  private mutating func findRoom(_ exchange: inout SendExchange, _ now: Instant) {
    if let room = exchange.outgoing.room {
      exchange.room = room.text
      return say(&exchange, now)
    }
    guard let user = exchange.outgoing.to?.text else {
      exchange.step = .failed(ChatError(.poison, "neither a room nor a member is named"))
      return
    }
    do {
      switch profile.send.direct {
      case .none:
        exchange.step = .failed(ChatError(.poison, "this service has no direct messages"))
      case .inline:
        say(&exchange, now)
      case .room(let template):
        exchange.room = try template.text(values(exchange, now))
        say(&exchange, now)
      case .request(let template, _):
        if let room = memory[Self.directPrefix + user] {
          exchange.room = room
          exchange.isRemembered = true
          return say(&exchange, now)
        }
        exchange.phase = .opening
        exchange.step = .request(
          try template.request(values(exchange, now)))
      }
    } catch {
      exchange.step = .failed(ChatError(error, for: .send))
    }
  }

  private mutating func takeRoom(
    _ response: HTTPResponse, _ exchange: inout SendExchange, _ now: Instant
  ) {
    let surroundings = surroundings(response, values(exchange, now))
    switch profile.verdict(on: surroundings, .send) {
    case .failure(let error):
      exchange.step = .failed(error)
    case .success, .nothing, .duplicate:
      guard case .request(_, let path) = profile.send.direct,
        let room = path.text(in: surroundings), room.utf8.count <= Limits.identifierBytes,
        let user = exchange.outgoing.to?.text
      else {
        exchange.step = .failed(ChatError(.malformed, "the answer names no direct room"))
        return
      }
      rememberDirect(room, with: user)
      exchange.room = room
      exchange.phase = .saying
      say(&exchange, now)
    }
  }

  /// Asks for the next part to be said, or finishes.
  private func say(_ exchange: inout SendExchange, _ now: Instant) {
    guard exchange.part < exchange.parts.count else {
      exchange.receipt.room = exchange.receipt.room ?? exchange.room.map { RoomID($0) }
      exchange.step = .finished(exchange.receipt)
      return
    }
    do throws(RenderError) {
      var values = values(exchange, now)
      let template: RequestTemplate
      switch exchange.outgoing.content {
      case .text:
        let rendered = profile.format.render(exchange.parts[exchange.part])
        values.text = rendered.body
        values.html = rendered.html
        template = variant(for: values)
      case .reaction(let emoji, let target):
        guard let reaction = profile.send.reaction else {
          throw RenderError(reason: "this service has no reactions")
        }
        values.replyID = target.text
        values.emoji = profile.send.emojiNames[emoji] ?? emoji
        template = reaction
      }
      exchange.step = .request(try template.request(values))
    } catch {
      exchange.step = .failed(ChatError(error, for: .send))
    }
  }

  private func variant(for values: Values) -> RequestTemplate {
    let variants = profile.send.message
    guard variants.count > 1 else { return variants[0].request }
    let fitting = variants.first { variant in
      variant.when.allSatisfy { condition in
        guard let value = values[condition.variable] else { return false }
        return condition.value.map { $0 == value } ?? true
      }
    }
    return (fitting ?? variants[variants.count - 1]).request
  }

  private mutating func take(
    _ response: HTTPResponse, _ exchange: inout SendExchange, _ now: Instant
  ) {
    let surroundings = surroundings(response, values(exchange, now))
    switch profile.verdict(on: surroundings, .send) {
    case .failure(let error):
      fail(&exchange, with: error, surroundings, now)
      return
    case .success:
      if case .text = exchange.outgoing.content, profile.send.id != nil, surroundings.root.isNull,
        !response.body.isEmpty
      {
        // A page that is not JSON came from somebody in between: what the service did is unknown.
        exchange.step = .failed(
          ChatError(.interrupted, "the answer to a message is no JSON"))
        return
      }
      if exchange.part == 0 {
        exchange.receipt.id = Self.identifier(profile.send.id?.text(in: surroundings))
        exchange.receipt.room = Self.identifier(profile.send.room?.text(in: surroundings))
      }
    case .nothing, .duplicate: break
    }
    exchange.part += 1
    if exchange.cuts == 0 { exchange.sentParts = exchange.part }
    say(&exchange, now)
  }

  private static func identifier<Kind>(_ text: String?) -> Identifier<Kind>? {
    guard let text, text.utf8.count <= Limits.identifierBytes else { return nil }
    return Identifier(text)
  }

  /// Decides whether a refusal can be mended: a text cut further, a direct room opened anew.
  private mutating func fail(
    _ exchange: inout SendExchange, with error: ChatError, _ surroundings: Surroundings,
    _ now: Instant
  ) {
    if profile.saysTooLong(surroundings), cut(&exchange) { return say(&exchange, now) }
    if exchange.isRemembered, exchange.part == 0, let room = exchange.room,
      surroundings.status == 403 || surroundings.status == 404
    {
      forgetDirect(room)
      exchange.isRemembered = false
      exchange.room = nil
      return findRoom(&exchange, now)
    }
    exchange.step = .failed(error)
  }

  /// Cuts what is left to half the length that was too long; false where that is no use.
  ///
  /// A key must never stand for two texts, so the pieces have keys that tell of the cut.
  private func cut(_ exchange: inout SendExchange) -> Bool {
    let part = exchange.parts[exchange.part]
    guard part.utf8.count > 200, exchange.cuts < 6 else { return false }
    let half = max(100, profile.format.length(profile.format.render(part)) / 2)
    let pieces = exchange.parts[exchange.part...].flatMap {
      profile.format.parts(of: $0, longest: half)
    }
    guard pieces.count > exchange.parts.count - exchange.part else { return false }
    exchange.cuts += 1
    let key = Outgoing.key(exchange.outgoing.key, part: exchange.sentParts)
    let keys = pieces.indices.map { "\(key)-c\(exchange.cuts)-\($0 + 1)" }
    exchange.parts.replaceSubrange(exchange.part..., with: pieces)
    exchange.keys.replaceSubrange(exchange.part..., with: keys)
    return true
  }

  private func values(_ exchange: SendExchange, _ now: Instant) -> Values {
    let outgoing = exchange.outgoing
    var values = values(at: now)
    values.room = exchange.room
    values.thread = outgoing.thread?.text
    values.user = outgoing.to?.text
    values.replyID = outgoing.replyTo?.text
    values.keepsakes = outgoing.keepsakes
    values.key = exchange.part < exchange.keys.count ? exchange.keys[exchange.part] : nil
    return values
  }
}
