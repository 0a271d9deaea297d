import Primitives

/// A request and the number under which its result is awaited.
struct Exchange {
  let id: ExchangeID
  let request: HTTPRequest
}

/// Exchanges that wait for a lane: long polls and the others apart, so that neither holds the other up.
struct Queue {
  private var replies = Line()
  private var polls = Line()

  /// Lets `exchange` wait behind its like.
  mutating func append(_ exchange: Exchange) {
    if exchange.request.waitSeconds > 0 {
      polls.append(exchange)
    } else {
      replies.append(exchange)
    }
  }

  /// Takes the longest waiting exchange whose request may begin; those that don't poll go first.
  mutating func next(where mayBegin: (HTTPRequest) -> Bool) -> Exchange? {
    replies.next(where: mayBegin) ?? polls.next(where: mayBegin)
  }

  /// Forgets the exchange; false where it does not wait here.
  mutating func remove(_ id: ExchangeID) -> Bool {
    replies.remove(id) || polls.remove(id)
  }
}

/// First in, first out, without moving the rest up each time.
private struct Line {
  private var exchanges: [Exchange] = []
  private var start = 0

  mutating func append(_ exchange: Exchange) {
    exchanges.append(exchange)
  }

  mutating func next(where mayBegin: (HTTPRequest) -> Bool) -> Exchange? {
    guard start < exchanges.count, mayBegin(exchanges[start].request) else { return nil }
    let exchange = exchanges[start]
    start += 1
    if start == exchanges.count || start > 256 {
      exchanges.removeFirst(start)
      start = 0
    }
    return exchange
  }

  mutating func remove(_ id: ExchangeID) -> Bool {
    guard let index = exchanges[start...].firstIndex(where: { $0.id == id }) else { return false }
    exchanges.remove(at: index)
    return true
  }
}
