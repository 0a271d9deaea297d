import CommunityCore
import Primitives

/// The part of the state that has to be the same whatever went wrong on the way.
struct StateView {
  /// Whether what was said came in the same order.
  let isOrdered: Bool
  /// Whether the clock was right.
  let hasTimes: Bool

  /// The state as JSON text without the ids of the bot's own posts, which count up as they arrive.
  func text(of commons: Commons) -> String {
    var json = JSONWriter(indented: true)
    do throws(JSONError) {
      json.value(reduced(try JSONValue(parsing: Array(commons.text.utf8))))
    } catch {
      preconditionFailure("the state is no JSON: \(error)")
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func reduced(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        members.filter { $0.name != "posts" }.map { JSONMember($0.name, reduced($0.value)) })
    case .array(let elements): .array(elements.map(reduced))
    case .string(let text): hasTimes || Instant(rfc3339: text) == nil ? value : .string("a time")
    default: value
    }
  }
}
