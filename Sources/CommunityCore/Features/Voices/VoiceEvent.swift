package import Primitives

/// What becomes true of who speaks in a session.
package struct VoiceEvent: Hashable, Sendable {
  /// What changes.
  package enum Change: Hashable, Sendable {
    /// Somebody wrote so many words.
    case spoke(MemberID, words: Int, at: Instant)
    /// Somebody wants to speak.
    case raised(Voices.Hand)
    /// Somebody does not want to any more.
    case lowered(MemberID)
    /// Nobody does.
    case cleared
    /// They do after all.
    case restored([Voices.Hand])
    /// Somebody was called; the time is nil in records of earlier releases.
    case called(MemberID, at: Instant?)
    /// They were not after all; the member was called before.
    case uncalled(Voices.Hand, former: MemberID?)
    /// Somebody had so many turns more in a round.
    case turned(MemberID, Int)
    /// In which order hands are called, and whether any are taken.
    case ruled(isFair: Bool, isClosed: Bool)
    /// How many minutes a turn has; nil where that is open again.
    case allowed(minutes: Int?)
    /// The round as it is now; nil where none is going on.
    case round(Voices.Round?)
    /// Who is told of silence; nil for nobody.
    case watched(Voices.Watch?)
    /// They were told of it.
    case silenceNamed(at: Instant)
    /// Whoever runs the session was told that the time of who was called is over.
    case timeNamed
    /// They were told that one voice is most of what is said.
    case dominanceNamed
    /// What is asked about; nil where that is over.
    case proposed(Voices.Temperature?)
    /// How somebody likes it; nil where that is taken back.
    case felt(MemberID, Voices.Mood?)
  }

  /// In which session.
  package let session: SessionID
  /// What changes there.
  package let change: Change

  /// Says what changes in a session.
  package init(_ session: SessionID, _ change: Change) {
    self.session = session
    self.change = change
  }

  /// Whether somebody asked for it, and did not just say something.
  package var isAskedFor: Bool {
    if case .spoke = change { false } else { true }
  }
}

extension VoiceEvent {
  func writeMembers(to json: inout JSONWriter) {
    json.member("event", change.name)
    json.member("session", session)
    switch change {
    case .spoke(let member, let words, let at):
      json.member("member", member)
      json.member("words", words)
      json.member("at", at)
    case .raised(let hand): hand.writeMembers(to: &json)
    case .lowered(let member): json.member("member", member)
    case .called(let member, let at):
      json.member("member", member)
      json.member("at", ifPresent: at)
    case .cleared, .dominanceNamed, .timeNamed: break
    case .restored(let hands):
      json.member("hands", arrayOf: hands) { json, hand in
        json.object { hand.writeMembers(to: &$0) }
      }
    case .uncalled(let hand, let former):
      hand.writeMembers(to: &json)
      json.member("former", ifPresent: former)
    case .turned(let member, let count):
      json.member("member", member)
      json.member("turns", count)
    case .ruled(let isFair, let isClosed):
      json.member("fair", isFair)
      json.member("closed", isClosed)
    case .allowed(let minutes): if let minutes { json.member("minutes", minutes) }
    case .round(let round): if let round { json.member("round") { round.writeMembers(to: &$0) } }
    case .watched(let watch): if let watch { json.member("watch") { watch.writeMembers(to: &$0) } }
    case .silenceNamed(let at): json.member("at", at)
    case .proposed(let temperature):
      if let temperature {
        json.member("temperature") { temperature.writeMembers(to: &$0) }
      }
    case .felt(let member, let mood):
      json.member("member", member)
      json.member("mood", ifPresent: mood?.rawValue)
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    self.init(try fields.numbered("session"), try Change(name, reading: fields))
  }
}

extension VoiceEvent.Change {
  fileprivate var name: String {
    switch self {
    case .spoke: "voice.spoke"
    case .raised: "voice.raised"
    case .lowered: "voice.lowered"
    case .cleared: "voice.cleared"
    case .restored: "voice.restored"
    case .called: "voice.called"
    case .uncalled: "voice.uncalled"
    case .turned: "voice.turned"
    case .ruled: "voice.ruled"
    case .allowed: "voice.allowed"
    case .round: "voice.round"
    case .watched: "voice.watched"
    case .silenceNamed: "voice.silence-named"
    case .dominanceNamed: "voice.dominance-named"
    case .timeNamed: "voice.time-named"
    case .proposed: "voice.proposed"
    case .felt: "voice.felt"
    }
  }

  fileprivate init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "voice.spoke":
      self = .spoke(
        try fields.identifier("member"), words: try fields.integer("words"),
        at: try fields.instant("at"))
    case "voice.raised": self = .raised(try Voices.Hand(reading: fields))
    case "voice.lowered": self = .lowered(try fields.identifier("member"))
    case "voice.cleared": self = .cleared
    case "voice.restored": self = .restored(try fields.hands())
    case "voice.called":
      self = .called(
        try fields.identifier("member"), at: fields.has("at") ? try fields.instant("at") : nil)
    case "voice.uncalled":
      self = .uncalled(
        try Voices.Hand(reading: fields), former: fields.optionalIdentifier("former"))
    case "voice.turned":
      self = .turned(try fields.identifier("member"), try fields.integer("turns"))
    case "voice.ruled":
      self = .ruled(isFair: fields.boolean("fair"), isClosed: fields.boolean("closed"))
    case "voice.allowed": self = .allowed(minutes: fields.optionalInteger("minutes"))
    case "voice.round": self = .round(try fields.round())
    case "voice.watched": self = .watched(try fields.watch())
    case "voice.silence-named": self = .silenceNamed(at: try fields.instant("at"))
    case "voice.dominance-named": self = .dominanceNamed
    case "voice.time-named": self = .timeNamed
    case "voice.proposed": self = .proposed(try fields.temperature())
    case "voice.felt":
      self = .felt(
        try fields.identifier("member"),
        fields.optionalText("mood").flatMap { Voices.Mood(rawValue: $0) })
    default: throw StateError("no such event")
    }
  }
}
