import Primitives

/// Why something about digests is not done.
package enum DigestRefusal: Error, Hashable, Sendable {
  /// They come then already.
  case scheduledSo(String)
  /// It comes already.
  case onAlready
  /// It does not come anyway.
  case offAlready
  /// The member gave no address.
  case noAddress
}

extension DigestRefusal {
  /// The sentence that a member reads: what stands in the way, and what can be done.
  var reply: Reply {
    switch self {
    case .scheduledSo(let words): Reply("There is nothing to do: digests come on \(words).")
    case .onAlready: Reply("There is nothing to do: that digest comes.")
    case .offAlready: Reply("There is nothing to do: that digest does not come.")
    case .noAddress:
      Reply("I know no e-mail address of yours. Write `!mail ana@example.org` to me alone first.")
    }
  }
}
