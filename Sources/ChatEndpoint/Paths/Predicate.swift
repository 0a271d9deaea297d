import Primitives

/// A question about one item or answer that is either so or not so.
struct Predicate: Sendable {
  indirect enum Test: Sendable {
    case among([Template])
    case notAmong([Template])
    case exists(Bool)
    case prefix(String)
    case greater(Template, slackMilliseconds: Int64)
    case notGreater(Template)
    case anyOf([Predicate])
    case always
  }

  /// The statuses of which the answer must have one; empty where any will do.
  let statuses: [Int]
  let subject: Expression?
  let test: Test

  /// Whether it is so.
  ///
  /// A test against a variable that has no value passes: before the first poll nothing is older than
  /// the cursor.
  func holds(in surroundings: borrowing Surroundings) -> Bool {
    if !statuses.isEmpty, !statuses.contains(surroundings.status) { return false }
    if case .always = test { return true }
    if case .anyOf(let predicates) = test {
      return predicates.contains { $0.holds(in: surroundings) }
    }
    if case .exists(let expected) = test {
      return (subject?.isPresent(in: surroundings) ?? false) == expected
    }
    let text = subject?.text(in: surroundings)
    switch test {
    case .among(let candidates): return Self.contains(candidates, text, surroundings)
    case .notAmong(let candidates): return !Self.contains(candidates, text, surroundings)
    case .prefix(let prefix): return text?.utf8.starts(with: prefix.utf8) ?? false
    case .greater(let bound, let slack):
      guard let bound = Self.render(bound, surroundings) else { return true }
      guard let text else { return false }
      if slack > 0, let moment = Instant(rfc3339: text), let other = Instant(rfc3339: bound) {
        return moment.milliseconds + slack > other.milliseconds
      }
      return DecimalText.isGreater(text, than: bound)
    case .notGreater(let bound):
      guard let bound = Self.render(bound, surroundings) else { return true }
      guard let text else { return false }
      return !DecimalText.isGreater(text, than: bound)
    case .exists, .anyOf, .always: return true
    }
  }

  private static func contains(
    _ candidates: [Template], _ text: String?, _ surroundings: borrowing Surroundings
  ) -> Bool {
    for candidate in candidates {
      if let constant = candidate.constant {
        if constant.hasSameBytes(as: text ?? "") { return true }
      } else if let text, let value = render(candidate, surroundings) {
        if value.hasSameBytes(as: text) { return true }
      }
    }
    return false
  }

  private static func render(
    _ template: Template, _ surroundings: borrowing Surroundings
  ) -> String? {
    do {
      return try template.text(surroundings.values)
    } catch {
      return nil
    }
  }
}

extension String {
  /// Whether both have the same bytes; `==` alone would take canonically equivalent ids for one.
  func hasSameBytes(as other: String) -> Bool {
    self == other && utf8.elementsEqual(other.utf8)
  }
}
