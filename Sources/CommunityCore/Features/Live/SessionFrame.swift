import Primitives
import Timekeeping

/// The words that set the scene of a session: purpose, topic, expectations, ground rules, how to
/// speak, and when it ends.
struct SessionFrame {
  let session: Sessions.Session
  let community: Community
  let charter: Charter

  /// The card, a line for each part that is known.
  var text: String {
    let zone = community.clocks(of: session)
    var values: [String: String] = [:]
    values["session"] = session.id.description
    values["title"] = community.people.shown(session.title)
    values["time"] = TimeEcho.dated(session.start, in: zone)
    values["purpose"] = session.hour.purpose.map { purpose in
      // The text goes on with a full stop of its own.
      let words = community.people.shown(purpose)
      return words.hasSuffix(".") ? String(words.dropLast()) : words
    }
    values["topic"] = session.topic.flatMap { id in
      community.topics[id].map { "\(id) “\(community.people.shown($0.text))”" }
    }
    values["facilitator"] = session.facilitator.map { community.people.name(of: $0) }
    values["expectations"] = session.hour.expectationsInWords
    values["place"] = session.place
    let isOneDay =
      zone.localTime(at: session.start).day == zone.localTime(at: session.end).day
    values["end"] =
      isOneDay
      ? TimeEcho.short(session.end, in: zone, beside: zone)
      : TimeEcho.dated(session.end, in: zone)
    return charter.prompts.text(.frame, values)
  }
}

extension Sessions.Hour {
  /// `ask, share what you have tried or just listen`; nil for nothing.
  var expectationsInWords: String? {
    let words = expectations.map(\.words)
    guard let last = words.last else { return nil }
    let others = words.dropLast()
    return others.isEmpty ? last : "\(others.joined(separator: ", ")) or \(last)"
  }
}
