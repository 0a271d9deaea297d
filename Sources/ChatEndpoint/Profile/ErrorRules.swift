import Primitives

/// How a service says that something went wrong.
struct ErrorRules: Sendable {
  /// A wait that an answer may name, with the unit it is written in.
  struct Wait: Sendable {
    let expression: Expression
    let unit: WaitUnit
  }

  /// The classes of errors, in the order in which they are tried.
  enum Kind: String, CaseIterable, Sendable {
    case duplicate = "duplicate_ok"
    case rateLimit = "rate_limit"
    case authorisation = "auth"
    case conflict
    case cursorExpired = "cursor_expired"
    case resync
    case tooLong = "too_long"
    case retry
    case poison
  }

  var ok: [Predicate] = []
  var classes: [(kind: Kind, when: [Predicate])] = []
  var waits: [Wait] = []
  var oldest: Expression?
  var reason: Expression?

  /// The rules of a profile that has none.
  init() {}

  /// Reads `errors`.
  init(_ node: ProfileNode, _ vocabulary: Vocabulary) throws(ProfileError) {
    let section = try node.section(["ok", "say"] + Kind.allCases.map(\.rawValue))
    let reader = PathReader(vocabulary: vocabulary, keys: [])
    if let ok = section["ok"] { self.ok = try reader.predicates(ok) }
    reason = try section["say"].map { (say) throws(ProfileError) in try reader.expression(say) }
    for kind in Kind.allCases {
      guard let rule = section[kind.rawValue] else { continue }
      var predicates = rule
      if rule.value["when"] != nil || rule.value["wait"] != nil || rule.value["oldest"] != nil {
        let extra = kind == .rateLimit ? ["wait"] : kind == .cursorExpired ? ["oldest"] : []
        let parts = try rule.section(["when"] + extra)
        predicates = try parts.required("when")
        for wait in try parts["wait"]?.elementsOrSelf() ?? [] {
          waits.append(try Self.wait(wait, reader))
        }
        if let oldest = parts["oldest"] { self.oldest = try reader.expression(oldest) }
      }
      classes.append((kind, try reader.predicates(predicates)))
    }
  }

  private static func wait(_ node: ProfileNode, _ reader: PathReader) throws(ProfileError) -> Wait {
    let section = try node.section(["at", "wait_unit"])
    let unit: WaitUnit = try section.required("wait_unit").choice([
      ("s", .seconds), ("ms", .milliseconds), ("epoch_s", .epochSeconds),
      ("epoch_ms", .epochMilliseconds),
    ])
    return Wait(expression: try reader.expression(try section.required("at")), unit: unit)
  }

  /// The class that an answer falls into by the profile's own words, nil where it has none for it.
  func kind(in surroundings: borrowing Surroundings) -> Kind? {
    for (kind, predicates) in classes {
      for predicate in predicates where predicate.holds(in: surroundings) { return kind }
    }
    return nil
  }

  /// How long the answer asks us to wait; nil where it does not say, or nothing sensible.
  func wait(in surroundings: borrowing Surroundings) -> Span? {
    for wait in waits {
      if let text = wait.expression.text(in: surroundings),
        let span = wait.unit.span(text, now: surroundings.values.now)
      {
        return span
      }
    }
    guard let text = surroundings.headers.value(of: "Retry-After") else { return nil }
    return WaitUnit.seconds.span(text, now: surroundings.values.now)
  }
}

/// The units in which services write how long to wait.
enum WaitUnit: Sendable {
  case seconds, milliseconds, epochSeconds, epochMilliseconds

  /// No chat service means a longer wait than this; what is above is taken for nonsense.
  private static let longest = Span.days(31)

  /// The wait that `text` means at the time `now`, rounded up to a millisecond; nil for nonsense.
  ///
  /// Seconds may also be an HTTP date (RFC 9110, section 5.6.7), and a number of them that is as
  /// large as a time stamp is taken for one, since some services mix them up.
  func span(_ text: String, now: Instant) -> Span? {
    let span: Span?
    switch self {
    case .seconds:
      if let date = Instant(httpDate: text) {
        span = date - now
      } else if let wait = Self.number(text, timesTenTo: 3) {
        span = wait >= 1_000_000_000_000 ? Instant(milliseconds: wait) - now : wait.span
      } else {
        span = nil
      }
    case .milliseconds: span = Self.number(text, timesTenTo: 0)?.span
    case .epochSeconds:
      span = Self.number(text, timesTenTo: 3).map { Instant(milliseconds: $0) - now }
    case .epochMilliseconds:
      span = Self.number(text, timesTenTo: 0).map { Instant(milliseconds: $0) - now }
    }
    guard let span, span <= Self.longest else { return nil }
    return max(span, Span(milliseconds: 0))
  }

  private static func number(_ text: String, timesTenTo places: Int) -> Int64? {
    guard let exact = TimeUnit.decimal(text, timesTenTo: places) else { return nil }
    guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return exact }
    let beyond = text.utf8[point...].dropFirst(1 + places)
    return beyond.contains { $0 != 48 } ? exact + 1 : exact
  }
}

extension Int64 {
  /// This many milliseconds.
  fileprivate var span: Span { Span(milliseconds: self) }
}

extension Instant {
  /// Reads the three forms of an HTTP date (RFC 9110, section 5.6.7); nil for anything else.
  package init?(httpDate text: String) {
    let words = text.utf8.prefix(64).split { $0 == 0x20 || $0 == 0x2C || $0 == 0x2D }
      .map { String(Substring($0)) }
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let numbers = words.compactMap { Int($0) }
    guard words.count >= 5, numbers.count == 2,
      let month = words.compactMap({ months.firstIndex(of: $0) }).first,
      let clock = words.first(where: { $0.utf8.contains(UInt8(ascii: ":")) })
    else { return nil }
    var year = numbers[1]
    if year < 100 { year += year < 70 ? 2000 : 1900 }
    guard year >= 1000, year <= 9999, (1...31).contains(numbers[0]) else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    self.init(rfc3339: "\(year)-\(two(month + 1))-\(two(numbers[0]))T\(clock)Z")
  }
}
