package import CommandGrammar
package import Primitives

/// Sums up for a member what they are and do here.
package struct Me: Command {
  package static let description = CommandDescription(
    "me",
    usage: "!me",
    summary: "Sums up for you alone what you are and do here.",
    examples: ["!me", "!mydata"])

  package init(reading arguments: inout Arguments) throws(UsageError) {}

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    try context.privately(Reply.summary(context))
  }
}

extension Reply {
  fileprivate static func summary(_ context: CommandContext) -> String {
    let author = context.author
    let community = context.community
    let roles = community.roles(of: author.id).sorted().map(\.rawValue)
    let since = context.told(author.joinedAt)
    var lines = [
      "You are \(author.name), here in \(community.plan.name) since \(since)."
    ]
    lines.append("Roles: \(roles.isEmpty ? "member" : roles.joined(separator: ", ")).")
    let interests = context.shown(author.interests.joined(separator: ", "))
    lines.append(
      interests.isEmpty
        ? "Interests: none yet. `!join mentoring, data` names some." : "Interests: \(interests).")
    lines.append(
      author.introduction.map { "Introduction: “\(context.shown($0))”." }
        ?? "Introduction: none yet. `!hello <a line about you>` gives one.")
    lines.append(
      author.zone.map { "Time zone: `\($0)`." }
        ?? "Time zone: that of everybody, `\(community.plan.zone)`. `!tz <city>` sets yours.")
    let answers = community.sessions.ahead(of: context.now).compactMap { session in
      session.attendance[author.id].map { "\(session.id) \($0.words)" }
    }
    if !answers.isEmpty { lines.append("Sessions: \(answers.joined(separator: ", ")).") }
    let votes = community.votes(of: author.id, at: context.now)
    let named = votes.isEmpty ? "none given" : votes.map(\.description).joined(separator: ", ")
    lines.append("Votes for topics: \(named); \(Topics.votesEach - votes.count) left.")
    lines.append("`!mydata` shows all that I keep about you, `!forget me` erases it.")
    return lines.joined(separator: "\n")
  }
}
