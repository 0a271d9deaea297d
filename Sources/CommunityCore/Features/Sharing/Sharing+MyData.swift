import Primitives

extension CommandContext {
  /// What is kept of the author's sharing, for `!mydata`.
  var sharingHoldings: [String] {
    let sharing = community.sharing
    let member = author.id
    let mention = People.mention(member)
    let own = sharing.all.filter { $0.author == member }
    func told(_ resource: Sharing.Resource) -> String {
      "\(line(resource)) on \(self.told(resource.at))"
    }
    let rated = sharing.all.compactMap { resource in
      resource.ratings.first { $0.member == member }.map { rating in
        "\(resource.id) \(rating.worked ? "worked" : "failed")"
      }
    }
    return holding("Resources you shared", own.filter { !$0.isWish }.map(told))
      + holding("What you look for", own.filter(\.isWish).map(told))
      + holding("What resources were worth to you", rated)
      + holding(
        "Resources that name you",
        sharing.all.filter { $0.text.contains(mention) }.map(\.id.description))
      + holding(
        "Thanks you said",
        sharing.thanks.filter { $0.from == member }.map {
          "to \(name($0.to)) for “\(shown($0.text))”"
        })
      + holding(
        "Thanks to you",
        sharing.thanks.filter { $0.to == member }.map {
          "from \(name($0.from)) for “\(shown($0.text))”"
        })
      + holding(
        "Thanks that name you",
        sharing.thanks.filter { $0.text.contains(mention) }.map { "from \(name($0.from))" })
  }
}
