import Primitives

extension Sharing {
  /// Writes the member `sharing`; nothing where nothing was ever shared.
  func write(to json: inout JSONWriter) {
    guard !all.isEmpty || nextThanks > 1 else { return }
    json.member("sharing") { json in
      json.member("next-thanks", nextThanks)
      json.member("resources", arrayOf: all) { json, resource in
        json.object { resource.writeMembers(to: &$0) }
      }
      json.member("thanks", arrayOf: thanks) { json, one in
        json.object { one.writeMembers(to: &$0) }
      }
    }
  }

  init(reading community: Fields) throws(StateError) {
    self.init()
    guard let value = community.value["sharing"] else { return }
    let fields = Fields(value)
    var resources: [Resource] = []
    for entry in fields.optionalList("resources") {
      let resource = try Resource(reading: entry)
      guard resource.id.number == resources.count + 1 else {
        throw StateError("\(resource.id) stands where R\(resources.count + 1) should")
      }
      resources.append(resource)
    }
    restore(resources, nextThanks: try fields.integer("next-thanks"))
    for entry in fields.optionalList("thanks") { add(try Thanks(reading: entry)) }
  }
}

extension Sharing.Resource {
  func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("by", ifPresent: author)
    if isDropped { json.member("dropped", true) }
    let failed = ratings.filter { !$0.worked }
    if !failed.isEmpty { json.member("failed", arrayOf: failed) { $0.string($1.member.text) } }
    json.member("id", id)
    if !matches.isEmpty { json.member("matches", arrayOf: matches) { $0.string($1.description) } }
    json.member("tags", arrayOf: tags) { $0.string($1) }
    json.member("text", text)
    json.member("url", ifPresent: url)
    let worked = ratings.filter(\.worked)
    if !worked.isEmpty { json.member("worked", arrayOf: worked) { $0.string($1.member.text) } }
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      id: try fields.numbered("id"), url: fields.optionalText("url"), text: try fields.text("text"),
      tags: fields.texts("tags"), author: fields.optionalIdentifier("by"),
      at: try fields.instant("at"))
    let worked: [MemberID] = fields.identifiers("worked")
    let failed: [MemberID] = fields.identifiers("failed")
    ratings =
      (worked.map { Sharing.Rating(member: $0, worked: true) }
      + failed.map { Sharing.Rating(member: $0, worked: false) })
      .sorted { $0.member < $1.member }
    matches = fields.texts("matches").compactMap { ResourceID($0) }
    isDropped = fields.boolean("dropped")
  }
}

extension Sharing.Thanks {
  func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("by", from)
    json.member("number", number)
    json.member("text", text)
    json.member("to", to)
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      number: try fields.integer("number"), from: try fields.identifier("by"),
      to: try fields.identifier("to"), text: try fields.text("text"), at: try fields.instant("at"))
  }
}
