package import Primitives
package import Timekeeping

/// A meeting as a calendar shows it: what, where, when, and how sure that is.
package struct Appointment: Sendable {
  /// How sure it is.
  package enum Status: String, Sendable {
    /// It takes place.
    case confirmed = "CONFIRMED"
    /// It may not take place.
    case tentative = "TENTATIVE"
    /// It does not take place.
    case cancelled = "CANCELLED"
  }

  /// What it is called; any text.
  package var title: String
  /// What else there is to say; any text, with line ends.
  package var notes: String?
  /// Where it is; a web address also becomes the button that joins.
  package var place: String?
  /// When it begins by the clocks of `zone`.
  package var start: LocalTime
  /// Where the clocks hang.
  package var zone: Zone
  /// How long it takes.
  package var minutes: Int
  /// How sure it is.
  package var status: Status
  /// Whether whoever comes has no time for anything else.
  package var isBusy: Bool
  /// How often its time, its place or whether it takes place was changed; counts up, from 0.
  package var sequence: Int
  /// When it was settled last; the stamp of files.
  package var changedAt: Instant

  /// Makes an appointment.
  package init(
    title: String, notes: String? = nil, place: String? = nil, start: LocalTime, zone: Zone,
    minutes: Int, status: Status = .confirmed, isBusy: Bool = true, sequence: Int = 0,
    changedAt: Instant
  ) {
    self.title = title
    self.notes = notes
    self.place = place
    self.start = start
    self.zone = zone
    self.minutes = minutes
    self.status = status
    self.isBusy = isBusy
    self.sequence = sequence
    self.changedAt = changedAt
  }
}

/// One thing that stands in a calendar under a name of its own: a meeting, or one that comes again.
package struct CalendarItem: Sendable {
  /// Names it in every calendar for ever, such as `s12.reading-circle@roundtable`.
  package var identifier: String
  /// The meeting, or what all dates of a series have in common; a series begins by its recurrence.
  package var appointment: Appointment
  /// How it comes again; nil where it does not.
  package var repetition: Repetition?

  /// How an appointment comes again.
  package struct Repetition: Sendable {
    /// The wall times, in the zone of the item's appointment; those left out are excluded in it.
    package var recurrence: Recurrence
    /// Dates that are not as the others, by the wall time that the recurrence gives them.
    package var exceptions: [(original: LocalTime, appointment: Appointment)]
    /// Up to when dates that meet a change of clocks are spelled out in UTC.
    ///
    /// Programs that read calendars differ there. Later dates are left to the standard's rule, which
    /// is ours too; the time that writing takes grows with the dates before it.
    package var spelledOutUntil: LocalTime

    /// Makes a repetition.
    package init(
      _ recurrence: Recurrence, exceptions: [(original: LocalTime, appointment: Appointment)] = [],
      spelledOutUntil: LocalTime
    ) {
      self.recurrence = recurrence
      self.exceptions = exceptions
      self.spelledOutUntil = spelledOutUntil
    }
  }

  /// Makes an item; `repetition` is nil for one meeting.
  package init(
    identifier: String, _ appointment: Appointment, repetition: Repetition? = nil
  ) {
    self.identifier = identifier
    self.appointment = appointment
    self.repetition = repetition
  }
}
