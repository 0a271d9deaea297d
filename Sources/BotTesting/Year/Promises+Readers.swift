import CommunityCore
import Primitives

extension Promises {
  /// Who is told `step` of a meeting at `now`.
  func readers(of step: Step, _ meeting: Meeting, at now: Int64) -> [String] {
    let candidates: [String]
    switch step {
    case .invitation: return []
    case .nudge: candidates = people.filter { $0.value.ignored < 2 }.map(\.key)
    case .minimum:
      candidates = Array(Set(Self.coordinators + [meeting.facilitator].compactMap { $0 }))
    case .preparation, .begun, .week: candidates = [meeting.facilitator].compactMap { $0 }
    case .closing, .month: candidates = meeting.present
    case .lead, .moved, .cancelled: candidates = Array(meeting.answers.keys)
    }
    return candidates.filter { isWanted(step, meeting, $0, at: now) }
  }

  /// Whether `step` still says something to `reader` at `now`.
  func isWanted(_ step: Step, _ meeting: Meeting, _ reader: String, at now: Int64) -> Bool {
    let answer = meeting.answers[reader]
    if step == .minimum {
      guard let minimum = meeting.minimum, meeting.isPlanned, !meeting.isConfirmed else {
        return false
      }
      return meeting.start > now && meeting.goingCount < minimum.count
    }
    guard let person = people[reader], person.isActive else { return false }
    if step == .cancelled { return !meeting.isPlanned && answer?.choice != .no }
    guard meeting.isPlanned else { return false }
    switch step {
    case .nudge:
      return meeting.start > now && answer == nil && reader != meeting.facilitator
        && person.snoozedUntil <= now && person.leads != [] && !isBlack(now)
    case .preparation: return meeting.start > now
    case .lead(let minutes):
      guard meeting.start > now, let answer, answer.choice != .no, answer.seat != .waiting else {
        return false
      }
      return (person.leads ?? [1440, 10]).contains(minutes)
        && (answer.choice == .yes || minutes >= 1440)
    case .begun: return meeting.end > now && meeting.startedAt == nil
    case .closing:
      return !meeting.raters.contains(reader) && person.snoozedUntil <= now
        && person.ratedAt.map { now - $0 >= Self.spacing } ?? true
    case .month:
      return person.snoozedUntil <= now && person.leads != [] && person.triedCount < 2
    case .week: return !meeting.raters.isEmpty
    case .moved: return meeting.start > now && answer.map { $0.choice != .no } ?? false
    case .invitation, .minimum, .cancelled: return true
    }
  }

  /// When `reader` may be asked first what they tried: six days after the last time, on no day that is
  /// kept free, and in no quiet hours.
  func nextAsking(_ reader: String, from start: Int64) -> Int64 {
    let person = people[reader] ?? Person()
    let place = person.zone ?? zone
    var moment = max(start, (person.triedAt ?? .min / 2) + Self.spacing)
    while isBlack(moment) || place.isQuiet(person.quiet, at: moment) {
      if isBlack(moment) {
        let day = zone.wall(at: moment).floorDivided(by: 86_400)
        moment = zone.instant(of: (day + 1) * 86_400)
      }
      moment = place.endOfQuiet(person.quiet, after: moment)
    }
    return moment
  }

  /// Notes that `reader` was asked something that is asked seldom.
  mutating func noteAsked(_ reader: String, _ step: Step, at now: Int64) {
    switch step {
    case .closing: people[reader]?.ratedAt = now
    case .month:
      people[reader]?.triedAt = now
      people[reader]?.triedCount += 1
    default: break
    }
  }
}

extension Promises.Step {
  /// How many seconds late it may be and still be told.
  var patience: Int64 { self == .month ? 3 * 86_400 : 1800 }

  /// The long text in which it is told.
  var prompt: Prompts.Prompt {
    switch self {
    case .invitation: .invitation
    case .nudge: .nudge
    case .minimum: .minimum
    case .preparation: .preparation
    case .lead(let minutes): minutes > 180 ? .reminderDay : .reminderMinutes
    case .begun: .begun
    case .closing: .closing
    case .week: .week
    case .month: .month
    case .moved: .moved
    case .cancelled: .cancelled
    }
  }

  /// What the bot calls it where it was away.
  var inSummary: String {
    switch self {
    case .invitation: "the invitation"
    case .nudge: "the question to those who had not answered"
    case .minimum: "the question whether enough come"
    case .preparation: "the note to the facilitator"
    case .lead: "the reminder"
    case .begun: "the note at the beginning"
    case .closing: "the question what it was worth"
    case .week: "the note on what was said about it"
    case .month: "the question what came of it"
    case .moved, .cancelled: "news"
    }
  }
}
