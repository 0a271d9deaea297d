import CommandGrammar
import OrderedCollections
import Primitives

extension Respondent {
  /// The decision about a line that is no command: while topics are collected here it is one.
  ///
  /// Nothing is said but a mark on the message, because many write at once.
  func harvested(in community: Community) -> Decision {
    guard let harvest = community.sparks.harvest, now < harvest.until, harvest.hears(message),
      harvest.topics.count < Sparks.harvestLimit, isNewOrMended(in: community),
      harvest.counts[message.author.id, default: 0] < Sparks.harvestEach
    else { return Decision() }
    let text = Prose.clean(message.text)
    guard text.utf8.count <= Topics.textBytes, Prose.saysSomething(text) else { return Decision() }
    let topics = community.topics
    let stored = community.people.stored(text)
    let (author, arrival) = author(in: community)
    if let known = topics.similar(to: stored) {
      guard !harvest.topics.contains(known) else { return marked([]) }
      return marked(
        arrival + [.sparks(.harvested(known, isKnown: true, by: author.id))])
    }
    guard topics.openCount < Topics.openLimit else { return Decision() }
    let id = topics.nextID
    let events: [Event] = [
      .topics(.proposed(id, text: stored, by: author.id, at: now)),
      .sparks(.harvested(id, isKnown: false, by: author.id)),
      .dialogue(.posted(message.id, about: id.description)),
    ]
    let change = History.Change(
      member: author.id, cause: message.id, at: now, label: "topic \(id) added", events: events,
      undo: [.topics(.dropped(id))])
    return marked(arrival + [.history(.changed(change))])
  }

  /// Whether the line was just said, or is one of the harvest that its author words otherwise.
  private func isNewOrMended(in community: Community) -> Bool {
    message.editedAt == nil
      || community.history.undone[message.author.id]?.cause == message.id
  }

  private func marked(_ events: [Event]) -> Decision {
    Decision(events, saying: charter.hasReactions ? [Reply(reaction: "📝")] : [])
  }
}
