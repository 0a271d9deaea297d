import CommandGrammar
import Primitives
import Timekeeping

/// A length of time within a session as somebody typed it, such as `5m`.
struct LengthInSession: Sendable {
  private let words: [String]

  /// Takes all the words that are left.
  init(reading arguments: inout Arguments) {
    words = arguments.remaining.map(\.text)
    while arguments.take() != nil {}
  }

  /// Whether nothing was typed.
  var isEmpty: Bool { words.isEmpty }

  /// The minutes that were typed, or `usual` where nothing was.
  ///
  /// Throws where they lie outside `bounds`, and where the words are no length, with how to type the
  /// command.
  func minutes(
    in bounds: ClosedRange<Int>, usual: Int, like command: CommandDescription
  ) throws(Refusal) -> Int {
    guard !words.isEmpty else { return usual }
    let reading: DurationReading?
    do throws(DurationProblem) {
      reading = try DurationReading(words, bounds: bounds)
    } catch {
      throw .speakingTime("\(error)")
    }
    guard let reading, reading.wordCount == words.count else {
      throw .unreadable(words.joined(separator: " "), like: command.examples[0])
    }
    return reading.minutes
  }
}
