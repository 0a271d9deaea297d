import Primitives
import Timekeeping

/// Who is written to, and who by: only in what is sent by mail.
struct Correspondence {
  var organizer: CalendarPerson
  var guests: [CalendarGuest]
}

extension ContentLines {
  /// Writes a VEVENT; `stamp` replaces the appointment's own where it is given.
  mutating func component(
    _ component: CalendarComponent, of identifier: String, stamp: Instant? = nil,
    correspondence: Correspondence? = nil
  ) {
    let appointment = component.appointment
    part("VEVENT") { lines in
      lines.text("UID", identifier)
      lines.line("DTSTAMP", (stamp ?? appointment.changedAt).basic)
      lines.line("SEQUENCE", "\(max(0, appointment.sequence))")
      if let (original, zone) = component.replacing {
        lines.time("RECURRENCE-ID", original, zone)
      }
      switch component.timing {
      case .once: lines.span(of: appointment)
      case .series(let recurrence): lines.series(recurrence, of: appointment)
      }
      lines.text("SUMMARY", appointment.title)
      if let notes = appointment.notes { lines.text("DESCRIPTION", notes) }
      if let place = appointment.place { lines.place(place) }
      lines.line("STATUS", appointment.status.rawValue)
      let isBusy = appointment.isBusy && appointment.status != .cancelled
      lines.line("TRANSP", isBusy ? "OPAQUE" : "TRANSPARENT")
      if let correspondence { lines.people(correspondence) }
    }
  }

  /// Start and end by the clocks of the place, or in UTC where those are changed in between, or show
  /// the start or the end twice or never.
  private mutating func span(of appointment: Appointment) {
    let zone = appointment.zone
    let start = zone.resolve(appointment.start).instant
    let end = start + .minutes(Int64(max(0, appointment.minutes)))
    if zone.isUniversal || !zone.showsPlainly(appointment.start, minutes: appointment.minutes)
      || zone.resolve(zone.localTime(at: end)) != .exact(end)
    {
      line("DTSTART", start.basic)
      line("DTEND", end.basic)
    } else {
      time("DTSTART", appointment.start, zone)
      time("DTEND", zone.localTime(at: end), zone)
    }
  }

  /// A length instead of an end, because an end would be ambiguous where the first date of the series
  /// lies on a change of clocks.
  private mutating func series(_ recurrence: Recurrence, of appointment: Appointment) {
    let zone = appointment.zone
    time("DTSTART", recurrence.start, zone)
    line("DURATION", Self.duration(minutes: appointment.minutes))
    line("RRULE", recurrence.calendarRule(in: zone).description)
    for local in recurrence.exclusions { time("EXDATE", local, zone) }
    for local in recurrence.additions { time("RDATE", local, zone) }
  }

  /// A wall time with its zone; in UTC for a zone that is UTC.
  private mutating func time(_ name: String, _ local: LocalTime, _ zone: Zone) {
    if zone.isUniversal {
      line(name, local.basic + "Z")
    } else {
      line(name + ContentParameter.zone(zone.name), local.basic)
    }
  }

  private mutating func place(_ place: String) {
    text("LOCATION", place)
    guard let address = WebAddress(place) else { return }
    line("URL", address.text)
    line("CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL=Join", address.text)
  }

  private mutating func people(_ correspondence: Correspondence) {
    let organizer = correspondence.organizer
    line(
      "ORGANIZER" + ContentParameter.quoted("CN", organizer.name), "mailto:\(organizer.address)")
    for guest in correspondence.guests {
      // Nobody reads what comes back to the bot's address, so no answer is asked for.
      let name = ContentParameter.quoted("CN", guest.person.name)
      line(
        "ATTENDEE\(name);CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
          + "PARTSTAT=\(guest.answer.rawValue);RSVP=FALSE",
        "mailto:\(guest.person.address)")
    }
  }

  private static func duration(minutes: Int) -> String {
    "PT\(max(0, minutes))M"
  }
}
