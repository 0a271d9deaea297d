/// Text as a mail may carry it anywhere: ASCII in lines of at most 76 bytes (RFC 2045, section 6.7).
enum QuotedPrintable {
  private static let widest = 76

  /// Encodes `lines`, which hold no line ends; each one ends with CR LF.
  static func bytes(of lines: [String]) -> [UInt8] {
    var encoded: [UInt8] = []
    for line in lines { append(Array(line.utf8), to: &encoded) }
    return encoded
  }

  private static func append(_ line: [UInt8], to encoded: inout [UInt8]) {
    var width = 0
    for (index, byte) in line.enumerated() {
      let isLast = index == line.count - 1
      let isPlain: Bool
      switch byte {
      case UInt8(ascii: "="): isPlain = false
      case 0x20: isPlain = !isLast
      // A dot at the front has a meaning for SMTP, and "From " for some mailboxes.
      case UInt8(ascii: "."), UInt8(ascii: "F"): isPlain = width > 0
      default: isPlain = byte > 0x20 && byte < 0x7F
      }
      let count = isPlain ? 1 : 3
      // A line that goes on has to end with `=`, and what follows stands at the front.
      if width + count > (isLast ? widest : widest - 1) {
        encoded += [UInt8(ascii: "="), 0x0D, 0x0A]
        width = 0
        if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F") {
          encoded += escape(byte)
          width = 3
          continue
        }
      }
      if isPlain { encoded.append(byte) } else { encoded += escape(byte) }
      width += count
    }
    encoded += [0x0D, 0x0A]
  }

  private static func escape(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
