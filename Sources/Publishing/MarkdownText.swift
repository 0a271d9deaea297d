/// What members wrote, within a Markdown document (CommonMark, and tables as GitHub has them).
enum MarkdownText {
  /// The text with a backslash in front of every mark that Markdown or the HTML in it could understand,
  /// and in front of what would make a list or a heading of a line; breaks become spaces.
  ///
  /// Behind an `@` that begins a word stands a space without width, so that it mentions nobody.
  static func plain(_ text: String) -> String {
    var plain: [UInt8] = []
    var isInWord = false
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        plain.append(UInt8(ascii: " "))
        isInWord = false
        continue
      case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
        UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: "~"), UInt8(ascii: "&"):
        plain.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="):
        if index == 0 { plain.append(UInt8(ascii: "\\")) }
      case UInt8(ascii: "."), UInt8(ascii: ")"):
        // Digits in front make a numbered list of a line.
        if index > 0, plain.allSatisfy({ $0 &- 48 < 10 }) { plain.append(UInt8(ascii: "\\")) }
      default: break
      }
      plain.append(byte)
      // A mention would call people from a file that somebody uploads; an address stays whole.
      if byte == UInt8(ascii: "@"), !isInWord { plain += "\u{200B}".utf8 }
      isInWord = byte &- 48 < 10 || (byte | 0x20) &- 97 < 26
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
