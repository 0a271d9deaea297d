import OrderedCollections
package import Primitives
import Timekeeping

extension Community {
  /// What is known of a subject at `now`, as a table.
  ///
  /// The order is that of sessions, numbers and identities, never one of merit. Nobody who is forgotten
  /// is in it; mentions are shown by their present names.
  package func sheet(of subject: ExportSubject, at now: Instant) -> Sheet {
    switch subject {
    case .attendance: attendanceSheet
    case .members: memberSheet
    case .rsvps: rsvpSheet
    case .sessions: sessionSheet(at: now)
    case .topics: topicSheet(at: now)
    case .actions: actionSheet
    case .feedback: feedbackSheet
    case .minutes: minutesSheet
    case .resources: resourceSheet
    case .impact: impactSheet
    case .stories: storySheet
    case .measures: measureSheet
    case .polls: pollSheet
    case .surveys: surveySheet
    }
  }

  /// The sessions whose minutes can be shown: drafted, or settled.
  package var minutedSessions: [Sessions.Session] {
    sessions.all.filter { session in
      let record = minutes[session.id]
      return record.draftedAt != nil || record.settledAt != nil
    }
  }

  /// The actions that were not taken back, the oldest first.
  package var exportedActions: [Minutes.Entry] {
    minutes.entries.values.filter { $0.task != nil && !$0.isStruck }
  }

  /// The open topics, the oldest first.
  package var exportedTopics: [Topics.Topic] { topics.all.filter { $0.status == .open } }

  func shown(_ text: String) -> Sheet.Cell { .text(ifPresent: people.shown(text)) }

  private func name(_ member: MemberID?) -> Sheet.Cell {
    member.map { .text(people.name(of: $0)) } ?? .empty
  }

  private func instant(_ instant: Instant?) -> Sheet.Cell {
    instant.map { .text($0.description) } ?? .empty
  }

  /// What every table about sessions begins with.
  private static let sessionColumns = ["session", "date", "time", "zone", "title"]

  private func cells(of session: Sessions.Session) -> [Sheet.Cell] {
    [
      .text(session.id.description), .text(session.time.local.day.description),
      .text(session.time.local.clock), .text(session.time.zone), shown(session.title),
    ]
  }

  private var attendanceSheet: Sheet {
    var sheet = Sheet(Self.sessionColumns + ["member", "name", "answered"])
    for session in sessions.all {
      for member in session.attendance.here.sorted() {
        sheet.add(
          cells(of: session) + [
            .text(member.text), name(member),
            .text(ifPresent: session.attendance[member]?.choice.rawValue),
          ])
      }
    }
    return sheet
  }

  private var rsvpSheet: Sheet {
    var sheet = Sheet(
      Self.sessionColumns + ["member", "name", "answer", "guests", "waiting", "note", "at"])
    for session in sessions.all {
      for (member, answer) in session.attendance.answers.sorted(by: { $0.member < $1.member }) {
        sheet.add(
          cells(of: session) + [
            .text(member.text), name(member), .text(answer.choice.rawValue),
            .number(answer.guests), .truth(answer.seat == .waiting), shown(answer.note),
            instant(answer.at),
          ])
      }
    }
    return sheet
  }

  private func sessionSheet(at now: Instant) -> Sheet {
    var sheet = Sheet(
      Self.sessionColumns + [
        "minutes", "status", "topic", "place", "yes", "maybe", "no", "waiting", "there",
      ])
    for session in sessions.all {
      let attendance = session.attendance
      let isHeld =
        session.status == .planned && session.isOver(at: now) && isWitnessed(session)
      sheet.add(
        cells(of: session) + [
          .number(session.minutes), .text(isHeld ? "held" : session.status.rawValue),
          .text(ifPresent: session.topic?.description), session.place.map { .link($0) } ?? .empty,
          .number(attendance.goingCount), .number(attendance.maybeCount),
          .number(attendance.notCount), .number(attendance.waitingCount),
          .number(attendance.here.count),
        ])
    }
    return sheet
  }

  private var memberSheet: Sheet {
    var sheet = Sheet(MemberColumn.allCases.map(\.rawValue))
    for member in people.members.values.sorted(by: { $0.id < $1.id }) {
      sheet.add([
        .text(member.id.text), .text(member.name), instant(member.joinedAt),
        .truth(member.isActive), .list(roles(of: member.id).sorted().map(\.rawValue)),
        .list(member.interests.map { people.shown($0) }), .text(ifPresent: member.mail),
        .text(ifPresent: member.zone), shown(member.introduction ?? ""),
      ])
    }
    return sheet
  }

