package import CommandGrammar
package import Primitives

/// Joins the community, and says what one would like to talk about.
package struct Join: Command {
  package static let description = CommandDescription(
    "join",
    usage: "!join [interests]",
    summary: "Makes you a member, and adds what you care about: with commas between, or as #tags.",
    examples: ["!join mentoring, data quality", "!join"],
    deed: .init("join", "joins"), isUndoable: true)

  private let interests: [String]

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let text = try arguments.text("all you care about", limitBytes: 1000)
    interests = Self.interests(in: text)
    for interest in interests where interest.utf8.count > Member.interestBytes {
      throw .tooLong("one interest", limitBytes: Member.interestBytes)
    }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let author = context.author
    var folded = Set(author.interests.map(Folding.fold))
    let stored = interests.map(context.community.people.stored)
    let added = stored.filter { folded.insert(Folding.fold($0)).inserted }
    let reply = Reply.welcome(
      context, added: added, shared: context.community.people.shared(added, with: author.id))
    if added.isEmpty { return Decision(saying: reply) }
    guard author.interests.count + added.count <= Member.interestsEach else {
      throw .full("interests of yours", limit: Member.interestsEach)
    }
    return Decision(
      [.people(.interested(author.id, author.interests + added))],
      undoing: .init("interests added", [.people(.interested(author.id, author.interests))]),
      saying: [reply])
  }

  /// The interests in a text: parts between commas and semicolons, and every word behind a `#`.
  private static func interests(in text: String) -> [String] {
    var interests: [String] = []
    for part in text.utf8.split(whereSeparator: {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";")
    }) {
      var plain: [Substring] = []
      for word in part.split(separator: UInt8(ascii: " ")) {
        guard word.first == UInt8(ascii: "#") else {
          plain.append(Substring(word))
          continue
        }
        interests.append(plain.joined(separator: " "))
        plain = []
        interests.append(String(Substring(word.drop { $0 == UInt8(ascii: "#") })))
      }
      interests.append(plain.joined(separator: " "))
    }
    return interests.filter { !$0.isEmpty }
  }
}

extension Member {
  /// The longest interest, in bytes.
  package static let interestBytes = 60
  /// How many interests a member can name.
  package static let interestsEach = 20
}

extension People {
  /// Up to three of the `interests` that others share, each with up to three of those, and how many
  /// more there are.
  func shared(
    _ interests: [String], with id: MemberID
  ) -> [(interest: String, members: [MemberID], more: Int)] {
    let shared = interests.map { ($0, sharing($0, with: id)) }.filter { !$0.1.isEmpty }
    return shared.prefix(3).map { interest, others in
      (interest, Array(others.prefix(3)), max(0, others.count - 3))
    }
  }
}

extension Reply {
  fileprivate static func welcome(
    _ context: CommandContext, added: [String],
    shared: [(interest: String, members: [MemberID], more: Int)]
  ) -> Reply {
    let known = context.community.people[context.author.id]
    var lines: [String] = []
    if known == nil {
      let community = context.community.plan.name
      lines.append(
        context.charter.prompts.text(
          .welcome, ["community": community, "name": context.author.name]))
      if let purpose = context.community.purpose.text {
        lines.append("What we are here for: \(context.shown(purpose))")
      }
    } else if known?.isActive == false {
      lines.append("Welcome back, \(context.author.name)! What you contributed is still here.")
    } else if added.isEmpty {
      lines.append("You are in already, \(context.author.name). Good to have you here!")
    }
    if !added.isEmpty {
      lines.append("Noted that you care about \(context.shown(added.joined(separator: ", "))).")
    } else if context.author.interests.isEmpty {
      lines.append("Say what you care about: `!join mentoring, data quality`.")
    } else {
      let interests = context.shown(context.author.interests.joined(separator: ", "))
      lines.append("You care about \(interests).")
    }
    for (interest, members, more) in shared {
      var names = members.map(context.name).joined(separator: ", ")
      if more > 0 { names += " and \(more) more" }
      lines.append("You share \(context.shown(interest)) with \(names).")
    }
    return Reply(lines.joined(separator: "\n"))
  }
}
