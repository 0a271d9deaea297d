import OrderedCollections
import Primitives

/// The end of a survey: its answers are counted, coordinators read them and a room their numbers.
struct SurveyClosing {
  /// How many words of members a message to a coordinator holds for each question.
  static let quoted = 15

  let survey: Surveys.Survey
  let community: Community
  let charter: Charter
  let now: Instant
  /// Whether it should have happened some minutes ago.
  var isLate = false
  /// Who ends it and reads the answers at once, whatever hour it is; nil where it ends by itself.
  var closer: MemberID?

  /// What came of each question: nothing of those that fewer than three answered is kept.
  private var results: [Surveys.Result] {
    survey.plan.questions.indices.map { index in
      let answers = community.surveys.box.answers.filter { $0.question == index + 1 }
      let count = survey.counts[index]
      guard count >= Surveys.shownFrom else { return Surveys.Result(count: count, answers: nil) }
      return Surveys.Result(
        count: count,
        answers: answers.map { answer in
          var stored = answer
          stored.text = community.people.stored(answer.text)
          return stored
        }.sorted())
    }
  }

  /// What becomes true, and who is told.
  var decision: Decision {
    var held = SurveyEvent.Held()
    var readers: [MemberID] = []
    for coordinator in community.coordinators
    where community.people[coordinator]?.isActive ?? true {
      let hour =
        coordinator == closer ? now : community.mildHour(for: coordinator, from: now)
      if hour <= now {
        readers.append(coordinator)
      } else {
        held.members.append(coordinator)
        held.untils.append(hour)
      }
    }
    let closed = Event.surveys(.closed(survey.id, results, waiting: held, at: now))
    var after = community
    after.apply(closed)
    guard let ended = after.surveys[survey.id] else { return Decision() }
    var replies: [Reply] = []
    if let room = survey.plan.room { replies.append(inRoom(ended, room, after)) }
    if charter.hasDirectMessages {
      let report = after.report(of: ended, quoted: Self.quoted).joined(separator: "\n")
      replies += readers.map { Reply(report, to: .direct($0)) }
    }
    return Decision([closed], saying: replies)
  }

  private func inRoom(
    _ ended: Surveys.Survey, _ room: RoomID, _ after: Community
  ) -> Reply {
    let late = isLate ? "(Late, because I was away.) " : ""
    var lines = [
      "\(late)The survey is closed: \(after.turnout(of: ended)), without names. Thank you!"
    ]
    for index in ended.plan.questions.indices { lines += after.summary(of: index, ended) }
    return Reply(lines.joined(separator: "\n"), to: .room(room))
  }
}
