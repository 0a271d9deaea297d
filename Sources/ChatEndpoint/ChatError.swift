package import Primitives

/// Why an exchange with a chat service did not do what it was for.
package struct ChatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of failure it was, and so what is to be done about it.
  package enum Kind: Hashable, Sendable {
    /// No connection came about; the service did nothing. Back off and try again.
    case unreachable
    /// The service may or may not have acted. Try again with the same key.
    case interrupted
    /// Too much was asked; how long to wait, from now, nil where the service did not say or said
    /// nonsense.
    case rateLimited(wait: Span?)
    /// The token is wrong or was revoked. Read it again, and ask seldom until somebody helps.
    case unauthorised
    /// Somebody else uses this account for the same thing.
    case conflict
    /// This one message will never be taken, as it is. Lay it aside and go on with the next.
    case poison
    /// The cursor has fallen out of what the service keeps; the oldest one it has, if it said so, is
    /// where to go on. Messages may have been lost.
    case cursorExpired(oldest: Cursor?)
    /// The cursor means nothing to the service: set up again, and begin without one.
    case resync
    /// The answer cannot be understood; the cursor stays where it is.
    case malformed
    /// The request was refused for another reason, or could not even be made. Back off.
    case refused
  }

  /// What kind of failure it was.
  package let kind: Kind
  /// One clause for the log, without a secret, a member's words and a full stop.
  package let reason: String
  /// How long the service wants to be left alone although it has not said that too much was asked, as
  /// with a 503 (RFC 9110, section 10.2.3); nil where it did not say or said nonsense.
  package let wait: Span?

  /// States a failure.
  package init(_ kind: Kind, _ reason: String, wait: Span? = nil) {
    self.kind = kind
    self.reason = reason
    self.wait = wait
  }

  /// What a failure to carry bytes means for the exchange.
  package init(_ error: TransportError) {
    reason = error.reason
    wait = nil
    kind =
      switch error.kind {
      case .unreachable: .unreachable
      case .interrupted: .interrupted
      case .tooLarge: .malformed
      case .refused: .refused
      }
  }

  /// The clause for the log.
  package var description: String { reason }
}

/// What an exchange wants next.
package enum Step<Outcome: Sendable>: Sendable {
  /// Send this, and hand the answer to `proceed`.
  case request(HTTPRequest)
  /// It is done.
  case finished(Outcome)
  /// It is over without success.
  case failed(ChatError)
}
