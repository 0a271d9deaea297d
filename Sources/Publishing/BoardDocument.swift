package import Primitives

/// A board of cards as Trello writes it, and as the programs read that take over boards from it.
///
/// What they ask for was read off Wekan's importer: a board needs `prefs` and `actions`, a card its
/// `idLabels`, `idMembers`, `pos` and the date of its last change.
package struct BoardDocument: Sendable {
  /// One card.
  package struct Card: Hashable, Sendable {
    /// What it says.
    package var name: String
    /// More about it, plain text.
    package var details: [String]
    /// The name of its list.
    package var list: String
    /// What it is marked with.
    package var labels: [String]
    /// Who looks after it; nil where nobody does.
    package var owner: String?
    /// Until when; nil where that is not said.
    package var due: GregorianDay?
    /// Whether it is done.
    package var isDone: Bool
    /// When it was written.
    package var at: Instant

    /// Makes a card.
    package init(
      _ name: String, details: [String], list: String, labels: [String] = [], owner: String?,
      due: GregorianDay? = nil, isDone: Bool = false, at: Instant
    ) {
      self.name = name
      self.details = details
      self.list = list
      self.labels = labels
      self.owner = owner
      self.due = due
      self.isDone = isDone
      self.at = at
    }
  }

  /// The name of the board.
  package var name: String
  /// The names of its lists, from the left.
  package var lists: [String]
  /// The cards, in the order in which they hang.
  package var cards: [Card]

  /// Makes a board.
  package init(name: String, lists: [String], cards: [Card]) {
    self.name = name
    self.lists = lists
    self.cards = cards
  }

  /// The table that programs import which make cards of rows.
  package var sheet: Sheet {
    var sheet = Sheet([
      "Card Name", "Card Description", "List", "Labels", "Members", "Due Date", "Due Complete",
    ])
    for card in cards {
      sheet.add([
        .text(card.name), .text(card.description), .text(card.list), .list(card.labels),
        .text(ifPresent: card.owner), .text(ifPresent: card.due?.description),
        .truth(card.isDone),
      ])
    }
    return sheet
  }

  /// The board as one object.
  package var json: [UInt8] {
    let owners = Self.distinct(cards.compactMap(\.owner))
    let labels = Self.distinct(cards.flatMap(\.labels))
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("actions", linesOf: [Card]()) { $0.string($1.name) }
      json.member("cards", linesOf: Array(cards.enumerated())) { json, entry in
        write(entry.element, at: entry.offset, to: &json)
      }
      json.member("checklists", linesOf: [Card]()) { $0.string($1.name) }
      json.member("closed", false)
      json.member("desc", "")
      json.member("id", id("board", name))
      json.member("labels", linesOf: labels) { json, label in
        json.object { json in
          json.member("color", "sky")
          json.member("id", id("label", label))
          json.member("name", label)
        }
      }
      json.member("lists", linesOf: Array(lists.enumerated())) { json, entry in
        json.object { json in
          json.member("closed", false)
          json.member("id", id("list", entry.element))
          json.member("idBoard", id("board", name))
          json.member("name", entry.element)
          json.member("pos", (entry.offset + 1) * 1024)
        }
      }
      json.member("members", linesOf: owners) { json, owner in
        json.object { json in
          json.member("fullName", owner)
          json.member("id", id("member", owner))
          json.member("username", owner)
        }
      }
      json.member("name", name)
      json.member("prefs") { json in
        json.member("background", "blue")
        json.member("permissionLevel", "private")
      }
    }
    json.endLine()
    return json.bytes
  }

  private func write(_ card: Card, at index: Int, to json: inout JSONWriter) {
    json.object { json in
      json.member("closed", false)
      json.member("dateLastActivity", card.at)
      json.member("desc", card.description)
      json.name("due")
      if let due = card.due {
        // Noon is that day almost everywhere; the board knows instants alone.
        json.string("\(due)T12:00:00.000Z")
      } else {
        json.null()
      }
      json.member("dueComplete", card.isDone)
      json.member("id", id("card", "\(index) \(card.name)"))
      json.member("idBoard", id("board", name))
      json.member("idLabels", arrayOf: card.labels) { $0.string(id("label", $1)) }
      json.member("idList", id("list", card.list))
      json.member("idMembers", arrayOf: [card.owner].compactMap { $0 }) {
        $0.string(id("member", $1))
      }
      json.member("name", card.name)
      json.member("pos", (index + 1) * 1024)
    }
  }

  /// A name of 24 hexadecimal digits, as Trello gives them; the same for the same thing.
  private func id(_ kind: String, _ thing: String) -> String {
    SHA256.hexadecimal("\(kind) \(name) \(thing)", digits: 24)
  }

  private static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}

extension BoardDocument.Card {
  /// The details as Markdown, which boards take descriptions for: nothing a member wrote is markup.
  fileprivate var description: String {
    details.map(MarkdownText.plain).joined(separator: "\n")
  }
}
