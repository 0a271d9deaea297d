import Primitives

/// An exact date and time as somebody wrote it: `2026-12-03 16:00 London`.
///
/// The year stands first, so that nobody can mean another day than is read. Between date and time
/// there is a space or a `T`; times are `16:00`, `16.00`, `16:00:30`, `4pm` or `4:30 pm`.
package struct DateReading: Hashable, Sendable {
  /// What the clocks show then.
  package let local: LocalTime
  /// Where they hang; nil where that was not said.
  package let zone: ZoneMention?
  /// How many words belong to the date, the time and the zone.
  package let wordCount: Int

  /// Reads date, time and perhaps a zone from the first of `words`; what follows is left alone.
  ///
  /// Without `zones` no zone is looked for. A word that is no known zone is left to the caller.
  package init<Word: StringProtocol>(
    _ words: some Sequence<Word>, zones: ZoneCatalogue? = nil,
    zoneWords: ZoneMention.Words = .places
  ) throws(DateProblem) {
    let words = words.prefix(9).map { String($0) }
    var scanner = DateScanner(words: words)
    let day = try scanner.day()
    let local = try scanner.time(on: day)
    var zone = scanner.attachedZone
    if zone == nil, let zones,
      let found = ZoneMention.found(in: words[scanner.position...], from: zones, zoneWords)
    {
      zone = found.mention
      scanner.position += found.wordCount
    }
    self.local = local
    self.zone = zone
    wordCount = scanner.position
  }
}
