import CommandGrammar
package import Primitives

/// What a table of members would make true in a community: who is new, and what is known of others
/// that they have not said themselves.
///
/// Nothing that a member has set is changed, and nobody who left is brought back.
package struct MembersImport: Sendable {
  /// What comes of it.
  package private(set) var outcome = ImportOutcome()

  private let community: Community
  private let now: Instant
  private var lineByMember: [MemberID: Int] = [:]

  /// Reads `table`, whose columns are those of an export; `id` is needed, and what is not `id`,
  /// `name`, `interests` or `mail` is passed over.
  package init(_ table: CSVReading, into community: Community, at now: Instant) {
    self.community = community
    self.now = now
    outcome.require(
      [MemberColumn.id.rawValue], of: MemberColumn.allCases.map(\.rawValue), in: table,
      taking: "id (who somebody is in the chat), name, interests and mail")
    guard outcome.problems.isEmpty else { return }
    for row in table.rows { take(row, table.columns) }
    outcome.settle()
  }

  private mutating func take(_ row: CSVReading.Row, _ columns: [String]) {
    func field(_ column: MemberColumn) -> String {
      columns.firstIndex(of: column.rawValue).map { row.fields[$0] } ?? ""
    }
    do throws(CSVReading.Problem) {
      let id = try identity(field(.id), row.line)
      let name = try Self.name(field(.name), row.line)
      let interests = try Self.interests(field(.interests), row.line).map(community.people.stored)
      let mail = try Self.mail(field(.mail), row.line)
      guard let member = community.people[id] else {
        outcome.added += 1
        let name = name.isEmpty ? Prose.prefix(id.text, bytes: Limits.nameBytes) : name
        outcome.events.append(.people(.joined(id, name: name, at: now)))
        if !interests.isEmpty { outcome.events.append(.people(.interested(id, interests))) }
        if let mail { outcome.events.append(.people(.mailSet(id, mail))) }
        return
      }
      complete(member, interests, mail, row.line)
    } catch {
      outcome.problems.append(error)
    }
  }

  private mutating func complete(
    _ member: Member, _ interests: [String], _ mail: String?, _ line: Int
  ) {
    guard member.isActive else {
      outcome.unchanged += 1
      outcome.remarks.append(
        CSVReading.Problem(line, "\(member.name) has left, and comes back only by typing `!join`."))
      return
    }
    var changes: [Event] = []
    if !interests.isEmpty, interests != member.interests {
      if member.interests.isEmpty {
        changes.append(.people(.interested(member.id, interests)))
      } else {
        outcome.remarks.append(
          CSVReading.Problem(line, "\(member.name) keeps the interests they named."))
      }
    }
    if let mail, mail != member.mail {
      if member.mail == nil {
        changes.append(.people(.mailSet(member.id, mail)))
      } else {
        outcome.remarks.append(
          CSVReading.Problem(line, "\(member.name) keeps the address they gave."))
      }
    }
    outcome.events += changes
    if changes.isEmpty { outcome.unchanged += 1 } else { outcome.completed += 1 }
  }

  private mutating func identity(
    _ text: String, _ line: Int
  ) throws(CSVReading.Problem) -> MemberID {
    guard !text.isEmpty else {
      throw CSVReading.Problem(line, "The id is missing. Nobody can be known without one.")
    }
    guard text.utf8.count <= Limits.identifierBytes, Prose.clean(text) == text else {
      throw CSVReading.Problem(
        line, "The id “\(Self.shown(text))” can't be one: it is too long, or holds odd characters.")
    }
    let id = MemberID(text)
    if let first = lineByMember[id] {
      throw CSVReading.Problem(
        line, "“\(Self.shown(text))” stands on line \(first) already. Take one of them away.")
    }
    lineByMember[id] = line
    return id
  }

  private static func name(_ text: String, _ line: Int) throws(CSVReading.Problem) -> String {
    let name = Prose.name(text)
    guard name.utf8.count <= Limits.nameBytes else {
      throw CSVReading.Problem(line, "The name is longer than \(Limits.nameBytes) bytes.")
    }
    return name
  }

  private static func interests(
    _ text: String, _ line: Int
  ) throws(CSVReading.Problem) -> [String] {
    var folded: Set<String> = []
    let parts = text.split(whereSeparator: { $0 == ";" || $0 == "," })
      .map { Prose.clean(String($0)) }.filter { !$0.isEmpty }
    let interests = parts.filter { folded.insert(Folding.fold($0)).inserted }
    if let long = interests.first(where: { $0.utf8.count > Member.interestBytes }) {
      throw CSVReading.Problem(
        line,
        "The interest “\(shown(long))” is longer than \(Member.interestBytes) bytes. "
          + "Semicolons stand between two.")
    }
    guard interests.count <= Member.interestsEach else {
      throw CSVReading.Problem(
        line,
        "There are \(interests.count) interests; a member has at most \(Member.interestsEach).")
    }
    return interests
  }

  private static func mail(_ text: String, _ line: Int) throws(CSVReading.Problem) -> String? {
    if text.isEmpty { return nil }
    guard MailAddress(text) != nil else {
      throw CSVReading.Problem(line, "“\(shown(text))” is no e-mail address.")
    }
    return text
  }

  private static func shown(_ text: String) -> String {
    Prose.clean(Prose.prefix(text, bytes: 60))
  }
}
