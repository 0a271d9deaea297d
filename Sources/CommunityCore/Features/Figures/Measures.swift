package import OrderedCollections
package import Primitives

/// What a community counts of its own, such as visits to its page.
package struct Measures: Sendable {
  /// Something that is counted.
  package struct Measure: Hashable, Sendable {
    /// One word, folded.
    package let key: String
    /// What a value counts; may be empty.
    package internal(set) var unit: String
    /// The values, the earliest time first.
    package internal(set) var values: [Value] = []
  }

  /// What was counted for a time.
  package struct Value: Hashable, Sendable {
    /// The time.
    package let span: MeasureSpan
    /// The value.
    package let number: MeasureNumber
    /// When it was written down.
    package let at: Instant
  }

  /// How many measures there can be.
  package static let limit = 40
  /// How many values a measure can have; the oldest goes.
  package static let valuesLimit = 400
  /// The longest name, in bytes.
  package static let keyBytes = 40
  /// The longest unit, in bytes.
  package static let unitBytes = 40

  /// The measures, by name, in the order in which they were begun.
  package private(set) var all: OrderedDictionary<String, Measure> = [:]

  /// The measures, in the order in which they were begun.
  package var list: [Measure] { Array(all.values) }

  init() {}

  mutating func apply(_ event: MeasureEvent) {
    switch event {
    case .added(let key, let unit):
      if all[key] == nil { all[key] = Measure(key: key, unit: unit) }
    case .logged(let key, let value):
      guard var values = all[key]?.values else { return }
      values.removeAll { $0.span == value.span }
      let place = values.firstIndex { $0.span > value.span } ?? values.endIndex
      values.insert(value, at: place)
      all[key]?.values = values.suffix(Self.valuesLimit)
    case .struck(let key, let span): all[key]?.values.removeAll { $0.span == span }
    case .dropped(let key): all.removeValue(forKey: key)
    case .restored(let measure): all[measure.key] = measure
    }
  }

  mutating func forget(_ member: MemberID) {
    for key in all.keys {
      if let unit = all[key]?.unit { all[key]?.unit = People.erased(member, from: unit) }
    }
  }
}

/// What becomes true of what a community counts of its own.
package enum MeasureEvent: Hashable, Sendable {
  /// Something is counted from now on.
  case added(String, unit: String)
  /// A value was written down; one for the same time is void.
  case logged(String, Measures.Value)
  /// The value for a time is taken back.
  case struck(String, MeasureSpan)
  /// Something is counted no more, and its values go.
  case dropped(String)
  /// It is counted again, with the values that it had.
  case restored(Measures.Measure)
}

extension MeasureEvent {
  func writeMembers(to json: inout JSONWriter) {
    switch self {
    case .added(let key, let unit):
      json.member("event", "measure.added")
      json.member("key", key)
      json.member("unit", unit)
    case .logged(let key, let value):
      json.member("event", "measure.logged")
      json.member("key", key)
      value.writeMembers(to: &json)
    case .struck(let key, let span):
      json.member("event", "measure.struck")
      json.member("key", key)
      json.member("span", span.description)
    case .dropped(let key):
      json.member("event", "measure.dropped")
      json.member("key", key)
    case .restored(let measure):
      json.member("event", "measure.restored")
      measure.writeMembers(to: &json)
    }
  }

  init(_ name: String, reading fields: Fields) throws(StateError) {
    switch name {
    case "measure.added": self = .added(try fields.text("key"), unit: try fields.text("unit"))
    case "measure.logged":
      self = .logged(try fields.text("key"), try Measures.Value(reading: fields))
    case "measure.struck": self = .struck(try fields.text("key"), try MeasureSpan(reading: fields))
    case "measure.dropped": self = .dropped(try fields.text("key"))
    case "measure.restored": self = .restored(try Measures.Measure(reading: fields))
    default: throw StateError("no such event")
    }
  }
}

extension Measures.Value {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("at", at)
    json.member("span", span.description)
    json.member("value", number.description)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    guard let number = MeasureNumber(try fields.text("value")) else {
      throw fields.missing("value")
    }
    self.init(span: try MeasureSpan(reading: fields), number: number, at: try fields.instant("at"))
  }
}

extension MeasureSpan {
  fileprivate init(reading fields: Fields) throws(StateError) {
    guard let span = MeasureSpan(try fields.text("span")) else { throw fields.missing("span") }
    self = span
  }
}

extension Measures.Measure {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("key", key)
    json.member("unit", unit)
    json.member("values", arrayOf: values) { json, value in
      json.object { value.writeMembers(to: &$0) }
    }
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(key: try fields.text("key"), unit: try fields.text("unit"))
    for entry in fields.optionalList("values") {
      values.append(try Measures.Value(reading: entry))
    }
  }
}

extension Measures {
  /// Writes the member `measures`; nothing where there are none.
  func write(to json: inout JSONWriter) {
    guard !all.isEmpty else { return }
    json.member("measures", arrayOf: all.values) { json, measure in
      json.object { measure.writeMembers(to: &$0) }
    }
  }

  init(reading fields: Fields) throws(StateError) {
    for entry in fields.optionalList("measures") {
      let measure = try Measure(reading: entry)
      all[measure.key] = measure
    }
  }
}
