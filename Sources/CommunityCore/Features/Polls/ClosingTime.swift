import CommandGrammar
import Primitives
import Timekeeping

/// Until when answers are taken, as somebody typed it: `fri 18:00`, `tomorrow`, `in 2 days`.
struct ClosingTime: Sendable {
  private let words: [String]

  /// Takes the words behind `--until`, the first of them where it was typed twice.
  init?(reading arguments: inout Arguments) {
    guard let typed = arguments.list("until").first else { return nil }
    words = typed.map(\.text)
  }

  /// The time that is meant, between the two spans from now on; a day without a time means its end of
  /// work.
  func time(
    in context: CommandContext, atLeast shortest: Span, atMost longest: Span
  ) throws(Refusal) -> ZonedTime {
    let time = try reading(in: context)
    let zone = context.charter.zones.zoneOrUniversal(named: time.zone)
    let instant = zone.resolve(time.local).instant
    guard instant >= context.now + shortest, instant <= context.now + longest else {
      throw .polls(
        .deadline(
          TimeEcho.full(instant, in: zone, now: context.now),
          latest: TimeEcho.dated(context.now + longest, in: zone)))
    }
    return time
  }

  private func reading(in context: CommandContext) throws(Refusal) -> ZonedTime {
    let zone = context.community.plan.zone
    let when: When
    do throws(Refusal) {
      when = try When(reading: words, zone: zone, in: context)
    } catch {
      guard case .phrase(.timeMissing) = error else { throw error }
      let day = try context.day(words, zone: zone)
      guard let time = LocalTime(day: day, hour: 18, minute: 0) else { throw error }
      return ZonedTime(time, zone: zone)
    }
    if when.wordCount < words.count {
      throw .unreadable(
        words.dropFirst(when.wordCount).joined(separator: " "), like: "--until fri 18:00")
    }
    return when.time
  }
}
