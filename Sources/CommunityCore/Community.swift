import OrderedCollections
package import Primitives
package import Timekeeping

/// People who share a domain and meet to get better at it, and all that the bot knows of them.
package struct Community: Sendable {
  /// What the configuration says of it.
  package let plan: Charter.Plan
  /// Its members.
  package internal(set) var people = People()
  /// What they would like to talk about.
  package internal(set) var topics = Topics()
  /// The meetings that are planned, and who comes.
  package internal(set) var sessions: Sessions
  /// What was written down at them.
  package internal(set) var minutes = Minutes()
  /// The rhythms to which they meet.
  package internal(set) var series: AllSeries
  /// Who takes which role in turn.
  package internal(set) var rota = Rotas()
  /// When something about turns is due next; nil where nothing is owed.
  package internal(set) var nextTurn: Instant?
  /// Who has coffee with whom.
  package internal(set) var coffee = Coffee()
  /// When something about coffee is due next; nil where nothing is.
  package internal(set) var nextCoffee: Instant?
  /// The small groups of sessions, and who met whom in them.
  package internal(set) var breakouts = Breakouts()
  /// The times that are looked for.
  package internal(set) var slotPolls: SlotPolls
  /// What they ask each other, to be chosen from.
  package internal(set) var polls: Polls
  /// What coordinators ask them alone.
  package internal(set) var surveys: Surveys
  /// What sets their talks going.
  package internal(set) var sparks = Sparks()
  /// What they give each other: resources, wishes, thanks.
  package internal(set) var sharing = Sharing()
  /// What they tried, what it changed, and how it went.
  package internal(set) var experiences = Experiences()
  /// What they suggest, and what was answered.
  package internal(set) var suggestions = Suggestions()
  /// Who speaks in their sessions.
  package internal(set) var voices = Voices()
  /// What figures need and nothing else keeps.
  package internal(set) var tallies = Tallies()
  /// What they count of their own.
  package internal(set) var measures = Measures()
  /// What they are here for.
  package internal(set) var purpose = Purpose()
  /// How they are told how they are.
  package internal(set) var digests = Digests()
  /// When a digest is due next; nil where none is.
  package internal(set) var digestDue: Instant?
  /// The days on which they are left alone.
  package internal(set) var blackouts = Blackouts()
  /// How they want to be told of things.
  package internal(set) var notices: Notices
  /// When the next date of a series is to be planned; nil where none is.
  package internal(set) var nextPlanning: Instant?
  /// What they said about sessions.
  package internal(set) var feedback = Feedback()
  /// What was asked while the bot was away.
  package internal(set) var catchUp = CatchUp()
  /// What the bot has asked, and what its posts are about.
  package internal(set) var dialogue = Dialogue()
  /// What can be undone.
  package internal(set) var history = History()
  /// What was done that concerns others.
  package internal(set) var audit = Audit()

  /// Starts a community of which nothing is known yet.
  package init(_ plan: Charter.Plan, zones: ZoneCatalogue) {
    self.plan = plan
    sessions = Sessions(zones: zones)
    series = AllSeries(zones: zones)
    slotPolls = SlotPolls(zones: zones)
    polls = Polls(zones: zones)
    surveys = Surveys(zones: zones)
    notices = Notices(zones: zones)
  }

  /// Makes `event` true: the only door to the state.
  ///
  /// Total and pure. An event about something that is not there is passed over, because a journal of
  /// years must be readable whatever was erased since.
  package mutating func apply(_ event: Event) {
    switch event {
    case .people(let event): apply(event)
    case .topics(let event): topics.apply(event)
    case .sessions(let event): apply(event)
    case .live(let event):
      sessions.apply(event)
      minutes.follow(event)
    case .minutes(let event): minutes.apply(event)
    case .series(let event):
      series.apply(event)
      nextPlanning = earliestPlanning
    case .rota(let event): apply(event)
    case .coffee(let event):
      coffee.apply(event)
      nextCoffee = earliestCoffee
    case .breakouts(let event): breakouts.apply(event)
    case .slotPolls(let event): slotPolls.apply(event)
    case .polls(let event): polls.apply(event)
    case .surveys(let event): surveys.apply(event)
    case .sparks(let event): sparks.apply(event)
    case .sharing(let event): sharing.apply(event)
    case .experiences(let event): apply(event)
    case .suggestions(let event): suggestions.apply(event)
    case .voices(let event): apply(event)
    case .tallies(let event): tallies.apply(event)
    case .measures(let event): measures.apply(event)
    case .purpose(let event): purpose.apply(event)
    case .digests(let event):
      digests.apply(event)
      digestDue = earliestDigest
    case .blackouts(let event): blackouts.apply(event)
    case .notices(let event): apply(event)
    case .attendance(let event): apply(event)
    case .feedback(let event): feedback.apply(event)
    case .catchUp(let event): catchUp.apply(event)
    case .dialogue(let event): apply(event)
    case .history(let event): apply(event)
    }
  }

  /// A date of a series that is planned moves the series on.
  private mutating func apply(_ event: SessionEvent) {
    if case .scheduled(let plan) = event, plan.id == sessions.nextID, let date = plan.occurrence {
      series.notePlanned(date)
    }
    sessions.apply(event)
    if !series.all.isEmpty { nextPlanning = earliestPlanning }
    guard !rota.isEmpty else { return }
    if case .scheduled(let plan) = event { rota.follow(plan.id) }
    nextTurn = earliestTurn
  }

  /// Of the facilitator the session itself knows; who starts a rota starts it for what lies ahead.
  private mutating func apply(_ event: RotaEvent) {
    switch event {
    case .turned(let id, Rotas.facilitator, let turn):
      sessions.change(id) { $0.facilitator = turn.holder }
    case .enrolled(_, _, let at), .listed(_, _, let at):
      for session in sessions.ahead(of: at) { rota.follow(session.id) }
    default: break
    }
    rota.apply(event)
    if case .held(let id, _) = event, let start = sessions[id]?.start {
      // What was called off before that does not come back.
      for other in rota.followed {
        if let session = sessions[other], session.status == .cancelled, session.end <= start {
          rota.drop(other)
        }
      }
    }
    nextTurn = earliestTurn
  }

  /// Whoever answers is asked again next time.
  private mutating func apply(_ event: AttendanceEvent) {
    if case .answered(_, let member, let answer) = event, !answer.isBySeries {
      notices.noteAnswer(of: member)
    }
    sessions.apply(event)
  }

  /// Who was heard is remembered for longer than the voices themselves do.
  private mutating func apply(_ event: VoiceEvent) {
    voices.apply(event)
    guard let member = event.counted else { return }
    tallies.follow(member, at: event.session, in: voices[event.session])
  }

  /// What was withdrawn stands in nothing that could be undone either.
  private mutating func apply(_ event: ExperienceEvent) {
    experiences.apply(event)
    if case .withdrawn(let id) = event { history.drop(telling: id) }
  }

  private mutating func apply(_ event: NoticeEvent) {
    notices.apply(event)
    if case .leadsChosen = event { sessions.remind(before: notices.leads) }
  }

  /// Somebody who is forgotten is forgotten by every feature at once.
  private mutating func apply(_ event: PeopleEvent) {
    guard case .forgotten(let member, let at) = event else {
      people.apply(event)
      if digestDue == nil { digestDue = earliestDigest }
      return
    }
    if people[member] != nil { audit.noteForgetting(at: at) }
    people.apply(event)
    topics.forget(member)
    sessions.forget(member)
    minutes.forget(member)
    series.forget(member)
    rota.forget(member)
    nextTurn = earliestTurn
    coffee.forget(member)
    nextCoffee = earliestCoffee
    breakouts.forget(member)
    slotPolls.forget(member)
    polls.forget(member)
    surveys.forget(member)
    sparks.forget(member)
    sharing.forget(member)
    experiences.forget(member)
    suggestions.forget(member)
    voices.forget(member)
    tallies.forget(member)
    measures.forget(member)
    purpose.forget(member)
    digests.forget(member)
    digestDue = earliestDigest
    blackouts.forget(member)
    notices.forget(member)
    sessions.remind(before: notices.leads)
    feedback.forget(member)
    catchUp.forget(member)
    dialogue.forget(member)
    history.forget(member)
    audit.forget(member)
  }

  /// What stands for a session is kept with it, so that it is known as long as the session is.
  private mutating func apply(_ event: DialogueEvent) {
    if case .posted(let post, let subject) = event, let session = SessionID(subject) {
      sessions.note(post, for: session)
    } else if case .posted(let post, let subject) = event, let series = SeriesID(subject) {
      self.series.note(post, for: series)
    } else if case .posted(let post, let subject) = event, let poll = SlotPollID(subject) {
      slotPolls.note(post, for: poll)
    } else if case .posted(let post, let subject) = event, let poll = PollID(lettered: subject) {
      polls.note(post, for: poll)
    } else if case .posted(let post, let subject) = event, let group = GroupSubject(subject) {
      breakouts.note(post, for: group.number, at: group.session)
    } else {
      dialogue.apply(event)
    }
  }

  private mutating func apply(_ event: HistoryEvent) {
    note(event)
    if case .changed(let change) = event { change.events.forEach { apply($0) } }
    history.apply(event)
  }

  /// What a post is about, such as `T7` or `S12`; nil for one that is unknown or long ago.
  package func subject(of post: MessageID) -> String? {
    sessions.session(of: post)?.description ?? series.series(of: post)?.description
      ?? slotPolls.poll(of: post)?.description ?? polls.poll(of: post)?.description
      ?? dialogue.subject(of: post)
  }

  /// The roles of `member`, those that the configuration gives among them.
  package func roles(of member: MemberID) -> Set<Role> {
    var roles = people[member]?.roles ?? []
    if plan.coordinators.contains(member) { roles.insert(.coordinator) }
    return roles
  }

  /// The members who were given a role and are here, in the order in which they came.
  package func holders(of role: Role) -> [MemberID] {
    people.members.values.filter { $0.isActive && $0.roles.contains(role) }.map(\.id)
  }

  /// The members who are coordinators, those that the configuration names first.
  package var coordinators: [MemberID] {
    plan.coordinators + holders(of: .coordinator).filter { !plan.coordinators.contains($0) }
  }
}

