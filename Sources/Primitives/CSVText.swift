/// Writes comma-separated values (RFC 4180) that a spreadsheet opens without running anything.
package enum CSVText {
  /// The rows as a document: fields with commas, quotation marks or breaks are quoted, lines end with
  /// CR LF.
  ///
  /// A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or CR)
  /// gets an apostrophe in front, as OWASP advises; a number stays one. So does a text that has such a
  /// beginning behind apostrophes, so that `unguarded` gives back what there was.
  package static func document(_ rows: [[String]]) -> String {
    rows.map { $0.map(field).joined(separator: ",") + "\r\n" }.joined()
  }

  /// One field.
  package static func field(_ text: String) -> String {
    let safe = isGuarded(text) ? "'" + text : text
    let mustQuote = safe.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13
    }
    guard mustQuote || safe.utf8.first == 32 || safe.utf8.last == 32 else { return safe }
    return "\"" + safe.replacing(bytes: "\"", with: "\"\"") + "\""
  }

  /// The text of a field as it was before an apostrophe was put in front of it.
  package static func unguarded(_ text: String) -> String {
    guard text.utf8.first == apostrophe else { return text }
    let rest = String(Substring(text.utf8.dropFirst()))
    return isGuarded(rest) ? rest : text
  }

  private static let apostrophe = UInt8(ascii: "'")

  /// Whether an apostrophe is put in front of a text.
  private static func isGuarded(_ text: String) -> Bool {
    isFormula(Substring(text.utf8.drop { $0 == apostrophe }))
  }

  private static func isFormula(_ text: Substring) -> Bool {
    guard let first = text.utf8.first else { return false }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 13: return true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return Double(text) == nil
    default: return false
    }
  }
}
