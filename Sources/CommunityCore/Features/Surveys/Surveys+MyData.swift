import OrderedCollections
import Primitives

extension CommandContext {
  /// What is kept of surveys about the author.
  var surveyHoldings: [String] {
    let member = author.id
    let all = community.surveys.all
    let mention = People.mention(member)
    let answered = all.filter { survey in survey.answered.contains { $0.contains(member) } }
    let naming = all.filter { survey in
      survey.plan.questions.contains { $0.text.contains(mention) }
        || survey.results.contains { result in
          result.answers?.contains { $0.text.contains(mention) } ?? false
        }
    }
    return holding(
      "Surveys you sent", all.filter { $0.plan.author == member }.map(\.id.description))
      + holding(
        "Surveys you were asked in", all.filter { $0.asked.contains(member) }.map(\.id.description))
      + holding(
        "Surveys you answered without your name, only that you did",
        answered.map(\.id.description))
      + holding("Surveys that name you", naming.map(\.id.description))
  }
}
