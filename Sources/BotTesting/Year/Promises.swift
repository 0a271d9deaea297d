import CommunityCore
import Primitives

/// What a bot owes its community, reckoned from what members said and from the policies in words, by
/// no means of the bot's own.
///
/// It shares with the bot what was agreed (which sessions there are, who comes, who wants what), and
/// nothing of how that becomes messages. Times are seconds since 1970.
struct Promises {
  /// Something that is owed for a session.
  enum Step: Hashable {
    case invitation, nudge, minimum, preparation
    case lead(Int)
    case begun, closing, week, month
    case moved, cancelled
  }

  struct Meeting {
    let id: Int
    var zone: CivilZone
    var wall: Int64
    var minutes: Int
    var settledAt: Int64
    let facilitator: String?
    var minimum: (count: Int, by: Int64)?
    var isPlanned = true
    var isConfirmed = false
    var isWritten = false
    var answers: [String: Attendance.Answer] = [:]
    var here: Set<String> = []
    var startedAt: Int64?
    /// When something was written down last.
    var notedAt: Int64?
    /// When somebody spoke in its room last, while it was on.
    var heardAt: Int64?
    /// Whether its minutes were shown as a draft, or stand without one.
    var isWrapped = false
    var raters: Set<String> = []
    var done: Set<Step> = []
    let series: Int?
    let original: Int64?
    /// When it begins; `reckon` finds it.
    private(set) var start: Int64 = 0

    var end: Int64 { start + Int64(minutes) * 60 }
    var goingCount: Int { answers.values.count { $0.choice == .yes && $0.seat != .waiting } }

    /// Finds the start after another wall time was set.
    mutating func reckon() { start = zone.instant(of: wall) }

    /// Those who said that they were there, or else those who had a seat.
    var present: [String] {
      here.isEmpty
        ? answers.filter { $0.value.choice == .yes && $0.value.seat != .waiting }.map(\.key)
        : Array(here)
    }
  }

  struct Person {
    var isActive = true
    var zone: CivilZone?
    var leads: [Int]?
    var leadsSince = Int64.min
    var quiet = CivilZone.Quiet()
    var snoozedUntil = Int64.min
    /// How many questions they left without an answer, since the last one that they gave.
    var ignored = 0
    /// When they were asked last what a session was worth.
    var ratedAt: Int64?
    /// When they were asked last what they tried, and how often; nobody answers that here.
    var triedAt: Int64?
    var triedCount = 0
  }

  struct Held {
    let meeting: Int
    let step: Step
    let until: Int64
  }

  struct Reminder {
    let member: String
    let text: String
    let due: Int64
  }

  /// How many seconds lie between two of the questions after sessions to one member at least.
  static let spacing: Int64 = 6 * 86_400

  /// The coordinators whom the configuration names.
  static let coordinators = ["you", "boss"]

  let zone: CivilZone
  var meetings: [Int: Meeting] = [:]
  var people: [String: Person] = [:]
  var held: [String: [Held]] = [:]
  var reminders: [Int: Reminder] = [:]
  var blackouts: [ClosedRange<GregorianDay>] = []
  var rhythms: [Int: Rhythm] = [:]
  /// What is wrong, in sentences.
  var findings: [String] = []
  /// What should be heard since it was asked last, a line each.
  private var expected: [String] = []
  /// The meetings that may still owe something.
  private(set) var open: Set<Int> = []
  /// When each of these owes something next, as far as that is known.
  private var firstDues: [Int: Int64] = [:]

  init(zone: CivilZone) {
    self.zone = zone
  }

  mutating func takeExpected() -> [String] {
    defer { expected = [] }
    return expected
  }

  mutating func expect(_ lines: [String], to reader: String) {
    expected.append("\(reader): \(lines.sorted().joined(separator: " + "))")
  }

  mutating func add(_ meeting: Meeting) {
    meetings[meeting.id] = meeting
    open.insert(meeting.id)
  }

  /// Has everything that is due reckoned anew.
  mutating func reckonAnew() { firstDues = [:] }

  func isBlack(_ instant: Int64) -> Bool {
    let day = GregorianDay(daysSince1970: zone.wall(at: instant).floorDivided(by: 86_400))
    return blackouts.contains { $0.contains(day) }
  }

