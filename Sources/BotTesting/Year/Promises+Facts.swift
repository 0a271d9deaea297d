import CommunityCore
import Primitives
import Timekeeping

extension Promises {
  /// Where a fact comes from.
  enum Origin {
    /// A member asked for it; whether those concerned are told alone.
    case member(String, tellsAlone: Bool)
    /// The bot did it by itself.
    case job
  }

  /// Takes in what was agreed at `now`; what the bot says that it did is not taken in.
  mutating func note(_ events: [Event], by origin: Origin, at now: Int64) {
    var news: [String: [String]] = [:]
    if case .member = origin { reckonAnew() }
    for event in Self.flat(events) {
      switch event {
      case .people(let event): note(event)
      case .sessions(let event): note(event, by: origin, at: now, &news)
      case .live(let event): note(event, by: origin)
      case .minutes(let event): note(event)
      case .voices(let event): note(event)
      case .series(let event): note(event, by: origin, at: now)
      case .blackouts(.set(let range)): blackouts.append(range.first...range.last)
      case .blackouts(.lifted(let range)): blackouts.removeAll { $0 == range.first...range.last }
      case .notices(let event): if case .member = origin { note(event) }
      case .attendance(let event): note(event)
      case .feedback(.given(let session, let member, _)):
        meetings[session.number]?.raters.insert(member.text)
      default: break
      }
    }
    for (reader, lines) in news { expect(lines, to: reader) }
  }

  private static func flat(_ events: [Event]) -> [Event] {
    events.flatMap { event in
      if case .history(.changed(let change)) = event { change.events } else { [event] }
    }
  }

  private mutating func note(_ event: PeopleEvent) {
    switch event {
    case .joined(let id, _, _): people[id.text, default: Person()].isActive = true
    case .left(let id): people[id.text]?.isActive = false
    case .zoneSet(let id, let zone):
      people[id.text]?.zone = zone.flatMap { CivilZone(rawValue: $0) }
    default: break
    }
  }

  private mutating func note(_ event: NoticeEvent) {
    switch event {
    case .leadsChosen(let id, let leads, let at):
      people[id.text]?.leads = leads
      people[id.text]?.leadsSince = at.seconds
    case .quietChosen(let id, let quiet):
      people[id.text]?.quiet =
        quiet.map {
          CivilZone.Quiet(
            from: $0.from.minutesAfterMidnight, to: $0.to.minutesAfterMidnight,
            areWeekends: $0.areWeekendsQuiet)
        } ?? CivilZone.Quiet()
    case .snoozed(let id, let until): people[id.text]?.snoozedUntil = until?.seconds ?? .min
    case .asked(let reminder):
      guard let zone = CivilZone(rawValue: reminder.time.zone) else { return }
      reminders[reminder.number] = Reminder(
        member: reminder.member.text, text: reminder.text,
        due: zone.instant(of: reminder.time.local.secondsSince1970))
    case .dropped(let number): reminders[number] = nil
    case .nudged, .held, .released, .sent: break
    }
  }

  private mutating func note(_ event: AttendanceEvent) {
    let id = event.session.number
    switch event {
    case .answered(_, let member, let answer):
      meetings[id]?.answers[member.text] = answer
      if !answer.isBySeries { people[member.text]?.ignored = 0 }
    case .withdrawn(_, let member): meetings[id]?.answers[member.text] = nil
    case .promoted(_, let member): meetings[id]?.answers[member.text]?.seat = .seated
    case .arrived(_, let member): meetings[id]?.here.insert(member.text)
    case .unarrived(_, let member): meetings[id]?.here.remove(member.text)
    case .departed, .returned: break
    }
  }

