import ChatEndpoint
import CommunityCore
import Journaling
import Primitives

/// What is done while there is no room on the disk.
///
/// Changes are refused in words, and that they were is kept in the reserve, so that a refused one stays
/// refused. When that is used up too, nothing is read any more: what was not read is answered later.
extension Bot {
  /// How many messages are read at once while the disk is full, so that their answers fit the reserve.
  static let mostInFullDisk = 10

  /// Keeps that commands were refused, in the reserve; where even that fails, they are left unread.
  func keepRefusals(or before: Mark) throws(BotError) {
    do throws(BotError) {
      try keepDraft()
    } catch {
      guard case .keeping(.refused) = error, archive.isFull else { throw error }
      try halt(before)
    }
  }

  /// Stops reading, goes back to what was read and kept, and says so once in each room that waits.
  private func halt(_ before: Mark) throws(BotError) {
    let unanswered = draft.outbox[before.outbox...]
    var told: [RoomOrMember] = []
    for entry in unanswered {
      let place = RoomOrMember(entry.outgoing)
      guard !told.contains(place) else { continue }
      told.append(place)
      var outgoing = entry.outgoing
      outgoing.thread = nil
      outgoing.content = .text(Self.haltedText)
      // The same message gives the same key in the next life, so that it is not told there once more.
      outgoing.key = SHA256.hexadecimal("halted " + entry.outgoing.key, digits: Self.keyDigits)
      outbox.append(Utterance(number: -1, outgoing: outgoing, recipient: entry.recipient))
    }
    try fallBack(to: before)
    isHalted = true
    reading.goBack(at: surroundings.uptime)
    log.warn(
      "the disk is full and the reserve is used up; nothing is read", at: surroundings.uptime)
  }

  /// Looks whether there is room again; then reading goes on where it stopped.
  func recover() throws(BotError) {
    recoverAt = surroundings.uptime + .seconds(1)
    do throws(KeepingError) { try archive.recover() } catch { throw .keeping(error) }
    guard !archive.isFull else { return }
    log.note("there is room on the disk again")
    isHalted = false
    keepWhatWasSeen()
  }

  private static let haltedText =
    "I can't save just now; I'll answer what you write when I can."

  /// Where something is said.
  private struct RoomOrMember: Equatable {
    let room: RoomID?
    let member: MemberID?

    init(_ outgoing: Outgoing) {
      room = outgoing.room
      member = outgoing.to
    }
  }
}

extension Reply {
  /// What is said instead of a confirmation while the disk is full.
  static var notSaved: Reply {
    Reply(
      "Not saved: my disk is full, so nothing was changed. Please send that again later; "
        + "whoever runs me can see the reason in my log.")
  }
}
