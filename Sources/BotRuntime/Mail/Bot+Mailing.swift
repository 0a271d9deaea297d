import ChatEndpoint
import CommunityCore
import Journaling
import Primitives

extension Bot {
  /// The entry for a letter; nil where it goes to no address, which is a fault of ours.
  func mailing(for letter: Letter, _ reply: Reply, key: String, at now: Instant) -> Mailing? {
    guard case .mail(let text, let recipient) = reply.destination, let address = MailAddress(text)
    else {
      log.warn("a letter had no address")
      return nil
    }
    return Mailing(
      number: ledger.nextEntry + draft.outbox.count + draft.mail.count, key: key,
      address: address, recipient: recipient, writtenAt: now, letter: letter)
  }

  /// Sends what may be sent now: one letter after the other, or all as files where there is no server.
  func sendMail() throws(BotError) {
    guard !mail.isEmpty, !archive.isFull else { return }
    guard let server = mailServer, let mailer else { return writeMail() }
    guard let entry = mail.next(at: surroundings.uptime) else { return }
    guard isWanted(entry) else { return settle(entry) }
    let age = surroundings.now - entry.writtenAt
    guard age < MailQueue.patience, mail.entries.count <= MailQueue.most else {
      return layAside(entry, because: "it could not be sent in five days, or too many were waiting")
    }
    let request = MailRequest(
      server: server, sender: plan.mail.sender, recipient: entry.address,
      bytes: entry.bytes(from: plan.mail, secret: ledger.seed))
    mail.begin(entry, as: mailer.start(request))
  }

  /// Takes note of what became of letters.
  func takeMailed() {
    for result in mailer?.takeMailed() ?? [] {
      guard let entry = mail.end(result.id) else { continue }
      let uptime = surroundings.uptime
      switch result.outcome {
      case .accepted:
        mail.reach()
        settle(entry)
      case .refused(let status, let words):
        mail.reach()
        layAside(entry, because: "\(status)\(words)", status: status)
      case .deferred(let status, _):
        mail.reach()
        mail.defer(entry.address, at: uptime, using: &chance)
        log.warn("the mail server wants a letter later", ["status": "\(status)"], at: uptime)
      case .failed(let error):
        mail.fail(at: uptime, using: &chance)
        log.warn("mail could not be sent yet", ["reason": "\(error)"], at: uptime)
        if error.kind == .refused, let renewed = surroundings.renewedMailServer() {
          mailServer = renewed
        }
      }
    }
  }

  /// Whether the address is still that of the member whom the letter is for.
  private func isWanted(_ entry: Mailing) -> Bool {
    guard let member = entry.recipient else { return true }
    return commons.communities.contains { $0.people[member]?.mail == entry.address.text }
  }

  /// Notes that a letter is sent, or never will be.
  ///
  /// The step that comes keeps it before the next letter goes, so that a crash repeats one at most.
  private func settle(_ entry: Mailing) {
    mail.remove(entry)
    draft.said.append(entry.number)
    mustKeep = true
  }

  /// Writes letters as files, some at a time, so that nobody in the chat waits for it.
  private func writeMail() {
    let files = MailFiles(archive.storage)
    for _ in 0..<10 {
      guard let entry = mail.next(at: surroundings.uptime) else { return }
      guard isWanted(entry) else {
        settle(entry)
        continue
      }
      do throws(StorageError) {
        try files.add(
          entry.bytes(from: plan.mail, secret: ledger.seed), named: entry.name(secret: ledger.seed))
        mail.reach()
        settle(entry)
      } catch {
        mail.fail(at: surroundings.uptime, using: &chance)
        log.warn(
          "a letter could not be written", ["error": "\(error)"], at: surroundings.uptime)
        return
      }
    }
  }

  /// Puts a letter that will never be taken with the dead letters; what is behind it goes on.
  private func layAside(_ entry: Mailing, because reason: String, status: Int? = nil) {
    settle(entry)
    // The server's words may name the address, so the log has its number alone.
    log.warn(
      "a letter can't be sent", ["status": status.map { "\($0)" } ?? reason, "key": entry.key])
    do throws(StorageError) {
      let dropped = try DeadLetters(archive.storage).add(
        entry.key, reason, at: surroundings.now, entry.write)
      if dropped > 0 {
        log.warn("dead letters became too many, the oldest are gone", ["dropped": "\(dropped)"])
      }
    } catch {
      log.warn("a dead letter could not be kept", ["error": "\(error)"])
    }
  }

  /// Drops the letters to members who asked to be forgotten, and gives up what is being sent to one.
  func forgetMail(of members: [MemberID]) {
    for member in members {
      if let id = mail.forget(member) { mailer?.cancel(id) }
    }
  }
}