  // When

  /// When each step of a meeting is due.
  ///
  /// Days are those of the calendar where the meeting is; what is
  /// asked for in minutes is minutes.
  func dues(of meeting: Meeting) -> [(step: Step, due: Int64)] {
    fixedDues(of: meeting) + leadDues(of: meeting)
  }

  private func fixedDues(of meeting: Meeting) -> [(step: Step, due: Int64)] {
    let zone = meeting.zone
    let endWall = zone.wall(at: meeting.end)
    var dues: [(step: Step, due: Int64)] = [
      (.invitation, zone.instant(of: meeting.wall - 14 * 86_400)),
      (.nudge, zone.instant(of: meeting.wall - 5 * 86_400)),
      (.preparation, zone.instant(of: meeting.wall - 2 * 86_400)),
      (.closing, meeting.end + 3600),
      (.week, zone.instant(of: endWall + 7 * 86_400)),
      (.month, zone.instant(of: endWall + 30 * 86_400)),
    ]
    if let minimum = meeting.minimum, !meeting.isConfirmed { dues.append((.minimum, minimum.by)) }
    if !meeting.isWritten { dues.append((.begun, meeting.start + 300)) }
    return dues.filter { $0.due > meeting.settledAt }
  }

  private func leadDues(of meeting: Meeting) -> [(step: Step, due: Int64)] {
    let start = meeting.start
    return leads.compactMap { minutes, since in
      let due = start - Int64(minutes) * 60
      return due > max(since, meeting.settledAt) ? (.lead(minutes), due) : nil
    }
  }

  /// The first step of a planned meeting that is neither done nor counts as done.
  private func firstDue(of meeting: Meeting) -> Int64 {
    dues(of: meeting).filter { !meeting.done.contains($0.step) }.map(\.due).min() ?? .max
  }

  /// All leads that somebody has, and since when somebody has them.
  private var leads: [Int: Int64] {
    var leads: [Int: Int64] = [1440: .min, 10: .min]
    for person in people.values {
      for minutes in person.leads ?? [] {
        leads[minutes] = min(leads[minutes] ?? .max, person.leadsSince)
      }
    }
    return leads
  }

  // What is owed now

  /// Looks what is owed at `now` by the bot's clock, and expects it to be heard.
  ///
  /// What became due after `awakeSince` must not be late.
  mutating func comeDue(at now: Int64, awakeSince: Int64) {
    var due: [(meeting: Int, step: Step, due: Int64)] = []
    for id in open.sorted() {
      guard let meeting = meetings[id] else { continue }
      if meeting.end + 40 * 86_400 < now { open.remove(id) }
      guard meeting.isPlanned else { continue }
      let first = firstDues[id] ?? firstDue(of: meeting)
      firstDues[id] = first
      guard first <= now else { continue }
      firstDues[id] = nil
      for (step, time) in dues(of: meeting) where time <= now && !meeting.done.contains(step) {
        due.append((id, step, time))
        if time > awakeSince, now > time {
          findings.append(
            "S\(id) \(step) was due at \(Instant(seconds: time)), and the bot slept on")
        }
      }
    }
    due.sort { ($0.due, $0.meeting) < ($1.due, $1.meeting) }
    let tooLate = due.filter { now - $0.due > $0.step.patience }
    if !tooLate.isEmpty { expectSummary(of: tooLate) }
    for (id, step, time) in due {
      if now - time <= step.patience {
        climb(id, step, isLate: now - time > 120 && step != .month, at: now)
      }
      // What a session was worth goes back to its room once three have said so, however late.
      if step == .week, meetings[id]?.raters.count ?? 0 >= 3 {
        expect(["results S\(id)"], to: "room")
      }
      meetings[id]?.done.insert(step)
    }
    release(at: now)
    remind(at: now, awakeSince: awakeSince)
    draft(at: now, awakeSince: awakeSince)
  }