extension Community {
  /// Writes the community as one object: the form of `state.json` and of `roundtable state`.
  ///
  /// Lists are in the order of their ids, which are written as people type them.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      dialogue.writeAddressed(to: &json)
      audit.write(to: &json)
      blackouts.write(to: &json)
      breakouts.write(to: &json)
      catchUp.write(to: &json)
      coffee.write(to: &json)
      dialogue.writeContinuations(to: &json)
      digests.write(to: &json)
      experiences.write(to: &json)
      feedback.write(to: &json)
      notices.write(to: &json)
      history.write(to: &json)
      json.member("key", plan.key)
      measures.write(to: &json)
      people.write(to: &json)
      minutes.write(to: &json)
      json.member("name", plan.name)
      notices.writePreferences(to: &json)
      polls.write(to: &json)
      dialogue.write(to: &json)
      notices.writePersonal(to: &json)
      purpose.write(to: &json)
      rota.write(to: &json)
      series.write(to: &json)
      sessions.write(to: &json)
      sharing.write(to: &json)
      slotPolls.write(to: &json)
      sparks.write(to: &json)
      suggestions.write(to: &json)
      surveys.write(to: &json)
      tallies.write(to: &json)
      topics.write(to: &json)
      notices.writeUnanswered(to: &json)
      voices.write(to: &json)
      json.member("zone", plan.zone)
    }
  }

  /// Reads back what `write` wrote; the name and the zone come from `plan`.
  package init(
    _ plan: Charter.Plan, zones: ZoneCatalogue, reading value: JSONPart
  ) throws(StateError) {
    self.init(plan, zones: zones)
    let fields = Fields(value)
    people = try People(reading: fields)
    topics = try Topics(reading: fields)
    sessions = try Sessions(zones: zones, reading: fields)
    minutes = try Minutes(reading: fields)
    for session in sessions.all where session.endedAt != nil { minutes.expect(session.id) }
    series = try AllSeries(zones: zones, reading: fields)
    rota = try Rotas(reading: fields)
    nextTurn = earliestTurn
    coffee = try Coffee(reading: fields)
    nextCoffee = earliestCoffee
    breakouts = try Breakouts(reading: fields)
    slotPolls = try SlotPolls(zones: zones, reading: fields)
    polls = try Polls(zones: zones, reading: fields)
    surveys = try Surveys(zones: zones, reading: fields)
    sparks = try Sparks(reading: fields)
    sharing = try Sharing(reading: fields)
    experiences = try Experiences(reading: fields)
    suggestions = try Suggestions(reading: fields)
    voices = try Voices(reading: fields)
    tallies = try Tallies(reading: fields)
    measures = try Measures(reading: fields)
    purpose = Purpose(reading: fields)
    digests = try Digests(reading: fields)
    digestDue = earliestDigest
    blackouts = try Blackouts(reading: fields)
    notices = try Notices(zones: zones, reading: fields)
    sessions.remind(before: notices.leads)
    nextPlanning = earliestPlanning
    feedback = try Feedback(reading: fields)
    catchUp = try CatchUp(reading: fields)
    dialogue = try Dialogue(reading: fields)
    history = try History(reading: fields)
    audit = try Audit(reading: fields)
  }
}
