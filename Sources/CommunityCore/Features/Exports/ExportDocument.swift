package import CommandGrammar
package import Primitives
import Timekeeping

/// Has a document made, which is put into the outbox of the state folder and never into a room.
package struct ExportDocument: Command {
  package static let description = CommandDescription(
    "export", audience: .coordinators,
    usage: "!export <what> [csv|md|json|trello|bookmarks|eml] [--bom]",
    summary: "Writes attendance, members, rsvps, sessions, topics, actions, feedback, minutes, "
      + "resources, impact, stories, measures, polls or surveys to a file beside my state.",
    examples: ["!export attendance", "!export topics trello"], switches: ["bom"],
    instead: "!mydata")

  private let subject: ExportSubject
  private let form: ExportForm
  private let isMarked: Bool

  package init(reading arguments: inout Arguments) throws(UsageError) {
    let known = ExportSubject.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    guard let word = arguments.take() else { throw .missing("what: \(known)") }
    // Some say the form first.
    let first = ExportSubject(word.folded) == nil ? ExportForm(word.folded) : nil
    let meant = first == nil ? nil : arguments.take()
    guard let subject = ExportSubject((meant ?? word).folded) else {
      let isCalendar = ["calendar", "ics", "ical", "webcal"].contains(word.folded)
      throw .invalid(
        (meant ?? word).text,
        expected: "one of \(known)" + (isCalendar ? "; `!calendar` has the calendar" : ""))
    }
    let forms = subject.forms.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    var form = subject.forms[0]
    if let word = first == nil ? arguments.take() : word {
      guard let named = ExportForm(word.folded), subject.forms.contains(named) else {
        throw .invalid(word.text, expected: "a form that \(subject.rawValue) can have: \(forms)")
      }
      form = named
    }
    self.subject = subject
    self.form = form
    isMarked = arguments.switched("bom")
  }

  package func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision {
    let community = context.community
    let order = DocumentOrder(
      of: community.plan.key, subject, as: form, isMarked: isMarked, at: context.now)
    guard let count = community.count(of: order) else {
      return Decision(saying: Reply("There is nothing to export: no \(subject.rawValue) yet."))
    }
    var decision = Decision(saying: .written(order, count, to: community.folder(of: order)))
    decision.orders = [order]
    return decision
  }
}

extension Community {
  /// How much a document would hold, such as `47 rows`; nil for nothing.
  package func count(of order: DocumentOrder) -> String? {
    let isBySession =
      order.subject == .minutes && (order.form == .markdown || order.form == .mail)
    var count =
      isBySession ? minutedSessions.count : sheet(of: order.subject, at: order.at).rows.count
    // A letter is about the last session alone.
    if order.form == .mail { count = min(count, 1) }
    if count == 0 { return nil }
    return "\(count) \(isBySession ? "session" : "row")\(count == 1 ? "" : "s")"
  }

  /// The folder of a document below the outbox: the day on which it was ordered, by the clocks of the
  /// community.
  package func folder(of order: DocumentOrder) -> String {
    clocks.localTime(at: order.at).day.description
  }
}

extension Reply {
  fileprivate static func written(
    _ order: DocumentOrder, _ count: String, to folder: String
  ) -> Reply {
    let files = order.names.map { "`\($0)`" }.joined(separator: " and ")
    return Reply(
      "\(files), \(count), in `outbox/\(folder)` of my state folder; "
        + "whoever runs me can fetch \(order.names.count == 1 ? "it" : "them").")
  }
}
