package import Timekeeping

/// A calendar file that anybody may import or subscribe to (RFC 5545, RFC 7986).
package struct CalendarDocument: Sendable {
  /// What the calendar is called.
  package var name: String
  /// A sentence about it.
  package var about: String?
  /// Names the calendar for ever.
  package var identifier: String
  /// A colour by its CSS name, such as `teal`; anything but small letters is left out.
  package var colour: String?
  /// How often a subscriber should look for changes; nil in a file that is imported once.
  package var refreshHours: Int?
  /// The clocks that are described where there is nothing else in it.
  ///
  /// X-WR-TIMEZONE is not written: there are readers who take it for the zone of what is in UTC.
  package var zone: Zone
  /// What stands in it; two items never share an identifier.
  package var items: [CalendarItem]

  /// Makes a calendar.
  package init(
    name: String, about: String? = nil, identifier: String, colour: String? = nil,
    refreshHours: Int? = nil, zone: Zone, items: [CalendarItem]
  ) {
    self.name = name
    self.about = about
    self.identifier = identifier
    self.colour = colour
    self.refreshHours = refreshHours
    self.zone = zone
    self.items = items
  }

  /// The file: UTF-8, lines of at most 75 bytes that end with CR LF.
  ///
  /// Total. The same document gives the same bytes with the same zone data: each appointment's
  /// stamp is the time of its last change, and no clock is read. Takes time with the number of dates
  /// that a series has before its `spelledOutUntil`.
  package var bytes: [UInt8] {
    var lines = ContentLines()
    lines.part("VCALENDAR") { lines in
      lines.calendarHead(method: "PUBLISH")
      lines.text("UID", identifier)
      lines.text("NAME", name)
      lines.text("X-WR-CALNAME", name)
      if let about {
        lines.text("DESCRIPTION", about)
        lines.text("X-WR-CALDESC", about)
      }
      if let colour, !colour.isEmpty, colour.utf8.allSatisfy({ $0 >= 0x61 && $0 <= 0x7A }) {
        lines.line("COLOR", colour)
      }
      if let refreshHours, refreshHours > 0 {
        lines.line("REFRESH-INTERVAL;VALUE=DURATION", "PT\(refreshHours)H")
        lines.line("X-PUBLISHED-TTL", "PT\(refreshHours)H")
      }
      let components = items.flatMap { item in item.components.map { (item, $0) } }
      lines.zones(of: components.map(\.1), besides: zone)
      for (item, component) in components {
        lines.component(component, of: item.identifier)
      }
    }
    return lines.bytes
  }
}

extension ContentLines {
  /// What every calendar file begins with.
  mutating func calendarHead(method: String) {
    line("VERSION", "2.0")
    line("PRODID", "-//Roundtable//Roundtable//EN")
    line("CALSCALE", "GREGORIAN")
    line("METHOD", method)
  }
}
