import CommandGrammar
import Primitives

/// The words about a resource as a member types them: tags with a `#`, and the rest.
struct ResourceText: Sendable {
  let tags: [String]
  let text: String

  /// Takes all words that are left.
  init(reading arguments: inout Arguments) throws(UsageError) {
    let words = arguments.remaining
    var tags: [String] = []
    var rest: [String] = []
    for word in words {
      if let tag = Self.tag(word.text) {
        if !tags.contains(tag) { tags.append(tag) }
      } else {
        rest.append(word.text)
      }
    }
    _ = try arguments.text("what is said of it", limitBytes: Sharing.textBytes)
    if tags.count > Sharing.tagsEach {
      throw .invalid(
        "#" + Prose.prefix(tags[Sharing.tagsEach], bytes: 60),
        expected: "one of the first \(Sharing.tagsEach) tags, which are all I keep")
    }
    self.tags = tags
    text = Prose.clean(rest.joined(separator: " "))
  }

  /// A tag without its `#`, folded; nil for any other word.
  static func tag(_ word: String) -> String? {
    guard word.utf8.first == UInt8(ascii: "#") else { return nil }
    let tag = Folding.fold(Prose.clean(String(word.drop { $0 == "#" })))
    return Prose.saysSomething(tag) && !tag.utf8.contains(0x20) ? tag : nil
  }
}

extension Sharing {
  /// The words of a text that say something: of four letters and more or with a digit, folded, plurals
  /// without their s.
  static func words(of text: String) -> Set<String> {
    var words: Set<String> = []
    for part in Folding.fold(text).split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      let word = part.count > 4 && part.last == "s" ? part.dropLast() : part
      if word.count >= 4 || word.contains(where: \.isNumber) { words.insert(String(word)) }
    }
    return words
  }

  /// The open wishes of others that `resource` may end: they share a tag, or more than half of what
  /// the wish says.
  func wishes(metBy resource: Resource) -> [Resource] {
    let words = Self.words(of: resource.text + " " + resource.tags.joined(separator: " "))
    return wishes.filter { wish in
      wish.author != resource.author && Self.meets(resource, words, wish)
    }
  }

  /// The resources that may be what `wish` looks for, the latest first, at most three.
  func resources(meeting wish: Resource) -> [Resource] {
    Array(
      resources.lazy.filter { resource in
        let words = Self.words(of: resource.text + " " + resource.tags.joined(separator: " "))
        return Self.meets(resource, words, wish)
      }.prefix(3))
  }

  private static func meets(
    _ resource: Resource, _ words: Set<String>, _ wish: Resource
  ) -> Bool {
    if wish.tags.contains(where: resource.tags.contains) { return true }
    let wanted = Self.words(of: wish.text)
    return !wanted.isEmpty && wanted.count { words.contains($0) } * 2 > wanted.count
  }
}

extension CommandContext {
  /// The resource or wish that is called so and is on the list.
  func resource(_ id: ResourceID) throws(Refusal) -> Sharing.Resource {
    guard let resource = community.sharing[id] else { throw .sharing(.noSuchResource(id)) }
    if resource.isDropped { throw .sharing(.offTheList(id)) }
    return resource
  }

  /// A resource on one line: what it is, where, its tags, and how many it worked for.
  func line(_ resource: Sharing.Resource) -> String {
    var parts = ["\(resource.id)"]
    if !resource.text.isEmpty { parts.append("“\(shown(resource.text))”") }
    if let url = resource.url { parts.append(url) }
    parts += resource.tags.map { "#\($0)" }
    if let verdict = resource.verdict {
      parts.append("(worked for \(verdict.worked) of \(verdict.of))")
    }
    return parts.joined(separator: " ")
  }
}
