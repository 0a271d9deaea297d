package import Primitives

extension Sessions {
  /// What a session does when, in boxes of time.
  package struct Agenda: Hashable, Sendable {
    /// One box of time.
    package struct Item: Hashable, Sendable {
      /// What is done, mentions as identities.
      package internal(set) var title: String
      /// How long it may take.
      package internal(set) var minutes: Int
      /// Whether it can't be left out.
      package let isMust: Bool
      /// Whether it was done.
      package internal(set) var isOver = false
    }

    /// What was said of the time of the item that runs.
    package enum Told: String, Sendable {
      /// Nothing.
      case nothing
      /// That little time is left.
      case soon
      /// That its time is up.
      case up
    }

    /// How many items there can be.
    package static let itemsLimit = 12
    /// The longest title of an item, in bytes.
    package static let titleBytes = 80
    /// The longest item, in minutes.
    package static let itemMinutes = 240
    /// How long before the end of an item it is said that little time is left; only where the item is
    /// longer than twice that.
    package static let warning = Span.minutes(2)

    /// The format that it was made from; nil for one made by hand.
    package internal(set) var format: String?
    /// What is done, in order.
    package internal(set) var items: [Item] = []
    /// The item that runs, counted from 0; nil while none does.
    package internal(set) var current: Int?
    /// Since when it runs.
    package internal(set) var since: Instant?
    /// What was said of its time.
    package internal(set) var told = Told.nothing

    /// How many minutes all items take together.
    package var minutes: Int { items.reduce(0) { $0 + $1.minutes } }

    /// When the item that runs should end; nil while none does.
    package var until: Instant? {
      guard let current, let since, items.indices.contains(current) else { return nil }
      return since + .minutes(Int64(items[current].minutes))
    }

    /// The next item that is neither over nor running, counted from 0.
    var next: Int? {
      items.indices.first { !items[$0].isOver && $0 != current }
    }

    mutating func forget(_ member: MemberID) {
      for index in items.indices {
        items[index].title = People.erased(member, from: items[index].title)
      }
    }
  }

  /// A time that runs down, such as five minutes to think.
  package struct Timer: Hashable, Sendable {
    /// What it is for, mentions as identities; may be empty.
    package internal(set) var label: String
    /// When it is up.
    package let until: Instant
  }
}

extension Sessions.Agenda {
  func writeMembers(to json: inout JSONWriter) {
    if let current { json.member("current", current) }
    json.member("format", ifPresent: format)
    json.member("items", arrayOf: items) { json, item in
      json.object { json in
        json.member("minutes", item.minutes)
        if item.isMust { json.member("must", true) }
        if item.isOver { json.member("over", true) }
        json.member("title", item.title)
      }
    }
    json.member("since", ifPresent: since)
    if told != .nothing { json.member("told", told.rawValue) }
  }

  init(reading fields: Fields) throws(StateError) {
    for entry in try fields.list("items") {
      items.append(
        Item(
          title: try entry.text("title"), minutes: try entry.integer("minutes"),
          isMust: entry.boolean("must"), isOver: entry.boolean("over")))
    }
    current = fields.optionalInteger("current")
    format = fields.optionalText("format")
    since = fields.has("since") ? try fields.instant("since") : nil
    told = fields.optionalText("told").flatMap { Told(rawValue: $0) } ?? .nothing
  }
}

extension Sessions.Timer {
  func writeMembers(to json: inout JSONWriter) {
    json.member("label", label)
    json.member("until", until)
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(label: try fields.text("label"), until: try fields.instant("until"))
  }
}
