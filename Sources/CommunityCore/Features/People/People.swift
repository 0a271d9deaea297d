import CommandGrammar
package import OrderedCollections
package import Primitives

/// The members of a community.
package struct People: Sendable {
  /// How many a community knows at most, those who left among them; strangers are then answered nothing else.
  package static let limit = 50_000

  /// Whether nobody new can become a member.
  var isFull: Bool { members.count >= Self.limit }

  /// Everybody who is or was here, in the order in which they first came.
  package private(set) var members: OrderedDictionary<MemberID, Member> = [:]
  /// Who bears a name, by its folded form.
  private var bearers: [String: [MemberID]] = [:]
  /// Who named an interest, by its folded form, the first one first.
  private var interested: [String: [MemberID]] = [:]

  init() {}

  /// The member with that identity.
  package subscript(id: MemberID) -> Member? { members[id] }

  /// The name to show for an identity; somebody unknown or forgotten is "a member".
  package func name(of id: MemberID) -> String {
    members[id]?.name ?? "a member"
  }

  mutating func apply(_ event: PeopleEvent) {
    switch event {
    case .joined(let id, let name, let at):
      if members[id] == nil { members[id] = Member(id: id, name: name, joinedAt: at) }
      members[id]?.isActive = true
      rename(id, to: name)
    case .renamed(let id, let name): rename(id, to: name)
    case .left(let id): members[id]?.isActive = false
    case .interested(let id, let interests):
      strikeInterests(of: id)
      members[id]?.interests = interests
      enterInterests(of: id)
    case .introduced(let id, let text): members[id]?.introduction = text
    case .zoneSet(let id, let zone): members[id]?.zone = zone
    case .mailSet(let id, let mail): members[id]?.mail = mail
    case .mailTested(let id, let at): members[id]?.mailTestedAt = at
    case .roleGiven(let id, let role, _): members[id]?.roles.insert(role)
    case .roleTaken(let id, let role, _): members[id]?.roles.remove(role)
    case .forgotten(let id, _): forget(id)
    }
  }

  private mutating func forget(_ id: MemberID) {
    strike(id)
    strikeInterests(of: id)
    members.removeValue(forKey: id)
    let mention = Self.mention(id)
    for (other, member) in members {
      if let introduction = member.introduction, introduction.contains(mention) {
        members[other]?.introduction = Self.erased(id, from: introduction)
      }
    }
  }

  private mutating func enterInterests(of id: MemberID) {
    for interest in members[id]?.interests ?? [] {
      interested[Folding.fold(interest), default: []].append(id)
    }
  }

  private mutating func strikeInterests(of id: MemberID) {
    for interest in members[id]?.interests ?? [] {
      let folded = Folding.fold(interest)
      interested[folded]?.removeAll { $0 == id }
      if interested[folded]?.isEmpty == true { interested[folded] = nil }
    }
  }

  /// Who else of those who are here named that interest, the first one first.
  package func sharing(_ interest: String, with id: MemberID) -> [MemberID] {
    (interested[Folding.fold(interest)] ?? []).filter {
      $0 != id && members[$0]?.isActive ?? false
    }
  }

  private mutating func rename(_ id: MemberID, to name: String) {
    guard members[id] != nil else { return }
    strike(id)
    members[id]?.name = name
    bearers[Folding.fold(name), default: []].append(id)
  }

  private mutating func strike(_ id: MemberID) {
    guard let name = members[id]?.name else { return }
    let folded = Folding.fold(name)
    bearers[folded]?.removeAll { $0 == id }
    if bearers[folded]?.isEmpty == true { bearers[folded] = nil }
  }
}

extension People {
  func write(to json: inout JSONWriter) {
    let sorted = members.values.sorted { $0.id < $1.id }
    json.member("members", arrayOf: sorted) { $1.write(to: &$0) }
  }

  init(reading fields: Fields) throws(StateError) {
    var read: [Member] = []
    for entry in try fields.list("members") { read.append(try Member(reading: entry)) }
    for member in read.sorted(by: { ($0.joinedAt, $0.id) < ($1.joinedAt, $1.id) }) {
      members[member.id] = member
      bearers[Folding.fold(member.name), default: []].append(member.id)
      enterInterests(of: member.id)
    }
  }
}

/// How a word names a member.
package enum Naming: Hashable, Sendable {
  /// It fits one member.
  case one(MemberID)
  /// It fits several.
  case several([MemberID])
  /// It fits nobody.
  case nobody
}

