import Primitives
import Timekeeping

/// Writes the lines of a calendar file: `NAME;PARAMETER=VALUE:value`, folded, ended with CR LF
/// (RFC 5545, section 3.1).
///
/// Works on bytes and scalars, never on characters: CR LF is one character, and a combining mark would
/// hide what must be escaped. Nothing that is written here can begin a line of its own.
struct ContentLines {
  private(set) var bytes: [UInt8] = []
  /// How long a line is at most, in bytes, its end not counted.
  static let widest = 75
  private var width = 0

  /// A line whose value is of our own making: numbers, times, words of the standard.
  mutating func line(_ start: String, _ value: String) {
    append(start.utf8)
    append(Self.colon)
    append(value.utf8)
    end()
  }

  /// A line whose value is text that somebody wrote (RFC 5545, section 3.3.11).
  mutating func text(_ start: String, _ value: String) {
    append(start.utf8)
    append(Self.colon)
    for scalar in PlainText(value) {
      switch scalar {
      case "\n": append("\\n".utf8)
      case "\\", ";", ",":
        append("\\".utf8)
        append(scalar.utf8)
      default: append(scalar.utf8)
      }
    }
    end()
  }

  /// Opens and closes a part of the file.
  mutating func part(_ name: String, _ body: (inout Self) -> Void) {
    line("BEGIN", name)
    body(&self)
    line("END", name)
  }

  private static let colon = CollectionOfOne(UInt8(ascii: ":"))

  /// Whole scalars, one or more of them; a line that would grow too long is folded between two.
  private mutating func append(_ text: some Sequence<UInt8>) {
    var scalar: [UInt8] = []
    for byte in text {
      let continues = byte & 0xC0 == 0x80
      if !continues { flush(&scalar) }
      scalar.append(byte)
    }
    flush(&scalar)
  }

  private mutating func flush(_ scalar: inout [UInt8]) {
    guard !scalar.isEmpty else { return }
    if width + scalar.count > Self.widest {
      bytes += [0x0D, 0x0A, 0x20]
      width = 1
    }
    bytes += scalar
    width += scalar.count
    scalar.removeAll(keepingCapacity: true)
  }

  private mutating func end() {
    bytes += [0x0D, 0x0A]
    width = 0
  }
}

/// The scalars of a text as a calendar may show them: every kind of line end is a line feed, a tab is a
/// blank, and other control characters are gone.
///
/// Some programs end lines at U+0085, U+2028 and the separators of ASCII too, so none of them may stay.
struct PlainText: Sequence {
  private let scalars: [Unicode.Scalar]

  init(_ text: String) {
    var scalars: [Unicode.Scalar] = []
    var isAfterReturn = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A where isAfterReturn: break
      case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: scalars.append("\n")
      case 0x09: scalars.append(" ")
      case 0x00...0x1F, 0x7F...0x9F: break
      default: scalars.append(scalar)
      }
      isAfterReturn = scalar == "\r"
    }
    self.scalars = scalars
  }

  func makeIterator() -> [Unicode.Scalar].Iterator {
    scalars.makeIterator()
  }
}

/// What may stand behind a property's name.
enum ContentParameter {
  /// `;NAME="value"`, where the value is text that somebody wrote.
  ///
  /// A circumflex is doubled by RFC 6868. A quote becomes an apostrophe, because not every reader
  /// knows that RFC's other two signs.
  static func quoted(_ name: String, _ value: String) -> String {
    var text = ";\(name)=\""
    for scalar in PlainText(value) {
      switch scalar {
      case "\"": text += "'"
      case "^": text += "^^"
      case "\n": text += " "
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  /// `;TZID=Europe/London`, between quotes where the name is not what zones are called.
  static func zone(_ name: String) -> String {
    let isPlain = name.utf8.allSatisfy { byte in
      byte >= 0x2D && byte <= 0x39 || byte >= 0x41 && byte <= 0x5A || byte == 0x2B || byte == 0x5F
        || byte >= 0x61 && byte <= 0x7A
    }
    return isPlain ? ";TZID=\(name)" : quoted("TZID", name)
  }
}

extension LocalTime {
  /// The form of calendars, `20261203T160000`.
  var basic: String {
    var text = ""
    for scalar in description.unicodeScalars where scalar != "-" && scalar != ":" {
      text.unicodeScalars.append(scalar)
    }
    return second == 0 ? text + "00" : text
  }
}

extension Instant {
  /// The form of calendars in UTC, `20261203T160000Z`; parts of a second are dropped.
  var basic: String {
    LocalTime(secondsSince1970: seconds).basic + "Z"
  }
}
