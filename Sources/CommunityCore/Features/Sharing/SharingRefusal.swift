import CommandGrammar
import Primitives

/// Why something about resources or thanks is not done.
package enum SharingRefusal: Error, Hashable, Sendable {
  /// There is no resource with that number.
  case noSuchResource(ResourceID)
  /// It is a wish, which nobody can rate.
  case isWish(ResourceID)
  /// It was taken off the list.
  case offTheList(ResourceID)
  /// Somebody has shared the link before.
  case sharedAlready(ResourceID)
  /// Only who shared it may take it off, and coordinators.
  case notYourResource(ResourceID)
  /// Nobody rates what they shared themselves.
  case ownResource(ResourceID)
  /// It was rated like that before.
  case ratedSo(ResourceID)
  /// There is no rating to take back.
  case notRated(ResourceID)
  /// Thanks are for a room to see.
  case thanksInRoom
  /// Nobody thanks themselves.
  case thanksToOneself
  /// The member has said as many thanks as a day takes.
  case thanksSpent(Int)
  /// Nothing that is kept holds the words.
  case nothingFound(String)
}

extension SharingRefusal {
  /// The sentence that a member reads: what stands in the way, and what can be done.
  var reply: Reply {
    switch self {
    case .noSuchResource(let id): Reply("There is no \(id). `!share` shows what there is.")
    case .isWish(let id):
      Reply("\(id) is looked for, so there is nothing to rate. `!share <link>` may end that.")
    case .offTheList(let id): Reply("\(id) was taken off the list.")
    case .sharedAlready(let id): Reply("That link is here as \(id). `!find \(id)` shows it.")
    case .notYourResource(let id):
      Reply("\(id) is somebody else's. They can take it off the list, and coordinators can.")
    case .ownResource(let id): Reply("\(id) is your own; let others say whether it works.")
    case .ratedSo(let id): Reply("I know that already. `!rate \(id) off` takes it back.")
    case .notRated(let id): Reply("You have not rated \(id). `!rate \(id) worked` does.")
    case .thanksInRoom:
      Reply("Thanks are for everybody to see: please type that in the room. Nothing was kept.")
    case .thanksToOneself: Reply("That is you. Who else helped?")
    case .thanksSpent(let limit):
      Reply("You have said thanks \(limit) times within a day, which is as often as I pass it on.")
    case .nothingFound(let words):
      Reply(
        "I find nothing with “\(words)” in resources, decisions, answers, stories and topics. "
          + "`!wanted <what>` says that you look for it.")
    }
  }
}
