/// A way to spend a session: what it is for, timed steps and a closing round; a facilitator edits its
/// file.
///
/// The file's first line says what the format is for. `- 15 Title: hint` is a step, the number its
/// share of the session in hundredths, the hint may be left out; the shares make 100. The last line,
/// `> question`, is what everybody is asked in the last step.
package struct SessionFormat: Hashable, Sendable {
  /// A part of the session.
  package struct Step: Hashable, Sendable {
    /// Its share of the session, in hundredths, at least 5.
    package let share: Int
    /// What it is called.
    package let title: String
    /// What the facilitator does; nil where the title says it.
    package let hint: String?
  }

  /// A step with the time it has in a session of some length.
  package struct TimedStep: Hashable, Sendable {
    /// The step.
    package let step: Step
    /// How long it takes, at least a minute.
    package let minutes: Int
  }

  /// The shortest session, in minutes, for which the steps make sense.
  package static let leastMinutes = 20
  private static let stepCounts = 2...8
  private static let leastShare = 5

  /// What it is called: the name of its file, such as `case-clinic`.
  package let name: String
  /// What it is for.
  package let purpose: String
  /// The steps in order; the last one is the closing round.
  package private(set) var steps: [Step] = []
  /// What everybody is asked in the closing round.
  package let closing: String

  /// Reads the text of the file called `name`; throws with the first line that is not as it should be.
  package init(_ name: String, reading text: String) throws(PromptError) {
    self.name = name
    var lines = PromptLines("formats/" + name, text)
    purpose = try lines.purpose()
    var closing: String?
    while let line = lines.next() {
      if line.hasPrefix("- "), closing == nil {
        steps.append(try Self.step(line.dropFirst(2), in: lines))
      } else if line.hasPrefix("> "), closing == nil {
        let question = String(line.dropFirst(2))
        try lines.require(question, "The question", limitBytes: PromptList.textBytes)
        closing = question
      } else {
        throw lines.slip("Write steps as `- 15 Title: hint`, and then one `> <closing question>`.")
      }
    }
    guard let closing else {
      throw lines.slip("The last line asks the closing question: `> <question>`.")
    }
    self.closing = closing
    guard Self.stepCounts.contains(steps.count) else {
      throw lines.slip("A format has 2 to 8 steps, and this has \(steps.count).")
    }
    let sum = steps.reduce(0) { $0 + $1.share }
    guard sum == 100 else {
      throw lines.slip("The numbers of the steps must make 100, and they make \(sum).")
    }
  }

  private static func step(
    _ text: Substring, in lines: PromptLines
  ) throws(PromptError) -> Step {
    let parts = text.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, let share = Int(parts[0]), (leastShare...100).contains(share) else {
      throw lines.slip("A step begins with its hundredths, 5 or more: `- 15 Title: hint`.")
    }
    let words = parts[1].split(separator: ": ", maxSplits: 1).map(String.init)
    guard let title = words.first else { throw lines.slip("A step has a title: `- 15 Title`.") }
    try lines.require(title, "A title", limitBytes: 40)
    let hint = words.count > 1 ? words[1] : nil
    if let hint { try lines.require(hint, "A hint", limitBytes: PromptList.textBytes) }
    return Step(share: share, title: title, hint: hint)
  }

  /// The steps with whole minutes that make `minutes` together.
  ///
  /// What rounding leaves over goes to the steps that lost most by it, the earlier first among equals.
  /// `minutes` is taken as at least `leastMinutes`, so that no step has less than one.
  package func timed(minutes: Int) -> [TimedStep] {
    let whole = max(minutes, Self.leastMinutes)
    var given = steps.map { $0.share * whole / 100 }
    let left = whole - given.reduce(0, +)
    let losers = steps.indices.sorted {
      (steps[$1].share * whole % 100, $0) < (steps[$0].share * whole % 100, $1)
    }
    for index in losers.prefix(left) { given[index] += 1 }
    return zip(steps, given).map { TimedStep(step: $0, minutes: $1) }
  }
}
