import Primitives

/// Writes the header fields of a mail: ASCII, folded, each ended with CR LF (RFC 5322, section 2.2).
///
/// Works on scalars and bytes: nothing that is written here can begin a field of its own.
struct MailHead {
  private(set) var bytes: [UInt8] = []
  /// How long a line should be at most, its end not counted (RFC 5322, section 2.1.1).
  static let widest = 76

  /// A field whose value is of our own making: ASCII, without line ends.
  mutating func field(_ name: String, _ value: String) {
    precondition(
      value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }, "A header field of our own is plain ASCII."
    )
    bytes += Array("\(name): \(value)\r\n".utf8)
  }

  /// A field whose value is text that somebody wrote (RFC 5322, section 3.2.5, and RFC 2047).
  mutating func text(_ name: String, _ value: String) {
    let lines = Self.lines(of: PlainText.line(value), after: name.utf8.count + 2)
    bytes += Array("\(name): \(lines.joined(separator: "\r\n "))\r\n".utf8)
  }

  /// A field with the address of one person, whose name may be empty.
  mutating func person(_ field: String, _ name: String, _ address: MailAddress) {
    let name = PlainText.line(name)
    guard !name.isEmpty else { return self.field(field, address.text) }
    var lines: [String]
    if Self.isPlain(name), name.utf8.count <= 50 {
      var quoted = "\""
      for scalar in name.unicodeScalars {
        if scalar == "\"" || scalar == "\\" { quoted += "\\" }
        quoted.unicodeScalars.append(scalar)
      }
      lines = [quoted + "\""]
    } else {
      lines = Self.encodedWords(name, after: field.utf8.count + 2)
    }
    lines.append("<\(address)>")
    bytes += Array("\(field): \(lines.joined(separator: "\r\n "))\r\n".utf8)
  }

  /// Whether a text is printable ASCII that nobody takes for an encoded word.
  private static func isPlain(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F, previous != UInt8(ascii: "=") || byte != UInt8(ascii: "?")
      else { return false }
      previous = byte
    }
    return true
  }

  /// The lines of a text, of which the first one begins behind `used` columns and each other one
  /// behind a blank.
  private static func lines(of text: String, after used: Int) -> [String] {
    let words = text.utf8.split(separator: 0x20)
    guard isPlain(text), words.allSatisfy({ $0.count < 60 }) else {
      return encodedWords(text, after: used)
    }
    var lines: [String] = []
    var line = ""
    var room = widest - used
    for word in words {
      let isFirst = line.isEmpty
      if !isFirst, line.utf8.count + 1 + word.count > room {
        lines.append(line)
        line = ""
        room = widest - 1
      } else if !isFirst {
        line += " "
      }
      line += String(decoding: word, as: UTF8.self)
    }
    return lines + [line]
  }

  /// The text as encoded words of at most 75 bytes, none of which ends within a scalar (RFC 2047,
  /// section 2 and 5).
  private static func encodedWords(_ text: String, after used: Int) -> [String] {
    let start = "=?UTF-8?B?"
    let end = "?="
    var words: [String] = []
    var piece: [UInt8] = []
    // Base64 makes four bytes of three.
    var room = (widest - used - start.utf8.count - end.utf8.count) / 4 * 3
    for scalar in text.unicodeScalars {
      if piece.count + UTF8.width(scalar) > room {
        words.append(start + Base64.text(piece) + end)
        piece.removeAll()
        room = (75 - start.utf8.count - end.utf8.count) / 4 * 3
      }
      piece += Array(scalar.utf8)
    }
    return words + [start + Base64.text(piece) + end]
  }
}

/// Bytes as text of 64 different letters (RFC 4648, section 4).
enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for index in start..<start + 3 {
        bits = bits << 8 | (index < bytes.count ? Int(bytes[index]) : 0)
      }
      for place in 0..<4 {
        let isFilled = place <= group.count
        text.append(isFilled ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension PlainText {
  /// The text on one line: every white space is one blank, none at either end, and nothing that turns
  /// the direction of reading.
  static func line(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    var isGap = false
    for scalar in PlainText(text) where !turns(scalar) {
      guard scalar != " ", scalar != "\n" else {
        isGap = !line.isEmpty
        continue
      }
      if isGap { line.append(" ") }
      isGap = false
      line.append(scalar)
    }
    return String(line)
  }

  /// The lines of a text, without anything that turns the direction of reading.
  static func lines(_ text: String) -> [String] {
    var lines = [String.UnicodeScalarView()]
    for scalar in PlainText(text) where !turns(scalar) {
      if scalar == "\n" {
        lines.append(String.UnicodeScalarView())
      } else {
        lines[lines.count - 1].append(scalar)
      }
    }
    return lines.map { String($0) }
  }

  /// Whether a scalar overrides or embeds a direction (Unicode Standard Annex 9): with it, a text can
  /// read as another one.
  private static func turns(_ scalar: Unicode.Scalar) -> Bool {
    (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
  }
}
