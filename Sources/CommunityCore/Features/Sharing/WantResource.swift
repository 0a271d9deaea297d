package import CommandGrammar
package import Primitives

/// Says what a member looks for, or shows what is looked for.
package struct WantResource: Command {
  package static let description = CommandDescription(
    "wanted", aliases: ["want", "need", "share need", "share wanted"],
    usage: "!wanted [#tag …] <what you look for>",
    summary: "Says what you look for, so that whoever shares it sees that; alone it shows all.",
    examples: ["!wanted #onboarding a checklist for buddies", "!wanted"],
    deed: .init("wish", "wishes"), isUndoable: true)

  private let words: ResourceText

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = try ResourceText(reading: &arguments)
    if words.text.isEmpty, words.tags.isEmpty { return }
    guard Prose.saysSomething(words.text) else { throw .missing("what you look for, in words") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard !words.text.isEmpty else { return list(in: context) }
    let sharing = context.community.sharing
    let author = context.author.id
    guard sharing.all.count < Sharing.limit else { throw .full("resources", limit: Sharing.limit) }
    guard sharing.wishes.count(where: { $0.author == author }) < Sharing.wishesEach else {
      throw .full("things that you look for", limit: Sharing.wishesEach)
    }
    let wish = Sharing.Resource(
      id: sharing.nextID, url: nil, text: context.community.people.stored(words.text),
      tags: words.tags, author: author, at: context.now)
    let found = sharing.resources(meeting: wish)
    return Decision(
      [
        .sharing(.saved(wish)),
        .dialogue(.posted(context.message.id, about: wish.id.description)),
      ] + found.map { .sharing(.matched(wish.id, by: $0.id)) },
      undoing: .init("\(wish.id) looked for", [.sharing(.dropped(wish.id))]),
      saying: [.wanted(wish, found, context)])
  }

  private func list(in context: CommandContext) -> Decision {
    let sharing = context.community.sharing
    let wishes = sharing.wishes
    guard !wishes.isEmpty else {
      return Decision(
        saying: Reply("Nobody looks for anything. `!wanted <what>` says that you do."))
    }
    let page = context.page(of: wishes.count, size: 6)
    var lines = wishes[page.range].map { wish in
      let seeker = wish.author.map(context.name) ?? "a member"
      let found = wish.matches.compactMap { sharing[$0] }.filter { !$0.isDropped }.map(\.id)
      let hint =
        found.isEmpty
        ? "" : " · perhaps " + found.prefix(3).map(\.description).joined(separator: ", ")
      return "• \(context.line(wish)) (\(seeker))\(hint)"
    }
    if let tail = page.tail { lines.append(tail) }
    lines.append("`!share <link> <what it is>` may be what somebody needs.")
    return Decision(
      page.events, saying: [Reply("Looked for:\n" + lines.joined(separator: "\n"))])
  }
}

extension Reply {
  fileprivate static func wanted(
    _ wish: Sharing.Resource, _ found: [Sharing.Resource], _ context: CommandContext
  ) -> Reply {
    var lines = [
      "\(wish.id) is looked for: “\(context.shown(wish.text))”. `!wanted drop \(wish.id)` ends that."
    ]
    if !found.isEmpty {
      lines.append("Perhaps it is here already:")
      lines += found.map { "• \(context.line($0))" }
    }
    return Reply(lines.joined(separator: "\n"), to: .answer, about: wish.id.description)
  }
}