extension People {
  /// Finds the member that `text` names.
  ///
  /// That is `@ana`, a name in full, the beginning of only one name, or an identity. Somebody who left is found by identity and full name only.
  package func find(_ text: String) -> Naming {
    let name = text.utf8.first == UInt8(ascii: "@") ? String(text.dropFirst()) : text
    if members[MemberID(name)] != nil { return .one(MemberID(name)) }
    let folded = Folding.fold(name)
    if folded.isEmpty { return .nobody }
    if let exact = bearers[folded] { return naming(exact) }
    let fitting = members.values.filter {
      $0.isActive && Folding.fold($0.name).utf8.starts(with: folded.utf8)
    }
    return naming(fitting.map(\.id))
  }

  private func naming(_ found: [MemberID]) -> Naming {
    switch found.count {
    case 0: .nobody
    case 1: .one(found[0])
    default: .several(Array(found.prefix(5)))
    }
  }

  /// The text as it is kept: a mention of one known member becomes `<@identity>`, so that it follows
  /// that member through every change of name.
  package func stored(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
    var words: [Substring] = text.replacing(bytes: "<@", with: "< @").split(
      separator: " ", omittingEmptySubsequences: false)
    var position = 0
    while position < words.count {
      defer { position += 1 }
      guard words[position].utf8.first == UInt8(ascii: "@") else { continue }
      // Names may have several words: the longest one that is known is meant.
      for count in stride(from: min(3, words.count - position), through: 1, by: -1) {
        let name = words[position..<position + count].joined(separator: " ").dropFirst()
        let tail = name.suffix(while: { ".!?,;:".contains($0) })
        guard let found = bearer(of: name, without: tail) else { continue }
        guard !found.text.utf8.contains(UInt8(ascii: ">")) else { continue }
        words.replaceSubrange(position..<position + count, with: ["<@\(found)>\(tail)"])
        break
      }
    }
    return words.joined(separator: " ")
  }

  /// The one member who is called `name`, or whose identity that is, with or without the `@`.
  private func bearer(of name: Substring, without tail: Substring) -> MemberID? {
    if let found = bearers[Folding.fold(String(name))] { return found.count == 1 ? found[0] : nil }
    let bare = name.dropLast(tail.count)
    for id in [MemberID(String(bare)), MemberID("@" + bare)] where members[id] != nil { return id }
    return nil
  }

  /// The text as it is shown: mentions as the present names of those who are meant.
  package func shown(_ text: String) -> String {
    Self.replacingMentions(in: text) { name(of: $0) }
  }

  /// The text with every mention made what `words` says of the one who is meant.
  ///
  /// Bytes are looked at: an accent behind a mention does not hide it.
  static func replacingMentions(in text: String, with words: (MemberID) -> String) -> String {
    guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
    var replaced: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      replaced += rest[..<start]
      rest = rest[start...]
      let name = rest.dropFirst(2).prefix { $0 != UInt8(ascii: ">") }
      guard rest.dropFirst().first == UInt8(ascii: "@"), name.endIndex < rest.endIndex else {
        replaced.append(rest.removeFirst())
        continue
      }
      replaced += words(MemberID(String(decoding: name, as: UTF8.self))).utf8
      rest = rest[(name.endIndex + 1)...]
    }
    return String(decoding: replaced + rest, as: UTF8.self)
  }

  /// The text with every mention of `id` made one of nobody, and `id` itself wherever it stands as a
  /// word, because somebody may have written it before it was known.
  static func erased(_ id: MemberID, from text: String) -> String {
    guard !id.text.isEmpty, text.utf8.count >= id.text.utf8.count else { return text }
    var rest = text.replacing(bytes: mention(id), with: "a member")[...]
    var erased = ""
    while let found = rest.ranges(of: id.text).first {
      let before = rest[..<found.lowerBound]
      let isWord =
        !continues(before.last ?? erased.last) && !continues(rest[found.upperBound...].first)
      erased += before + (isWord ? "a member" : rest[found])
      rest = rest[found.upperBound...]
    }
    return erased + rest
  }

  /// Whether a word goes on through `character`.
  private static func continues(_ character: Character?) -> Bool {
    character.map { $0.isLetter || $0.isNumber } ?? false
  }

  /// A mention of somebody as it is kept within a text.
  static func mention(_ id: MemberID) -> String { "<@\(id)>" }
}

extension Substring {
  /// The longest end of the text of which every character fits.
  fileprivate func suffix(while fits: (Character) -> Bool) -> Substring {
    var start = endIndex
    while start > startIndex, fits(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}

extension Reply {
  /// What a stranger is told whose community has as many members as it can have.
  static var communityIsFull: Reply {
    Reply(
      "This community has \(People.limit) members, and I can't look after more. Please tell whoever runs me."
    )
  }
}
