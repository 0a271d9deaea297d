package import OrderedCollections
package import Primitives

/// What the bot has asked its members, and what the posts in the rooms are about.
package struct Dialogue: Sendable {
  /// A question that one member may answer with a word, for a while.
  package struct Question: Hashable, Sendable {
    /// What an answer stands for.
    package struct Option: Hashable, Sendable {
      /// The word that chooses it, folded, such as `y` or `2`.
      package let answer: String
      /// The command that it runs, without the prefix; empty where it only chooses.
      package let line: String
      /// The key of the community that it chooses for direct messages; nil for the one that asked.
      package let community: String?
      /// Whether words may follow the answer, which then are the end of the line.
      package let takesWords: Bool

      /// Makes `answer` stand for `line`.
      package init(
        _ answer: String, runs line: String, in community: String? = nil, takesWords: Bool = false
      ) {
        self.answer = answer
        self.line = line
        self.community = community
        self.takesWords = takesWords
      }
    }

    /// Where the answer is heard; nil for wherever the member writes to the bot alone.
    package let room: RoomID?
    /// Until when.
    package let until: Instant
    /// What can be chosen.
    package let options: [Option]
    /// Whether choosing confirms what a command asked about.
    package let confirms: Bool

    /// Asks something.
    package init(room: RoomID?, until: Instant, options: [Option], confirms: Bool = false) {
      self.room = room
      self.until = until
      self.options = options
      self.confirms = confirms
    }
  }

  private static let keptPosts = 1000

  /// What each member was asked last.
  package private(set) var questions: OrderedDictionary<MemberID, Question> = [:]
  /// What posts are about, such as `T7`; the newest last.
  private(set) var subjects: OrderedDictionary<MessageID, String> = [:]
  /// Until when the direct messages of members who are in several communities are about this one.
  private(set) var addressed: OrderedDictionary<MemberID, Instant> = [:]

  /// Where the list goes on that each member saw last.
  private(set) var continuations: OrderedDictionary<MemberID, Continuation> = [:]

  init() {}

  /// What the post is about; nil for one that is unknown or long ago.
  package func subject(of post: MessageID) -> String? { subjects[post] }

  /// What `member` was asked and may answer at `now` where `message` is said.
  package func question(
    for member: MemberID, in message: Message, at now: Instant
  ) -> Question? {
    guard let question = questions[member], now <= question.until,
      question.room.map({ $0 == message.room }) ?? message.isDirect
    else { return nil }
    return question
  }

  mutating func apply(_ event: DialogueEvent) {
    switch event {
    case .asked(let member, let question):
      questions[member] = question
      // Old questions are dropped here, so that strangers who never answer leave nothing behind.
      if questions.count > 1000 { questions.removeFirst() }
    case .answered(let member): questions.removeValue(forKey: member)
    case .posted(let post, let subject):
      subjects[post] = subject
      // Dropped many at a time, because each dropping moves all that stay.
      if subjects.count > 2 * Self.keptPosts { subjects.removeFirst(Self.keptPosts) }
    case .addressed(let member, let until): addressed[member] = until
    case .continued(let member, let continuation):
      continuations[member] = continuation
      if continuations.count > 1000 { continuations.removeFirst() }
    }
  }

  mutating func forget(_ member: MemberID) {
    questions.removeValue(forKey: member)
    addressed.removeValue(forKey: member)
    continuations.removeValue(forKey: member)
    continuations.removeAll { $0.value.line.contains(member.text) }
    // What others were asked may name the member by identity.
    questions.removeAll { asked in
      asked.value.options.contains { $0.line.contains(member.text) }
    }
  }
}

/// What becomes true of a conversation.
package enum DialogueEvent: Hashable, Sendable {
  /// A member was asked something; an earlier question to them is void.
  case asked(MemberID, Dialogue.Question)
  /// A member has answered.
  case answered(MemberID)
  /// What a member of several communities writes to the bot alone is about this one for a while; nil
  /// ends that.
  case addressed(MemberID, until: Instant?)
  /// A member saw a part of a list that goes on there; nil ends that.
  case continued(MemberID, Dialogue.Continuation?)
  /// A message is about something, so that a reaction to it or a reply below it can be understood.
  case posted(MessageID, about: String)
}

