package import CommandGrammar
package import Primitives

/// Says whether a resource worked for a member.
package struct RateResource: Command {
  package static let description = CommandDescription(
    "rate",
    usage: "!rate <resource> <worked|failed|off>",
    summary: "Says whether a resource worked for you; counts are shown from three answers up.",
    examples: ["!rate R1 worked", "!rate R1 failed"],
    deed: .init("rating", "ratings"), isUndoable: true,
    // Without a resource's number it is feedback on a session.
    accepts: { words in words.first.flatMap { ResourceID(lettered: $0.folded) } != nil })

  private let id: ResourceID
  private let worked: Bool?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else { throw .missing("which resource, such as `R7`") }
    guard let id = ResourceID(word.folded) else {
      throw .invalid(word.text, expected: "a resource's number, such as `R7`")
    }
    guard let answer = arguments.take() else { throw .missing("whether it `worked` or `failed`") }
    self.id = id
    switch answer.folded {
    case "worked", "works", "useful", "yes", "+1", "👍": worked = true
    case "failed", "not", "no", "stale", "useless", "-1", "👎": worked = false
    case "off", "clear": worked = nil
    default: throw .invalid(answer.text, expected: "`worked`, `failed` or `off`")
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let resource = try context.resource(id)
    let member = context.author.id
    if resource.isWish { throw .sharing(.isWish(id)) }
    if resource.author == member { throw .sharing(.ownResource(id)) }
    let before = resource.ratings.first { $0.member == member }?.worked
    if before == worked {
      throw .sharing(worked == nil ? .notRated(id) : .ratedSo(id))
    }
    return Decision(
      [.sharing(.rated(id, by: member, worked: worked))],
      undoing: .init(
        "what \(id) was worth to you", [.sharing(.rated(id, by: member, worked: before))]),
      saying: [.rated(resource, worked, before, context)])
  }
}

extension Reply {
  fileprivate static func rated(
    _ resource: Sharing.Resource, _ worked: Bool?, _ before: Bool?, _ context: CommandContext
  ) -> Reply {
    var rated = resource
    rated.ratings.removeAll { $0.member == context.author.id }
    if let worked {
      rated.ratings.append(Sharing.Rating(member: context.author.id, worked: worked))
    }
    let said =
      switch worked {
      case true?: "Noted: \(resource.id) worked for you."
      case false?: "Noted: \(resource.id) did not work for you."
      case nil: "Your word on \(resource.id) is taken back."
      }
    guard let verdict = rated.verdict else {
      return Reply(said + " Counts are shown once three have said so.")
    }
    return Reply(said + " It worked for \(verdict.worked) of \(verdict.of).")
  }
}
