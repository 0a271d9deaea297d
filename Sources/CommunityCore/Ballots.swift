import OrderedCollections
import Primitives

/// Something that was said anonymously, and nobody's name.
///
/// It goes to a box in memory and to the file of that box; the fact that goes with it says who, and
/// nothing of what.
package struct Ballot: Hashable, Sendable {
  /// What was said.
  package enum Content: Hashable, Sendable {
    /// What a session was worth, 1 to 5, perhaps with words.
    case feedback(SessionID, rating: Int, text: String)
    /// What somebody wants to know.
    case question(String)
    /// Which options of a poll somebody chooses, by their numbers.
    case vote(PollID, [Int])
    /// What somebody answers to a survey.
    case survey(SurveyID, Surveys.Answer)
  }

  /// The key of the community.
  package let community: String
  /// What was said.
  package let content: Content

  /// Makes a ballot.
  package init(community: String, _ content: Content) {
    self.community = community
    self.content = content
  }
}

/// A box as a file that must be durable before the journal says who has put something in.
package struct BallotFile: Hashable, Sendable {
  /// Its name: the community's key, what it is about, and how much was put in.
  package let name: String
  /// What it holds.
  package let bytes: [UInt8]
}

extension Community {
  /// Puts what was said anonymously into its box in memory.
  mutating func cast(_ content: Ballot.Content) {
    switch content {
    case .feedback(let session, let rating, let text):
      feedback.cast(BallotBox.Entry(rating: rating, text: text), for: session)
    case .question(let text): sparks.box.cast(text)
    case .vote(let poll, let choices): polls.cast(choices, for: poll)
    case .survey(let survey, let answer): surveys.cast(answer, for: survey)
    }
  }
}

extension Commons {
  /// Puts what was said anonymously into its box in memory.
  ///
  /// The file must be written, and the fact that the member has said something applied, in the same
  /// batch.
  package mutating func cast(_ ballot: Ballot) {
    change(ballot.community) { $0.cast(ballot.content) }
  }

  /// The files of all boxes as the state says they must be, by name.
  ///
  /// After a crash there may be a box that holds more: the journal never came to say so, the message
  /// will be read again, and the file is to be removed. A file that is named here and missing means
  /// that something was lost.
  package var ballotFileNames: [String] {
    communities.flatMap { community in
      let key = community.plan.key
      let feedback = community.feedback.sessions.compactMap { session, feedback in
        feedback.anonymousCount == 0
          ? nil : Self.fileName(key, .feedback(session), feedback.anonymousCount)
      }
      let votes = community.polls.all.compactMap { poll in
        poll.status == .open && poll.voteCount > 0
          ? Self.fileName(key, .votes(poll.id), poll.voteCount) : nil
      }
      let asked = community.sparks.anonymous
      let questions = asked.waiting == 0 ? [] : [Self.fileName(key, .questions, asked.total)]
      let survey = community.surveys.all.last.map { survey in
        survey.status == .open && survey.total > 0
          ? [Self.fileName(key, .survey(survey.id), survey.total)] : []
      }
      return feedback + votes + (survey ?? []) + questions
    }
  }

  /// The file of the box into which `ballot` was cast, as it is now.
  package func ballotFile(after ballot: Ballot) -> BallotFile? {
    guard let community = communities.first(where: { $0.plan.key == ballot.community }) else {
      return nil
    }
    switch ballot.content {
    case .feedback(let session, _, _):
      guard let box = community.feedback.boxes[session] else { return nil }
      return BallotFile(
        name: Self.fileName(ballot.community, .feedback(session), box.count), bytes: box.bytes)
    case .question:
      return BallotFile(
        name: Self.fileName(ballot.community, .questions, community.sparks.anonymous.total),
        bytes: community.sparks.box.bytes)
    case .vote(let poll, _):
      // A poll that was closed since has no box any more.
      guard let box = community.polls.boxes[poll] else { return nil }
      return BallotFile(
        name: Self.fileName(ballot.community, .votes(poll), box.votes), bytes: box.bytes)
    case .survey(let survey, _):
      guard community.surveys[survey]?.status == .open else { return nil }
      let box = community.surveys.box
      return BallotFile(
        name: Self.fileName(ballot.community, .survey(survey), box.answers.count),
        bytes: box.bytes)
    }
  }

