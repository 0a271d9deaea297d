import OrderedCollections
package import CommandGrammar
package import Primitives

/// Looks through resources, decisions, answered questions, experience and topics.
package struct FindAnything: Command {
  package static let description = CommandDescription(
    "find", aliases: ["search"],
    usage: "!find <words|#tag>",
    summary:
      "Looks through resources, decisions, answers, stories and topics for all of the words.",
    examples: ["!find buddies", "!find #onboarding"])

  private let words: String

  package init(reading arguments: inout Arguments) throws(UsageError) {
    words = try arguments.text("what to look for", limitBytes: 200)
    guard Prose.saysSomething(words) else { throw .missing("what to look for") }
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let found = Search(words).lines(in: context)
    guard !found.isEmpty else { throw .sharing(.nothingFound(words)) }
    let page = context.page(of: found.count, size: 8)
    var lines = found[page.range].map { "• \($0)" }
    if let tail = page.tail { lines.append(tail) }
    let count = found.count == 1 ? "One thing" : "\(found.count) things"
    return Decision(
      page.events,
      saying: [Reply("\(count) with “\(words)”:\n" + lines.joined(separator: "\n"))])
  }
}

/// What is looked for, ready to be compared.
private struct Search {
  private let text: String
  private let words: [String]
  private let tag: String?

  init(_ text: String) {
    self.text = text
    words = Folding.fold(text).split(separator: " ").map { Folding.fold(String($0)) }
    tag = words.count == 1 ? ResourceText.tag(text) : nil
  }

  /// A line for each thing that holds all of the words, by kind: what can be used first.
  func lines(in context: CommandContext) -> [String] {
    let community = context.community
    let resources = community.sharing.all.filter { !$0.isDropped && isWanted($0) }
    let decisions = community.minutes.entries.values.filter {
      $0.id.kind == .decision && !$0.isStruck && holds($0.text)
    }
    let answered = community.sparks.questions.filter { question in
      question.status == .answered && holds("\(question.text) \(question.answer ?? "")")
    }
    let experiences = community.experiences.forMembers.filter {
      holds($0.parts.joined(separator: " ")) || words.count == 1 && words[0] == $0.noun
    }
    let topics = community.topics.matching(text).compactMap { community.topics[$0] }
    return resources.filter { !$0.isWish }.reversed().map(context.line)
      + decisions.reversed().map { entry in
        "\(entry.id)" + (entry.session.map { " of \($0)" } ?? "")
          + " “\(context.shown(entry.text))”"
      }
      + answered.reversed().map { question in
        "\(question.id) “\(context.shown(question.text))” "
          + "answered: “\(context.shown(question.answer ?? ""))”"
      }
      + experiences.map(context.line)
      + topics.map { "\($0.id) ▲\($0.votes.count) “\(context.shown($0.text))”" }
      + resources.filter(\.isWish).map { "\(context.line($0)), which is looked for" }
  }

  private func isWanted(_ resource: Sharing.Resource) -> Bool {
    if let tag { return resource.tags.contains(tag) }
    if words.count == 1, ResourceID(lettered: words[0]) == resource.id { return true }
    return holds(
      "\(resource.text) \(resource.tags.joined(separator: " ")) \(resource.url ?? "")")
  }

  private func holds(_ text: String) -> Bool {
    let folded = Folding.fold(text)
    return words.allSatisfy { folded.contains($0) }
  }
}
