package import Primitives

/// A time as somebody said it: once (`thu 3 dec 4pm`) or again and again (`every 2nd thu 16:00`).
///
/// Whatever can be read in two ways is refused with both, because a wrong time is worse than a
/// question; what is over is never taken. `Documentation/times.md` lists the policies.
package struct TimePhrase: Hashable, Sendable {
  /// What a phrase is read against.
  package struct Context: Sendable {
    /// When it was said.
    package let now: Instant
    /// Where whoever said it is: the zone of all times that name none.
    package let home: Zone
    /// The zones that can be named.
    package let catalogue: ZoneCatalogue
    /// Which words behind a time may be a zone.
    package let zoneWords: ZoneMention.Words

    /// Puts a context together.
    package init(
      now: Instant, home: Zone, catalogue: ZoneCatalogue, zoneWords: ZoneMention.Words = .places
    ) {
      self.now = now
      self.home = home
      self.catalogue = catalogue
      self.zoneWords = zoneWords
    }
  }

  /// What a phrase means.
  package enum Meaning: Hashable, Sendable {
    /// One time, always still to come, and what it turned out to be in its zone.
    case moment(ZonedTime, LocalResolution)
    /// Many times; the start is the first of them, whether it is left out or not.
    case series(Recurrence)
  }

  /// What is meant.
  package let meaning: Meaning
  /// Sentences to say with it: about gaps, folds and days that were left out in vain.
  package let notes: [String]
  /// How many of the words belong to it; what follows is something else.
  package let wordCount: Int

  /// Reads a phrase from the first of `words`; what follows is left alone.
  ///
  /// Total; looks at no more than forty words.
  package init<Word: StringProtocol>(
    _ words: some Sequence<Word>, in context: Context
  ) throws(PhraseProblem) {
    let words = words.prefix(41).map { String($0) }
    do throws(PhraseProblem) {
      self = try Self.read(words, in: context)
    } catch {
      throw error.keeping { Self.checked($0, in: context) }
    }
  }

  private init(_ found: PhraseReading.Found, wordCount: Int) {
    meaning = found.meaning
    notes = found.notes
    self.wordCount = wordCount
  }

  private static func read(
    _ words: [String], in context: Context
  ) throws(PhraseProblem) -> TimePhrase {
    var scanner = PhraseScanner(words, context.catalogue, context.zoneWords)
    try scanner.scan()
    let found = try PhraseReading(scanner, context).read()
    let tokens = scanner.tokens
    let count = scanner.parts.tokenCount
    let wordCount = tokens[count - 1].word + 1
    if count < tokens.count, tokens[count].word < wordCount {
      throw .leftOver(words[wordCount - 1], nearest: [])
    }
    return TimePhrase(found, wordCount: wordCount)
  }

  /// The choice without the words behind it that are none of the phrase; nil where it can't be taken.
  ///
  /// A choice that only lacks a time is kept, for who gave none.
  private static func checked(_ choice: PhraseChoice, in context: Context) -> PhraseChoice? {
    let words = choice.phrase.utf8.split(separator: 0x20).map { String(Substring($0)) }
    do throws(PhraseProblem) {
      let reading = try read(words, in: context)
      return PhraseChoice(
        words.prefix(reading.wordCount).joined(separator: " "), meaning: choice.meaning)
    } catch {
      guard case .timeMissing(let text, _) = error else { return nil }
      return PhraseChoice(text, meaning: choice.meaning)
    }
  }

  /// Reads a phrase that has all of `words`, and says what is left over where it has not.
  package init<Word: StringProtocol>(
    whole words: some Sequence<Word>, in context: Context
  ) throws(PhraseProblem) {
    let words = words.map { String($0) }
    try self.init(words, in: context)
    guard wordCount < words.count else { return }
    let rest = words.dropFirst(wordCount).joined(separator: " ")
    if case .unknown(let nearest) = context.catalogue.find(rest) {
      throw .leftOver(rest, nearest: nearest)
    }
    throw .leftOver(rest, nearest: [])
  }
}

/// A day as somebody said it, without a time: `3 dec`, `2026-12-03`, `tomorrow`, `thu`, `next tue`.
package struct DayPhrase: Hashable, Sendable {
  /// The day.
  package let day: GregorianDay
  /// How many of the words belong to it.
  package let wordCount: Int

  /// Reads a day from the first of `words`, by the policies of `TimePhrase`; today still counts.
  package init<Word: StringProtocol>(
    _ words: some Sequence<Word>, in context: TimePhrase.Context
  ) throws(PhraseProblem) {
    let words = words.prefix(10).map { String($0) }
    var scanner = PhraseScanner(words, context.catalogue, .names)
    try scanner.scanDay()
    guard let word = scanner.parts.day, let end = LocalClock(hour: 23, minute: 59, second: 59)
    else {
      throw .noPhrase(words.first ?? "")
    }
    let text = scanner.text(0..<scanner.index)
    let reckoning = MomentReckoning(
      now: context.now, home: context.home, zone: context.home, zoneText: "", text: text)
    do throws(PhraseProblem) {
      day = try reckoning.time(word, at: end).day
    } catch {
      throw error.ofADay
    }
    wordCount = scanner.tokens[scanner.index - 1].word + 1
  }
}
