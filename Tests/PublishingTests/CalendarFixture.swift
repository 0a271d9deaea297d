import Foundation
import Primitives
import Publishing
import Testing
import Timekeeping

/// The zone data of the machine.
let catalogue = ZoneCatalogue()

/// The instant that an RFC 3339 text names; a text that can't be read fails the test.
func instant(_ text: String) throws -> Instant {
  try #require(Instant(rfc3339: text))
}

/// The wall time that a text like `2026-12-03T16:00` names; a text that can't be read fails the test.
func wall(_ text: String) throws -> LocalTime {
  try #require(LocalTime(text))
}

/// A calendar file and the meetings that whoever reads it must find.
struct CalendarFixture {
  /// A meeting at its time.
  struct Meeting: Hashable {
    var identifier: String
    var start: Instant
    var end: Instant
    var title: String
    var notes: String?
    var place: String?
    var isCancelled = false
  }

  /// The time in which the meetings of series are counted.
  static let window = ("2026-06-01T00:00:00Z", "2031-06-01T00:00:00Z")

  var name: String
  var bytes: [UInt8]
  var meetings: [Meeting]

  /// The meetings of `document` inside the window, found without the help of the code under test.
  init(_ name: String, _ document: CalendarDocument) throws {
    self.init(name: name, bytes: document.bytes, meetings: try Self.meetings(document.items))
  }

  init(name: String, bytes: [UInt8], meetings: [Meeting]) {
    self.name = name
    self.bytes = bytes
    self.meetings = meetings
  }

  static func meetings(_ items: [CalendarItem]) throws -> [Meeting] {
    let window = (try instant(Self.window.0), try instant(Self.window.1))
    var meetings: [Meeting] = []
    for item in items {
      guard let repetition = item.repetition else {
        meetings.append(Meeting(item.appointment, item.identifier))
        continue
      }
      let zone = item.appointment.zone
      var moved: Set<LocalTime> = []
      for (original, appointment) in repetition.exceptions {
        meetings.append(Meeting(appointment, item.identifier))
        moved.insert(original)
      }
      for local in repetition.recurrence.occurrences(in: zone) where !moved.contains(local) {
        var date = item.appointment
        date.start = local
        let meeting = Meeting(date, item.identifier)
        if meeting.start >= window.1 { break }
        if meeting.end > window.0 { meetings.append(meeting) }
      }
    }
    return meetings.sorted { ($0.start, $0.identifier) < ($1.start, $1.identifier) }
  }

  /// The meetings as JSON.
  var expectation: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("from", Self.window.0)
      json.member("until", Self.window.1)
      json.name("meetings")
      json.array(of: meetings) { json, meeting in
        json.object { json in
          json.member("uid", meeting.identifier)
          json.member("start", meeting.start.description)
          json.member("end", meeting.end.description)
          json.member("title", meeting.title)
          if let notes = meeting.notes { json.member("notes", notes) }
          if let place = meeting.place { json.member("place", place) }
          json.member("cancelled", meeting.isCancelled)
        }
      }
    }
    return json.bytes
  }

  /// The project's folder.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Where the fixtures are left for the test that reads them with other people's programs.
  static let folder = root.appendingPathComponent(".build/calendar-fixtures")

  /// Writes the file and what is expected of it.
  func write() throws {
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: Self.folder.appendingPathComponent("\(name).ics"))
    try Data(expectation).write(to: Self.folder.appendingPathComponent("\(name).json"))
  }
}

extension CalendarFixture.Meeting {
  init(_ appointment: Appointment, _ identifier: String) {
    let start = appointment.zone.resolve(appointment.start).instant
    self.init(
      identifier: identifier, start: start, end: start + .minutes(Int64(appointment.minutes)),
      title: appointment.title, notes: appointment.notes, place: appointment.place,
      isCancelled: appointment.status == .cancelled)
  }
}

/// Short ways to say what a test needs.
enum Sample {
  static let changed = Instant(seconds: 1_795_000_000)

  static func appointment(
    _ title: String, _ start: String, _ zone: String = "Europe/London", minutes: Int = 60,
    notes: String? = nil, place: String? = nil
  ) throws -> Appointment {
    Appointment(
      title: title, notes: notes, place: place, start: try wall(start),
      zone: try catalogue.zone(named: zone), minutes: minutes, changedAt: changed)
  }

  static func series(
    _ identifier: String, _ rule: String, _ start: String, _ zone: String = "Europe/London",
    minutes: Int = 60, without: [String] = [], besides: [String] = [],
    exceptions: [(LocalTime, Appointment)] = []
  ) throws -> CalendarItem {
    let recurrence = Recurrence(
      try RecurrenceRule(rule), start: try wall(start), zone: zone,
      exclusions: try without.map(wall), additions: try besides.map(wall))
    return CalendarItem(
      identifier: identifier,
      try appointment(identifier, start, zone, minutes: minutes),
      repetition: CalendarItem.Repetition(
        recurrence, exceptions: exceptions, spelledOutUntil: try wall("2032-01-01T00:00")))
  }

  static func document(
    _ items: [CalendarItem], name: String = "Reading circle", zone: String = "Europe/London"
  ) throws -> CalendarDocument {
    CalendarDocument(
      name: name, about: "Sessions of the reading circle.", identifier: "circle@roundtable",
      colour: "teal", refreshHours: 6, zone: try catalogue.zone(named: zone), items: items)
  }
}
