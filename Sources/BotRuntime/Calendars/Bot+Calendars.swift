package import CommunityCore
package import Journaling
package import Primitives

extension Bot {
  /// Notes that calendars may have to change, because `facts` are true from now on.
  func noteForCalendars(_ facts: [Fact]) {
    guard commons.charter.calendars != nil, facts.contains(where: \.event.concernsCalendars) else {
      return
    }
    calendars.noteChange(at: surroundings.uptime)
  }

  /// Notes that somebody is to vanish from the calendars at once.
  func noteForgettingForCalendars() {
    guard commons.charter.calendars != nil else { return }
    calendars.noteForgetting(at: surroundings.uptime)
  }

  /// Writes the calendar files if that is due; a failure is logged and tried again later.
  ///
  /// Only what is kept is shown: as long as something waits to be kept, the files wait as well.
  func writeCalendars() {
    guard let names = commons.charter.calendars, let due = calendars.dueAt,
      due <= surroundings.uptime, isKept, !archive.isFull
    else { return }
    do throws(StorageError) {
      try calendars.write(commons, names, at: surroundings.now, uptime: surroundings.uptime)
    } catch {
      log.warn(
        "the calendar files could not be written", ["error": "\(error)"], at: surroundings.uptime)
    }
  }
}

extension Event {
  /// Whether it may change what stands in a calendar.
  fileprivate var concernsCalendars: Bool {
    switch self {
    case .people, .sessions, .series, .blackouts, .attendance: true
    case .live, .minutes, .topics, .sparks, .sharing, .experiences, .suggestions, .voices,
      .slotPolls, .notices, .rota, .coffee, .breakouts, .feedback, .polls, .surveys, .tallies,
      .measures, .purpose,
      .digests,
      .catchUp,
      .dialogue:
      false
    case .history(.changed(let change)): change.events.contains(where: \.concernsCalendars)
    case .history(.undone): false
    }
  }
}

/// The key from which the names of calendar files are made.
package enum CalendarKey {
  /// The key in the state folder; nil where there is none, or none that is whole.
  package static func kept(in storage: any Storage) throws(StorageError) -> String? {
    guard let bytes = try storage.read(CalendarShelf.keyName), bytes.count == 65 else { return nil }
    let digits = bytes.dropLast()
    guard digits.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      return nil
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The key in the state folder, made at the first start.
  static func taken(
    from storage: any Storage, drawing draw: () -> UInt64
  ) throws(StorageError) -> String {
    if let key = try kept(in: storage) { return key }
    let seeds = [draw(), draw(), draw(), draw()].map { String($0, radix: 16) }
    let key = SHA256.hexadecimal(seeds.joined(separator: " "))
    try storage.replace(CalendarShelf.keyName, with: Array("\(key)\n".utf8))
    return key
  }
}

/// The calendar files of a state folder, made anew without writing to it.
package enum CalendarFiles {
  /// Hands over each file that a bot writes for `commons`, its name first.
  package static func make(
    of commons: Commons, named names: CalendarNames, at now: Instant,
    _ body: (String, [UInt8]) -> Void
  ) {
    for community in commons.communities {
      CommunityCalendar(community: community, charter: commons.charter, names: names, now: now)
        .makeFiles { body($0.name, $0.bytes) }
    }
  }
}
