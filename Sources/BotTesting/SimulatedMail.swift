package import Primitives

/// A mail server that remembers what it took, and fails on purpose.
package final class SimulatedMail: MailTransport {
  /// Everything that was taken, in order.
  package private(set) var taken: [MailRequest] = []
  /// What became of each mail that was tried, in order.
  package private(set) var outcomes: [MailOutcome] = []
  /// What the server answers; `accepted` means that it takes the mail.
  package var answers: (MailRequest) -> MailOutcome = { _ in .accepted }
  /// Called when a mail was taken, before anybody can hear of it; true means that the answer is lost
  /// with the process.
  package var losesAnswer: (MailRequest) -> Bool = { _ in false }

  private var ended: [MailResult] = []
  private var lastNumber = 1_000_000_000

  /// Opens a server that takes everything.
  package init() {}

  /// Takes a mail or does not; the outcome is there at once.
  package func start(_ mail: MailRequest) -> ExchangeID {
    lastNumber += 1
    let id = ExchangeID(lastNumber)
    let outcome = answers(mail)
    outcomes.append(outcome)
    if outcome == .accepted {
      taken.append(mail)
      if losesAnswer(mail) { return id }
    }
    ended.append(MailResult(id: id, outcome: outcome))
    return id
  }

  /// Forgets an outcome that was not asked for yet.
  package func cancel(_ id: ExchangeID) {
    ended.removeAll { $0.id == id }
  }

  /// The outcomes that are new.
  package func takeMailed() -> [MailResult] {
    let results = ended
    ended = []
    return results
  }
}
