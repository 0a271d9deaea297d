import CommunityCore
import Journaling
import Primitives

extension Bot {
  /// Notes that files of minutes may have to change, because `facts` are true from now on.
  func noteForMinutes(_ facts: [Fact]) {
    var subjects: [MinutesShelf.Subject] = []
    for fact in facts {
      for session in fact.event.minuted(in: commons, community: fact.community) {
        subjects.append(MinutesShelf.Subject(community: fact.community, session: session))
      }
    }
    minutes.note(subjects, at: surroundings.uptime)
  }

  /// Writes the files of minutes if that is due; a failure is logged and tried again later.
  ///
  /// Only what is kept is shown, as with calendars.
  func writeMinutes() {
    guard let due = minutes.dueAt, due <= surroundings.uptime, isKept, !archive.isFull else {
      return
    }
    do throws(StorageError) {
      try minutes.write(commons, at: surroundings.uptime)
    } catch {
      log.warn(
        "the minutes could not be written", ["error": "\(error)"], at: surroundings.uptime)
    }
  }
}

extension Event {
  /// The sessions whose minutes look otherwise from now on.
  fileprivate func minuted(in commons: Commons, community key: String) -> [SessionID] {
    switch self {
    case .minutes(let event):
      if let session = event.session { return [session] }
      guard let entry = event.entry else { return [] }
      let community = commons.communities.first { $0.plan.key == key }
      return [community?.minutes[entry]?.session].compactMap { $0 }
    case .sparks(let event):
      guard let community = commons.communities.first(where: { $0.plan.key == key }),
        let question = event.question.flatMap({ community.sparks[$0] })
      else { return [] }
      // A session may have been started before its time.
      return community.sessions.begun(within: .days(2), before: question.at + .hours(1))
        .map(\.id)
    case .history(.changed(let change)):
      return change.events.flatMap { $0.minuted(in: commons, community: key) }
    default: return []
    }
  }
}

extension SparkEvent {
  /// The question that looks otherwise from now on.
  fileprivate var question: QuestionID? {
    switch self {
    case .asked(let id, _, _, _), .answered(let id, _, _), .dropped(let id), .reopened(let id): id
    case .released(let list, _): list.first?.id
    default: nil
    }
  }
}
