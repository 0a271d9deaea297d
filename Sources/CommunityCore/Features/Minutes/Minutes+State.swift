import OrderedCollections
import Primitives
import Timekeeping

extension Minutes {
  func write(to json: inout JSONWriter) {
    json.member("minutes", linesOf: entries.values) { json, entry in
      json.object { entry.writeMembers(to: &$0) }
    }
    let kept = records.filter { $0.value.isKept }.sorted { $0.key < $1.key }
    json.member("minutes-of", linesOf: kept) { json, record in
      json.object { json in
        json.member("drafted", ifPresent: record.value.draftedAt)
        json.member("reports", arrayOf: record.value.reports) { json, report in
          json.object { report.writeMembers(to: &$0) }
        }
        json.member("session", record.key)
        json.member("settled", ifPresent: record.value.settledAt)
        json.member("summary", ifPresent: record.value.summary)
      }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    self.init()
    for entry in fields.optionalList("minutes") { add(try Entry(reading: entry)) }
    for entry in fields.optionalList("minutes-of") {
      let draftedAt = entry.has("drafted") ? try entry.instant("drafted") : nil
      let settledAt = entry.has("settled") ? try entry.instant("settled") : nil
      var reports: [Report] = []
      for report in entry.optionalList("reports") { reports.append(try Report(reading: report)) }
      change(try entry.numbered("session")) { record in
        record.draftedAt = draftedAt
        record.settledAt = settledAt
        record.summary = entry.optionalText("summary")
        record.reports = reports
        record.lastAt = [record.lastAt, reports.last?.at].compactMap { $0 }.max()
      }
    }
  }
}

extension Minutes.Record {
  /// Whether it says more than its entries do themselves.
  fileprivate var isKept: Bool {
    draftedAt != nil || settledAt != nil || summary != nil || !reports.isEmpty
  }
}

extension Minutes.Entry {
  func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("by", ifPresent: author)
    json.member("done", ifPresent: task?.doneAt)
    json.member("due", ifPresent: task?.due?.description)
    json.member("id", id)
    json.member("owner", ifPresent: task?.owner)
    if let task, task.reminded > 0 { json.member("reminded", task.reminded) }
    if let session { json.member("session", session) }
    if isStruck { json.member("struck", true) }
    json.member("text", text)
  }

  init(reading fields: Fields) throws(StateError) {
    let id = try fields.entryID("id")
    self.init(
      id: id, session: fields.has("session") ? try fields.numbered("session") : nil,
      author: fields.optionalIdentifier("by"), text: try fields.text("text"),
      at: try fields.instant("at"),
      task: id.kind == .action
        ? Minutes.Task(
          owner: fields.optionalIdentifier("owner"),
          due: fields.has("due") ? try fields.day("due") : nil,
          doneAt: fields.has("done") ? try fields.instant("done") : nil,
          reminded: fields.optionalInteger("reminded") ?? 0) : nil,
      isStruck: fields.boolean("struck"))
  }
}

extension Minutes.Report {
  func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("by", ifPresent: member)
    json.member("group", group)
    json.member("round", round)
    json.member("text", text)
  }

  init(reading fields: Fields) throws(StateError) {
    self.init(
      group: try fields.integer("group"), round: fields.optionalInteger("round") ?? 1,
      member: fields.optionalIdentifier("by"),
      text: try fields.text("text"), at: try fields.instant("at"))
  }
}
