import Primitives

/// What becomes true of suggestions.
package enum SuggestionEvent: Hashable, Sendable {
  /// Somebody suggested something.
  case made(Suggestions.Suggestion)
  /// It was taken back.
  case dropped(SuggestionID)
  /// It counts again.
  case restored(SuggestionID)
  /// It was answered, perhaps anew.
  case answered(SuggestionID, Suggestions.Answer)
  /// Its author has heard the answer, or need not.
  case told(SuggestionID)
  /// Its answer was taken back.
  case reopened(SuggestionID)
}

extension SuggestionEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .made(let suggestion):
      json.member("event", "suggestion.made")
      suggestion.writeMembers(to: &json)
    case .dropped(let id): begin("suggestion.dropped", id, &json)
    case .restored(let id): begin("suggestion.restored", id, &json)
    case .answered(let id, let answer):
      begin("suggestion.answered", id, &json)
      answer.writeMembers(to: &json)
    case .told(let id): begin("suggestion.told", id, &json)
    case .reopened(let id): begin("suggestion.reopened", id, &json)
    }
  }

  private func begin(_ name: String, _ id: SuggestionID, _ json: inout JSONWriter) {
    json.member("event", name)
    json.member("id", id)
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "suggestion.made": self = .made(try Suggestions.Suggestion(reading: fields))
    case "suggestion.dropped": self = .dropped(try fields.numbered("id"))
    case "suggestion.restored": self = .restored(try fields.numbered("id"))
    case "suggestion.answered":
      self = .answered(try fields.numbered("id"), try Suggestions.Answer(reading: fields))
    case "suggestion.told": self = .told(try fields.numbered("id"))
    case "suggestion.reopened": self = .reopened(try fields.numbered("id"))
    default: throw StateError("no such event")
    }
  }
}

extension Suggestions {
  /// Writes the member `suggestions`; nothing where there are none.
  func write(to json: inout JSONWriter) {
    guard !all.isEmpty else { return }
    json.member("suggestions", linesOf: all) { json, suggestion in
      json.object { suggestion.writeMembers(to: &$0) }
    }
  }

  init(reading community: Fields) throws(StateError) {
    self.init()
    for entry in community.optionalList("suggestions") {
      let suggestion = try Suggestion(reading: entry)
      guard suggestion.id == nextID else {
        throw StateError("\(suggestion.id) stands where \(nextID) should")
      }
      add(suggestion)
    }
  }
}

extension Suggestions.Suggestion {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    if let answer { json.member("answer") { answer.writeMembers(to: &$0) } }
    json.member("at", at)
    json.member("by", ifPresent: author)
    if isDropped { json.member("dropped", true) }
    json.member("id", id)
    json.member("text", text)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      id: try fields.numbered("id"), author: fields.optionalIdentifier("by"),
      text: try fields.text("text"), at: try fields.instant("at"))
    isDropped = fields.boolean("dropped")
    if let value = fields.value["answer"] {
      answer = try Suggestions.Answer(reading: Fields(value))
    }
  }
}

extension Suggestions.Answer {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("by", ifPresent: by)
    json.member("text", text)
    if isTold { json.member("told", true) }
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      by: fields.optionalIdentifier("by"), text: try fields.text("text"),
      at: try fields.instant("at"))
    isTold = fields.boolean("told")
  }
}
