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
    return taken(text, into: harvest, in: community)
  }

  /// The decision about a line to the bot alone that is no command; nil where no topics are collected
  /// from its author, or it looks like feedback.
  ///
  /// Nobody else sees the line, so that it is answered in words.
  func harvestedAlone(_ line: CommandLine, in community: Community) -> Decision? {
    guard let harvest = community.sparks.harvest, now < harvest.until, message.isDirect,
      line.call == .bare, message.kind == .text, isNewOrMended(in: community),
      community.people[message.author.id]?.isActive ?? false,
      Rating.read(line.words[0].folded) == nil
    else { return nil }
    let text = Prose.clean(message.text)
    guard Prose.saysSomething(text) else { return nil }
    if text.utf8.count > Topics.textBytes {
      return Decision(
        saying: Reply("A topic has at most \(Topics.textBytes) bytes. I have kept nothing of it."))
    }
    let isFull =
      harvest.topics.count >= Sparks.harvestLimit
      || harvest.counts[message.author.id, default: 0] >= Sparks.harvestEach
    if isFull { return Decision(saying: .enough) }
    let before = community.topics.nextID
    var decision = taken(text, into: harvest, in: community)
    let isNew = decision.events.contains { event in
      if case .history = event { true } else { false }
    }
    decision.replies = [isNew ? .collected(before) : .collectedBefore]
    return decision
  }

  /// Whether a line to the bot alone is more likely a thought than a command: it holds no flag, and does
  /// not begin with a word that only a command begins with.
  static func isSentence(_ line: CommandLine) -> Bool {
    !commandWords.contains(line.words[0].folded)
      && !line.words.contains { $0.folded.hasPrefix("--") || $0.folded.hasPrefix("—") }
  }

  private static let commandWords: Set<String> = [
    "rsvp", "undo", "redo", "help", "feedback", "mydata", "forget", "tz", "snooze", "remind",
    "more",
  ]

  private func taken(
    _ text: String, into harvest: Sparks.Harvest, in community: Community
  ) -> Decision {
    let topics = community.topics
    let stored = community.people.stored(text)
    let (author, arrival) = author(in: community)
    if let known = topics.similar(to: stored) {
      guard !harvest.topics.contains(known), !community.people.isFull || arrival.isEmpty else {
        return marked([])
      }
      return marked(
        arrival + [.sparks(.harvested(known, isKnown: true, by: author.id))])
    }
    guard topics.openCount < Topics.openLimit, !community.people.isFull || arrival.isEmpty else {
      return Decision()
    }
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

  private func marked(_ events: [Event]) -> Decision {
    Decision(events, saying: charter.hasReactions ? [Reply(reaction: "📝")] : [])
  }
}

extension Reply {
  fileprivate static func collected(_ id: TopicID) -> Reply {
    Reply(
      "\(id) is one of the topics now, because they are collected just now; all will see it. "
        + "`!undo` takes it back.")
  }

  fileprivate static var collectedBefore: Reply {
    Reply("That is one of the topics already. Thank you!")
  }

  fileprivate static var enough: Reply {
    Reply(
      "That is as many topics as I collect at a time, so I have kept nothing of it. "
        + "`!topic <idea>` is open at any time.")
  }
}
