package import Primitives

/// Puts the questions that were asked without a name on the board: three at once, or what there is when
/// the first has waited a quarter of an hour.
///
/// A step of its own, because what is kept together could be laid together: the record that holds the
/// words holds no message of whoever asked.
package struct ReleaseQuestions: Job {
  package static let name = "anonymous-questions"

  package static func due(in community: Community) -> Instant? {
    let asked = community.sparks.anonymous
    guard let since = asked.since else { return nil }
    return asked.waiting >= QuestionBox.releasedTogether ? since : since + QuestionBox.patience
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    guard let due = due(in: community), due <= now else { return nil }
    let sparks = community.sparks
    let first = sparks.nextID.number
    let questions = sparks.box.texts.enumerated().map { place, text in
      SparkEvent.Release(
        id: QuestionID(first + place), text: community.people.stored(text))
    }
    var decision = Decision([.sparks(.released(questions, at: now))])
    if let session = community.sessions.live.compactMap({ community.sessions[$0] }).last,
      !questions.isEmpty
    {
      decision.replies = [.released(questions, at: session, community, charter)]
    }
    return ("\(sparks.anonymous.total)", decision)
  }
}

extension Reply {
  fileprivate static func released(
    _ questions: [SparkEvent.Release], at session: Sessions.Session, _ community: Community,
    _ charter: Charter
  ) -> Reply {
    let lines = questions.map { "\($0.id) “\(community.people.shown($0.text))”" }
    let first = questions[0].id
    return Reply(
      "Asked without a name:\n\(lines.joined(separator: "\n"))\n`!ask vote \(first)` raises one.",
      to: charter.place(of: session), about: questions.count == 1 ? "\(first)" : nil)
  }
}
