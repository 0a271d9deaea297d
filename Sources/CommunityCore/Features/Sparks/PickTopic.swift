package import CommandGrammar
package import Primitives

/// Says what a session is about.
package struct PickTopic: Command {
  package static let description = CommandDescription(
    "topic pick", aliases: ["topic choose"],
    usage: "!topic pick <topic number> [session]",
    summary: "Makes a topic that of the session; for whoever runs it.",
    examples: ["!topic pick T1", "!topic pick T2 S1"],
    deed: .init("topic picked", "topics picked"), isUndoable: true,
    accepts: { $0.isEmpty || $0.first.flatMap { TopicID($0.folded) } != nil })

  private let topic: TopicReference
  private let session: SessionReference

  package init(reading arguments: inout Arguments) throws(UsageError) {
    topic = try TopicReference(readingNumber: &arguments)
    session = SessionReference(reading: &arguments)
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let topic = try topic.open(in: context.community)
    let session: Sessions.Session
    switch try context.sessionToPrepare(self.session) {
    case .several(let sessions):
      return context.choosing(among: sessions) { "topic pick \(topic.id) \($0)" }
    case .one(let meant): session = meant
    }
    try context.requireOwn(session)
    try session.requireAhead(of: context.now)
    if session.topic == topic.id { throw .topicPicked(topic.id, session.id) }
    return Decision(
      [.sessions(.themed(session.id, topic.id))],
      undoing: .init(
        "\(topic.id) as the topic of \(session.id)",
        [.sessions(.themed(session.id, session.topic))]),
      saying: [.picked(topic, session, context)])
  }
}

extension Reply {
  fileprivate static func picked(
    _ topic: Topics.Topic, _ session: Sessions.Session, _ context: CommandContext
  ) -> Reply {
    var before = session.topic.map { " Before it was about \($0)." } ?? ""
    if let had = context.community.sessionHad(by: topic.id, at: context.now) {
      before += " \(topic.id) had a session already, \(had)."
    }
    return Reply(
      "\(context.community.label(of: session)) is about \(topic.id) “\(context.shown(topic.text))”."
        + before)
  }
}
