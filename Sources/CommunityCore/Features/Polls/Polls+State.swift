import OrderedCollections
import Primitives
import Timekeeping

extension Polls {
  /// Writes the member `polls`; nothing where none was ever asked.
  func write(to json: inout JSONWriter) {
    guard !all.isEmpty else { return }
    json.member("polls", arrayOf: all) { $1.write(to: &$0) }
  }

  init(zones: ZoneCatalogue, reading fields: Fields) throws(StateError) {
    self.init(zones: zones)
    for entry in fields.optionalList("polls") {
      let poll = try Poll(reading: entry)
      guard poll.id == nextID else { throw StateError("\(poll.id) stands where \(nextID) should") }
      add(poll)
    }
  }
}

extension Polls.Poll {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("answered", arrayOf: answers) { json, entry in
        json.object { json in
          json.member("by", entry.key)
          json.member("choices", arrayOf: entry.value) { $0.integer($1) }
        }
      }
      json.member("ended-at", ifPresent: endedAt)
      json.member("id", plan.id)
      json.member("plan") { plan.writeMembers(to: &$0) }
      json.member("posts", arrayOf: posts) { $0.string($1.text) }
      if isReminded { json.member("reminded", true) }
      if let result { json.member("result") { result.writeMembers(to: &$0) } }
      json.member("status", status.rawValue)
      // In the order of their ids: the order in which they came could be laid beside the votes.
      json.member("voted", arrayOf: voters.sorted()) { $0.string($1.text) }
      json.member("votes", voteCount)
    }
  }

  fileprivate init(reading entry: Fields) throws(StateError) {
    guard let plan = entry.value["plan"],
      let status = Status(rawValue: try entry.text("status"))
    else { throw entry.missing("status") }
    self.init(try PollEvent.Plan(try entry.numbered("id"), reading: Fields(plan)))
    self.status = status
    for answer in entry.optionalList("answered") {
      answers[try answer.identifier("by")] = answer.integers("choices")
    }
    endedAt = entry.has("ended-at") ? try entry.instant("ended-at") : nil
    posts = entry.identifiers("posts")
    isReminded = entry.boolean("reminded")
    if let value = entry.value["result"] { result = try Polls.Result(reading: Fields(value)) }
    voters = Set(entry.identifiers("voted"))
    voteCount = try entry.integer("votes")
  }
}
