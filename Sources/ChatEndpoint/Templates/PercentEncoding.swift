/// The encoding of RFC 3986, section 2.1, on UTF-8 bytes.
enum PercentEncoding {
  /// Appends `text` so that it is one segment of a path, one name or one value of a query.
  ///
  /// Letters, digits and `-._~` stay; everything else becomes `%XX`. A segment of one or two dots
  /// would climb the path, so its dots are encoded too.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    if text == "." || text == ".." {
      for _ in text.utf8 { append(UInt8(ascii: "."), to: &bytes) }
      return
    }
    var text = text
    text.withUTF8 { buffer in
      for byte in buffer {
        if isUnreserved(byte) { bytes.append(byte) } else { append(byte, to: &bytes) }
      }
    }
  }

  /// The encoded form of `text`.
  static func encode(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "%"))
    bytes.append(digit(byte >> 4))
    bytes.append(digit(byte & 15))
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? 48 + value : 55 + value
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
