import OrderedCollections
import Primitives

extension CommandContext {
  /// What is kept of the author's experience, for `!mydata`.
  var experienceHoldings: [String] {
    let experiences = community.experiences
    let own = experiences.all.filter { $0.author == author.id }
    let mention = People.mention(author.id)
    return holding(
      "What you told of your experience",
      own.map { experience in
        let consent =
          switch experience.consent {
          case .given?: "may be quoted"
          case .refused?: "may not be quoted"
          case nil: "not said whether it may be quoted"
          }
        return "\(line(experience)) on \(told(experience.at)), \(consent)"
      })
      + holding(
        "Experience that names you",
        experiences.all.filter { $0.parts.contains { $0.contains(mention) } }
          .map(\.id.description))
      + holding(
        "Asked last what you tried",
        experiences.inquiries[author.id].map { ["after \($0.session) on \(told($0.at))"] } ?? [])
  }
}
