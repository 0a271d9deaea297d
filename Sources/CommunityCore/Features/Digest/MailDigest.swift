import OrderedCollections
package import CommandGrammar
package import Primitives

/// Chooses whether one's digest comes by mail too.
package struct MailDigest: Command {
  package static let description = CommandDescription(
    "digest mail",
    usage: "!digest mail [on|off]",
    summary:
      "Chooses whether your digest comes by mail too, to the address you gave with `!mail`.",
    examples: ["!digest mail on", "!digest mail off"],
    deed: .init("digest by mail", "digests by mail"), isUndoable: true)

  private let isOn: Bool?

  package init(reading arguments: inout Arguments) throws(UsageError) {
    isOn = arguments.take(ifMeaning: {
      ["on", "yes"].contains($0) ? true : ["off", "no", "stop"].contains($0) ? false : nil
    })
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let author = context.author
    let community = context.community
    let gets = community.getsMail(author.id, as: community.digestKind(of: author.id))
    guard let isOn else {
      return Decision(
        saying: Reply(
          gets
            ? "Your digest comes by mail. `!digest mail off` ends that."
            : "No digest comes to you by mail. `!digest mail on` sends it, once `!mail` has an address."
        ))
    }
    if isOn, author.mail == nil { throw .digests(.noAddress) }
    if isOn == gets { throw .digests(isOn ? .onAlready : .offAlready) }
    return Decision(
      [.digests(.mailChosen(author.id, isOn))],
      undoing: .init(
        "digest by mail", [.digests(.mailChosen(author.id, community.digests.byMail[author.id]))]),
      saying: [
        Reply(
          isOn
            ? "Your digest comes by mail from now on, once a week where there is news."
            : "No digest comes to you by mail any more.")
      ])
  }
}

extension Community {
  /// Which digest a member reads.
  func digestKind(of member: MemberID) -> Digests.Kind {
    coordinators.contains(member) ? .coordinators : .members
  }

  /// Whether a member reads a digest of that kind by mail: coordinators who gave an address, and
  /// members who asked for it.
  func getsMail(_ member: MemberID, as kind: Digests.Kind) -> Bool {
    guard let person = people[member], person.isActive, person.mail != nil,
      digestKind(of: member) == kind
    else { return false }
    return digests.byMail[member] ?? (kind == .coordinators)
  }

  /// Letters to those of `members` who read a digest of that kind by mail, each in its own words.
  func letters(
    to members: [MemberID], as kind: Digests.Kind, _ letter: (MemberID) -> Letter
  ) -> [Reply] {
    members.filter { getsMail($0, as: kind) }.compactMap { member in
      people[member]?.mail.map { Reply(letter(member), toMail: $0, for: member) }
    }
  }
}
