package import Primitives

/// What becomes true of what members tell.
package enum ExperienceEvent: Hashable, Sendable {
  /// Somebody told something.
  case told(Experiences.Experience)
  /// They took it back at once; it can be told again under its number.
  case untold(ExperienceID)
  /// It was taken back for good, its words with it.
  case withdrawn(ExperienceID)
  /// Its author said whether it may be quoted; nil where they take that back.
  case consented(ExperienceID, Experiences.Consent?)
  /// Somebody was asked what they tried after a session.
  case asked(MemberID, about: SessionID, at: Instant)
  /// They said something to that.
  case answered(MemberID)
}

extension ExperienceEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .told(let experience):
      json.member("event", "experience.told")
      experience.writeMembers(to: &json)
    case .untold(let id): begin("experience.untold", id, &json)
    case .withdrawn(let id): begin("experience.withdrawn", id, &json)
    case .consented(let id, let consent):
      begin("experience.consented", id, &json)
      json.member("consent", ifPresent: consent?.rawValue)
    case .asked(let member, let session, let at):
      json.member("event", "experience.asked")
      json.member("member", member)
      json.member("session", session)
      json.member("at", at)
    case .answered(let member):
      json.member("event", "experience.answered")
      json.member("member", member)
    }
  }

  private func begin(_ name: String, _ id: ExperienceID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("id", id)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "experience.told": self = .told(try Experiences.Experience(reading: fields))
    case "experience.untold": self = .untold(try fields.numbered("id"))
    case "experience.withdrawn": self = .withdrawn(try fields.numbered("id"))
    case "experience.consented":
      self = .consented(try fields.numbered("id"), try fields.consent())
    case "experience.asked":
      self = .asked(
        try fields.identifier("member"), about: try fields.numbered("session"),
        at: try fields.instant("at"))
    case "experience.answered": self = .answered(try fields.identifier("member"))
    default: throw StateError("no such event")
    }
  }
}
