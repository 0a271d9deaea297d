import Primitives

/// What an agenda could begin with: promises that are not kept and questions without an answer.
///
/// Offered with the command ready to send, never put there.
struct FirstItems {
  let community: Community
  let session: Sessions.Session
  /// Whether the commands must name the session, because they are read elsewhere.
  var isNamed = false

  private static let named = 5
  private static let actionsTitle = "Open actions"
  private static let questionsTitle = "Open questions"

  /// A sentence for each kind that is open and has no item; nil where there is none.
  var offer: String? {
    let offers = [
      sentence(actions, "action", titled: Self.actionsTitle),
      sentence(questions, "question", titled: Self.questionsTitle),
    ].compactMap { $0 }
    return offers.isEmpty ? nil : "Left from before: " + offers.joined(separator: " ")
  }

  /// What was promised before the session.
  private var actions: [String] {
    let minutes = community.minutes
    return minutes.openActions.compactMap { minutes[$0] }.filter { $0.session != session.id }
      .map(\.id.description)
  }

  private var questions: [String] { community.sparks.ranked.map(\.id.description) }

  private func sentence(_ ids: [String], _ noun: String, titled title: String) -> String? {
    guard !ids.isEmpty, !session.hour.agenda.items.contains(where: { $0.title == title }) else {
      return nil
    }
    let more = ids.count > Self.named ? " …" : ""
    let list = ids.prefix(Self.named).joined(separator: ", ") + more
    let number = isNamed ? "\(session.id) " : ""
    return "\(ids.count) \(noun)\(ids.count == 1 ? "" : "s") (\(list)): "
      + "`!agenda add \(number)\"\(title)\" 5m first`."
  }
}
