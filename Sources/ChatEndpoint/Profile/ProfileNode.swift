import Primitives

/// One value of a profile together with its place, so that every refusal can name it.
struct ProfileNode {
  let value: JSONValue
  let path: String

  /// The error that says `reason` about this place.
  func refusal(_ reason: String) -> ProfileError {
    ProfileError(path: path, reason: reason)
  }

  /// The text; numbers and truths are no texts.
  func text() throws(ProfileError) -> String {
    guard let text = value.string else { throw refusal("a text is expected") }
    return text
  }

  /// A text, a number or a truth, written as text.
  func scalar() throws(ProfileError) -> String {
    switch value {
    case .string(let text), .number(let text): return text
    case .boolean(let truth): return truth ? "true" : "false"
    default: throw refusal("one value is expected, not a list or a map")
    }
  }

  /// A whole number within `range`.
  func integer(in range: ClosedRange<Int>) throws(ProfileError) -> Int {
    guard let number = value.integer, range.contains(number) else {
      throw refusal("a whole number from \(range.lowerBound) to \(range.upperBound) is expected")
    }
    return number
  }

  /// A truth.
  func boolean() throws(ProfileError) -> Bool {
    guard let truth = value.boolean else { throw refusal("true or false is expected") }
    return truth
  }

  /// The elements of a list, each with its place.
  func elements() throws(ProfileError) -> [ProfileNode] {
    guard let elements = value.array else { throw refusal("a list is expected") }
    return elements.enumerated().map { ProfileNode(value: $1, path: "\(path)/\($0)") }
  }

  /// The elements of a list, or this node itself where it is none.
  func elementsOrSelf() throws(ProfileError) -> [ProfileNode] {
    if case .array = value { return try elements() }
    return [self]
  }

  /// The members of a map with free names, each with its place.
  func members() throws(ProfileError) -> [(name: String, node: ProfileNode)] {
    guard let members = value.members else { throw refusal("a map is expected") }
    return members.map { ($0.name, child($0.name, $0.value)) }
  }

  /// A map whose names must be among `known`.
  func section(_ known: [String]) throws(ProfileError) -> ProfileSection {
    guard let members = value.members else { throw refusal("a map is expected") }
    for member in members where !known.contains(member.name) {
      throw child(member.name, member.value).refusal(
        "unknown key" + suggestion(for: member.name, among: known))
    }
    return ProfileSection(node: self)
  }

  /// One of a few words.
  func choice<Choice>(_ choices: [(String, Choice)]) throws(ProfileError) -> Choice {
    let text = try text()
    for (name, choice) in choices where name == text { return choice }
    let names = choices.map { $0.0 }
    throw refusal("one of \(names.joined(separator: ", ")) is expected")
  }

  fileprivate func child(_ name: String, _ value: JSONValue) -> ProfileNode {
    var token = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "~": token += "~0"
      case "/": token += "~1"
      default: token.unicodeScalars.append(scalar)
      }
    }
    return ProfileNode(value: value, path: "\(path)/\(token)")
  }
}

/// A map of a profile whose names have been found to be known ones.
struct ProfileSection {
  let node: ProfileNode

  /// The value called `name`, where there is one; `null` counts as none.
  subscript(name: String) -> ProfileNode? {
    guard let value = node.value[name], !value.isNull else { return nil }
    return node.child(name, value)
  }

  /// The value called `name`, which must be there.
  func required(_ name: String) throws(ProfileError) -> ProfileNode {
    guard let found = self[name] else { throw node.refusal("the key \(name) is missing") }
    return found
  }

  /// Whether the map has a value called `name`.
  func has(_ name: String) -> Bool { self[name] != nil }
}

/// Words that name the candidate nearest to `name`, or all candidates where none is near.
func suggestion(for name: String, among candidates: [String]) -> String {
  let nearest = candidates.map { (distance: editDistance(name, $0), name: $0) }
    .min { $0.distance < $1.distance }
  if let nearest, nearest.distance <= max(2, name.utf8.count / 3) {
    return "; the nearest known one is \(nearest.name)"
  }
  return candidates.isEmpty ? "" : "; known are \(candidates.joined(separator: ", "))"
}

/// The number of bytes to insert, drop or change (Levenshtein's distance), names being short.
private func editDistance(_ left: String, _ right: String) -> Int {
  let left = Array(left.utf8.prefix(64))
  let right = Array(right.utf8.prefix(64))
  var row = Array(0...right.count)
  for (index, byte) in left.enumerated() {
    var diagonal = row[0]
    row[0] = index + 1
    for column in right.indices {
      let change = diagonal + (right[column] == byte ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(change, diagonal + 1, row[column] + 1)
    }
  }
  return row[right.count]
}
