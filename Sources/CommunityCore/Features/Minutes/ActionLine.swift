import Primitives
import Timekeeping

/// An action in one line: `A3 Bo: share the checklist, by Fri 11 Dec 2026`.
struct ActionLine {
  let text: String

  /// Words an entry.
  ///
  /// Where `author` is given, they may be a member only from now on. Where `today` is given, what should
  /// have been done by then says so.
  init(
    _ entry: Minutes.Entry, in community: Community, today: GregorianDay?, author: Member? = nil
  ) {
    let owner =
      entry.task?.owner.map {
        $0 == author?.id ? author?.name ?? "" : community.people.name(of: $0)
      } ?? "everyone"
    var text = "\(entry.id) \(owner): \(community.people.shown(entry.text))"
    if let due = entry.task?.due {
      text += ", by \(TimeEcho.day(due))"
      if let today, due < today, entry.task?.doneAt == nil { text += " (overdue)" }
    }
    if entry.task?.doneAt != nil { text += " (done)" }
    self.text = text
  }
}
