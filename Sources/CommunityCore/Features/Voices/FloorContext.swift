import OrderedCollections
import Primitives
import Timekeeping

extension CommandContext {
  /// What is done at a session's floor, as an event.
  func floor(_ session: Sessions.Session, _ change: VoiceEvent.Change) -> Event {
    .voices(VoiceEvent(session.id, change))
  }

  /// The small mark that something was done, or a line where there are no reactions; a reaction is
  /// never answered by another one.
  func marked(_ emoji: String, or line: String) -> Reply {
    charter.hasReactions && !isDirect && message.kind == .text
      ? Reply(reaction: emoji) : Reply(line)
  }

  /// How many minutes a turn has, as an aside; empty where that is not said.
  func allowance(_ floor: Voices.Floor) -> String {
    floor.minutes.map { ", \($0 == 1 ? "1 minute" : "\($0) minutes")" } ?? ""
  }
}

extension Sessions.Session {
  /// Whether it is going on at `now`: what is said before and after it is small talk.
  func isOn(at now: Instant) -> Bool { start <= now && now < end }

  /// Whether what is said counts as said in it: from its beginning to its end, and past that as long as
  /// nobody has ended it.
  func isTalking(at now: Instant) -> Bool {
    endedAt == nil && (isOn(at: now) || isLive && end <= now)
  }
}

extension Community {
  /// Those who are at a session as far as is known: who said so, who was heard, and who would speak;
  /// members only, and nobody who has left.
  func present(at session: Sessions.Session) -> [MemberID] {
    let floor = voices[session.id]
    var present = session.attendance.here.elements
    for member in Array(floor.words.keys) + floor.turns.keys + floor.hands.map(\.member)
    where !present.contains(member) { present.append(member) }
    let gone = session.attendance.gone
    return present.filter { people[$0]?.isActive ?? false && !gone.contains($0) }
  }

  /// Requires that nobody else has gone on meanwhile with what `event` changed.
  func requireUnchanged(_ event: VoiceEvent) throws(Refusal) {
    let floor = voices[event.session]
    switch event.change {
    case .round(let round) where floor.round != round:
      throw .tooLateToUndo("The round has gone on since.")
    case .called(let member, _) where floor.speaker != member:
      throw .tooLateToUndo("Somebody else was called since.")
    case .proposed(let one) where floor.temperature?.proposal != one?.proposal:
      throw .tooLateToUndo("Another proposal was asked about since.")
    case .proposed(nil): return
    case .proposed where floor.temperature?.answers.isEmpty == false:
      throw .tooLateToUndo("Others have answered it; `!temp close` ends it.")
    case .felt where floor.temperature == nil:
      throw .tooLateToUndo("That was closed since.")
    default: return
    }
  }
}
