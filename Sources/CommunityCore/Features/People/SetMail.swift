package import CommandGrammar
package import Primitives

/// Keeps a member's address for what leaves by mail, and for lists of groups in meeting programs.
package struct SetMail: Command {
  package static let description = CommandDescription(
    "mail", aliases: ["email", "e-mail"],
    usage: "!mail [address|off]",
    summary: "By direct message: keeps your e-mail address, for groups in meeting programs.",
    examples: ["!mail ana@example.org", "!mail off"],
    deed: .init("mail address", "mail addresses"), isUndoable: true)

  private let address: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    address = try arguments.text("an address", limitBytes: Member.mailBytes)
    guard address.isEmpty || Self.isOff(address) || Member.isMail(address) else {
      throw .invalid(address, expected: "an address, such as `ana@example.org`")
    }
  }

  private static func isOff(_ word: String) -> Bool {
    ["off", "none", "drop", "clear"].contains(Folding.fold(word))
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let author = context.author
    guard context.isDirect else {
      if address.isEmpty { return try context.privately(Reply.state(author.mail)) }
      throw .breakouts(.onlyDirectly)
    }
    if address.isEmpty { return Decision(saying: Reply(Reply.state(author.mail))) }
    let mail = Self.isOff(address) ? nil : address
    return Decision(
      [.people(.mailSet(author.id, mail))],
      undoing: .init("mail address", [.people(.mailSet(author.id, author.mail))]),
      saying: [Reply(mail.map { Reply.kept($0) } ?? "All right, I keep no address of yours.")])
  }
}

extension Member {
  /// The longest address, in bytes (RFC 5321).
  static let mailBytes = MailAddress.mostBytes

  /// Whether a text is one address.
  static func isMail(_ text: String) -> Bool { MailAddress(text) != nil }
}

extension Reply {
  fileprivate static func state(_ mail: String?) -> String {
    guard let mail else {
      return "I know no e-mail address of yours. `!mail ana@example.org` gives me one."
    }
    return "Your e-mail address is `\(mail)`. `!mail off` makes me forget it."
  }

  fileprivate static func kept(_ mail: String) -> String {
    "I keep `\(mail)`. Only coordinators and facilitators see it, in lists of groups for meeting programs. `!mail off` makes me forget it."
  }
}
