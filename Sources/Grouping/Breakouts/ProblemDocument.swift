package import Primitives

/// A problem as a JSON document, and the names that it gives to people.
///
/// The members are texts or whole numbers, each once. The form is described in `Documentation/groups.md`; members
/// that it does not name are left out, so that notes may stand beside the problem.
package struct ProblemDocument: Sendable {
  /// The problem, with people as numbers in the order of `members`.
  package let problem: GroupingProblem
  /// What the document calls each person.
  package let members: [JSONValue]

  /// Reads a document; refuses what is no problem, with the place where it is not.
  ///
  /// Whether the problem contradicts itself is found by `PlanSearch`.
  package init(parsing bytes: [UInt8]) throws(GroupingFault) {
    let root: JSONValue
    do throws(JSONError) {
      root = try JSONValue(parsing: bytes, maximumDepth: 16)
    } catch {
      throw .malformed("this is no JSON: \(error)")
    }
    guard root.members != nil else { throw .malformed("the problem is no object") }
    let reader = try DocumentReader(root)
    members = reader.members
    var problem = GroupingProblem(
      memberCount: reader.members.count, shape: try reader.shape(),
      rounds: try reader.wholeNumber("rounds"))
    problem.history = try reader.history()
    problem.together = try reader.lists("together")
    problem.apart = try reader.lists("apart")
    problem.leads = try reader.people("leads")
    problem.newcomers = try reader.people("newcomers")
    problem.absent = Array(try reader.lists("absent").prefix(max(0, problem.rounds)))
    problem.current = try reader.lists("current", withStrangers: true)
    self.problem = problem
  }

  /// What the document calls `person`, for a sentence.
  package func name(of person: Int) -> String {
    guard members.indices.contains(person) else { return "nobody" }
    return DocumentReader.text(members[person])
  }

  /// Writes `plan` with these names, its repeats, and the least that any plan can have.
  package func write(_ plan: GroupPlan, repeats: Int, bound: Int, to json: inout JSONWriter) {
    json.object { json in
      json.member("repeats", repeats)
      json.member("bound", bound)
      json.name("rounds")
      json.array(of: plan.rounds) { json, groups in
        json.array(of: groups) { json, group in
          json.array(of: group) { json, person in json.value(members[person]) }
        }
      }
    }
    json.endLine()
  }
}

/// Reads the parts of a problem, and names the part that is wrong.
private struct DocumentReader {
  let root: JSONValue
  let members: [JSONValue]
  private let numbers: [JSONValue: Int]

  init(_ root: JSONValue) throws(GroupingFault) {
    self.root = root
    guard let members = root["members"]?.array else {
      throw .malformed("members is missing, or no list")
    }
    var numbers: [JSONValue: Int] = [:]
    for (number, member) in members.enumerated() {
      guard member.string != nil || member.integer != nil else {
        throw .malformed("member \(number + 1) is neither a text nor a whole number")
      }
      if numbers.updateValue(number, forKey: member) != nil {
        throw .malformed("the member \(Self.text(member)) is named twice")
      }
    }
    self.members = members
    self.numbers = numbers
  }

  static func text(_ value: JSONValue) -> String {
    value.string ?? value.integer.map(String.init) ?? "something that is no name"
  }

  /// A member of the document, where it is there and not null.
  private func part(_ name: String) -> JSONValue? {
    guard let value = root[name], !value.isNull else { return nil }
    return value
  }

  func wholeNumber(_ name: String) throws(GroupingFault) -> Int {
    guard let value = part(name) else { throw .malformed("\(name) is missing") }
    guard let number = value.integer else { throw .malformed("\(name) is no whole number") }
    return number
  }

  func shape() throws(GroupingFault) -> GroupingProblem.Shape {
    if part("groups") != nil { return .groups(try wholeNumber("groups")) }
    if part("groupSize") != nil { return .size(try wholeNumber("groupSize")) }
    throw .malformed("groupSize is missing, and groups as well")
  }

  func people(_ name: String) throws(GroupingFault) -> [Int] {
    guard let value = part(name) else { return [] }
    return try people(value, name, withStrangers: false)
  }

  func lists(_ name: String, withStrangers: Bool = false) throws(GroupingFault) -> [[Int]] {
    guard let value = part(name) else { return [] }
    guard let lists = value.array else { throw .malformed("\(name) is no list") }
    var found: [[Int]] = []
    for list in lists { found.append(try people(list, name, withStrangers: withStrangers)) }
    return found
  }

  /// The people of a list, each once; those who are no members are an error, or left out.
  private func people(
    _ value: JSONValue, _ name: String, withStrangers: Bool
  ) throws(GroupingFault) -> [Int] {
    guard let list = value.array else {
      throw .malformed("\(name) holds something that is no list")
    }
    var found: [Int] = []
    for member in list {
      guard let number = numbers[member] else {
        if withStrangers { continue }
        throw .malformed("\(name) names \(Self.text(member)), who is no member")
      }
      if !found.contains(number) { found.append(number) }
    }
    return found
  }

  /// The pairs that met, with the age of those that `ages` names; pairs with a stranger are left out.
  func history() throws(GroupingFault) -> [GroupingProblem.Meetings] {
    var ages: [Int: Int] = [:]
    for entry in try triples("ages") { ages[key(entry.first, entry.second)] = entry.number }
    return try triples("history").map { entry in
      GroupingProblem.Meetings(
        entry.first, entry.second, times: entry.number,
        monthsAgo: ages[key(entry.first, entry.second)] ?? 0)
    }
  }

  private func key(_ first: Int, _ second: Int) -> Int {
    min(first, second) * members.count + max(first, second)
  }

  private func triples(
    _ name: String
  ) throws(GroupingFault) -> [(first: Int, second: Int, number: Int)] {
    guard let value = part(name) else { return [] }
    guard let entries = value.array else { throw .malformed("\(name) is no list") }
    var found: [(first: Int, second: Int, number: Int)] = []
    for entry in entries {
      guard let parts = entry.array, parts.count == 3, let number = parts[2].integer, number >= 0
      else { throw .malformed("\(name) holds something other than [member, member, number]") }
      guard let first = numbers[parts[0]], let second = numbers[parts[1]], first != second else {
        continue
      }
      found.append((first, second, number))
    }
    return found
  }
}
