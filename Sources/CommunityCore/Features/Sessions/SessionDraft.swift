import CommandGrammar
import Primitives
import Timekeeping

/// A session as somebody typed it: `"Title" 2026-12-03 16:00 London 60m`.
///
/// The quotation marks may be missing: the title is what stands before the date, or, where nothing
/// does, what stands behind it.
struct SessionDraft: Sendable {
  /// What it is called; empty where the title is to be found behind the date.
  let title: String
  private let words: [String]
  /// Why the words are no date; nil where they are one.
  private let problem: DateProblem?

  /// When a session begins and how long it takes, as the words say.
  struct Timing {
    var time: ZonedTime
    var resolution: LocalResolution
    var minutes: Int
    var title: String
  }

  /// The length of a session of which none is said.
  static let usualMinutes = 60

  init(_ words: [Word]) {
    let isQuoted = words.first?.isQuoted ?? false
    let texts = words.map(\.text)
    var problem: DateProblem?
    for index in texts.indices.dropFirst(isQuoted ? 1 : 0) {
      do throws(DateProblem) {
        _ = try DateReading(texts[index...])
        title = Self.title(texts[..<index])
        self.words = Array(texts[index...])
        self.problem = nil
        return
      } catch {
        problem = Self.telling(problem, error, isFirst: isQuoted && index == 1)
      }
    }
    title = Self.title(isQuoted ? texts[..<1] : texts[...])
    self.words = []
    self.problem = problem ?? .nothing
  }

  private static func title(_ words: ArraySlice<String>) -> String {
    Prose.clean(words.joined(separator: " "))
  }

  /// The problem that says most: a date that is nearly one says more than a word that is none, unless
  /// that word stands where the date must begin.
  private static func telling(
    _ known: DateProblem?, _ next: DateProblem, isFirst: Bool
  ) -> DateProblem? {
    switch (known, next) {
    case (nil, .notADate): isFirst ? next : nil
    case (nil, _), (.notADate, .otherOrder), (.notADate, .yearMissing), (.notADate, .twoDigitYear),
      (.dateMissing, .otherOrder), (.dateMissing, .yearMissing), (.dateMissing, .timeMissing):
      next
    default: known
    }
  }

  /// Reads the date, the zone and the length with the zones of `charter`; `zone` counts where none is
  /// said.
  func timing(zones: ZoneCatalogue, zone: String) throws(Refusal) -> Timing {
    if let problem { throw .date(problem) }
    let reading: DateReading
    do throws(DateProblem) {
      reading = try DateReading(words, zones: zones, zoneWords: title.isEmpty ? .names : .places)
    } catch {
      throw .date(error)
    }
    var rest = words.dropFirst(reading.wordCount)
    var named = try reading.zone.map { mention throws(Refusal) in
      try Self.name(mention.text, mention.match)
    }
    if rest.first == "for" { rest.removeFirst() }
    var minutes = Self.usualMinutes
    do throws(DurationProblem) {
      if let length = try DurationReading(rest) {
        minutes = length.minutes
        rest = rest.dropFirst(length.wordCount)
      }
    } catch {
      throw .duration(error)
    }
    var title = title
    if !rest.isEmpty {
      let text = rest.joined(separator: " ")
      if title.isEmpty {
        title = Prose.clean(text)
      } else if named == nil {
        named = try Self.name(text, zones.find(text))
      } else {
        throw .unreadable(text)
      }
    }
    let time = ZonedTime(reading.local, zone: named ?? zone)
    let resolution = zones.zoneOrUniversal(named: time.zone).resolve(time.local)
    return Timing(time: time, resolution: resolution, minutes: minutes, title: title)
  }

  private static func name(_ text: String, _ match: ZoneMatch) throws(Refusal) -> String {
    guard case .found(let name) = match else { throw .zone(text, match) }
    return name
  }
}
