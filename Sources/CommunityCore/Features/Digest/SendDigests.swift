import OrderedCollections
package import Primitives
import Timekeeping

/// Sends the digests: each once a week, marked in the same record.
///
/// A coordinator in quiet hours gets theirs after them. One that is late because the bot was away is
/// still said within three days, and says so; in a blackout, and while nothing has changed, the week is
/// passed over.
package struct SendDigests: Job {
  package static let name = "digest"

  package static func due(in community: Community) -> Instant? { community.digestDue }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    if let (member, waiting) = community.digests.waiting.first(where: { $0.value.until <= now }) {
      return (
        "waiting/\(waiting.date)/\(member)",
        told(member, in: community, charter: charter, at: now)
      )
    }
    for kind in Digests.Kind.allCases {
      guard let (day, due) = community.dueDigest(of: kind, at: now) else { continue }
      let cause = "\(kind.rawValue)/\(day)"
      let isBlack = community.blackouts.covers(now, in: community)
      guard now - due <= Digests.patience, !isBlack else {
        return (cause, Decision([community.passingOver(kind, day, at: now)]))
      }
      let isLate = now - due > LadderStep.punctuality
      return (
        cause,
        kind == .members
          ? members(day, isLate: isLate, in: community, at: now)
          : coordinators(day, isLate: isLate, in: community, charter: charter, at: now)
      )
    }
    return nil
  }

  private static func coordinators(
    _ day: GregorianDay, isLate: Bool, in community: Community, charter: Charter, at now: Instant
  ) -> Decision {
    let digest = CoordinatorDigest(of: community, at: now)
    let isNews = community.hasNews(digest.news, for: .coordinators)
    var held = DigestEvent.Held()
    var replies: [Reply] = []
    let readers = isNews ? community.digestReaders(at: now) : []
    for reader in charter.hasDirectMessages ? readers : [] {
      let zone = community.clocks(of: reader) ?? community.clocks
      let release = community.notices.quietHours(of: reader).release(after: now, in: zone)
      if release > now {
        held.members.append(reader)
        held.untils.append(release)
      } else {
        replies.append(Reply(digest.text(isLate: isLate), to: .direct(reader)))
      }
    }
    let letter = digest.letter
    replies += community.letters(to: readers, as: .coordinators) { _ in letter }
    return Decision(
      [community.opening(.coordinators, day, digest.news, held, at: now)], saying: replies)
  }

  private static func told(
    _ member: MemberID, in community: Community, charter: Charter, at now: Instant
  ) -> Decision {
    let isReader = community.digestReaders(at: now).contains(member)
    let digest = CoordinatorDigest(of: community, at: now)
    return Decision(
      [.digests(.told(member))],
      saying: isReader && charter.hasDirectMessages && !digest.news.isEmpty
        ? [Reply(digest.text(isLate: false), to: .direct(member))] : [])
  }

  private static func members(
    _ day: GregorianDay, isLate: Bool, in community: Community, at now: Instant
  ) -> Decision {
    let digest = MemberDigest(of: community, at: now)
    let opening = community.opening(
      .members, day, digest.news, DigestEvent.Held(), at: now)
    guard community.hasNews(digest.news, for: .members) else { return Decision([opening]) }
    var replies: [Reply] = []
    if let room = community.digestRoom {
      replies.append(Reply(digest.text(isLate: isLate), to: .room(room)))
    }
    let members = community.people.members.keys.filter {
      !community.notices.isSnoozed($0, at: now)
    }
    replies += community.letters(to: Array(members), as: .members) { digest.letter(to: $0) }
    // What nobody could read has not been told: it stands in the next one.
    if replies.isEmpty { return Decision([community.passingOver(.members, day, at: now)]) }
    return Decision([opening], saying: replies)
  }
}

extension Community {
  /// The coordinators who get a digest at `now`, those of whom nothing is known yet among them.
  fileprivate func digestReaders(at now: Instant) -> [MemberID] {
    coordinators.filter { member in
      !digests.declined.contains(member) && people[member]?.isActive ?? true
        && !notices.isSnoozed(member, at: now)
    }
  }

  /// Whether a digest says something that the last one did not.
  fileprivate func hasNews(_ news: [UInt32], for kind: Digests.Kind) -> Bool {
    let known = digests.marks[kind]?.news ?? []
    return news.contains { !known.contains($0) }
  }

  /// The room in which members read theirs: the first that is configured, or else that of the last
  /// session, or else the first in which somebody spoke to the bot; nil where none is known.
  var digestRoom: RoomID? { plan.rooms.first ?? sessions.all.last?.room ?? digests.room }

  /// That a digest was decided; it is said where it has news.
  fileprivate func opening(
    _ kind: Digests.Kind, _ day: GregorianDay, _ news: [UInt32], _ held: DigestEvent.Held,
    at now: Instant
  ) -> Event {
    let saidAt = hasNews(news, for: kind) ? now : digests.marks[kind]?.saidAt
    let mark = Digests.Mark(date: day, at: now, saidAt: saidAt, news: news)
    return .digests(.opened(kind, mark, waiting: held))
  }

  /// That no digest is said in a week.
  fileprivate func passingOver(
    _ kind: Digests.Kind, _ day: GregorianDay, at now: Instant
  ) -> Event {
    let last = digests.marks[kind]
    let mark = Digests.Mark(date: day, at: now, saidAt: last?.saidAt, news: last?.news ?? [])
    return .digests(.opened(kind, mark, waiting: DigestEvent.Held()))
  }
}