  /// Takes over the file called `name`, which is one of `ballotFileNames`.
  package mutating func loadBallots(_ bytes: [UInt8], from name: String) throws(StateError) {
    for community in communities {
      let key = community.plan.key
      let asked = community.sparks.anonymous
      if asked.waiting > 0, Self.fileName(key, .questions, asked.total) == name {
        let box = try QuestionBox(reading: bytes)
        guard box.texts.count == asked.waiting else { throw Self.spoilt(box.texts.count) }
        change(key) { $0.sparks.box = box }
        return
      }
      for poll in community.polls.all
      where Self.fileName(key, .votes(poll.id), poll.voteCount) == name {
        let box = try VoteBox(reading: bytes)
        guard box.votes == poll.voteCount, box.counts.count == poll.plan.options.count else {
          throw Self.spoilt(box.votes)
        }
        change(key) { $0.polls.load(box, for: poll.id) }
        return
      }
      if let survey = community.surveys.all.last,
        Self.fileName(key, .survey(survey.id), survey.total) == name
      {
        let box = try SurveyBox(reading: bytes)
        guard box.answers.count == survey.total else { throw Self.spoilt(box.answers.count) }
        change(key) { $0.surveys.load(box) }
        return
      }
      for (session, about) in community.feedback.sessions
      where Self.fileName(key, .feedback(session), about.anonymousCount) == name {
        let box = try BallotBox(reading: bytes)
        guard box.count == about.anonymousCount else { throw Self.spoilt(box.count) }
        change(key) { $0.feedback.load(box, for: session) }
        return
      }
    }
    throw StateError("no box is called so")
  }

  /// Fits the state to a box that was found in the place of the file called `name`, which is one of
  /// `ballotFileNames`; nil for a box that is lost.
  ///
  /// For a state to which somebody goes back: the file of that name may have been replaced since by one that
  /// holds more. What is in it stays, though whoever put it in may not be known; `total` is the number in its
  /// name, which is in `ballotFileNames` from then on.
  package mutating func rescueBallots(
    named name: String, from bytes: [UInt8]?, total: Int
  ) throws(StateError) {
    for community in communities {
      let key = community.plan.key
      let asked = community.sparks.anonymous
      if asked.waiting > 0, Self.fileName(key, .questions, asked.total) == name {
        let box = try bytes.map { bytes throws(StateError) in try QuestionBox(reading: bytes) }
        return change(key) { community in
          community.sparks.box = box ?? QuestionBox()
          community.sparks.anonymous.rescue(waiting: box?.texts.count ?? 0, total: total)
        }
      }
      for poll in community.polls.all
      where Self.fileName(key, .votes(poll.id), poll.voteCount) == name {
        let box = try bytes.map { bytes throws(StateError) in try VoteBox(reading: bytes) }
        guard box?.counts.count ?? poll.plan.options.count == poll.plan.options.count else {
          throw Self.spoilt(box?.votes ?? 0)
        }
        return change(key) { $0.polls.rescue(box, for: poll.id) }
      }
      if let survey = community.surveys.all.last,
        Self.fileName(key, .survey(survey.id), survey.total) == name
      {
        let box = try bytes.map { bytes throws(StateError) in try SurveyBox(reading: bytes) }
        return change(key) { $0.surveys.rescue(box ?? SurveyBox()) }
      }
      for (session, about) in community.feedback.sessions
      where Self.fileName(key, .feedback(session), about.anonymousCount) == name {
        let box = try bytes.map { bytes throws(StateError) in try BallotBox(reading: bytes) }
        return change(key) { $0.feedback.rescue(box ?? BallotBox(), for: session) }
      }
    }
  }

  private static func spoilt(_ count: Int) -> StateError {
    StateError("the box holds \(count) answers, which is not what its name says")
  }

  /// What a box is for.
  private enum Purpose {
    case feedback(SessionID)
    case questions
    case votes(PollID)
    case survey(SurveyID)
  }

  private static func fileName(_ community: String, _ purpose: Purpose, _ count: Int) -> String {
    switch purpose {
    case .feedback(let session): "\(community)-\(session)-\(count).json"
    case .questions: "\(community)-questions-\(count).json"
    case .votes(let poll): "\(community)-\(poll)-\(count).json"
    case .survey(let survey): "\(community)-\(survey)-\(count).json"
    }
  }
}
