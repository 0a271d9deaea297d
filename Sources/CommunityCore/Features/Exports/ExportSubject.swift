package import Primitives

/// What can leave as a document, and in which forms: the one table that chat and command line share.
///
/// Another subject is a case here, a table in `Community+Sheets.swift`, and nothing else.
package enum ExportSubject: String, CaseIterable, Sendable {
  /// Who was at which session.
  case attendance
  /// The members, with what they told of themselves.
  case members
  /// Who answered which invitation how.
  case rsvps
  /// The sessions, with how many came.
  case sessions
  /// What members would like to talk about.
  case topics
  /// What members said that they will do.
  case actions
  /// What sessions were worth to members.
  case feedback
  /// What was written down.
  case minutes
  /// What members shared.
  case resources
  /// What members tried and what it changed, as far as it may be quoted.
  case impact
  /// The stories that may be quoted.
  case stories
  /// What the community counts of its own.
  case measures
  /// What polls came to.
  case polls
  /// What was answered to surveys.
  case surveys

  /// The forms that make sense, the usual one first.
  package var forms: [ExportForm] {
    switch self {
    case .attendance, .members, .rsvps, .sessions, .feedback, .impact, .stories, .measures, .polls,
      .surveys:
      [.csv, .markdown, .json]
    case .topics, .actions: [.csv, .markdown, .json, .trello]
    case .minutes: [.markdown, .csv, .json, .mail]
    case .resources: [.csv, .markdown, .json, .bookmarks]
    }
  }

  /// Reads a folded word: the subject, or one of it.
  package init?(_ word: String) {
    switch word {
    case "member", "people": self = .members
    case "rsvp", "answers": self = .rsvps
    case "session", "meetings": self = .sessions
    case "topic", "backlog": self = .topics
    case "measure": self = .measures
    case "effects", "tried", "impacts": self = .impact
    case "story", "cases": self = .stories
    case "poll": self = .polls
    case "survey": self = .surveys
    case "action", "todo", "todos": self = .actions
    case "links", "resource", "bookmarks": self = .resources
    default: self.init(rawValue: word)
    }
  }
}

/// A form in which something leaves.
package enum ExportForm: String, CaseIterable, Sendable {
  /// Comma-separated values (RFC 4180).
  case csv
  /// Markdown (CommonMark, with tables as GitHub has them).
  case markdown = "md"
  /// JSON (RFC 8259).
  case json
  /// A board as Trello writes it, and the table that its importers read.
  case trello
  /// Bookmarks as browsers take them.
  case bookmarks
  /// A letter that a mail program opens and sends on.
  case mail = "eml"

  /// Reads a folded word.
  package init?(_ word: String) {
    switch word {
    case "excel", "spreadsheet": self = .csv
    case "markdown": self = .markdown
    case "html": self = .bookmarks
    case "mail", "e-mail", "letter": self = .mail
    default: self.init(rawValue: word)
    }
  }

  /// What the files end with: the subject and this are behind the key of the community.
  package var suffixes: [String] {
    switch self {
    case .csv, .markdown, .json, .mail: [rawValue]
    case .trello: ["trello.json", "trello.csv"]
    case .bookmarks: ["html"]
    }
  }
}

/// A document that is to be made from the state as it is, and put into the outbox.
package struct DocumentOrder: Hashable, Sendable {
  /// The key of the community.
  package let community: String
  /// What it holds.
  package let subject: ExportSubject
  /// The form.
  package let form: ExportForm
  /// Whether a byte order mark stands in front of comma-separated values, as some spreadsheets ask for.
  package let isMarked: Bool
  /// When it was ordered.
  package let at: Instant

  /// Orders a document.
  package init(
    of community: String, _ subject: ExportSubject, as form: ExportForm, isMarked: Bool,
    at: Instant
  ) {
    self.community = community
    self.subject = subject
    self.form = form
    self.isMarked = isMarked
    self.at = at
  }

  /// The names of its files, in the order of the form's suffixes.
  package var names: [String] {
    form.suffixes.map { "\(community).\(subject.rawValue).\($0)" }
  }
}
