package import Primitives

/// Something that was decided and is true from now on.
///
/// An event holds outcomes, never inputs: replaying it draws no chance and decides nothing, so a
/// command may change its mind in a later release and old journals stay true. Names in the journal
/// are written by hand in each feature and are never changed.
package enum Event: Hashable, Sendable {
  /// Somebody joined, left, took a name, a role, a zone, or is forgotten.
  case people(PeopleEvent)
  /// A topic was proposed, voted for, changed.
  case topics(TopicEvent)
  /// A session was planned, called off, changed, or its members were reminded.
  case sessions(SessionEvent)
  /// A session was prepared, started, ended.
  case live(LiveEvent)
  /// Something was written down at a session, or what was written down stands.
  case minutes(MinutesEvent)
  /// A rhythm was started, paused, changed.
  case series(SeriesEvent)
  /// Somebody takes turns, or a turn has another holder.
  case rota(RotaEvent)
  /// Somebody takes part in the draws for coffee, or has met those they were drawn with.
  case coffee(CoffeeEvent)
  /// Groups were drawn, opened, changed or closed.
  case breakouts(BreakoutEvent)
  /// A time is looked for, a member said when they can, the answers were counted.
  case slotPolls(SlotPollEvent)
  /// All are asked something, a member answered, the answers were counted.
  case polls(PollEvent)
  /// Members are asked alone, answered, or learn what came of it.
  case surveys(SurveyEvent)
  /// A text was drawn, a question asked, topics are collected.
  case sparks(SparkEvent)
  /// Something was shared, is looked for, or somebody was thanked.
  case sharing(SharingEvent)
  /// Somebody told what they tried, what it changed, or how it went.
  case experiences(ExperienceEvent)
  /// Somebody suggested something, or was answered.
  case suggestions(SuggestionEvent)
  /// Somebody wants to speak, was heard, or is asked.
  case voices(VoiceEvent)
  /// Something is counted that only figures need.
  case tallies(TallyEvent)
  /// The community counts something of its own.
  case measures(MeasureEvent)
  /// The community said what it is for.
  case purpose(PurposeEvent)
  /// A digest was decided, or comes otherwise.
  case digests(DigestEvent)
  /// Some days are left free, or not any more.
  case blackouts(BlackoutEvent)
  /// A member chose how they are told of things, or is still to be told.
  case notices(NoticeEvent)
  /// A member answered an invitation, got a seat, or was there.
  case attendance(AttendanceEvent)
  /// A member said what a session was worth to them.
  case feedback(FeedbackEvent)
  /// A late command was worked off, or a room was told of it.
  case catchUp(CatchUpEvent)
  /// A question was put to a member, or a post is about something.
  case dialogue(DialogueEvent)
  /// A member changed something and may take it back, or did so.
  indirect case history(HistoryEvent)
}

/// An event, and the community in which it is true.
package struct Fact: Hashable, Sendable {
  /// The key of the community.
  package let community: String
  /// What is true.
  package let event: Event

  /// Places `event` in the community with the key `community`.
  package init(_ event: Event, in community: String) {
    self.community = community
    self.event = event
  }

  /// Writes the fact as one flat object, its community first.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("community", community)
      event.writeMembers(to: &json)
    }
  }

  /// Reads a fact that `write` wrote, in this release or an earlier one.
  package init(reading value: JSONPart) throws(StateError) {
    let fields = Fields(value)
    self.init(try Event(reading: fields), in: try fields.text("community"))
  }
}

