package import CommandGrammar
package import Primitives

/// Everything the bot knows: all communities that one process serves.
///
/// State changes only in `apply`. Deciding is pure and total: the same message, state, time and
/// chance give the same answer, and no message is an error.
package struct Commons: Sendable {
  /// What the operator has settled.
  package let charter: Charter
  /// The communities, those of the charter first and in its order, then those that it dropped.
  package private(set) var communities: [Community]
  private let communityByRoom: [RoomID: Int]
  private let everywhere: Int?

  /// Starts with nothing known.
  package init(_ charter: Charter) {
    self.charter = charter
    communities = charter.communities.map { Community($0, zones: charter.zones) }
    var byRoom: [RoomID: Int] = [:]
    for (index, plan) in charter.communities.enumerated() {
      for room in plan.rooms { byRoom[room] = index }
    }
    communityByRoom = byRoom
    everywhere = charter.communities.firstIndex { $0.rooms.isEmpty }
  }

  /// Makes a fact true: the only door to the state.
  ///
  /// A fact of a community that nobody configures any more is passed over.
  package mutating func apply(_ fact: Fact) {
    change(fact.community) { $0.apply(fact.event) }
  }

  /// Decides what follows from `message` at `now`.
  ///
  /// A message that comes again because it was edited is to be given at most five minutes after it
  /// was said (`isTimely`), with what `fingerprint` gave for it before: what it did is taken back and
  /// its new text is run. A message that is seen for the first time is answered whatever became of it
  /// on the way, without a previous fingerprint. `lines` are the message's commands, where they are
  /// known already.
  package func respond(
    to message: Message, at now: Instant, previousFingerprint: UInt32? = nil,
    lines: [CommandLine]? = nil, using randomness: inout Randomness
  ) -> Answer {
    let answer = answer(
      to: message, at: now, previousFingerprint: previousFingerprint, lines: lines,
      using: &randomness)
    return answer.spoken(with: charter.conventions.prefix)
  }

  private func answer(
    to message: Message, at now: Instant, previousFingerprint: UInt32?, lines: [CommandLine]?,
    using randomness: inout Randomness
  ) -> Answer {
    var answer = Answer()
    guard !message.isOwn, !message.author.isBot else { return answer }
    // A service's clock may run ahead of ours; nothing is said before now.
    let saidAt = min(message.editedAt ?? message.at, now)
    let respondent = Respondent(
      message: message, now: saidAt, charter: charter,
      workedAt: now - saidAt > CatchUp.late ? now : nil, previousFingerprint: previousFingerprint,
      knownLines: lines)
    let homes = message.isDirect ? homes(of: message.author.id) : []
    if homes.count > 1, message.kind == .text {
      for step in directly(respondent, among: homes, using: &randomness) {
        add(step, to: &answer, of: respondent, homes)
      }
    } else if let index = community(of: message, homes) {
      let decision = respondent.decide(in: communities[index], using: &randomness)
      add(Step(index, decision), to: &answer, of: respondent, homes)
    } else if message.isDirect, !respondent.lines.isEmpty {
      answer.replies = [.unplaced]
    }
    return answer
  }

  /// Takes over what was decided in one community.
  private func add(
    _ step: Step, to answer: inout Answer, of respondent: Respondent, _ homes: [Int]
  ) {
    let community = communities[step.community].plan.key
    var decision = step.decision
    if let workedAt = respondent.workedAt {
      decision = respondent.summedUp(decision, of: respondent.lines.first, at: workedAt)
    }
    if step.isPlaced {
      decision.replies = labelled(decision.replies, from: step.community, to: homes)
    }
    answer.add(decision, in: community)
    guard let member = decision.erases else { return }
    for other in communities where other.plan.key != community {
      answer.facts.append(Fact(.people(.forgotten(member, at: respondent.now)), in: other.plan.key))
    }
  }

  /// Changes the community with that key in place.
  mutating func change(_ key: String, _ body: (inout Community) -> Void) {
    guard let index = communities.firstIndex(where: { $0.plan.key == key }) else { return }
    body(&communities[index])
  }

  /// When a job is due next; nil where nothing is owed.
  package func nextDue() -> Instant? {
    var next: Instant?
    for community in communities {
      for job in JobTable.all {
        guard let due = job.due(in: community) else { continue }
        next = next.map { min($0, due) } ?? due
      }
    }
    return next
  }

  /// Decides one thing that is owed at `now`; nil where nothing is owed.
  ///
  /// The cause is the same whenever the same thing is decided. The facts must be applied before the
  /// next call, because they say that the thing is no longer owed.
  package func owed(
    at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, answer: Answer)? {
    for (index, community) in communities.enumerated() {
      for job in JobTable.all {
        guard let due = job.due(in: community), due <= now else { continue }
        guard
          let (cause, decision) = job.decide(
            in: community, charter: charter, at: now, using: &randomness)
        else { continue }
        var answer = Answer()
        answer.add(decision, in: community.plan.key)
        answer.replies = labelled(answer.replies, from: index, to: [])
        return (
          "\(community.plan.key)/\(job.name)/\(cause)",
          answer.spoken(with: charter.conventions.prefix)
        )
      }
    }
    return nil
  }

  /// The fact that a message with the id `post`, which the bot sent, is about `subject`; nil where the
  /// room is in no community.
  package func posted(_ post: MessageID, in room: RoomID, about subject: String) -> Fact? {
    guard let index = communityByRoom[room] ?? everywhere else { return nil }
    return Fact(.dialogue(.posted(post, about: subject)), in: communities[index].plan.key)
  }

  /// Whether more thought would help a decision that is asked for.
  package var isThinking: Bool { communities.contains { $0.isThinking } }

  /// Thinks for some milliseconds about what is asked for; nothing that is kept changes.
  package mutating func think() {
    for index in communities.indices where communities[index].isThinking {
      communities[index].think()
    }
  }

  /// The fact that the thread about a session is below `post`, which the bot has just sent to its room;
  /// nil where that is known, or `subject` is no session of that room.
  package func rooted(_ post: MessageID, in room: RoomID, about subject: String) -> Fact? {
    guard let index = communityByRoom[room] ?? everywhere, let id = SessionID(subject),
      subject.utf8.first == UInt8(ascii: "S"), let session = communities[index].sessions[id],
      session.room == room, session.hour.root == nil
    else { return nil }
    return Fact(.live(.rooted(id, post)), in: communities[index].plan.key)
  }

  /// The community in which a message is said, by somebody who is a member of `homes`.
  ///
  /// Nil for a direct message by a stranger to several communities: which there are, and who may join
  /// them, is known in their rooms.
  private func community(of message: Message, _ homes: [Int]) -> Int? {
    if let index = communityByRoom[message.room] { return index }
    guard message.isDirect else { return everywhere }
    if case .reaction(_, let target, _) = message.kind, homes.count > 1 {
      return homes.first { communities[$0].subject(of: target) != nil }
    }
    return homes.first ?? everywhere ?? (charter.communities.count == 1 ? 0 : nil)
  }
}

extension Reply {
  fileprivate static var unplaced: Reply {
    Reply("I don't know you yet. Please type `!join` in the room of your community first.")
  }
}

extension Commons {
  /// Writes the members `communities` of a snapshot.
  package func write(to json: inout JSONWriter) {
    json.member("communities", arrayOf: communities) { $1.write(to: &$0) }
  }

  /// Takes over one community of a snapshot; one that nobody configures any more is kept as it is.
  package mutating func restore(_ value: JSONPart) throws(StateError) {
    let fields = Fields(value)
    let key = try fields.text("key")
    guard let index = communities.firstIndex(where: { $0.plan.key == key }) else {
      let plan = Charter.Plan(
        key: key, name: try fields.text("name"), zone: try fields.text("zone"), rooms: [])
      communities.append(try Community(plan, zones: charter.zones, reading: value))
      return
    }
    communities[index] = try Community(
      communities[index].plan, zones: charter.zones, reading: value)
  }
}
