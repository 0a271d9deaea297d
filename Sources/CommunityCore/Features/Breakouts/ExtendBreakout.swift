package import CommandGrammar
package import Primitives
import Timekeeping

/// Gives the groups more time.
package struct ExtendBreakout: Command {
  package static let description = CommandDescription(
    "breakout extend", aliases: ["breakout more", "breakout time"],
    usage: "!breakout extend [3m]",
    summary: "Gives the groups that are open more time, three minutes where you don't say.",
    examples: ["!breakout extend", "!breakout extend 5m"],
    instead: "!breakout", deed: .init("extension", "extensions"), isUndoable: true)

  private let minutes: Int

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take()?.folded else {
      minutes = 3
      return
    }
    let text = Int(word) == nil ? word : word + "m"
    do throws(DurationProblem) {
      guard let length = try DurationReading([text], bounds: 1...60) else {
        throw DurationProblem.unreadable(word)
      }
      minutes = length.minutes
      _ = arguments.take(ifMeaning: { ["min", "minutes", "minute"].contains($0) ? true : nil })
    } catch {
      throw .invalid(word, expected: "from `1m` to `1h`")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    try context.requireOwn(moment.session)
    var (breakout, running) = try moment.running()
    running.until = running.until + .minutes(Int64(minutes))
    running.isWarned = false
    guard running.until - running.since <= .hours(2) else { throw .breakouts(.timeLimit) }
    breakout.running = running
    let until = context.community.clock(running.until, at: moment.session)
    let text = "\(minutes == 1 ? "One more minute" : "\(minutes) more minutes"): until \(until)."
    return moment.arranging(
      breakout, label: "\(minutes) more minutes for the groups of \(moment.session.id)",
      saying: [Reply(text)]
        + context.community.calls(text, to: running.groups, at: moment.session, context.charter))
  }
}
