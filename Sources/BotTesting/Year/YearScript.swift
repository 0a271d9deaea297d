import Primitives

/// What the members of a simulated community say in a year, drawn as it goes.
struct YearScript {
  /// One line of a member.
  struct Saying {
    let author: String
    let text: String
    /// Whether those concerned are told alone of what it changes.
    var tellsAlone = false
  }

  static let members = ["ana", "ben", "cleo", "dev", "eve", "fay"]
  private static let clocks = ["7:00", "9:30", "12:15", "16:00", "18:45", "21:00", "23:30"]
  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  private let zone: CivilZone
  private var count = 0

  init(zone: CivilZone) {
    self.zone = zone
  }

  private mutating func next() -> Int {
    count += 1
    return count
  }

  // The beginning

  /// What is said in the first hour.
  mutating func opening(using chance: inout Randomness) -> [Saying] {
    var said = [Saying(author: "you", text: "!join")]
    for member in Self.members.prefix(4) { said += arrival(of: member, using: &chance) }
    said.append(Saying(author: "you", text: "!role add facilitator @ana"))
    for _ in 0...chance.number(below: 3) { said.append(series(using: &chance)) }
    return said
  }

  private func arrival(of member: String, using chance: inout Randomness) -> [Saying] {
    var said = [Saying(author: member, text: "!join")]
    if chance.chance(percent: 70) { said.append(Saying(author: member, text: tz(&chance))) }
    if chance.chance(percent: 40) { said.append(Saying(author: member, text: quiet(&chance))) }
    if chance.chance(percent: 40) { said.append(Saying(author: member, text: leads(&chance))) }
    return said
  }

  private func tz(_ chance: inout Randomness) -> String { "!tz \(place(&chance).rawValue)" }

  private func place(_ chance: inout Randomness) -> CivilZone {
    CivilZone.allCases[chance.number(below: CivilZone.allCases.count)]
  }

  private func quiet(_ chance: inout Randomness) -> String {
    let choices = ["off", "22:00-7:00", "18:00-9:30 weekends", "default", "1:00-2:30", "weekends"]
    return "!quiet \(choices[chance.number(below: choices.count)])"
  }

  private func leads(_ chance: inout Randomness) -> String {
    let choices = ["2d,2h", "off", "30m", "default", "1d,1h,10m", "7d"]
    return "!remind \(choices[chance.number(below: choices.count)])"
  }

  /// A new rhythm, called by its kind.
  private mutating func series(using chance: inout Randomness) -> Saying {
    let clock = Self.clocks[chance.number(below: Self.clocks.count)]
    let day = Self.weekdays[chance.number(below: 7)]
    let place = place(&chance).rawValue
    let (kind, words): (Rhythm.Kind, String) =
      switch chance.number(below: 10) {
      case 0..<3: (.weekly, "\(day) \(clock) \(place)")
      case 3..<5: (.fortnightly, "2nd \(day) \(clock) \(place)")
      case 5..<7: (.monthly, "last fri of the month \(clock) \(place)")
      case 7: (.weekdays, "weekday \(clock) \(place)")
      default: (.rotating, "\(day) --slots 9:00,16:00,20:30 rotate")
      }
    return Saying(
      author: "you", text: "!series every \(words) --title \"\(kind.rawValue) \(next())\"")
  }

  // The year

