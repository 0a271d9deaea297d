package import CommandGrammar
import OrderedCollections
package import Primitives

extension Commons {
  /// How long after it was said a message may be edited with effect.
  package static let editing = Span.minutes(5)

  /// Whether an edited message is still to be looked at again.
  package static func isTimely(_ message: Message) -> Bool {
    message.editedAt.map { $0 - message.at <= editing } ?? true
  }

  /// A number that stands for the commands in a message, so that an edit that changes none of them
  /// can be told; nil where there are none.
  ///
  /// Nil for every direct message too: beside a message's id even such a number would say something
  /// of what was to be anonymous.
  package func fingerprint(of message: Message) -> UInt32? {
    openLines(of: message)?.fingerprint
  }

  /// The commands in a message that everybody can read; nil for any other, and for one that is too
  /// long to be read.
  package func openLines(of message: Message) -> [CommandLine]? {
    guard !message.isDirect, message.kind == .text,
      message.text.utf8.count <= Limits.messageBytes
    else { return nil }
    return charter.conventions.commands(in: message.text, isDirect: false)
  }
}

extension [CommandLine] {
  /// A number that stands for the commands; nil where there are none.
  package var fingerprint: UInt32? {
    if count == 1 { return self[0].fingerprint }
    return isEmpty ? nil : CRC32.checksum(map(\.text).joined(separator: "\n").utf8)
  }
}

extension Respondent {
  /// The decision about a message that its author changed; nil where it is to be taken as new.
  ///
  /// What it did is taken back, and what it says now is done.
  func edited(
    _ lines: [CommandLine], in community: Community,
    using randomness: inout Randomness
  ) -> Decision? {
    let member = message.author.id
    let isOwnDoing = community.history.changes[member]?.contains { $0.cause == message.id } ?? false
    guard previousFingerprint != nil || isOwnDoing else { return nil }
    if let previousFingerprint {
      guard Commons.isTimely(message), lines.fingerprint != previousFingerprint else {
        return Decision()
      }
    }
    var working = community
    var whole = Decision()
    var labels: [String] = []
    while let change = working.history.latest(of: member), change.cause == message.id {
      do throws(Refusal) {
        if change.isFinal { throw .notUndoable(working.people.shown(change.label)) }
        let (events, replies) = try working.undoing(change, charter: charter, at: now)
        whole.events += events + [.history(.undone(member, at: now))]
        whole.replies += replies
      } catch {
        return Decision(saying: error.reply.updated)
      }
      labels.append(working.people.shown(change.label))
      working = community
      whole.events.forEach { working.apply($0) }
    }
    if isOwnDoing, labels.isEmpty { return Decision(saying: Reply.changedSince.updated) }
    let decision = decide(lines, in: working, using: &randomness)
    whole.events += decision.events
    whole.ballots = decision.ballots
    whole.orders = decision.orders
    whole.erases = decision.erases
    var said = decision.replies
    if said.isEmpty, !labels.isEmpty { said = [.takenBack(labels)] }
    if let first = said.firstIndex(where: { $0.destination == .answer && $0.text != nil }) {
      said[first] = said[first].updated
    }
    whole.replies = said + whole.replies
    return whole
  }
}

extension Reply {
  /// The same, told as what has become of an edited message.
  fileprivate var updated: Reply {
    var reply = self
    if let text { reply.content = .text("Updated: \(text)") }
    return reply
  }

  fileprivate static var changedSince: Reply {
    Reply("nothing. You have changed something else since; `!undo` takes back one thing at a time.")
  }

  fileprivate static func takenBack(_ labels: [String]) -> Reply {
    Reply("undone: \(labels.joined(separator: ", ")).")
  }
}
