import OrderedCollections
import Primitives

/// The part of a long list that is shown at once, and how `!more` goes on behind it.
struct Page {
  /// Which of the things are shown.
  let range: Range<Int>
  /// How many there are behind them.
  let left: Int
  /// What remembers where the list goes on, or forgets it at the end.
  let events: [Event]

  /// The list's last line; nil where nothing is left.
  var tail: String? { left == 0 ? nil : "… and \(left) more: `!more`." }
}

extension CommandContext {
  /// The next `size` of `count` things; the last ones where the list has become shorter meanwhile.
  ///
  /// `isPrivate` says that the list goes to the author alone, who then goes on there.
  func page(of count: Int, size: Int, isPrivate: Bool = false) -> Page {
    let first = offset < count ? offset : max(0, count - size)
    let end = min(first + size, count)
    let known = community.dialogue.continuations[author.id]
    guard end < count else {
      let ending = known.map { _ in Event.dialogue(.continued(author.id, nil)) }
      return Page(range: first..<end, left: 0, events: [ending].compactMap { $0 })
    }
    let continuation = Dialogue.Continuation(
      room: isPrivate || isDirect ? nil : message.room, line: line, offset: end,
      until: now + .hours(1))
    return Page(
      range: first..<end, left: count - end,
      events: [.dialogue(.continued(author.id, continuation))])
  }
}
