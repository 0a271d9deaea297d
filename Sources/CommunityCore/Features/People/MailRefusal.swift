import Primitives

/// Why no letter is sent.
package enum MailRefusal: Error, Hashable, Sendable {
  /// The member gave no address.
  case noAddress
  /// The member had one within the hour; the text says from when on there may be another.
  case tooSoon(String)
}

extension MailRefusal {
  /// The sentence that a member reads: what stands in the way, and what can be done.
  var reply: Reply {
    switch self {
    case .noAddress:
      Reply(
        "I have no address of yours to write to. Tell me one by direct message: `!mail ana@example.org`."
      )
    case .tooSoon(let from):
      Reply("I wrote you a test letter within the last hour. There can be another from \(from) on.")
    }
  }
}
