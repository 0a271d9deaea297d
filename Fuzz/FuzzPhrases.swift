import Primitives
import Timekeeping

/// Phrases for times, and rules for series.
enum FuzzPhrases {
  private static let catalogue = ZoneCatalogue()
  private static let home = catalogue.zoneOrUniversal(named: "Europe/London")
  private static let context = TimePhrase.Context(
    now: Instant(seconds: 1_795_255_200), home: home, catalogue: catalogue)

  static func take(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let words = text.split(separator: " ")
    do throws(PhraseProblem) {
      let phrase = try TimePhrase(words, in: context)
      require(phrase.wordCount <= words.count, "more words than there are")
      if case .series(let series) = phrase.meaning { walk(series) }
    } catch {}
    do throws(PhraseProblem) { _ = try DayPhrase(words, in: context) } catch {}
    do throws(RecurrenceProblem) {
      let rule = try RecurrenceRule(text)
      let again = try RecurrenceRule(rule.description)
      require(again == rule, "a rule comes back as another one")
      walk(Recurrence(rule, start: home.localTime(at: context.now), zone: "Europe/London"))
    } catch {}
  }

  private static func walk(_ series: Recurrence) {
    var last: LocalTime?
    for time in series.occurrences(in: home).prefix(20) {
      if let last { require(last < time, "times out of order") }
      last = time
    }
    _ = series.summary(in: home)
  }
}