  private func topicSheet(at now: Instant) -> Sheet {
    var sheet = Sheet([
      "topic", "text", "votes", "stage", "session", "proposed by", "would lead", "at",
    ])
    let stages = stages(at: now)
    for topic in exportedTopics {
      let stage = stages[topic.id]
      sheet.add([
        .text(topic.id.description), shown(topic.text), .number(topic.votes.count),
        .text((stage?.word ?? .proposed).rawValue),
        .text(ifPresent: stage?.session.description),
        name(topic.proposer), name(topic.owner), instant(topic.at),
      ])
    }
    return sheet
  }

  private var actionSheet: Sheet {
    var sheet = Sheet(["action", "text", "owner", "due", "done", "session", "at"])
    for entry in exportedActions {
      sheet.add([
        .text(entry.id.description), shown(entry.text), name(entry.task?.owner),
        .text(ifPresent: entry.task?.due?.description), instant(entry.task?.doneAt),
        .text(ifPresent: entry.session?.description), instant(entry.at),
      ])
    }
    return sheet
  }

  /// Answers without a name are those that are released, in whole threes; those with a name stand here
  /// once a session has three of them, as in the figures.
  private var feedbackSheet: Sheet {
    var sheet = Sheet(Self.sessionColumns + ["rating", "text", "name"])
    for id in feedback.sessions.keys.sorted() {
      guard let session = sessions[id] else { continue }
      let told = feedback.told(of: id)
      for answer in told.released {
        sheet.add(cells(of: session) + [.number(answer.rating), shown(answer.text), .empty])
      }
      for (member, answer) in told.named.sorted(by: { $0.key < $1.key }) {
        sheet.add(
          cells(of: session) + [.number(answer.rating), shown(answer.text), name(member)])
      }
    }
    return sheet
  }

  private var minutesSheet: Sheet {
    var sheet = Sheet(Self.sessionColumns + ["entry", "kind", "text", "owner", "due", "done"])
    for session in minutedSessions {
      for entry in minutes.entries(of: session.id) {
        sheet.add(
          cells(of: session) + [
            .text(entry.id.description), .text(entry.id.kind.rawValue), shown(entry.text),
            name(entry.task?.owner), .text(ifPresent: entry.task?.due?.description),
            instant(entry.task?.doneAt),
          ])
      }
      if let summary = minutes[session.id].summary {
        sheet.add(
          cells(of: session) + [
            .text("summary"), .text("summary"), shown(summary), .empty, .empty, .empty,
          ])
      }
      for question in questions(at: session) {
        let answer = question.answer.map { " → \($0)" } ?? ""
        sheet.add(
          cells(of: session) + [
            .text(question.id.description), .text("question"), shown(question.text + answer),
            .empty, .empty, .empty,
          ])
      }
      for report in minutes[session.id].reports {
        sheet.add(
          cells(of: session) + [
            .text("group \(report.group)"), .text("report"), shown(report.text), .empty, .empty,
            .empty,
          ])
      }
    }
    return sheet
  }

  private var measureSheet: Sheet {
    var sheet = Sheet(MeasureColumn.allCases.map(\.rawValue))
    for measure in measures.all.values {
      for value in measure.values {
        sheet.add([
          .text(measure.key), .text(value.span.description), .decimal(value.number.description),
          .text(ifPresent: people.shown(measure.unit)), instant(value.at),
        ])
      }
    }
    return sheet
  }

  private var resourceSheet: Sheet {
    var sheet = Sheet(["resource", "url", "text", "tags", "shared by", "at", "worked", "ratings"])
    for resource in sharing.resources.reversed() {
      sheet.add([
        .text(resource.id.description), resource.url.map { .link($0) } ?? .empty,
        shown(resource.text), .list(resource.tags), name(resource.author), instant(resource.at),
        resource.verdict.map { .number($0.worked) } ?? .empty,
        resource.verdict.map { .number($0.of) } ?? .empty,
      ])
    }
    return sheet
  }
}

/// The columns of the members' table, in their order; an import knows them by these names.
package enum MemberColumn: String, CaseIterable, Sendable {
  /// The identity in the chat.
  case id
  /// The name there.
  case name
  /// When they first came.
  case joined
  /// Whether they are in the community.
  case active
  /// What they were given by a coordinator.
  case roles
  /// What they care about.
  case interests
  /// Their e-mail address.
  case mail
  /// Their own zone.
  case zone
  /// How they introduced themselves.
  case introduction
}

/// The columns of the table of measures, in their order; an import knows them by these names.
package enum MeasureColumn: String, CaseIterable, Sendable {
  /// The name of the measure.
  case measure
  /// The time for which a value counts.
  case span
  /// The value.
  case value
  /// What it counts.
  case unit
  /// When it was written down.
  case at
}
