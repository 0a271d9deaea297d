import CommandGrammar
import Primitives
import Timekeeping

extension Reply {
  /// Says why a text names no zone, and what to write.
  static func noZone(_ text: String, _ match: ZoneMatch) -> Reply {
    let shown = "“\(Prose.clean(Prose.prefix(text, bytes: 60)))”"
    switch match {
    case .found(let name): return Reply("\(shown) is `\(name)`.")
    case .ambiguous(let choices):
      let list = choices.prefix(5).map(\.description).joined(separator: " or ")
      return Reply("\(shown) could be \(list). Write the zone's name.")
    case .fixedOffset:
      return Reply(
        "\(shown) knows no change of clocks. Name a place, like `Europe/London`, or `UTC`.")
    case .unknown(let nearest):
      let list = nearest.map(\.description).joined(separator: " or ")
      let hint = list.isEmpty ? "One looks like `Europe/London`." : "Did you mean \(list)?"
      return Reply("I know no zone \(shown). \(hint)")
    }
  }
}
