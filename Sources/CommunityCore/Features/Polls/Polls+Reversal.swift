import OrderedCollections
import Primitives

extension Community {
  /// Requires that a poll is still as it was, and that nobody's answer would be lost with it.
  func requireFree(
    _ event: PollEvent, for member: MemberID, isUndoing: Bool, at now: Instant
  ) throws(Refusal) {
    switch event {
    case .answered(let id, _, _), .withdrawn(let id, _), .closed(let id, _, _),
      .cancelled(let id, _):
      guard let poll = polls[id], polls.isOpen(poll, at: now) else {
        throw .tooLateToUndo("\(id) is closed.")
      }
      if case .cancelled = event, isUndoing,
        poll.voteCount > 0 || poll.answers.keys.contains(where: { $0 != member })
      {
        throw .tooLateToUndo(
          "Others have answered \(id) by now; `!poll cancel \(id)` calls it off.")
      }
      if case .closed(_, let then, _) = event, then.counts != result(of: poll).counts {
        throw .tooLateToUndo("It would end otherwise now; `!poll close \(id)` counts.")
      }
    case .reopened(let id):
      guard let poll = polls[id], poll.status != .open, polls.deadline(of: poll) > now else {
        throw .tooLateToUndo("Answers to \(id) have ended, or are taken already.")
      }
    case .asked, .voted, .reminded, .settled: break
    }
  }
}
