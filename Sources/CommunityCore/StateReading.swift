import Primitives

/// Why a journal line or a snapshot is not understood.
package struct StateError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, with the name of the field, as a clause without a full stop.
  package let reason: String

  /// States that something is wrong.
  package init(_ reason: String) {
    self.reason = reason
  }

  /// The reason.
  package var description: String { reason }
}

/// Takes typed fields out of a JSON object, and says which one is wrong.
struct Fields {
  let value: JSONPart

  init(_ value: JSONPart) {
    self.value = value
  }

  func has(_ name: String) -> Bool { value[name] != nil }

  func text(_ name: String) throws(StateError) -> String {
    guard let text = value[name]?.string else { throw missing(name) }
    return text
  }

  func optionalText(_ name: String) -> String? { value[name]?.string }

  func integer(_ name: String) throws(StateError) -> Int {
    guard let number = value[name]?.integer else { throw missing(name) }
    return number
  }

  func optionalInteger(_ name: String) -> Int? { value[name]?.integer }

  func boolean(_ name: String) -> Bool { value[name]?.boolean ?? false }

  func instant(_ name: String) throws(StateError) -> Instant {
    guard let instant = value[name]?.instant else { throw missing(name) }
    return instant
  }

  func identifier<Kind>(_ name: String) throws(StateError) -> Identifier<Kind> {
    Identifier(try text(name))
  }

  func optionalIdentifier<Kind>(_ name: String) -> Identifier<Kind>? {
    optionalText(name).map { Identifier($0) }
  }

  func numbered<Kind>(_ name: String) throws(StateError) -> Numbered<Kind> {
    guard let number = Numbered<Kind>(try text(name)) else { throw missing(name) }
    return number
  }

  func list(_ name: String) throws(StateError) -> [Fields] {
    guard let elements = value[name]?.array(Fields.init) else { throw missing(name) }
    return elements
  }

  func optionalList(_ name: String) -> [Fields] {
    value[name]?.array(Fields.init) ?? []
  }

  /// A list of identifiers; empty where the field is absent.
  func identifiers<Kind>(_ name: String) -> [Identifier<Kind>] {
    value[name]?.array?.compactMap { $0.string.map { Identifier($0) } } ?? []
  }

  /// A list of whole numbers; empty where the field is absent.
  func integers(_ name: String) -> [Int] {
    value[name]?.array?.compactMap(\.integer) ?? []
  }

  func texts(_ name: String) -> [String] {
    value[name]?.array?.compactMap(\.string) ?? []
  }

  func missing(_ name: String) -> StateError {
    StateError("`\(name)` is missing or no good")
  }
}
