import OrderedCollections
import Primitives

extension CommandContext {
  /// What is kept of polls about the author.
  var pollHoldings: [String] {
    let member = author.id
    let all = community.polls.all
    let mention = People.mention(member)
    let answers = all.compactMap { poll in
      poll.answers[member].map { choices in
        "\(poll.id) " + choices.map { community.option($0, of: poll) }.joined(separator: ", ")
      }
    }
    let naming = all.filter { poll in
      poll.plan.question.contains(mention) || poll.plan.options.contains { $0.contains(mention) }
    }
    return holding(
      "Polls you asked", all.filter { $0.plan.author == member }.map(community.label))
      + holding("Your answers to polls", answers)
      + holding(
        "Polls you answered without your name, only that you did",
        all.filter { $0.voters.contains(member) }.map(\.id.description))
      + holding("Polls that name you", naming.map(\.id.description))
  }
}
