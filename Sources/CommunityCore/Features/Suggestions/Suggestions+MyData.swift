import Primitives

extension CommandContext {
  /// What is kept of the author's suggestions, for `!mydata`.
  var suggestionHoldings: [String] {
    let all = community.suggestions.all
    let mention = People.mention(author.id)
    return holding(
      "What you suggested",
      all.filter { $0.author == author.id }.map {
        "\(community.told($0)) on \(told($0.at))\($0.isDropped ? ", taken back" : "")"
      })
      + holding(
        "Suggestions you answered",
        all.filter { $0.answer?.by == author.id }.map(\.id.description))
      + holding(
        "Suggestions and answers that name you",
        all.filter {
          $0.text.contains(mention) || $0.answer?.text.contains(mention) ?? false
        }.map(\.id.description))
  }
}
