import CommandGrammar
import Primitives
import Timekeeping

/// A poll as somebody typed it: `"Title" thu 16:00, 17:00 or fri 10:00 60m until wed`.
///
/// Commas, semicolons, bars, `or` and new lines stand between times. A time without a day is on the day
/// of the one before it; a zone counts from where it is named.
struct SlotDraft {
  private(set) var title = ""
  private(set) var slots: [When] = []
  private(set) var minutes = SessionDraft.usualMinutes
  /// Until when answers are taken, where that is said.
  private(set) var deadline: ZonedTime?
  private let context: CommandContext
  private var zone: String
  private var hasLength = false

  /// Reads `words`, which are the words of the line that is decided.
  init(_ words: [Word], in context: CommandContext) throws(Refusal) {
    self.context = context
    zone = context.community.plan.zone
    var groups = Self.groups(of: words, line: Array(context.line.utf8))
    if let first = words.first, first.isQuoted {
      title = Prose.clean(first.text)
    } else if let first = groups.first {
      let start = try start(of: first)
      title = Prose.clean(first[..<start].joined(separator: " "))
      groups[0] = Array(first[start...])
    }
    var index = 0
    while index < groups.count {
      let next = index + 1 < groups.count ? groups[index + 1] : nil
      index += try take(groups[index], next)
    }
    slots.sort { $0.start < $1.start }
  }

  /// The words between two separators each; a quoted title in front is left out.
  private static func groups(of words: [Word], line: [UInt8]) -> [[String]] {
    var groups: [[String]] = [[]]
    let times = words.first?.isQuoted ?? false ? words.dropFirst() : words[...]
    var end = times.first?.range.lowerBound ?? 0
    for word in times {
      let gap = line[min(end, line.count)..<min(max(end, word.range.lowerBound), line.count)]
      if gap.contains(0x0A) { groups.append([]) }
      end = word.range.upperBound
      if ["or", "|"].contains(word.folded) {
        groups.append([])
      } else if !["-", "*", "•"].contains(word.text) {
        let parts = word.text.utf8.split(omittingEmptySubsequences: false) { byte in
          byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
        }
        for (index, part) in parts.enumerated() {
          if index > 0 { groups.append([]) }
          if !part.isEmpty { groups[groups.count - 1].append(String(Substring(part))) }
        }
      }
    }
    return groups.filter { !$0.isEmpty }
  }

  /// Where the first time begins in words that begin with a title.
  private func start(of words: [String]) throws(Refusal) -> Int {
    var problem: PhraseProblem?
    for start in words.indices {
      do throws(PhraseProblem) {
        _ = try TimePhrase(words[start...], in: context.timing(zone: zone))
        return start
      } catch {
        if problem == nil, !error.isUnrelated { problem = error }
      }
    }
    throw .phrase(problem ?? .nothing)
  }

  /// Takes a group in, which is a time, a length or the end of the poll; returns how many groups that
  /// took, because some write `Thu, 3 Dec 16:00`.
  private mutating func take(_ group: [String], _ next: [String]?) throws(Refusal) -> Int {
    if Self.isEnd(group[0]) || isLength(group) {
      try takeRest(group)
      return 1
    }
    var words = group
    var count = 1
    do throws(PhraseProblem) {
      _ = try TimePhrase(words, in: context.timing(zone: zone))
    } catch {
      switch error {
      case .dayMissing where !slots.isEmpty:
        words.insert(slots[slots.count - 1].time.local.day.description, at: 0)
      case .timeMissing where next.map { isTime(group + $0) } ?? false:
        words += next ?? []
        count = 2
      default: throw .phrase(error)
      }
    }
    let when = try When(reading: words, zone: zone, in: context)
    try add(when)
    try takeRest(Array(words.dropFirst(when.wordCount)))
    return count
  }

  private mutating func add(_ when: When) throws(Refusal) {
    if when.time.zone != zone {
      // Behind a later time a zone may be meant for all of them, which would make the others wrong.
      if !slots.isEmpty, zone == context.community.plan.zone { throw .zoneTooLate(when.time.zone) }
      zone = when.time.zone
    }
    try when.requireAhead(in: context)
    slots.append(when)
  }

  /// Takes in what stands behind a time: a length, and the end of the poll.
  private mutating func takeRest(_ words: [String]) throws(Refusal) {
    var rest = words[...]
    if rest.first.map({ Folding.fold($0) == "for" }) ?? false { rest.removeFirst() }
    if let first = rest.first, Self.isEnd(first), deadline == nil {
      rest.removeFirst()
      rest = rest.dropFirst(try takeEnd(Array(rest)))
    }
    do throws(DurationProblem) {
      if !hasLength, let length = try DurationReading(rest) {
        minutes = length.minutes
        hasLength = true
        rest = rest.dropFirst(length.wordCount)
      }
    } catch {
      throw .duration(error)
    }
    guard let first = rest.first else { return }
    guard Self.isEnd(first), deadline == nil else {
      throw .unreadable(rest.joined(separator: " "), like: PollSession.description.examples[0])
    }
    try takeRest(Array(rest))
  }

  /// Takes in until when answers are taken, and returns how many words that took; a day without a time
  /// means its end of work.
  private mutating func takeEnd(_ words: [String]) throws(Refusal) -> Int {
    if isTime(words) {
      let when = try When(reading: words, zone: zone, in: context)
      deadline = when.time
      return when.wordCount
    }
    let (day, count) = try context.day(of: words, zone: zone)
    // A time was tried and there is none, unless one stands there that can't be read.
    guard count == words.count || isLength(Array(words[count...])),
      let time = LocalTime(day: day, hour: 18, minute: 0)
    else {
      let when = try When(reading: words, zone: zone, in: context)
      return when.wordCount
    }
    deadline = ZonedTime(time, zone: zone)
    return count
  }

  private static func isEnd(_ word: String) -> Bool {
    ["until", "till", "by"].contains(Folding.fold(word))
  }

  private func isTime(_ words: [String]) -> Bool {
    do throws(PhraseProblem) {
      _ = try TimePhrase(words, in: context.timing(zone: zone))
      return true
    } catch {
      return false
    }
  }

  /// Whether the words are a length and nothing else, so that they are no time.
  private func isLength(_ words: [String]) -> Bool {
    do throws(DurationProblem) {
      return try DurationReading(words)?.wordCount == words.count
    } catch {
      return false
    }
  }
}
