import Timekeeping
import OrderedCollections
import Primitives

/// What can be counted of a community in a period, each figure as `Documentation/figures.md` defines
/// it.
///
/// Nobody is named or ranked, and what is about fewer than three people is not given. Who is forgotten
/// is in no figure any more, not of the past either.
package struct Figures: Sendable {
  /// From how many people, or answers, on something is told of them.
  package static let smallest = 3

  /// A part of a whole.
  package struct Share: Hashable, Sendable {
    /// How many of them.
    package let part: Int
    /// How many there are.
    package let whole: Int

    /// Takes a part of a whole.
    package init(_ part: Int, of whole: Int) {
      self.part = part
      self.whole = whole
    }

    /// The part in whole percents, rounded to the nearest; 0 of nothing.
    package var percent: Int { whole == 0 ? 0 : (part * 200 + whole) / (whole * 2) }
  }

  /// Who came to sessions at which it was said who is there.
  package struct Turnout: Hashable, Sendable {
    /// At how many sessions somebody said so.
    package internal(set) var sessions = 0
    /// How many were there, counted once for each session.
    package internal(set) var there = 0
    /// How many different people were there.
    package internal(set) var people = 0
    /// How many had a seat by their answer, counted once for each session.
    package internal(set) var going = 0
    /// How many of those were there.
    package internal(set) var kept = 0
    /// How many were there on average, in tenths, rounded to the nearest; 0 without a session.
    package var averageTenths: Int {
      sessions == 0 ? 0 : (there * 20 + sessions) / (sessions * 2)
    }
    /// How many of those who had a seat were there.
    package var keptShare: Share { Share(kept, of: going) }
    /// How many were there without having had a seat by their answer.
    package var walkIns: Int { there - kept }
  }

  /// What members said that sessions were worth to them.
  package struct Ratings: Hashable, Sendable {
    /// How many answers there are; three at least.
    package let count: Int
    /// Their average, in tenths of a point, rounded to the nearest.
    package let averageTenths: Int
    /// How many more were given that are not told yet, because too few of them stand together.
    package let leftOut: Int

    /// Sums up the answers that may be shown of `given`; nil where there are fewer than three.
    init?(_ ratings: [Int], of given: Int) {
      guard ratings.count >= Figures.smallest else { return nil }
      count = ratings.count
      averageTenths = (ratings.reduce(0, +) * 20 + count) / (count * 2)
      leftOut = max(0, given - count)
    }

    /// `17 answers`, or `17 answers; 4 more are not told yet`.
    package var words: String {
      "\(count) answers" + (leftOut == 0 ? "" : "; \(Figures.few(leftOut)) more are not told yet")
    }
  }

  /// What became of the topics that were proposed in the period.
  package struct TopicPath: Hashable, Sendable {
    /// How many were proposed.
    package internal(set) var proposed = 0
    /// How many of them somebody votes for.
    package internal(set) var voted = 0
    /// How many of them a session that takes place is about, or was.
    package internal(set) var planned = 0
    /// How many of them such a session was about that is over.
    package internal(set) var held = 0
  }

  /// Whom the figures are about.
  package let community: Community
  /// The time that they are about.
  package let period: Period
  /// Who was at a session, and when it began.
  let presences: [Trace]
  /// Who was heard, and when.
  let utterances: [Trace]

  /// That somebody was there or was heard.
  struct Trace: Sendable {
    let member: MemberID
    let at: Instant
  }

  /// Looks at what `community` knows of the time in `period`.
  package init(of community: Community, in period: Period) {
    self.community = community
    self.period = period
    presences = community.presences
    utterances = community.utterances
  }

  /// How many members there are now; how many there were is not kept.
  package var members: Int { community.people.members.values.count { $0.isActive } }

  /// How many came in the period for the first time, those who left since among them.
  package var joiners: Int {
    community.people.members.values.count { period.contains($0.joinedAt) }
  }

  /// The sessions that began in the period, took place and are over by its end.
  package var held: [Sessions.Session] { community.held(in: period) }

  /// How many sessions of the period were called off.
  package var cancelled: Int {
    community.sessions.all.count { $0.status == .cancelled && period.contains($0.start) }
  }

  /// Who came, beside who had said that they would.
  package var turnout: Turnout {
    var turnout = Turnout()
    var people: Set<MemberID> = []
    for session in held where !session.attendance.here.isEmpty {
      turnout.sessions += 1
      turnout.there += session.attendance.here.count
      turnout.going += session.attendance.goingCount
      turnout.kept += session.attendance.here.count { session.attendance[$0]?.seat == .seated }
      people.formUnion(session.attendance.here)
    }
    turnout.people = people.count
    return turnout
  }

  /// What became of the topics of the period.
  package var topicPath: TopicPath {
    let taken = community.sessions.all.filter { $0.status == .planned }
    let planned = Set(taken.compactMap(\.topic))
    let held = Set(
      taken.filter { $0.over < period.until && community.isWitnessed($0) }.compactMap(\.topic))
    var path = TopicPath()
    for topic in community.topics.all where period.contains(topic.at) {
      path.proposed += 1
      if !topic.votes.isEmpty { path.voted += 1 }
      if planned.contains(topic.id) { path.planned += 1 }
      if held.contains(topic.id) { path.held += 1 }
    }
    return path
  }

  /// How many different topics the sessions of the period were about, whenever they were proposed.
  package var topicsUsed: Int { Set(held.compactMap(\.topic)).count }

  /// How many threads began in which members write.
  package var threads: Int { community.tallies.threads.values.count { period.contains($0) } }

  /// How many resources were shared in the period and not taken off; nil where the community keeps none.
  package var resources: Int? {
    let resources = community.sharing.resources
    return resources.isEmpty ? nil : resources.count { period.contains($0.at) }
  }

  /// What members told in the period of what they tried, of effects in their work, and in stories, as far
  /// as they did not withdraw it; nil where nobody ever told anything.
  package var experiences: Experiences.Count? {
    let all = community.experiences.all
    return all.isEmpty
      ? nil : Experiences.Count(all.filter { !$0.isWithdrawn && period.contains($0.at) })
  }

  /// What the sessions of the time before, as long as the period, were worth; nil with fewer than three
  /// answers.
  package var ratingsBefore: Ratings? {
    let before = Period(from: period.from - (period.until - period.from), until: period.from)
    let held = community.held(in: before)
    return Ratings(
      held.flatMap { community.shownRatings(of: $0.id) },
      of: held.reduce(0) { $0 + community.feedback.count(of: $1.id) })
  }

  /// Of the questions that were asked in the period and not taken off the board, how many have an
  /// answer by now.
  package var questionsAnswered: Share {
    let asked = community.sparks.questions.filter {
      period.contains($0.at) && $0.status != .dropped
    }
    return Share(asked.count { $0.status == .answered }, of: asked.count)
  }

  /// Of the actions that were written down in the period and not taken back, how many are done by now.
  package var actionsDone: Share {
    let written = actions.filter { period.contains($0.at) }
    return Share(written.count { $0.task?.doneAt != nil }, of: written.count)
  }

  /// How many actions are open now whose day is over.
  package var actionsOverdue: Int {
    let today = community.clocks.localTime(at: period.until).day
    return community.minutes.openActions.compactMap { community.minutes[$0]?.task?.due }
      .count { $0 < today }
  }

  /// What the sessions of the period were worth; nil with fewer than three answers.
  ///
  /// Of a session the answers without a name count in the whole threes in which they are shown, and
  /// those with a name once there are three of them.
  package var ratings: Ratings? {
    let held = held
    return Ratings(
      held.flatMap { community.shownRatings(of: $0.id) },
      of: held.reduce(0) { $0 + community.feedback.count(of: $1.id) })
  }

  var actions: [Minutes.Entry] {
    community.minutes.entries.values.filter { $0.task != nil && !$0.isStruck }
  }
}

