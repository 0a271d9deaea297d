import Primitives

/// What an exchange was for, which decides what its errors mean.
enum Purpose: String, Sendable {
  case setup = "set up"
  case poll
  case roomPoll = "poll a room"
  case send
  case lookup = "look up"
}

/// What an answer means.
enum Verdict: Sendable {
  /// It is what was asked for.
  case success
  /// There is nothing, which is no error.
  case nothing
  /// It had been done before.
  case duplicate
  case failure(ChatError)
}

extension Profile {
  /// Judges an answer by its status and by the profile's own rules.
  func verdict(on surroundings: borrowing Surroundings, _ purpose: Purpose) -> Verdict {
    let status = surroundings.status
    if emptyStatuses.contains(status) { return .nothing }
    let isGood = (200...299).contains(status)
    if isGood, !errors.ok.isEmpty, surroundings.root.isNull {
      // Whoever is in between may have sent a page of its own; what the service did is unknown.
      let kind: ChatError.Kind = purpose == .send ? .interrupted : .malformed
      return .failure(
        ChatError(kind, "the answer to the request to \(purpose.rawValue) is no JSON"))
    }
    if isGood, errors.ok.allSatisfy({ $0.holds(in: surroundings) }) { return .success }
    let kind = errors.kind(in: surroundings)
    if kind == .duplicate, purpose == .send { return .duplicate }
    let reason = reason(surroundings, purpose)
    return .failure(
      ChatError(
        errorKind(kind, surroundings, purpose) ?? Self.errorKind(status, surroundings, purpose),
        reason, wait: Self.mayPass(status) ? errors.wait(in: surroundings) : nil))
  }

  private func errorKind(
    _ kind: ErrorRules.Kind?, _ surroundings: borrowing Surroundings, _ purpose: Purpose
  ) -> ChatError.Kind? {
    let isPoll = purpose == .poll || purpose == .roomPoll
    switch kind {
    case .rateLimit: return .rateLimited(wait: errors.wait(in: surroundings))
    case .authorisation: return .unauthorised
    case .conflict: return .conflict
    case .cursorExpired where isPoll:
      return .cursorExpired(oldest: errors.oldest?.text(in: surroundings).map { Cursor($0) })
    case .resync where isPoll: return .resync
    case .tooLong where purpose == .send, .poison where purpose == .send: return .poison
    case .retry: return .interrupted
    case nil where surroundings.status == 429:
      return .rateLimited(wait: errors.wait(in: surroundings))
    default: return nil
    }
  }

  /// Whether a status tells of a trouble that may be over soon, with an effect that nobody knows.
  private static func mayPass(_ status: Int) -> Bool {
    status == 408 || status == 425 || (500...599).contains(status)
  }

  /// What a status means where the profile has no rule for it (RFC 9110, section 15).
  private static func errorKind(
    _ status: Int, _ surroundings: borrowing Surroundings, _ purpose: Purpose
  ) -> ChatError.Kind {
    let isPoll = purpose == .poll || purpose == .roomPoll
    switch status {
    case 401: return .unauthorised
    case 403: return purpose == .send ? .poison : .unauthorised
    case _ where mayPass(status): return .interrupted
    case 409: return .conflict
    case 410 where isPoll: return .cursorExpired(oldest: nil)
    case 200...299, 400...499: return purpose == .send ? .poison : .refused
    default: return .refused
    }
  }

  /// Whether an answer says that the text was too long.
  func saysTooLong(_ surroundings: borrowing Surroundings) -> Bool {
    surroundings.status == 413 || errors.kind(in: surroundings) == .tooLong
  }

  private func reason(_ surroundings: borrowing Surroundings, _ purpose: Purpose) -> String {
    let base = "the request to \(purpose.rawValue) was answered with \(surroundings.status)"
    guard let word = errors.reason?.text(in: surroundings) else { return base }
    let clean = String(
      decoding: word.utf8.prefix(120).filter { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self)
    guard !clean.isEmpty, !secrets.contains(where: { clean.contains($0) }) else { return base }
    return base + " (\(clean))"
  }
}
