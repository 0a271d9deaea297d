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
    append(start)
    append(":")
    append(value)
    end()
  }

  /// A line whose value is text that somebody wrote (RFC 5545, section 3.3.11).
  mutating func text(_ start: String, _ value: String) {
    append(start)
    append(":")
    for scalar in PlainText(value) {
      switch scalar {
      case "\n": append("\\n")
      case "\\", ";", ",":
        append("\\" as Unicode.Scalar)
        append(scalar)
      default: append(scalar)
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

  private mutating func append(_ text: String) {
    for byte in text.utf8 {
      // The first byte of a scalar says how many there are; the others follow without a fold.
      switch byte {
      case 0..<0x80: takeRoom(1)
      case 0x80..<0xC0: break
      case 0xC0..<0xE0: takeRoom(2)
      case 0xE0..<0xF0: takeRoom(3)
      default: takeRoom(4)
      }
      bytes.append(byte)
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    takeRoom(UTF8.width(scalar))
    if scalar.isASCII {
      bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      bytes.append(contentsOf: scalar.utf8)
    }
  }

  /// Folds the line where `count` bytes more would make it too long.
  private mutating func takeRoom(_ count: Int) {
    if width + count > Self.widest {
      bytes.append(0x0D)
      bytes.append(0x0A)
      bytes.append(0x20)
      width = 1
    }
    width += count
  }

  private mutating func end() {
    bytes.append(0x0D)
    bytes.append(0x0A)
    width = 0
  }
}

/// The scalars of a text as a calendar may show them: every kind of line end is a line feed, a tab is a
/// blank, and other control characters are gone.
///
/// Some programs end lines at U+0085, U+2028 and the separators of ASCII too, so none of them may stay.
struct PlainText: Sequence, IteratorProtocol {
  private var scalars: String.UnicodeScalarView.Iterator
  private var isAfterReturn = false

  init(_ text: String) {
    scalars = text.unicodeScalars.makeIterator()
  }

  mutating func next() -> Unicode.Scalar? {
    while let scalar = scalars.next() {
      let followsReturn = isAfterReturn
      isAfterReturn = scalar == "\r"
      switch scalar.value {
      case 0x0A where followsReturn: continue
      case 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029: return "\n"
      case 0x09: return " "
      case 0x00...0x1F, 0x7F...0x9F: continue
      default: return scalar
      }
    }
    return nil
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
