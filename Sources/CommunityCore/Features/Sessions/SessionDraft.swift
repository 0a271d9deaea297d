import CommandGrammar
import Primitives
import Timekeeping

/// A session as somebody typed it: `"Title" thu 16:00 London 60m`.
///
/// The quotation marks may be missing: the title is what stands before the time, or, where nothing
/// does, what stands behind it.
struct SessionDraft: Sendable {
  private let words: [String]
  /// Whether the first word is the title, in quotation marks.
  private let isQuoted: Bool

  /// When a session begins, how long it takes and what it is called, as the words say.
  struct Timing {
    var when: When
    var minutes: Int
    var title: String
    /// The words behind `by`, until when a minimum is waited for; empty where there are none.
    var deadline: [String] = []
  }

  /// The length of a session of which none is said.
  static let usualMinutes = 60

  init(_ words: [Word]) {
    self.words = words.map(\.text)
    isQuoted = words.first?.isQuoted ?? false
  }

  /// The title as far as it can be told before the time is read; what stands in quotation marks.
  var quotedTitle: String { isQuoted ? Prose.clean(words[0]) : "" }

  /// Reads the time, the length and the title; where no zone is said, that of the community counts.
  func timing(in context: CommandContext) throws(Refusal) -> Timing {
    let (when, start) = try time(in: context)
    let title = Prose.clean(words[..<start].joined(separator: " "))
    var rest = words[start...].dropFirst(when.wordCount)
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
    var timing = Timing(when: when, minutes: minutes, title: title)
    if title.isEmpty {
      timing.title = Prose.clean(rest.joined(separator: " "))
    } else if let first = rest.first, Folding.fold(first) == "by" {
      timing.deadline = Array(rest.dropFirst())
    } else if !rest.isEmpty {
      timing.when = try moved(when, to: rest.joined(separator: " "), in: context)
    }
    return timing
  }

  /// The same wall time at the place that is named behind the length.
  private func moved(
    _ when: When, to text: String, in context: CommandContext
  ) throws(Refusal) -> When {
    let match = context.charter.zones.find(text)
    guard case .found(let name) = match else {
      let isOneWord = !text.utf8.contains(0x20)
      throw isOneWord
        ? .zone(text, match) : .unreadable(text, like: PlanSession.description.examples[1])
    }
    guard when.time.zone == context.community.plan.zone else {
      throw .unreadable(text, like: PlanSession.description.examples[1])
    }
    return When(ZonedTime(when.time.local, zone: name), in: context)
  }

  /// The first words that are a time, and where they stand; or what is wrong with those that are
  /// nearly one.
  private func time(in context: CommandContext) throws(Refusal) -> (When, start: Int) {
    var problem: PhraseProblem?
    for start in words.indices.dropFirst(isQuoted ? 1 : 0) {
      let zoneWords: ZoneMention.Words = start == 0 ? .names : .places
      let phrase: TimePhrase
      do throws(PhraseProblem) {
        phrase = try TimePhrase(
          words[start...], in: context.timing(zone: context.community.plan.zone, zoneWords))
      } catch {
        if problem == nil, !error.isUnrelated || isQuoted { problem = error }
        continue
      }
      return (try When(phrase), start)
    }
    throw .phrase(problem ?? .nothing)
  }
}