  private mutating func note(
    _ event: SessionEvent, by origin: Origin, at now: Int64, _ news: inout [String: [String]]
  ) {
    switch event {
    case .scheduled(let plan): schedule(plan, by: origin, at: now)
    case .cancelled(let id):
      meetings[id.number]?.isPlanned = false
      tell(.cancelled, id.number, by: origin, at: now, &news)
    case .restored(let id, let at):
      meetings[id.number]?.isPlanned = true
      if let at { meetings[id.number]?.settledAt = at.seconds }
    case .moved(let id, let move):
      guard var meeting = meetings[id.number], let zone = CivilZone(rawValue: move.time.zone) else {
        return
      }
      meeting.zone = zone
      meeting.wall = move.time.local.secondsSince1970
      meeting.minutes = move.minutes
      meeting.settledAt = move.at.seconds
      meeting.reckon()
      if meeting.start > move.at.seconds { meeting.startedAt = nil }
      // What lies ahead of the new time is owed again.
      let ahead = dues(of: meeting).map(\.step)
      meeting.done.subtract(ahead)
      meetings[id.number] = meeting
      add(meeting)
      tell(.moved, id.number, by: origin, at: now, &news)
    case .confirmed(let id, let isConfirmed): meetings[id.number]?.isConfirmed = isConfirmed
    case .written(let id, let isWritten, let minutes):
      meetings[id.number]?.isWritten = isWritten
      meetings[id.number]?.minutes = minutes
    case .placed, .themed, .retold, .reminded: break
    }
  }

  private mutating func tell(
    _ step: Step, _ id: Int, by origin: Origin, at now: Int64, _ news: inout [String: [String]]
  ) {
    guard case .member(let author, true) = origin, let meeting = meetings[id] else { return }
    for reader in readers(of: step, meeting, at: now) where reader != author {
      if let line = tell(reader, step, meeting, isLate: false, at: now) {
        news[reader, default: []].append(line)
      }
    }
  }

  private mutating func schedule(_ plan: SessionEvent.Plan, by origin: Origin, at now: Int64) {
    guard let zone = CivilZone(rawValue: plan.time.zone) else { return }
    let minimum = plan.minimum.flatMap { minimum in
      CivilZone(rawValue: minimum.by.zone).map {
        (minimum.count, $0.instant(of: minimum.by.local.secondsSince1970))
      }
    }
    var meeting = Meeting(
      id: plan.id.number, zone: zone, wall: plan.time.local.secondsSince1970, minutes: plan.minutes,
      settledAt: plan.at.seconds, facilitator: plan.facilitator?.text, minimum: minimum,
      series: plan.occurrence?.series.number,
      original: plan.occurrence?.original.secondsSince1970)
    meeting.isWritten = plan.isWritten
    meeting.reckon()
    if plan.start?.seconds != meeting.start {
      findings.append("S\(meeting.id) was told for another instant than \(meeting.start)")
    }
    if case .job = origin { notePlanned(meeting, at: now) }
    add(meeting)
    guard let series = meeting.series, let original = meeting.original else { return }
    let frontier = rhythms[series]?.frontier ?? original
    rhythms[series]?.frontier = max(frontier, original)
    rhythms[series]?.plannedCount += 1
  }

  private mutating func note(_ event: SeriesEvent, by origin: Origin, at now: Int64) {
    switch event {
    case .started(let plan):
      guard let zone = CivilZone(rawValue: plan.recurrence.zone),
        let kind = plan.title.split(separator: " ").first.flatMap({ Rhythm.Kind(rawValue: "\($0)") }
        )
      else { return findings.append("\(plan.id) is not what was asked for") }
      rhythms[plan.id.number] = Rhythm(
        kind: kind, zone: zone, first: plan.recurrence.start.secondsSince1970, slots: plan.slots,
        startedAt: plan.at.seconds)
    case .passed(let id, let original):
      if case .job = origin { notePassed(id.number, original.secondsSince1970, at: now) }
      rhythms[id.number]?.frontier = original.secondsSince1970
    case .skipped(let id, let original):
      rhythms[id.number]?.leftOut.insert(original.secondsSince1970)
    case .unskipped(let id, let original):
      rhythms[id.number]?.leftOut.remove(original.secondsSince1970)
    case .paused(let id, _): rhythms[id.number]?.isActive = false
    case .resumed(let id): rhythms[id.number]?.isActive = true
    case .ended(let id): rhythms[id.number]?.hasEnded = true
    case .reopened(let id, _): rhythms[id.number]?.hasEnded = false
    case .answered(let id, let member, let answer):
      rhythms[id.number]?.answers[member.text] = answer?.at.seconds
    }
  }
}