extension DialogueEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .asked(let member, let question):
      json.member("event", "dialogue.asked")
      json.member("member", member)
      question.writeMembers(to: &json)
    case .answered(let member):
      json.member("event", "dialogue.answered")
      json.member("member", member)
    case .addressed(let member, let until):
      json.member("event", "dialogue.addressed")
      json.member("member", member)
      json.member("until", ifPresent: until)
    case .continued(let member, let continuation):
      json.member("event", "dialogue.continued")
      guard let continuation else { return json.member("member", member) }
      continuation.writeMembers(to: &json, of: member)
    case .posted(let post, let subject):
      json.member("event", "dialogue.posted")
      json.member("message", post)
      json.member("subject", subject)
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "dialogue.asked":
      self = .asked(try fields.identifier("member"), try Dialogue.Question(reading: fields))
    case "dialogue.answered": self = .answered(try fields.identifier("member"))
    case "dialogue.addressed":
      self = .addressed(
        try fields.identifier("member"),
        until: fields.has("until") ? try fields.instant("until") : nil)
    case "dialogue.continued":
      self = .continued(
        try fields.identifier("member"),
        fields.has("line") ? try Dialogue.Continuation(reading: fields) : nil)
    case "dialogue.posted":
      self = .posted(try fields.identifier("message"), about: try fields.text("subject"))
    default: throw StateError("no such event")
    }
  }
}

extension Dialogue.Question {
  fileprivate func writeMembers(to json: inout JSONWriter, of member: MemberID? = nil) {
    json.member("confirms", confirms)
    json.member("member", ifPresent: member)
    json.member("options", arrayOf: options) { json, option in
      json.object { json in
        json.member("answer", option.answer)
        if let community = option.community { json.member("in", community) }
        json.member("runs", option.line)
        if option.takesWords { json.member("words", true) }
      }
    }
    json.member("room", ifPresent: room)
    json.member("until", until)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    var options: [Option] = []
    for entry in try fields.list("options") {
      options.append(
        Option(
          try entry.text("answer"), runs: try entry.text("runs"), in: entry.optionalText("in"),
          takesWords: entry.boolean("words")))
    }
    self.init(
      room: fields.optionalIdentifier("room"), until: try fields.instant("until"), options: options,
      confirms: fields.boolean("confirms"))
  }
}

extension Dialogue {
  func writeAddressed(to json: inout JSONWriter) {
    json.member("addressed", arrayOf: addressed) { json, entry in
      json.object { json in
        json.member("member", entry.key)
        json.member("until", entry.value)
      }
    }
  }

  func writeContinuations(to json: inout JSONWriter) {
    json.member("continuations", arrayOf: continuations) { json, shown in
      json.object { shown.value.writeMembers(to: &$0, of: shown.key) }
    }
  }

  func write(to json: inout JSONWriter) {
    json.member("posts", arrayOf: subjects) { json, post in
      json.object { json in
        json.member("message", post.key)
        json.member("subject", post.value)
      }
    }
    json.member("questions", arrayOf: questions) { json, asked in
      json.object { json in
        asked.value.writeMembers(to: &json, of: asked.key)
      }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    for entry in fields.optionalList("addressed") {
      addressed[try entry.identifier("member")] = try entry.instant("until")
    }
    for entry in fields.optionalList("continuations") {
      continuations[try entry.identifier("member")] = try Continuation(reading: entry)
    }
    for entry in fields.optionalList("posts") {
      subjects[try entry.identifier("message")] = try entry.text("subject")
    }
    for entry in fields.optionalList("questions") {
      questions[try entry.identifier("member")] = try Question(reading: entry)
    }
  }
}