  /// What is said next, at `now`.
  mutating func draw(
    in promises: Promises, at now: Int64, using chance: inout Randomness
  ) -> [Saying] {
    let member = Self.members[chance.number(below: Self.members.count)]
    switch chance.number(below: 100) {
    case 0..<38: return rsvp(by: member, in: promises, at: now, using: &chance)
    case 38..<44: return rsvpToAll(by: member, in: promises, using: &chance)
    case 44..<54: return [session(at: now, using: &chance)]
    case 54..<60: return move(in: promises, at: now, using: &chance)
    case 60..<64: return change(.sessions, in: promises, at: now, using: &chance)
    case 64..<70: return change(.series, in: promises, at: now, using: &chance)
    case 70..<73: return days(in: promises, at: now, using: &chance)
    case 73..<76: return [Saying(author: member, text: tz(&chance))]
    case 76..<79: return [Saying(author: member, text: quiet(&chance))]
    case 79..<83: return [Saying(author: member, text: leads(&chance))]
    case 83..<86:
      let choice = chance.chance(percent: 70) ? "\(1 + chance.number(below: 14))d" : "off"
      return [Saying(author: member, text: "!snooze \(choice)")]
    case 86..<92: return [reminder(by: member, at: now, using: &chance)]
    case 92..<94: return [Saying(author: member, text: "!leave")]
    case 94..<97: return arrival(of: member, using: &chance)
    case 97: return promises.rhythms.count < 5 ? [series(using: &chance)] : []
    default: return [Saying(author: member, text: "!rsvp who")]
    }
  }

  /// An answer for one session that has not begun.
  func rsvp(
    by member: String, in promises: Promises, at now: Int64, using chance: inout Randomness
  ) -> [Saying] {
    guard let meeting = promises.some(startingAfter: now, using: &chance) else { return [] }
    let choice = ["yes", "yes", "yes", "maybe", "no"][chance.number(below: 5)]
    return [Saying(author: member, text: "!rsvp \(choice) S\(meeting.id)")]
  }

  private func rsvpToAll(
    by member: String, in promises: Promises, using chance: inout Randomness
  ) -> [Saying] {
    guard let series = promises.someSeries(using: &chance) else { return [] }
    let choice = ["yes", "yes", "maybe", "no"][chance.number(below: 4)]
    return [Saying(author: member, text: "!rsvp \(choice) E\(series)")]
  }

  /// A session of its own, now and then in an hour that the clocks skip or show twice.
  private mutating func session(at now: Int64, using chance: inout Randomness) -> Saying {
    let place = place(&chance)
    var days = Int64(1 + chance.number(below: 45))
    var clock = Self.clocks[chance.number(below: Self.clocks.count)]
    let year = GregorianDay(daysSince1970: now / 86_400).year
    let changes = [year, year + 1].compactMap { place.changes(in: $0) }
      .flatMap { [$0.toSummer, $0.toWinter] }
    if let change = changes.filter({ $0 > now + 2 * 86_400 }).min(), chance.chance(percent: 30),
      change - now < 100 * 86_400
    {
      // The change is at one or two in the night: these lie in what is skipped or shown twice.
      let before = place.wall(at: change - 1) + 1
      let after = place.wall(at: change)
      let wall = (before + after) / 2
      days = wall / 86_400 - now / 86_400
      clock = CivilZone.clock(wall)
    }
    let day = GregorianDay(daysSince1970: now / 86_400 + days)
    var text = "!session new \"Talk \(next())\" \(day) \(clock) \(place.rawValue)"
    text += [" 30m", " 60m", " 90m"][chance.number(below: 3)]
    if days > 3, chance.chance(percent: 40) {
      let by = GregorianDay(daysSince1970: day.daysSince1970 - 1 - Int64(chance.number(below: 2)))
      text += " by \(by) 12:00 --min \(1 + chance.number(below: 3))"
    }
    if chance.chance(percent: 20) { text += " --cap 2" }
    if chance.chance(percent: 10) { text += " --async 48h" }
    return Saying(author: chance.chance(percent: 50) ? "you" : "ana", text: text)
  }

  private func move(
    in promises: Promises, at now: Int64, using chance: inout Randomness
  ) -> [Saying] {
    guard let meeting = promises.some(startingAfter: now, using: &chance) else { return [] }
    let day = GregorianDay(daysSince1970: now / 86_400 + Int64(1 + chance.number(below: 30)))
    let clock = Self.clocks[chance.number(below: Self.clocks.count)]
    let to =
      chance.chance(percent: 30) ? "+\(30 * (1 + chance.number(below: 6)))m" : "\(day) \(clock)"
    return [
      Saying(author: "you", text: "!session move S\(meeting.id) \(to)", tellsAlone: true),
      Saying(author: "you", text: "move", tellsAlone: true),
    ] + undoing(&chance)
  }

