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

extension Commons {
  /// Puts what was said anonymously into its box in memory.
  ///
  /// The file must be written, and the fact that the member has said something applied, in the same
  /// batch.
  package mutating func cast(_ ballot: Ballot) {
    change(ballot.community) { community in
      switch ballot.content {
      case .feedback(let session, let rating, let text):
        community.feedback.cast(BallotBox.Entry(rating: rating, text: text), for: session)
      case .question(let text): community.sparks.box.cast(text)
      }
    }
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
      let asked = community.sparks.anonymous
      return asked.waiting == 0
        ? feedback : feedback + [Self.fileName(key, .questions, asked.total)]
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
  /// For a state to which somebody goes back: the file of that name may have been replaced since by one that holds
  /// more. What is in it stays, though whoever put it in may not be known. Returns the name that the file must have.
  package mutating func rescueBallots(
    named name: String, from bytes: [UInt8]?, total: Int
  ) throws(StateError) -> String? {
    for community in communities {
      let key = community.plan.key
      let asked = community.sparks.anonymous
      if asked.waiting > 0, Self.fileName(key, .questions, asked.total) == name {
        let box = try bytes.map { bytes throws(StateError) in try QuestionBox(reading: bytes) }
        change(key) { community in
          community.sparks.box = box ?? QuestionBox()
          community.sparks.anonymous.rescue(waiting: box?.texts.count ?? 0, total: total)
        }
        return box.map { _ in Self.fileName(key, .questions, total) }
      }
      for (session, about) in community.feedback.sessions
      where about.anonymousCount > 0
        && Self.fileName(key, .feedback(session), about.anonymousCount) == name
      {
        let box = try bytes.map { bytes throws(StateError) in try BallotBox(reading: bytes) }
        change(key) { $0.feedback.rescue(box ?? BallotBox(), for: session) }
        return box.map { Self.fileName(key, .feedback(session), $0.count) }
      }
    }
    return nil
  }

  private static func spoilt(_ count: Int) -> StateError {
    StateError("the box holds \(count) answers, which is not what its name says")
  }

  /// What a box is for.
  private enum Purpose {
    case feedback(SessionID)
    case questions
  }

  private static func fileName(_ community: String, _ purpose: Purpose, _ count: Int) -> String {
    switch purpose {
    case .feedback(let session): "\(community)-\(session)-\(count).json"
    case .questions: "\(community)-questions-\(count).json"
    }
  }
}
