package import CommandGrammar
package import Primitives

/// Keeps a link that others may need, or shows what was shared last.
package struct ShareResource: Command {
  package static let description = CommandDescription(
    "share", aliases: ["resources", "resource"],
    usage: "!share <url> [#tag …] [what it is]",
    summary:
      "Keeps a link for everybody, and tells who was looking for it; alone it shows the last.",
    examples: [
      "!share https://example.org/buddies #onboarding A checklist for buddies", "!share",
    ],
    deed: .init("resource", "resources"), isUndoable: true)

  private let url: String?
  private let words: ResourceText

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else {
      url = nil
      words = try ResourceText(reading: &arguments)
      return
    }
    let link = Prose.clean(word.text)
    guard LinkText.isLink(link) else {
      throw .invalid(
        Prose.prefix(word.text, bytes: 60), expected: "a link that begins with `https://`")
    }
    guard link.utf8.count <= Sharing.linkBytes else {
      throw .tooLong("a link", limitBytes: Sharing.linkBytes)
    }
    url = link
    words = try ResourceText(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    guard let url else { return latest(in: context) }
    let sharing = context.community.sharing
    if let known = sharing.resource(at: url) { throw .sharing(.sharedAlready(known.id)) }
    guard sharing.all.count < Sharing.limit else { throw .full("resources", limit: Sharing.limit) }
    let resource = Sharing.Resource(
      id: sharing.nextID, url: url, text: context.community.people.stored(words.text),
      tags: words.tags, author: context.author.id, at: context.now)
    let wishes = sharing.wishes(metBy: resource)
    let matched = wishes.map { Event.sharing(.matched($0.id, by: resource.id)) }
    return Decision(
      [
        .sharing(.saved(resource)),
        .dialogue(.posted(context.message.id, about: resource.id.description)),
      ] + matched,
      undoing: .init("\(resource.id) shared", [.sharing(.dropped(resource.id))]),
      saying: [.saved(resource, wishes, context)])
  }

  private func latest(in context: CommandContext) -> Decision {
    let resources = context.community.sharing.resources
    guard !resources.isEmpty else {
      return Decision(
        saying: Reply("Nothing was shared yet. `!share <link> #tag what it is` begins."))
    }
    let page = context.page(of: resources.count, size: 6)
    var lines = resources[page.range].map { "• \(context.line($0))" }
    if let tail = page.tail { lines.append(tail) }
    lines.append("`!find <words or #tag>` looks through all of it.")
    return Decision(
      page.events, saying: [Reply("Shared last:\n" + lines.joined(separator: "\n"))])
  }
}

extension Reply {
  fileprivate static func saved(
    _ resource: Sharing.Resource, _ wishes: [Sharing.Resource], _ context: CommandContext
  ) -> Reply {
    var line = "\(resource.id) is saved"
    if !resource.tags.isEmpty {
      line += " under " + resource.tags.map { "#\($0)" }.joined(separator: " ")
    }
    line += ". `!rate \(resource.id) worked` says that it helped."
    for wish in wishes.prefix(3) {
      let seeker = wish.author.map(context.name) ?? "Somebody"
      line +=
        "\n\(seeker) was looking for “\(context.shown(wish.text))” (\(wish.id)): is this it? "
        + "`!share drop \(wish.id)` ends the search."
    }
    return Reply(line, to: .answer, about: resource.id.description)
  }
}
