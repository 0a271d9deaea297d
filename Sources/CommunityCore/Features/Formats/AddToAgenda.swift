package import CommandGrammar
package import Primitives

/// Adds a box of time to an agenda.
package struct AddToAgenda: Command {
  package static let description = CommandDescription(
    "agenda add",
    usage: "!agenda add [session] <title> <minutes> [must] [first]",
    summary:
      "Adds something to the agenda with the time it may take; `must` can't be left out, `first` comes "
      + "before all that is still to come.",
    examples: ["!agenda add \"Open actions\" 5m first", "!agenda add Budget 10m must"],
    deed: .init("agenda item", "agenda items"), isUndoable: true)

  private let session: SessionReference
  private let item: Sessions.Agenda.Item
  private let isFirst: Bool

  package init(reading arguments: inout Arguments) throws(UsageError) {
    session = SessionReference(readingLetter: &arguments)
    var words: [String] = []
    var minutes: Int?
    var isMust = false
    var isFirst = false
    while let word = arguments.take() {
      if let length = TypedMinutes(word)?.minutes {
        minutes = length
      } else if minutes != nil, word.folded == "must" {
        isMust = true
      } else if minutes != nil, word.folded == "first" {
        isFirst = true
      } else {
        words.append(word.text)
      }
    }
    let title = Prose.clean(words.joined(separator: " "))
    guard Prose.saysSomething(title) else { throw .missing("a title") }
    guard title.utf8.count <= Sessions.Agenda.titleBytes else {
      throw .tooLong("a title", limitBytes: Sessions.Agenda.titleBytes)
    }
    guard let minutes else { throw .missing("how long it may take, such as `10m`") }
    guard (1...Sessions.Agenda.itemMinutes).contains(minutes) else {
      throw .invalid("\(minutes)m", expected: "a length from `1m` to `240m`")
    }
    item = Sessions.Agenda.Item(title: title, minutes: minutes, isMust: isMust)
    self.isFirst = isFirst
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let session: Sessions.Session
    switch try context.agendaChoice(self.session) {
    case .several(let sessions):
      let must = (item.isMust ? " must" : "") + (isFirst ? " first" : "")
      return context.choosing(among: sessions) {
        "agenda add \($0) \"\(item.title)\" \(item.minutes)m\(must)"
      }
    case .one(let meant): session = meant
    }
    var decision = try context.changing(agendaOf: session) { agenda throws(Refusal) in
      guard agenda.items.count < Sessions.Agenda.itemsLimit else {
        throw .full("items on the agenda", limit: Sessions.Agenda.itemsLimit)
      }
      var stored = item
      stored.title = context.community.people.stored(item.title)
      agenda.insert(stored, isFirst: isFirst)
    }
    if session.hour.agenda.items.isEmpty {
      context.offerFirstItems(at: session, in: &decision)
    }
    return decision
  }
}

extension Sessions.Agenda {
  /// Puts an item at the end, or in front of those that are neither over nor running.
  mutating func insert(_ item: Item, isFirst: Bool) {
    let place = isFirst ? next ?? items.endIndex : items.endIndex
    items.insert(item, at: place)
    if let running = current, running >= place { current = running + 1 }
  }
}

/// A length of time in minutes as somebody types it: `5m`, `5min`.
struct TypedMinutes {
  let minutes: Int

  /// Reads a word; nil for anything else.
  init?(_ word: Word) {
    let digits = word.folded.utf8.prefix { $0 &- 48 < 10 }
    guard !word.isQuoted, !digits.isEmpty, digits.count < 6,
      ["m", "min", "mins"].contains(word.folded.dropFirst(digits.count)),
      let minutes = Int(String(decoding: digits, as: UTF8.self))
    else { return nil }
    self.minutes = minutes
  }
}
