/// Writes the markup of `Reply` as CommonMark.
enum Markdown {
  /// Escapes everything outside code spans that CommonMark would take for markup; spans stay.
  static func render(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var written: [UInt8] = []
    written.reserveCapacity(bytes.count + bytes.count / 4)
    var index = 0
    var isLineStart = true
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "`") {
        if let end = CodeSpan.end(of: bytes, at: index) {
          written += bytes[index...end]
          index = end + 1
          isLineStart = false
          continue
        }
      }
      if isMarkup(byte) || (isLineStart && beginsBlock(bytes, at: index)) {
        written.append(UInt8(ascii: "\\"))
      } else if isDelimiterOfList(bytes, at: index) {
        written.append(UInt8(ascii: "\\"))
      }
      written.append(byte)
      isLineStart = byte == 0x0A || (isLineStart && byte == 0x20)
      index += 1
    }
    return String(decoding: written, as: UTF8.self)
  }

  private static func isMarkup(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
      UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "~"), UInt8(ascii: "|"), UInt8(ascii: "#"), UInt8(ascii: "&"),
      UInt8(ascii: "$"):
      true
    default: false
    }
  }

  /// Whether the byte would make a list, a rule or a heading out of its line.
  private static func beginsBlock(_ bytes: [UInt8], at index: Int) -> Bool {
    let byte = bytes[index]
    return byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "=")
  }

  /// Whether this is the `.` or `)` behind a number at the beginning of a line.
  private static func isDelimiterOfList(_ bytes: [UInt8], at index: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ")") else {
      return false
    }
    guard index + 1 == bytes.count || bytes[index + 1] == 0x20 || bytes[index + 1] == 0x0A else {
      return false
    }
    var start = index
    while start > 0, bytes[start - 1] >= 48, bytes[start - 1] <= 57 { start -= 1 }
    guard start < index else { return false }
    while start > 0, bytes[start - 1] == 0x20 { start -= 1 }
    return start == 0 || bytes[start - 1] == 0x0A
  }
}

/// The spans between two backticks, on one line, that are code in the markup of `Reply`.
enum CodeSpan {
  /// The place of the backtick that ends the span that begins at `start`; nil where none does, and
  /// for an empty span, which is no span.
  static func end(of bytes: [UInt8], at start: Int) -> Int? {
    var index = start + 1
    while index < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: "`") { return index > start + 1 ? index : nil }
      index += 1
    }
    return nil
  }
}

/// Writes the markup of `Reply` as HTML.
enum HTML {
  /// The text as HTML, or nil where it has no code span, so that the plain text says it all.
  static func render(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "`")) else { return nil }
    let bytes = Array(text.utf8)
    var written: [UInt8] = []
    var hasCode = false
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "`"), let end = CodeSpan.end(of: bytes, at: index) {
        hasCode = true
        written += Array("<code>".utf8)
        for byte in bytes[(index + 1)..<end] { append(byte, to: &written) }
        written += Array("</code>".utf8)
        index = end + 1
        continue
      }
      append(bytes[index], to: &written)
      index += 1
    }
    return hasCode ? String(decoding: written, as: UTF8.self) : nil
  }

  /// Escapes by bytes: a combining accent behind a `<` must not keep it from being seen.
  private static func append(_ byte: UInt8, to written: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "&"): written += Array("&amp;".utf8)
    case UInt8(ascii: "<"): written += Array("&lt;".utf8)
    case UInt8(ascii: ">"): written += Array("&gt;".utf8)
    case UInt8(ascii: "\""): written += Array("&quot;".utf8)
    case UInt8(ascii: "'"): written += Array("&#39;".utf8)
    case 0x0A: written += Array("<br>".utf8)
    default: written.append(byte)
    }
  }
}
