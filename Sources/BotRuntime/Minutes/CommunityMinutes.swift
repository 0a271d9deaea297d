import CommunityCore
import Primitives
import Publishing
import Timekeeping

/// The minutes of one session as a file.
struct CommunityMinutes {
  let community: Community
  let session: Sessions.Session

  /// Whether there is something to show yet: while a session is on, its minutes are in the chat alone.
  var isShown: Bool {
    let record = community.minutes[session.id]
    return record.draftedAt != nil || record.settledAt != nil
  }

  /// What the file is called: by the key of the community, which never changes, and the number.
  var name: String { "\(community.plan.key).\(session.id).md" }

  /// The file.
  var bytes: [UInt8] { document.bytes }

  /// What the file says.
  var document: MinutesDocument {
    let record = community.minutes[session.id]
    let entries = community.minutes.entries(of: session.id)
    let reports = record.reports.map { report in
      "Group \(report.group): \(shown(report.text))"
    }
    let sections = EntryID.Kind.inMinutes.map { kind in
      MinutesDocument.Section(kind.heading, entries.filter { $0.id.kind == kind }.map(line))
    }
    let questions = community.questions(at: session).map { community.minuted($0) }
    return MinutesDocument(
      title: "\(session.id) \(shown(session.title))", facts: facts,
      summary: record.summary.map(shown),
      sections: sections + [
        MinutesDocument.Section("Questions", questions),
        MinutesDocument.Section("Groups", reports),
      ],
      isDraft: record.settledAt == nil
    )
  }

  /// The minutes as a mail that a mail program opens, to be sent on: nobody's address is in it.
  ///
  /// Nil where our own addresses should be no good.
  var mail: [UInt8]? {
    guard let sender = MailAddress("minutes@roundtable.invalid"),
      let recipient = MailAddress("members@roundtable.invalid")
    else { return nil }
    let document = document
    let record = community.minutes[session.id]
    var blocks: [Letter.Block] = [.heading(document.title)]
    if document.isDraft { blocks.append(.paragraph("A draft: it can still be corrected.")) }
    blocks.append(.list(document.facts.map { "\($0.label): \($0.value)" }))
    if let summary = document.summary { blocks.append(.paragraph(summary)) }
    for section in document.sections where !section.items.isEmpty {
      blocks += [.heading(section.title), .list(section.items)]
    }
    let mark = SHA256.hexadecimal("\(community.plan.key) \(session.id)", digits: 24)
    let letter = Letter(subject: "Minutes: \(document.title)", blocks: blocks)
    return MailDocument(
      letter,
      in: .init(
        senderName: community.plan.name, sender: sender, recipient: recipient,
        identifier: "minutes.\(mark)@roundtable.invalid",
        date: record.settledAt ?? record.draftedAt ?? session.end)
    ).bytes
  }

  /// When it was, who ran it and how many were there; who was there is nobody's business beyond those.
  private var facts: [(label: String, value: String)] {
    let zone = community.sessions.zones.zoneOrUniversal(named: session.time.zone)
    var facts = [
      (label: "Community", value: community.plan.name),
      (label: "When", value: TimeEcho.dated(session.start, in: zone)),
    ]
    if let topic = session.topic.flatMap({ community.topics[$0] }) {
      facts.append((label: "Topic", value: "\(topic.id) \(shown(topic.text))"))
    }
    if let facilitator = session.facilitator {
      facts.append((label: "Facilitated by", value: community.people.name(of: facilitator)))
    }
    let count = session.attendance.here.count
    if count > 0 { facts.append((label: "There", value: "\(count)")) }
    return facts
  }

  private func line(_ entry: Minutes.Entry) -> String {
    guard let task = entry.task else { return "\(entry.id) \(shown(entry.text))" }
    let owner = task.owner.map { community.people.name(of: $0) } ?? "everyone"
    let due = task.due.map { ", by \(TimeEcho.day($0))" } ?? ""
    return "\(entry.id) \(owner): \(shown(entry.text))\(due)\(task.doneAt == nil ? "" : " (done)")"
  }

  private func shown(_ text: String) -> String { community.people.shown(text) }
}