  private mutating func expectSummary(of steps: [(meeting: Int, step: Step, due: Int64)]) {
    var matters: [(meeting: Int, words: [String])] = []
    for (id, step, due) in steps {
      guard let meeting = meetings[id] else { continue }
      if step == .invitation ? isBlack(due) : readers(of: step, meeting, at: due).isEmpty {
        continue
      }
      let words = step.inSummary
      if let index = matters.firstIndex(where: { $0.meeting == id }) {
        if !matters[index].words.contains(words) { matters[index].words.append(words) }
      } else {
        matters.append((id, [words]))
      }
    }
    guard !matters.isEmpty else { return }
    var lines = matters.prefix(10).map {
      "missed S\($0.meeting): \($0.words.sorted().joined(separator: ", "))"
    }
    if matters.count > 10 { lines.append("missed \(matters.count - 10) more") }
    expect(lines, to: "room")
  }

  private mutating func climb(_ id: Int, _ step: Step, isLate: Bool, at now: Int64) {
    guard let meeting = meetings[id] else { return }
    if step == .invitation {
      guard !isBlack(now), meeting.start > now else { return }
      expect([line(step, meeting, in: meeting.zone, isLate: isLate)], to: "room")
      return
    }
    let readers = readers(of: step, meeting, at: now)
    if step == .nudge {
      for reader in readers { people[reader]?.ignored += 1 }
    }
    for reader in readers {
      if let line = tell(reader, step, meeting, isLate: isLate, at: now) {
        expect([line], to: reader)
      }
    }
  }

  /// The line that `reader` is told now; nil where it waits for the end of their quiet hours, at the
  /// latest for two hours before the start.
  mutating func tell(
    _ reader: String, _ step: Step, _ meeting: Meeting, isLate: Bool, at now: Int64
  ) -> String? {
    let person = people[reader] ?? Person()
    let place = person.zone ?? zone
    let latest = meeting.start > now ? meeting.start - 7200 : .max
    // Who runs a session that has begun is told at once.
    let isUrgent = if case .begun = step { true } else { false }
    if step == .month {
      let until = nextAsking(reader, from: now)
      if until > now {
        held[reader, default: []].append(Held(meeting: meeting.id, step: step, until: until))
        return nil
      }
    }
    guard !isUrgent, place.isQuiet(person.quiet, at: now), latest > now else {
      noteAsked(reader, step, at: now)
      return line(step, meeting, in: person.zone ?? meeting.zone, isLate: isLate)
    }
    let until = min(place.endOfQuiet(person.quiet, after: now), latest)
    held[reader, default: []].append(Held(meeting: meeting.id, step: step, until: until))
    return nil
  }

  private func line(
    _ step: Step, _ meeting: Meeting, in zone: CivilZone, isLate: Bool
  ) -> String {
    (isLate ? "(Late, because I was away.) " : "")
      + "\(step.prompt.rawValue) S\(meeting.id) \(zone.text(of: meeting.start))"
  }

  private mutating func release(at now: Int64) {
    for (reader, items) in held {
      let due = items.filter { $0.until <= now }
      guard !due.isEmpty else { continue }
      held[reader] = items.filter { $0.until > now }
      var lines: Set<String> = []
      for item in due {
        guard let meeting = meetings[item.meeting], isWanted(item.step, meeting, reader, at: now)
        else { continue }
        let place = people[reader]?.zone ?? meeting.zone
        if item.step == .month {
          let until = nextAsking(reader, from: now)
          if until > now {
            held[reader]?.append(Held(meeting: item.meeting, step: item.step, until: until))
            continue
          }
        }
        noteAsked(reader, item.step, at: now)
        lines.insert(line(item.step, meeting, in: place, isLate: false))
      }
      if !lines.isEmpty { expect(Array(lines), to: reader) }
    }
  }

  private mutating func remind(at now: Int64, awakeSince: Int64) {
    let due = reminders.filter { $0.value.due <= now }
    for (member, own) in Dictionary(grouping: due, by: { $0.value.member }) {
      var together: [String] = []
      for (number, reminder) in own {
        reminders[number] = nil
        let late = now - reminder.due
        if late > 0, reminder.due > awakeSince { findings.append("\(reminder) comes late") }
        let line = "personal \(reminder.text)" + (late > 120 ? " late" : "")
        if late > 1800 { together.append(line) } else { expect([line], to: member) }
      }
      if !together.isEmpty { expect(together, to: member) }
    }
  }
}
