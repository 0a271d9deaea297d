import OrderedCollections
package import CommandGrammar
package import Primitives

/// Shows how the survey stands, or what came of one, to its reader alone.
package struct ShowSurvey: Command {
  package static let description = CommandDescription(
    "survey show", aliases: ["survey results"], audience: .coordinators,
    usage: "!survey show [survey]",
    summary:
      "Says how many have answered, and once it is closed what; from three answers up, without names.",
    examples: ["!survey show", "!survey show V1"], instead: "!polls",
    accepts: SurveyReference.isAlone)

  private let survey: SurveyReference

  init(_ survey: SurveyReference?) {
    self.survey = survey ?? SurveyReference()
  }

  package init(reading arguments: inout Arguments) throws(UsageError) {
    survey = SurveyReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let community = context.community
    if community.surveys.all.isEmpty, !community.surveys.outside.isEmpty {
      return try context.privately(outside(context).joined(separator: "\n"))
    }
    let survey = try survey.survey(in: context)
    switch survey.status {
    case .cancelled: return try context.privately("\(survey.id) was called off.")
    case .open:
      let questions = survey.plan.questions.map { "• \(community.asked($0))" }
      return try context.privately(
        "\(survey.id), until \(context.told(community.surveys.deadline(of: survey))): "
          + "\(community.turnout(of: survey)) so far. What they say is shown when it closes.\n"
          + questions.joined(separator: "\n"))
    case .closed: break
    }
    let quoted = survey.plan.questions.indices.map { index in
      community.answers(to: index, of: survey).map(community.quotes)?.count ?? 0
    }
    let page = context.page(
      of: max(1, quoted.max() ?? 0), size: 20, isPrivate: true)
    var lines = ["\(survey.id) is closed: \(community.turnout(of: survey)), without names."]
    for index in survey.plan.questions.indices {
      lines += community.summary(of: index, survey)
      let quotes = community.answers(to: index, of: survey).map(community.quotes) ?? []
      lines += quotes[page.range.clamped(to: quotes.indices)]
    }
    lines += outside(context)
    if let tail = page.tail { lines.append(tail) }
    var decision = try context.privately(lines.joined(separator: "\n"))
    decision.events = page.events
    return decision
  }

  /// What was taken over from elsewhere to questions that no survey asked.
  private func outside(_ context: CommandContext) -> [String] {
    let community = context.community
    let asked = Set(community.surveys.all.flatMap(\.plan.questions).map(\.key))
    let more = community.surveys.outside.elements.filter { !asked.contains($0.key) }
    guard !more.isEmpty else { return [] }
    return ["Answered elsewhere:"]
      + more.flatMap { _, outside -> [String] in
        let heading = "“\(community.people.shown(outside.question.text))”"
        guard outside.answers.count >= Surveys.shownFrom else {
          return ["\(heading): fewer than \(Surveys.shownFrom) answers, so none is shown."]
        }
        return ["\(heading): \(outside.answers.count) answers"]
          + community.figures(outside.answers, to: outside.question)
          + community.quotes(outside.answers).prefix(20)
      }
  }
}
