import CommandGrammar
import Primitives
import Timekeeping

/// A time that a member typed, as it turned out.
struct When: Sendable {
  /// What the clocks of which place show then.
  let time: ZonedTime
  /// What that is on the line of time.
  let resolution: LocalResolution
  /// Sentences on what was taken for what; they belong into the answer.
  let notes: [String]
  /// How many words belong to the time.
  let wordCount: Int

  /// When it begins.
  var start: Instant { resolution.instant }

  /// Reads one time from the first of `words`; where no zone is said, `zone` counts.
  init(
    reading words: [String], zone: String, in context: CommandContext,
    zoneWords: ZoneMention.Words = .places
  ) throws(Refusal) {
    let phrase: TimePhrase
    do throws(PhraseProblem) {
      phrase = try TimePhrase(words, in: context.timing(zone: zone, zoneWords))
    } catch {
      throw .phrase(error)
    }
    try self.init(phrase)
  }

  /// Takes a phrase that was read, if it is one time.
  init(_ phrase: TimePhrase) throws(Refusal) {
    guard case .moment(let time, let resolution) = phrase.meaning else { throw .aRhythm }
    self.time = time
    self.resolution = resolution
    notes = phrase.notes
    wordCount = phrase.wordCount
  }

  /// Takes a time that was reckoned and not read.
  init(_ time: ZonedTime, in context: CommandContext) {
    self.time = time
    resolution = context.charter.zones.zoneOrUniversal(named: time.zone).resolve(time.local)
    notes = resolution.note(on: time.local).map { [$0] } ?? []
    wordCount = 0
  }

  /// Requires that it is still to come, and not more than two years ahead.
  func requireAhead(in context: CommandContext) throws(Refusal) {
    let clocks = context.charter.zones.zoneOrUniversal(named: time.zone)
    let echo = TimeEcho.full(start, in: clocks, now: context.now)
    if start <= context.now { throw .sessionPast(echo) }
    if start - context.now > .days(731) { throw .sessionTooFar(echo) }
  }
}

extension CommandContext {
  /// What phrases for a time are read against; `zone` counts where none is said.
  func timing(zone: String, _ zoneWords: ZoneMention.Words = .places) -> TimePhrase.Context {
    TimePhrase.Context(
      now: now, home: charter.zones.zoneOrUniversal(named: zone), catalogue: charter.zones,
      zoneWords: zoneWords)
  }

  /// The day that the first of `words` name by the clocks of `zone`, and how many of them that takes.
  func day(
    of words: some Sequence<String>, zone: String
  ) throws(Refusal) -> (day: GregorianDay, wordCount: Int) {
    do throws(PhraseProblem) {
      let phrase = try DayPhrase(words, in: timing(zone: zone))
      return (phrase.day, phrase.wordCount)
    } catch {
      throw .phrase(error)
    }
  }

  /// The day that all of `words` name.
  func day(_ words: [String], zone: String) throws(Refusal) -> GregorianDay {
    let (day, count) = try day(of: words, zone: zone)
    if count < words.count {
      throw .unreadable(words.dropFirst(count).joined(separator: " "), like: "2026-12-31")
    }
    return day
  }
}
