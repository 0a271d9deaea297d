import Primitives

/// Looks for a cursor in a body that is no JSON, byte by byte.
///
/// A page that can never be read would stop the bot for ever. With a limit of one it holds one
/// message and the cursor behind it, and the cursor is all that is needed to step over it.
struct Salvage {
  let body: [UInt8]

  /// The cursor that `rule` would have found, nil where its name is nowhere followed by a value.
  func cursor(_ rule: ReceiveRules.CursorRule.Next) -> String? {
    switch rule {
    case .value(let expression):
      guard let name = Self.name(expression) else { return nil }
      return values(of: name).last
    case .maximum(let expression, let summand):
      guard let name = Self.name(expression) else { return nil }
      var greatest: String?
      for value in values(of: name) {
        if greatest.map({ DecimalText.isGreater(value, than: $0) }) ?? true { greatest = value }
      }
      return greatest.map { summand == 0 ? $0 : DecimalText.sum($0, summand) }
    }
  }

  private static func name(_ expression: Expression) -> String? {
    guard case .path(let path) = expression.source else { return nil }
    return path.pointer.lastName
  }

  /// The texts and numbers behind `"name":` wherever that stands; quotation marks inside a text are
  /// escaped, so what a member wrote is not taken for it unless the service broke just that.
  private func values(of name: String) -> [String] {
    let mark = Array("\"\(name)\"".utf8)
    guard body.count > mark.count else { return [] }
    var values: [String] = []
    for start in 0..<(body.count - mark.count) where body[start] == mark[0] {
      guard start == 0 || body[start - 1] != UInt8(ascii: "\\"),
        (1..<mark.count).allSatisfy({ body[start + $0] == mark[$0] })
      else { continue }
      var index = start + mark.count
      skipSpace(&index)
      guard index < body.count, body[index] == UInt8(ascii: ":") else { continue }
      index += 1
      skipSpace(&index)
      if let value = value(at: index) { values.append(value) }
    }
    return values
  }

  private func skipSpace(_ index: inout Int) {
    while index < body.count, body[index] <= 0x20 { index += 1 }
  }

  /// The text or number at `index`, which a comma or a bracket must follow.
  private func value(at index: Int) -> String? {
    var reader = JSONReader(Array(body[index...].prefix(8192)))
    let value: JSONValue
    do throws(JSONError) {
      value = try reader.value()
    } catch {
      return nil
    }
    var end = index + reader.offset
    skipSpace(&end)
    guard end < body.count, [0x2C, 0x7D, 0x5D].contains(body[end]) else { return nil }
    if case .boolean = value { return nil }
    return value.plainText
  }
}
