import OrderedCollections
import CommandGrammar
import Primitives

/// What an experience comes from, as a member says it: a session, a topic, or not at all.
struct ExperienceSubject: Sendable {
  /// How long after a session it is taken to be meant where nobody names one.
  static let reach = Span.days(60)
  /// How long an answer belongs to the question that was asked.
  static let patience = Span.days(21)

  /// What may be meant.
  enum Choice {
    case one(SessionID?, TopicID?)
    case several([Sessions.Session])
  }

  private let session: SessionReference
  private var topic: TopicID?

  /// Takes a session or a topic with its letter where one comes next.
  init(reading arguments: inout Arguments) {
    session = SessionReference(readingLetter: &arguments)
    if session.id == nil {
      topic = arguments.take(ifMeaning: { word in
        word.utf8.contains { $0 | 0x20 == UInt8(ascii: "t") } ? TopicID(word) : nil
      })
    }
  }

  /// Names nothing.
  init() {
    session = SessionReference()
  }

  /// Whether a number was typed.
  var isNamed: Bool { session.id != nil || topic != nil }

  /// What is meant: what was named, or what the message answers, or what was asked about, or the last
  /// session at which the author was; nothing where they were at none.
  func choice(in context: CommandContext) throws(Refusal) -> Choice {
    let community = context.community
    if let topic {
      guard community.topics[topic] != nil else { throw .noSuchTopic(topic.description) }
      return .one(nil, topic)
    }
    if let known = try session.known(in: context),
      session.id != nil || known.isOver(at: context.now)
    {
      if known.status == .cancelled { throw .sessionCancelled(known.id) }
      if known.start > context.now { throw .experiences(.tooEarly(context.dated(known))) }
      return .one(known.id, known.topic)
    }
    if let topic = Self.topic(answeredBy: context) { return .one(nil, topic) }
    if let inquiry = community.experiences.inquiries[context.author.id], inquiry.isOpen,
      context.now - inquiry.at < Self.patience
    {
      return .one(inquiry.session, community.sessions[inquiry.session]?.topic)
    }
    let visited = community.sessions.begun(within: Self.reach, before: context.now).filter {
      $0.isOver(at: context.now) && $0.present.contains(context.author.id)
    }
    guard let last = visited.first else { return .one(nil, nil) }
    let near = visited.filter { last.start - $0.start < BegunSession.nearness }
    return near.count == 1 ? .one(last.id, last.topic) : .several(Array(near.prefix(6)))
  }

  /// The topic whose post the message answers.
  private static func topic(answeredBy context: CommandContext) -> TopicID? {
    let posts = [context.message.thread, context.message.replyTo].compactMap { $0 }
    return posts.lazy.compactMap { context.community.subject(of: $0) }
      .first { $0.utf8.first == UInt8(ascii: "T") }.flatMap { TopicID($0) }
  }
}

extension CommandContext {
  /// Something that the author tells now, where they have not told too much.
  func experience(
    _ kind: Experiences.Kind, _ parts: [String], of session: SessionID? = nil,
    about topic: TopicID? = nil, isCase: Bool = false, consent: Experiences.Consent? = nil
  ) throws(Refusal) -> Experiences.Experience {
    let experiences = community.experiences
    guard experiences.all.count < Experiences.limit else {
      throw .full("experiences", limit: Experiences.limit)
    }
    let today = experiences.all.count { $0.author == author.id && now - $0.at < .days(1) }
    guard today < Experiences.eachDay else { throw .experiences(.spent(Experiences.eachDay)) }
    return Experiences.Experience(
      id: experiences.nextID, kind: kind, author: author.id, session: session, topic: topic,
      isCase: isCase, parts: parts.map { community.people.stored($0) }, at: now, consent: consent)
  }

  /// The decision that keeps `experience`, and asks whether it may be quoted where that is to be
  /// asked.
  func telling(
    _ experience: Experiences.Experience, asksConsent: Bool, saying text: String
  ) -> Decision {
    var events: [Event] = [
      .experiences(.told(experience)),
      .dialogue(.posted(message.id, about: experience.id.description)),
    ]
    var said = text
    if asksConsent {
      // In a room a later yes may be meant for somebody else; alone with the bot it can't be.
      let patience = isDirect ? Span.days(1) : Span.minutes(5)
      let line = "impact consent \(experience.id)"
      let question = Dialogue.Question(
        room: message.room, until: now + patience,
        options: [.init("y", runs: line + " yes")]
          + ["n", "no"].map { .init($0, runs: line + " no") })
      events.append(.dialogue(.asked(author.id, question)))
      said += " May I quote it without your name, in reports and letters? Reply `yes` or `no`; "
      said += "`!\(line) yes` says so later."
    }
    return Decision(
      events,
      undoing: .init("\(experience.id) told", [.experiences(.untold(experience.id))]),
      saying: [Reply(said, to: .answer, about: experience.id.description)])
  }

  /// What is called so, or else what the author told last of what `isMeant`; not what was withdrawn.
  func experience(
    _ id: ExperienceID?, orLast isMeant: (Experiences.Experience) -> Bool
  ) throws(Refusal) -> Experiences.Experience {
    let experiences = community.experiences
    guard let id else {
      guard let last = experiences.all.last(where: { $0.author == author.id && isMeant($0) }) else {
        throw .experiences(.nothingTold)
      }
      return last
    }
    guard let experience = experiences[id] else { throw .experiences(.noSuchExperience(id)) }
    if experience.isWithdrawn { throw .experiences(.withdrawn(id)) }
    return experience
  }
}