extension Event {
  /// Writes `event` and the fields that belong to it.
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .people(let event): event.writeMembers(to: &json)
    case .topics(let event): event.writeMembers(to: &json)
    case .sessions(let event): event.writeMembers(to: &json)
    case .live(let event): event.writeMembers(to: &json)
    case .minutes(let event): event.writeMembers(to: &json)
    case .series(let event): event.writeMembers(to: &json)
    case .rota(let event): event.writeMembers(to: &json)
    case .coffee(let event): event.writeMembers(to: &json)
    case .breakouts(let event): event.writeMembers(to: &json)
    case .slotPolls(let event): event.writeMembers(to: &json)
    case .polls(let event): event.writeMembers(to: &json)
    case .surveys(let event): event.writeMembers(to: &json)
    case .sparks(let event): event.writeMembers(to: &json)
    case .sharing(let event): event.writeMembers(to: &json)
    case .experiences(let event): event.writeMembers(to: &json)
    case .suggestions(let event): event.writeMembers(to: &json)
    case .voices(let event): event.writeMembers(to: &json)
    case .tallies(let event): event.writeMembers(to: &json)
    case .measures(let event): event.writeMembers(to: &json)
    case .purpose(let event): event.writeMembers(to: &json)
    case .digests(let event): event.writeMembers(to: &json)
    case .blackouts(let event): event.writeMembers(to: &json)
    case .notices(let event): event.writeMembers(to: &json)
    case .attendance(let event): event.writeMembers(to: &json)
    case .feedback(let event): event.writeMembers(to: &json)
    case .catchUp(let event): event.writeMembers(to: &json)
    case .dialogue(let event): event.writeMembers(to: &json)
    case .history(let event): event.writeMembers(to: &json)
    }
  }

  /// Reads an event by the word in front of the dot of its name.
  init(reading fields: Fields) throws(StateError) {
    let name = try fields.text("event")
    do throws(StateError) {
      switch Substring(name.utf8.prefix { $0 != UInt8(ascii: ".") }) {
      case "member": self = .people(try PeopleEvent(name, reading: fields))
      case "topic": self = .topics(try TopicEvent(name, reading: fields))
      case "session": self = .sessions(try SessionEvent(name, reading: fields))
      case "live": self = .live(try LiveEvent(name, reading: fields))
      case "minutes": self = .minutes(try MinutesEvent(name, reading: fields))
      case "series": self = .series(try SeriesEvent(name, reading: fields))
      case "rota": self = .rota(try RotaEvent(name, reading: fields))
      case "coffee": self = .coffee(try CoffeeEvent(name, reading: fields))
      case "breakout": self = .breakouts(try BreakoutEvent(name, reading: fields))
      case "slots": self = .slotPolls(try SlotPollEvent(name, reading: fields))
      case "poll": self = .polls(try PollEvent(name, reading: fields))
      case "survey": self = .surveys(try SurveyEvent(name, reading: fields))
      case "spark": self = .sparks(try SparkEvent(name, reading: fields))
      case "share": self = .sharing(try SharingEvent(name, reading: fields))
      case "experience": self = .experiences(try ExperienceEvent(name, reading: fields))
      case "suggestion": self = .suggestions(try SuggestionEvent(name, reading: fields))
      case "voice": self = .voices(try VoiceEvent(name, reading: fields))
      case "tally": self = .tallies(try TallyEvent(name, reading: fields))
      case "measure": self = .measures(try MeasureEvent(name, reading: fields))
      case "purpose": self = .purpose(try PurposeEvent(name, reading: fields))
      case "digest": self = .digests(try DigestEvent(name, reading: fields))
      case "blackout": self = .blackouts(try BlackoutEvent(name, reading: fields))
      case "notice": self = .notices(try NoticeEvent(name, reading: fields))
      case "rsvp", "attendance":
        self = .attendance(try AttendanceEvent(name, reading: fields))
      case "feedback": self = .feedback(try FeedbackEvent(name, reading: fields))
      case "catch-up": self = .catchUp(try CatchUpEvent(name, reading: fields))
      case "dialogue": self = .dialogue(try DialogueEvent(name, reading: fields))
      case "history": self = .history(try HistoryEvent(name, reading: fields))
      default: throw StateError("no such event")
      }
    } catch {
      throw StateError("\(name): \(error.reason)")
    }
  }
}

extension JSONWriter {
  /// Writes the member `name` with a list of events.
  mutating func member(_ name: String, events: [Event]) {
    member(name, arrayOf: events) { json, event in
      json.object { event.writeMembers(to: &$0) }
    }
  }
}

extension Fields {
  /// A list of events.
  func events(_ name: String) throws(StateError) -> [Event] {
    var events: [Event] = []
    for fields in try list(name) { events.append(try Event(reading: fields)) }
    return events
  }
}
