package import Primitives

/// The requests at the start, which tell who we are.
package struct SetupExchange: Sendable {
  /// What it wants next; it finishes with our own id, nil where nobody tells.
  package internal(set) var step: Step<MemberID?>
  var index = 0
}

extension Endpoint {
  /// Begins the setup, at the start and after a `.resync`.
  package mutating func beginSetup(now: Instant) -> SetupExchange {
    var exchange = SetupExchange(step: .finished(nil))
    ask(&exchange, now)
    return exchange
  }

  /// Takes the result of the request that the setup wanted, and says what it wants next.
  @discardableResult
  package mutating func proceed(
    _ exchange: inout SetupExchange, with result: Result<HTTPResponse, TransportError>,
    now: Instant
  ) -> Step<MemberID?> {
    guard case .request = exchange.step else { return exchange.step }
    switch result {
    case .failure(let error): exchange.step = .failed(ChatError(error))
    case .success(let response): take(response, &exchange, now)
    }
    return exchange.step
  }

  private func ask(_ exchange: inout SetupExchange, _ now: Instant) {
    guard exchange.index < profile.setup.count else {
      exchange.step = .finished(selfID)
      return
    }
    do {
      let template = profile.setup[exchange.index].request
      exchange.step = .request(try template.request(values(at: now)))
    } catch {
      exchange.step = .failed(ChatError(error, for: .setup))
    }
  }

  private mutating func take(
    _ response: HTTPResponse, _ exchange: inout SetupExchange, _ now: Instant
  ) {
    let setup = profile.setup[exchange.index]
    let surroundings = surroundings(response, values(at: now))
    if !setup.optionalStatuses.contains(response.status) {
      switch profile.verdict(on: surroundings, .setup) {
      case .failure(let error):
        exchange.step = .failed(error)
        return
      case .success where !setup.bind.isEmpty && surroundings.root.isNull:
        exchange.step = .failed(ChatError(.malformed, "the answer to the setup is no JSON"))
        return
      default: break
      }
      for (name, expression) in setup.bind {
        guard let text = expression.text(in: surroundings),
          text.utf8.count <= Limits.identifierBytes
        else { continue }
        bound[name] = text
      }
    }
    exchange.index += 1
    ask(&exchange, now)
  }
}
