package import CommandGrammar
package import Primitives

/// Writes the groups for the program in which people meet.
package struct ExportBreakout: Command {
  package static let description = CommandDescription(
    "breakout export", aliases: ["breakout csv"],
    usage: "!breakout export <zoom|bbb|remo|csv>",
    summary: "Sends you the groups for Zoom, BigBlueButton, Remo or a spreadsheet.",
    examples: ["!breakout export zoom", "!breakout export csv"], instead: "!breakout")

  private let form: BreakoutForm

  package init(reading arguments: inout Arguments) throws(UsageError) {
    guard let word = arguments.take() else {
      throw .missing("for what: `zoom`, `bbb`, `remo` or `csv`")
    }
    guard let form = BreakoutForm(word.folded) else {
      throw .invalid(word.text, expected: "`zoom`, `bbb`, `remo` or `csv`")
    }
    self.form = form
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let moment = try BreakoutMoment(in: context)
    try context.requireRunning(moment.session)
    let breakout = try moment.drawn()
    if breakout.isSought { throw .breakouts(.stillLooking) }
    let groups = breakout.present.isEmpty ? breakout.held.last ?? [] : breakout.present
    guard !groups.isEmpty else { throw .breakouts(.roundsOver) }
    let sheet = context.community.sheet(of: groups, for: form)
    let lines = sheet.text.split(whereSeparator: \.isNewline)
    return try context.privately(([sheet.remark[...]] + lines).joined(separator: "\n"))
  }
}

/// A form in which groups leave the bot.
package enum BreakoutForm: String, CaseIterable, Sendable {
  /// Zoom's file for pre-assigned breakout rooms.
  case zoom
  /// The `groups` of BigBlueButton's breakout rooms.
  case bigBlueButton = "bbb"
  /// Who sits at which table.
  case remo
  /// A spreadsheet with everything.
  case csv

  /// Reads a folded word.
  package init?(_ word: String) {
    switch word {
    case "zoom": self = .zoom
    case "bbb", "bigbluebutton", "big-blue-button": self = .bigBlueButton
    case "remo", "tables": self = .remo
    case "csv", "excel", "spreadsheet", "sheet": self = .csv
    default: return nil
    }
  }
}

/// Groups as another program reads them, and what to know about that.
package struct BreakoutSheet: Sendable {
  /// The content of a file.
  package let text: String
  /// One sentence or two: what it is, who is missing, and what the program's limits are.
  package let remark: String
}

extension Community {
  /// The most rooms and people that Zoom takes in one file, by its help pages.
  private static let zoomLimits = (rooms: 100, people: 1000)

  /// `groups` for a program.
  package func sheet(of groups: [Breakout.Group], for form: BreakoutForm) -> BreakoutSheet {
    let filled = groups.enumerated().filter { !$0.element.members.isEmpty }
    switch form {
    case .zoom: return zoom(filled)
    case .bigBlueButton: return bigBlueButton(filled)
    case .remo:
      let lines = filled.map { index, group in
        "Table \(index + 1): " + group.members.map { people.name(of: $0) }.joined(separator: ", ")
      }
      return BreakoutSheet(
        text: lines.joined(separator: "\n"),
        remark: "Remo takes no file with tables: here is who sits at which, to read out or to post."
      )
    case .csv:
      var rows = [["Group", "Name", "Duty", "Id"]]
      for (index, group) in filled {
        rows += group.members.map { member in
          let duty = member == group.lead ? "lead" : member == group.notes ? "notes" : ""
          return ["\(index + 1)", people.name(of: member), duty, member.text]
        }
      }
      let count = rows.count - 1
      return BreakoutSheet(
        text: CSVText.document(rows), remark: "\(count) people as comma-separated values:")
    }
  }

  private func zoom(_ groups: [(offset: Int, element: Breakout.Group)]) -> BreakoutSheet {
    var rows = [["Pre-assign Room Name", "Email Address"]]
    var nameless: [String] = []
    for (index, group) in groups {
      for member in group.members {
        if let mail = people[member]?.mail {
          rows.append(["Group \(index + 1)", mail])
        } else {
          nameless.append(people.name(of: member))
        }
      }
    }
    guard rows.count > 1 else {
      return BreakoutSheet(
        text: "",
        remark: "Zoom needs e-mail addresses, and nobody here has given me one. By direct message "
          + "`!mail <address>` does.")
    }
    var remark =
      "\(rows.count - 1) \(rows.count == 2 ? "row" : "rows") for Zoom, to save as a .csv file. Zoom takes \(Self.zoomLimits.rooms) rooms "
      + "and \(Self.zoomLimits.people) people, and keeps one set of rooms a meeting."
    if groups.count > Self.zoomLimits.rooms || rows.count - 1 > Self.zoomLimits.people {
      remark += " That is more than it takes."
    }
    if !nameless.isEmpty {
      let shown = nameless.prefix(10).joined(separator: ", ")
      let more = nameless.count > 10 ? " and \(nameless.count - 10) more" : ""
      remark += " Without an address: \(shown)\(more); `!mail <address>` gives me one."
    }
    return BreakoutSheet(text: CSVText.document(rows), remark: remark)
  }

  private func bigBlueButton(
    _ groups: [(offset: Int, element: Breakout.Group)]
  ) -> BreakoutSheet {
    var json = JSONWriter()
    json.array(of: groups) { json, entry in
      json.object { json in
        json.member("id", "\(entry.offset + 1)")
        json.member("name", "Group \(entry.offset + 1)")
        json.member("roster", arrayOf: entry.element.members) { $0.string($1.text) }
      }
    }
    return BreakoutSheet(
      text: String(decoding: json.bytes, as: UTF8.self),
      remark:
        "The `groups` parameter of BigBlueButton's create call; people by the ids they have here:")
  }
}
