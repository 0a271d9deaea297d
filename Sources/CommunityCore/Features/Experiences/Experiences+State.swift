import OrderedCollections
import Primitives

extension Experiences {
  /// Writes the member `experiences`; nothing where nothing was ever asked or told.
  func write(to json: inout JSONWriter) {
    guard !all.isEmpty || !inquiries.isEmpty else { return }
    json.member("experiences") { json in
      json.member("asked", arrayOf: inquiries) { json, entry in
        json.object { json in
          json.member("at", entry.value.at)
          if entry.value.ignored > 0 { json.member("ignored", entry.value.ignored) }
          json.member("member", entry.key)
          if entry.value.isOpen { json.member("open", true) }
          json.member("session", entry.value.session)
        }
      }
      json.member("told", linesOf: all) { json, experience in
        json.object { experience.writeMembers(to: &$0) }
      }
    }
  }

  init(reading community: Fields) throws(StateError) {
    self.init()
    guard let value = community.value["experiences"] else { return }
    let fields = Fields(value)
    var told: [Experience] = []
    for entry in fields.optionalList("told") {
      let experience = try Experience(reading: entry)
      guard experience.id.number == told.count + 1 else {
        throw StateError("\(experience.id) stands where X\(told.count + 1) should")
      }
      told.append(experience)
    }
    var known: [(MemberID, Inquiry)] = []
    for entry in fields.optionalList("asked") {
      let inquiry = Inquiry(
        session: try entry.numbered("session"), at: try entry.instant("at"),
        isOpen: entry.boolean("open"), ignored: entry.optionalInteger("ignored") ?? 0)
      known.append((try entry.identifier("member"), inquiry))
    }
    restore(told, known)
  }
}

extension Experiences.Experience {
  func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("by", ifPresent: author)
    if isCase { json.member("case", true) }
    json.member("consent", ifPresent: consent?.rawValue)
    json.member("id", id)
    json.member("kind", kind.rawValue)
    json.member("parts", arrayOf: parts) { $0.string($1) }
    if let session { json.member("session", session) }
    if let topic { json.member("topic", topic) }
    if isWithdrawn { json.member("withdrawn", true) }
  }

  init(reading fields: Fields) throws(StateError) {
    guard let kind = Experiences.Kind(rawValue: try fields.text("kind")) else {
      throw fields.missing("kind")
    }
    self.init(
      id: try fields.numbered("id"), kind: kind, author: fields.optionalIdentifier("by"),
      session: fields.has("session") ? try fields.numbered("session") : nil,
      topic: fields.has("topic") ? try fields.numbered("topic") : nil,
      isCase: fields.boolean("case"), parts: fields.texts("parts"), at: try fields.instant("at"),
      consent: try fields.consent())
    isWithdrawn = fields.boolean("withdrawn")
  }
}

extension Fields {
  /// Whether something may be quoted; nil where that is not said.
  func consent() throws(StateError) -> Experiences.Consent? {
    guard let word = optionalText("consent") else { return nil }
    guard let consent = Experiences.Consent(rawValue: word) else { throw missing("consent") }
    return consent
  }
}