extension Community {
  /// What a session was worth to those who said so; nil with fewer than three answers that may be shown.
  package func ratings(of session: SessionID) -> Figures.Ratings? {
    Figures.Ratings(shownRatings(of: session), of: feedback.count(of: session))
  }

  /// The answers about a session that may be shown: without a name in whole threes, with one from three
  /// on.
  fileprivate func shownRatings(of session: SessionID) -> [Int] {
    let told = feedback.told(of: session)
    return told.released.map(\.rating) + told.named.values.map(\.rating)
  }

  /// Whether anything tells that `session` took place, or takes place: somebody started it, was there
  /// or was heard, wrote into its minutes or said what it was worth.
  package func isWitnessed(_ session: Sessions.Session) -> Bool {
    session.startedAt != nil || !session.attendance.here.isEmpty
      || !(tallies.heard[session.id]?.isEmpty ?? true) || !minutes.isEmpty(session.id)
      || feedback.count(of: session.id) > 0
  }

  /// The sessions that began in `period`, took place and are over by its end, the earliest first.
  package func held(in period: Period) -> [Sessions.Session] {
    sessions.all.filter {
      $0.status == .planned && period.contains($0.began) && $0.over < period.until
        && isWitnessed($0)
    }.sorted { ($0.start, $0.id) < ($1.start, $1.id) }
  }

  /// Who said that they were at a session that took place.
  fileprivate var presences: [Figures.Trace] {
    sessions.all.filter { $0.status == .planned }.flatMap { session in
      session.attendance.here.map { Figures.Trace(member: $0, at: session.began) }
    }
  }

  /// Who was heard: in a session, with a topic, with a question, or with a line in the minutes.
  fileprivate var utterances: [Figures.Trace] {
    var traces: [Figures.Trace] = []
    for (id, members) in tallies.heard {
      guard let start = sessions[id]?.began else { continue }
      traces += members.keys.map { Figures.Trace(member: $0, at: start) }
    }
    for topic in topics.all {
      if let member = topic.proposer { traces.append(.init(member: member, at: topic.at)) }
    }
    for question in sparks.questions {
      if let member = question.asker { traces.append(.init(member: member, at: question.at)) }
    }
    for entry in minutes.entries.values where !entry.isStruck {
      if let member = entry.author { traces.append(.init(member: member, at: entry.at)) }
    }
    return traces
  }
}