  private enum Kind { case sessions, series }

  private func change(
    _ kind: Kind, in promises: Promises, at now: Int64, using chance: inout Randomness
  ) -> [Saying] {
    switch kind {
    case .sessions:
      guard let meeting = promises.some(startingAfter: now, using: &chance) else { return [] }
      if chance.chance(percent: 30) {
        return [Saying(author: "you", text: "!session confirm S\(meeting.id)")]
      }
      return [
        Saying(author: "you", text: "!session cancel S\(meeting.id)"),
        Saying(author: "you", text: "cancel"),
      ] + undoing(&chance)
    case .series:
      guard let series = promises.someSeries(using: &chance) else { return [] }
      let word = promises.rhythms[series]?.isActive ?? true ? "pause" : "resume"
      if word == "resume" || chance.chance(percent: 15) {
        return [
          Saying(author: "you", text: "!series \(word) E\(series)", tellsAlone: true),
          Saying(author: "you", text: word, tellsAlone: true),
        ]
      }
      return [
        Saying(author: "you", text: "!series skip E\(series) next", tellsAlone: true),
        Saying(author: "you", text: "skip", tellsAlone: true),
      ] + undoing(&chance)
    }
  }

  private func undoing(_ chance: inout Randomness) -> [Saying] {
    chance.chance(percent: 25) ? [Saying(author: "you", text: "!undo")] : []
  }

  private func days(
    in promises: Promises, at now: Int64, using chance: inout Randomness
  ) -> [Saying] {
    if let range = promises.blackouts.first(where: { $0.upperBound.daysSince1970 > now / 86_400 }),
      chance.chance(percent: 50)
    {
      return [Saying(author: "you", text: "!blackout lift \(range.upperBound)")]
    }
    let first = now / 86_400 + Int64(1 + chance.number(below: 50))
    let last = first + Int64(chance.number(below: 12))
    return [
      Saying(
        author: "you",
        text: "!blackout \(GregorianDay(daysSince1970: first)) to "
          + "\(GregorianDay(daysSince1970: last)) rest", tellsAlone: true),
      Saying(author: "you", text: "block", tellsAlone: true),
    ]
  }

  private mutating func reminder(
    by member: String, at now: Int64, using chance: inout Randomness
  ) -> Saying {
    let day = GregorianDay(daysSince1970: now / 86_400 + Int64(2 + chance.number(below: 60)))
    let clock = ["1:30", "2:15", "9:00", "17:40", "23:05"][chance.number(below: 5)]
    return Saying(author: member, text: "!remind me \(day) \(clock) note\(next())")
  }

  /// What is said while a session is on, or soon after it.
  func attendance(
    at meeting: Promises.Meeting, isOver: Bool, using chance: inout Randomness
  ) -> Saying {
    let member = Self.members[chance.number(below: Self.members.count)]
    if isOver {
      return Saying(
        author: member, text: "!feedback S\(meeting.id) \(1 + chance.number(below: 5)) good")
    }
    switch chance.number(below: 4) {
    case 0: return Saying(author: "you", text: "!session start S\(meeting.id)")
    case 1: return Saying(author: member, text: "!note S\(meeting.id) thought")
    default: return Saying(author: member, text: "!here S\(meeting.id)")
    }
  }
}

extension Promises {
  /// One of the sessions that are to begin after `now`, mostly one of the next.
  func some(startingAfter now: Int64, using chance: inout Randomness) -> Meeting? {
    let ahead = open.compactMap { meetings[$0] }.filter { $0.isPlanned && $0.start > now }
      .sorted { ($0.start, $0.id) < ($1.start, $1.id) }
    return ahead.isEmpty ? nil : ahead[chance.number(below: min(ahead.count, 8))]
  }

  /// One of the series that have not ended.
  func someSeries(using chance: inout Randomness) -> Int? {
    let running = rhythms.filter { !$0.value.hasEnded }.keys.sorted()
    return running.isEmpty ? nil : running[chance.number(below: running.count)]
  }
}
