package import Primitives

/// What members give each other between sessions: resources, what they look for, and thanks.
package struct Sharing: Sendable {
  /// Something worth reading, watching or using, or the wish for it.
  package struct Resource: Hashable, Sendable {
    /// Its name; wishes have one of the same row.
    package let id: ResourceID
    /// Where it is; nil for a wish.
    package let url: String?
    /// What it is, or what is looked for, mentions as identities; may be empty beside a link.
    package internal(set) var text: String
    /// What it is about, folded, without the `#`.
    package let tags: [String]
    /// Who shared it or looks for it; nil once that member is forgotten.
    package internal(set) var author: MemberID?
    /// When.
    package let at: Instant
    /// For whom it worked, and for whom it did not, in the order of their identities.
    package internal(set) var ratings: [Rating] = []
    /// The resources that may be what is looked for, in the order in which they came.
    package internal(set) var matches: [ResourceID] = []
    /// Whether it was taken off the list.
    package internal(set) var isDropped = false

    /// Whether it is looked for and not there.
    package var isWish: Bool { url == nil }

    /// For how many of those who said so it worked; nil below three, because fewer are no small crowd.
    package var verdict: (worked: Int, of: Int)? {
      ratings.count < Sharing.shownFrom ? nil : (ratings.count { $0.worked }, ratings.count)
    }

    /// Makes a resource, or a wish where `url` is nil.
    package init(
      id: ResourceID, url: String?, text: String, tags: [String], author: MemberID?, at: Instant
    ) {
      self.id = id
      self.url = url
      self.text = text
      self.tags = tags
      self.author = author
      self.at = at
    }
  }

  /// What a resource was worth to one member.
  package struct Rating: Hashable, Sendable {
    /// Who says so.
    package let member: MemberID
    /// Whether it worked for them.
    package let worked: Bool
  }

  /// What one member thanked another for.
  package struct Thanks: Hashable, Sendable {
    /// A number that is never used twice.
    package let number: Int
    /// Who thanks.
    package let from: MemberID
    /// Who is thanked.
    package let to: MemberID
    /// What for, mentions as identities.
    package internal(set) var text: String
    /// When.
    package let at: Instant
  }

  /// From how many ratings on they are shown.
  package static let shownFrom = 3
  /// How many resources and wishes are kept, those that were dropped among them.
  package static let limit = 5000
  /// How many wishes a member can have open.
  package static let wishesEach = 10
  /// The longest text, in bytes.
  package static let textBytes = 300
  /// The longest link, in bytes.
  package static let linkBytes = 500
  /// How many tags a resource can have.
  package static let tagsEach = 6
  /// How many thanks are kept; older ones go.
  package static let thanksKept = 500
  /// How many thanks a member can say within a day.
  package static let thanksEach = 10

  /// All resources and wishes; the one called `R1` is the first.
  package private(set) var all: [Resource] = []
  /// What members were thanked for lately, the latest last.
  package private(set) var thanks: [Thanks] = []
  /// What the next thanks will be numbered.
  package private(set) var nextThanks = 1

  init() {}

  /// The resource or wish with that name.
  package subscript(id: ResourceID) -> Resource? {
    all.indices.contains(id.number - 1) ? all[id.number - 1] : nil
  }

  /// What the next resource or wish will be called.
  package var nextID: ResourceID { ResourceID(all.count + 1) }

  /// What there is, the latest first.
  package var resources: [Resource] { all.reversed().filter { !$0.isWish && !$0.isDropped } }

  /// What is looked for, the oldest first.
  package var wishes: [Resource] { all.filter { $0.isWish && !$0.isDropped } }

  /// What lies behind that link; nil where nobody has shared it.
  package func resource(at url: String) -> Resource? {
    all.first { $0.url == url && !$0.isDropped }
  }

  mutating func apply(_ event: SharingEvent) {
    switch event {
    case .saved(let resource):
      if resource.id == nextID { all.append(resource) }
    case .dropped(let id): change(id) { $0.isDropped = true }
    case .restored(let id): change(id) { $0.isDropped = false }
    case .matched(let id, let resource):
      change(id) { wish in
        if !wish.matches.contains(resource) { wish.matches.append(resource) }
      }
    case .rated(let id, let member, let worked):
      change(id) { resource in
        resource.ratings.removeAll { $0.member == member }
        guard let worked else { return }
        let place = resource.ratings.firstIndex { member < $0.member } ?? resource.ratings.count
        resource.ratings.insert(Rating(member: member, worked: worked), at: place)
      }
    case .thanked(let one): add(one)
    case .unthanked(let number): thanks.removeAll { $0.number == number }
    }
  }

  mutating func add(_ one: Thanks) {
    guard !thanks.contains(where: { $0.number == one.number }) else { return }
    thanks.append(one)
    nextThanks = max(nextThanks, one.number + 1)
    if thanks.count > Self.thanksKept { thanks.removeFirst(thanks.count - Self.thanksKept) }
  }

  mutating func restore(_ resources: [Resource], nextThanks: Int) {
    all = resources
    self.nextThanks = nextThanks
  }

  private mutating func change(_ id: ResourceID, _ body: (inout Resource) -> Void) {
    guard all.indices.contains(id.number - 1) else { return }
    body(&all[id.number - 1])
  }

  mutating func forget(_ member: MemberID) {
    for index in all.indices {
      all[index].ratings.removeAll { $0.member == member }
      if all[index].author == member { all[index].author = nil }
      all[index].text = People.erased(member, from: all[index].text)
    }
    thanks.removeAll { $0.from == member || $0.to == member }
    for index in thanks.indices {
      thanks[index].text = People.erased(member, from: thanks[index].text)
    }
  }
}

/// Marks the numbers of resources.
package enum ResourceKind: NumberedKind {
  /// `R`.
  package static let letter: Character = "R"
}

/// Which resource or wish, such as `R9`.
package typealias ResourceID = Numbered<ResourceKind>

extension ResourceID {
  /// Reads `R7`, `r7` or `#r7`; nil for a number alone, which may be meant as something else.
  init?(lettered text: String) {
    guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "r") }) else { return nil }
    self.init(text)
  }
}
