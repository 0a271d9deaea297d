package import CommandGrammar
package import Primitives

/// Keeps a member's address for what leaves by mail, and for lists of groups in meeting programs.
package struct SetMail: Command {
  package static let description = CommandDescription(
    "mail", aliases: ["email", "e-mail"],
    usage: "!mail [address|off|test]",
    summary:
      "By direct message: keeps your e-mail address, for letters and for groups in meeting programs.",
    examples: ["!mail ana@example.org", "!mail test"],
    deed: .init("mail address", "mail addresses"), isUndoable: true)

  private let address: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    address = try arguments.text("an address", limitBytes: Member.mailBytes)
    guard address.isEmpty || Self.isOff(address) || Self.isTest(address) || Member.isMail(address)
    else {
      throw .invalid(address, expected: "an address, such as `ana@example.org`")
    }
  }

  private static func isOff(_ word: String) -> Bool {
    ["off", "none", "drop", "clear"].contains(Folding.fold(word))
  }

  private static func isTest(_ word: String) -> Bool { Folding.fold(word) == "test" }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let author = context.author
    if Self.isTest(address) { return try test(in: context) }
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

extension SetMail {
  /// Sends a letter to the address that is kept, at most once an hour: addresses are not proven, and
  /// nobody is to be pestered through us.
  private func test(in context: CommandContext) throws(Refusal) -> Decision {
    let author = context.author
    guard let mail = author.mail else { throw .mail(.noAddress) }
    if let last = author.mailTestedAt, context.now < last + .hours(1) {
      throw .mail(.tooSoon(context.told(last + .hours(1))))
    }
    var decision = try context.privately(
      Reply.tested(mail, isSent: context.charter.hasMailServer))
    decision.events = [.people(.mailTested(author.id, at: context.now))]
    decision.replies.append(Reply(.test(in: context, to: mail), toMail: mail, for: author.id))
    return decision
  }
}

extension Letter {
  fileprivate static func test(in context: CommandContext, to mail: String) -> Letter {
    let name = context.community.plan.name
    return Letter(
      subject: "A test letter from \(name)",
      blocks: [
        .paragraph(
          "Hello \(context.author.name), you asked for this letter in the chat, and here it is."),
        .table(
          header: ["What", "So it is"],
          rows: [
            ["Community", name], ["Your address", "`\(mail)`"],
            ["Asked for", context.told(context.now)],
          ]),
        .heading("No letters any more?"),
        .paragraph("Send me `!mail off` in the chat, and I forget your address."),
        .paragraph(
          "If it was not you who asked, somebody has typed your address by mistake; then you can leave this letter alone."
        ),
      ])
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
    return
      "Your e-mail address is `\(mail)`. `!mail test` shows whether letters reach it, and `!mail off` makes me forget it."
  }

  fileprivate static func tested(_ mail: String, isSent: Bool) -> String {
    isSent
      ? "A test letter is on its way to `\(mail)`. If it is not there in ten minutes, look among the spam."
      : "No mail server is set up here, so the test letter for `\(mail)` becomes a file in `outbox/mail`, for whoever runs me."
  }

  fileprivate static func kept(_ mail: String) -> String {
    "I keep `\(mail)`. Only coordinators and facilitators see it, in lists of members and of groups. `!mail test` shows whether letters reach it, and `!mail off` makes me forget it."
  }
}
