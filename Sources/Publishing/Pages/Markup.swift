/// Writes XML, and HTML in the form that both kinds of parsers read alike.
///
/// Every text and every value of an attribute is escaped here and nowhere else, so that nothing a
/// member wrote is ever markup. What neither form can hold (control characters, halves of surrogates)
/// becomes U+FFFD.
struct Markup {
  /// Elements that HTML writes without an end.
  private static let void: Set<String> = ["meta", "link", "br", "img", "hr"]

  private(set) var text = ""

  /// Writes an element with its attributes in order, and what `content` writes within it.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ content: (inout Markup) -> Void = { _ in }
  ) {
    text += "<\(name)"
    for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
    if Self.void.contains(name) {
      text += "/>"
      return
    }
    text += ">"
    content(&self)
    text += "</\(name)>"
  }

  /// Writes an element that holds `words` alone.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], saying words: String
  ) {
    element(name, attributes) { $0.say(words) }
  }

  /// Writes a text.
  mutating func say(_ words: String) {
    text += Self.escaped(words)
  }

  /// Writes what is markup already, such as a style sheet of our own.
  mutating func raw(_ markup: StaticString) {
    text += "\(markup)"
  }

  /// Begins a new line, so that people can read the file.
  mutating func breakLine() {
    text += "\n"
  }

  /// The text with what XML or HTML would understand put as entities.
  static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;".unicodeScalars
      case "<": escaped += "&lt;".unicodeScalars
      case ">": escaped += "&gt;".unicodeScalars
      case "\"": escaped += "&quot;".unicodeScalars
      case "'": escaped += "&#39;".unicodeScalars
      case "\t", "\n": escaped.append(scalar)
      default: escaped.append(isWritable(scalar) ? scalar : "\u{FFFD}")
      }
    }
    return String(escaped)
  }

  /// Whether XML 1.0 may hold it, but for what turns the direction of a text or ends it.
  private static func isWritable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
