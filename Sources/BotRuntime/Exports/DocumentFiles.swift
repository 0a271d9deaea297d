package import CommunityCore
import Primitives
import Publishing

/// The files that an order asks for, made from the state as it is.
package enum DocumentFiles {
  /// One file.
  package struct File: Hashable, Sendable {
    /// What it is called; nothing a member wrote is part of it.
    package let name: String
    /// What it holds.
    package let bytes: [UInt8]
  }

  /// The files, in the order of their names in the order; none where the community is not known.
  ///
  /// Total. The same state gives the same bytes.
  package static func make(_ order: DocumentOrder, of commons: Commons) -> [File] {
    guard let community = commons.communities.first(where: { $0.plan.key == order.community })
    else { return [] }
    return zip(order.names, contents(of: order, community)).map { File(name: $0, bytes: $1) }
  }

  private static func contents(
    of order: DocumentOrder, _ community: Community
  ) -> [[UInt8]] {
    let title = "\(community.plan.name): \(order.subject.rawValue)"
    let sheet = community.sheet(of: order.subject, at: order.at)
    switch order.form {
    case .csv: return [sheet.csv(isMarked: order.isMarked)]
    case .json: return [sheet.json(titled: title)]
    case .markdown:
      guard order.subject == .minutes else { return [sheet.markdown(titled: title)] }
      let minutes = community.minutedSessions.map { session in
        CommunityMinutes(community: community, session: session).bytes
      }
      return [Array(minutes.joined(separator: [10]))]
    case .mail:
      let last = community.minutedSessions.last.map { session in
        CommunityMinutes(community: community, session: session)
      }
      return [last?.mail].compactMap { $0 }
    case .trello:
      let board =
        order.subject == .topics
        ? community.topicBoard(titled: title, at: order.at) : community.actionBoard(titled: title)
      return [board.json, board.sheet.csv(isMarked: order.isMarked)]
    case .bookmarks: return [community.bookmarks(titled: title).bytes]
    }
  }
}

extension Community {
  /// The open topics as cards: proposed, planned, held.
  fileprivate func topicBoard(titled title: String, at now: Instant) -> BoardDocument {
    let lists: [TopicStage: String] = [
      .proposed: "Proposed", .planned: "Planned", .held: "Held",
    ]
    let stages = stages(at: now)
    let cards = exportedTopics.map { topic in
      let stage = stages[topic.id]
      let votes = topic.votes.count == 1 ? "1 vote" : "\(topic.votes.count) votes"
      return BoardDocument.Card(
        people.shown(topic.text),
        details: [
          topic.id.description, votes,
          topic.proposer.map { "Proposed by " + people.name(of: $0) },
          stage.map { "Session \($0.session)" },
        ].compactMap { $0 },
        list: lists[stage?.word ?? .proposed] ?? "", owner: topic.owner.map(people.name(of:)),
        at: topic.at)
    }
    return BoardDocument(
      name: title, lists: TopicStage.allCases.compactMap { lists[$0] }, cards: cards)
  }

  /// The actions as cards: to do, done.
  fileprivate func actionBoard(titled title: String) -> BoardDocument {
    let cards = exportedActions.map { entry in
      let isDone = entry.task?.doneAt != nil
      return BoardDocument.Card(
        people.shown(entry.text),
        details: [entry.id.description, entry.session.map { "Session \($0)" }].compactMap { $0 },
        list: isDone ? "Done" : "To do", owner: entry.task?.owner.map(people.name(of:)),
        due: entry.task?.due, isDone: isDone, at: entry.at)
    }
    return BoardDocument(name: title, lists: ["To do", "Done"], cards: cards)
  }

  fileprivate func bookmarks(titled title: String) -> BookmarksDocument {
    BookmarksDocument(
      title: title,
      links: sharing.resources.reversed().compactMap { resource in
        resource.url.map { url in
          BookmarksDocument.Link(
            url, title: people.shown(resource.text), tags: resource.tags, addedAt: resource.at)
        }
      })
  }
}
