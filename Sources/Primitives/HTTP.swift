/// One HTTP request, ready to be sent.
package struct HTTPRequest: Hashable, Sendable {
  /// The method, such as `GET`.
  package var method: String
  /// The whole address, which may hold a secret: `shownURL` is for people.
  package var url: String
  /// The address as it may be logged.
  package var shownURL: String
  /// Header fields in the order in which they are sent; they may hold secrets.
  package var headers: [HTTPHeader]
  /// The body; nil where there is none.
  package var body: [UInt8]?
  /// How long the server may hold the answer back on purpose, in seconds; 0 for all but long polls.
  package var waitSeconds: Int

  /// Makes a request; `shownURL` is `url` unless something else is given.
  package init(
    method: String, url: String, shownURL: String? = nil, headers: [HTTPHeader] = [],
    body: [UInt8]? = nil, waitSeconds: Int = 0
  ) {
    self.method = method
    self.url = url
    self.shownURL = shownURL ?? url
    self.headers = headers
    self.body = body
    self.waitSeconds = waitSeconds
  }
}

/// One header field.
package struct HTTPHeader: Hashable, Sendable {
  /// The name, compared without regard to case.
  package var name: String
  /// The value, without the white space around it.
  package var value: String

  /// Pairs `name` with `value`.
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// One HTTP answer, read to its end.
package struct HTTPResponse: Hashable, Sendable {
  /// The status, 100 to 599.
  package var status: Int
  /// Header fields in the order in which they came.
  package var headers: [HTTPHeader]
  /// The whole body, unpacked.
  package var body: [UInt8]

  /// Makes an answer.
  package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The value of the first field called `name`, whatever its case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// Why a request brought no whole answer.
package struct TransportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it was.
  package enum Kind: Hashable, Sendable {
    /// No connection came about, so the server did nothing.
    case unreachable
    /// Time ran out, or the connection broke; the server may or may not have acted.
    case interrupted
    /// The answer was larger than is allowed; the server may have acted.
    case tooLarge
    /// The other side could not prove who it is, or the address is not allowed; nothing was sent.
    case refused
  }

  /// What kind of failure it was.
  package let kind: Kind
  /// One clause for the log, without a secret and without a full stop.
  package let reason: String

  /// States a failure.
  package init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }

  /// The clause for the log.
  package var description: String { reason }
}

/// Which exchange of a request for an answer is meant; never used twice by one transport.
package struct ExchangeID: Hashable, Sendable {
  /// Counts up.
  package let number: Int

  /// Makes the id with `number`.
  package init(_ number: Int) {
    self.number = number
  }
}

/// One exchange that has ended.
package struct ExchangeResult: Sendable {
  /// Which exchange.
  package let id: ExchangeID
  /// The answer, or why there is none.
  package let outcome: Result<HTTPResponse, TransportError>

  /// Pairs an exchange with its outcome.
  package init(id: ExchangeID, outcome: Result<HTTPResponse, TransportError>) {
    self.id = id
    self.outcome = outcome
  }
}

/// Carries bytes: any number of exchanges at once, on the caller's own thread.
///
/// It knows no chat and no JSON. The simulated one runs against a chat service that fails on purpose,
/// so tests feed bytes through everything above it.
package protocol Transport: AnyObject {
  /// Begins an exchange and returns at once; its result comes from `wait`.
  func start(_ request: HTTPRequest) -> ExchangeID

  /// Forgets a running exchange; no result of it will come.
  func cancel(_ id: ExchangeID)

  /// Waits until at least one exchange has ended, or until `milliseconds` have passed, or until
  /// `wake` is called; returns what has ended, oldest first, perhaps nothing.
  func wait(milliseconds: Int) -> [ExchangeResult]
}
