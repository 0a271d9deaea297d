package import Primitives
package import Timekeeping

/// Somebody with an address for mail.
package struct CalendarPerson: Hashable, Sendable {
  /// The name to show; any text.
  package let name: String
  /// The address, without `mailto:`.
  package let address: String

  /// Names a person; nil where `address` is not plainly one.
  ///
  /// Taken are ASCII letters and digits and `._+-='~` before the one `@`, and a domain of letters, digits,
  /// dots and hyphens: what needs neither quotes nor an escape, and can't carry a second address.
  package init?(name: String, address: String) {
    let parts = address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    let marks = Array("._+-='~".utf8)
    guard parts.count == 2, (1...64).contains(parts[0].count), (1...255).contains(parts[1].count),
      parts[0].allSatisfy({ Self.isWord($0) || marks.contains($0) }),
      parts[1].allSatisfy({ Self.isWord($0) || $0 == 0x2D || $0 == 0x2E }),
      parts[1].first != 0x2E, parts[1].last != 0x2E
    else { return nil }
    self.name = name
    self.address = address
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A && byte < 0x80
  }
}

/// Somebody who is asked to come, and what they said.
package struct CalendarGuest: Hashable, Sendable {
  /// What they said.
  package enum Answer: String, Sendable {
    /// Nothing yet.
    case none = "NEEDS-ACTION"
    /// Yes.
    case yes = "ACCEPTED"
    /// Maybe.
    case maybe = "TENTATIVE"
    /// No.
    case no = "DECLINED"
  }

  /// Who.
  package let person: CalendarPerson
  /// What they said.
  package let answer: Answer

  /// Pairs a person with an answer.
  package init(_ person: CalendarPerson, answer: Answer = .none) {
    self.person = person
    self.answer = answer
  }
}

/// A part of a mail from which the reader's calendar takes an appointment, or drops one (RFC 5546,
/// RFC 6047).
package struct CalendarMail: Hashable, Sendable {
  /// The part's content type, with the method that its text names.
  package let contentType: String
  /// The part, UTF-8 with CR LF; its lines are short, but not free of bytes above 127.
  package let bytes: [UInt8]

  /// Asks `guests` to put `item` into their calendars, or to change it there.
  ///
  /// `stamp` is when the mail is made. Nil where the item has no date.
  package static func request(
    _ item: CalendarItem, from organizer: CalendarPerson, to guests: [CalendarGuest],
    stamp: Instant
  ) -> Self? {
    Self(
      method: "REQUEST", item, item.components, stamp: stamp,
      Correspondence(organizer: organizer, guests: guests))
  }

  /// Tells `guests` that `item` is off, or only its date that the recurrence puts at `original`.
  ///
  /// The sequence must be higher than that of the last request. Nil where the item has no date.
  package static func cancellation(
    of item: CalendarItem, at original: LocalTime? = nil, from organizer: CalendarPerson,
    to guests: [CalendarGuest], stamp: Instant
  ) -> Self? {
    let people = Correspondence(organizer: organizer, guests: guests)
    guard let original else {
      var cancelled = item
      cancelled.appointment.status = .cancelled
      let whole = cancelled.components.prefix(1)
      return Self(method: "CANCEL", item, Array(whole), stamp: stamp, people)
    }
    var date = item.appointment
    date.start = original
    date.status = .cancelled
    let component = date.component(replacing: (original, item.appointment.zone))
    return Self(method: "CANCEL", item, [component], stamp: stamp, people)
  }

  private init?(
    method: String, _ item: CalendarItem, _ components: [CalendarComponent], stamp: Instant,
    _ correspondence: Correspondence
  ) {
    guard !components.isEmpty else { return nil }
    var lines = ContentLines()
    lines.part("VCALENDAR") { lines in
      lines.calendarHead(method: method)
      lines.zones(of: components)
      for component in components {
        lines.component(
          component, of: item.identifier, stamp: stamp, correspondence: correspondence)
      }
    }
    contentType = "text/calendar; charset=utf-8; method=\(method); component=VEVENT"
    bytes = lines.bytes
  }
}
