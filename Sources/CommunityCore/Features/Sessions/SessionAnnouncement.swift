import OrderedCollections
import Primitives
import Timekeeping

/// The post to the room, by which everybody learns of a session and can answer.
struct SessionAnnouncement {
  let session: Sessions.Session
  /// Whether no other session lies ahead, so that its number need not be said.
  let isAlone: Bool
  /// The name of who runs it.
  let facilitator: String?
  let community: Community
  let charter: Charter
  let now: Instant
  /// What is said of its time, as sentences.
  var notes: [String] = []
  /// Lines in front.
  var preface: [String] = []
  /// A line at the end.
  var ending: String?

  /// The post.
  var reply: Reply {
    var lines = preface + [headline] + notes
    if session.isWritten {
      lines.append("Nobody need be there at an hour: it runs below this message.")
    }
    let elsewhere = community.elsewhere(session, for: community.people.members.keys)
    if !elsewhere.isEmpty { lines.append("Elsewhere: \(elsewhere)") }
    if let topic = session.topic, let text = community.topics[topic]?.text {
      lines.append("It is about \(topic) “\(community.people.shown(text))”.")
    }
    if let place = session.place { lines.append("Where: \(place)") }
    if let minimum = session.minimum {
      let zone = charter.zones.zoneOrUniversal(named: minimum.by.zone)
      let by = TimeEcho.dated(community.sessions.start(of: minimum.by), in: zone)
      lines.append("It takes place if \(minimum.count) say yes by \(by).")
    }
    // Without a number the next session is meant, which may be another one.
    let id = isAlone ? "" : " \(session.id)"
    let reactions = charter.hasReactions ? ", or react here with ✅ ❓ ❌" : ""
    lines.append("Coming? `!rsvp yes\(id)`, `!rsvp maybe\(id)` or `!rsvp no\(id)`\(reactions).")
    if let ending { lines.append(ending) }
    return Reply(
      lines.joined(separator: "\n"), to: .room(session.room), about: session.id.description)
  }

  private var headline: String {
    let headline = community.headline(of: session, in: community.clocks(of: session), at: now)
    var line = "\(headline), \(session.length)."
    if let facilitator { line += " Facilitated by \(facilitator)." }
    if let capacity = session.capacity {
      line += capacity == 1 ? " There is 1 seat." : " There are \(capacity) seats."
    }
    return line
  }
}
