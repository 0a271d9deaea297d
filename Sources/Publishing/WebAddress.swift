/// A link as it may stand in a document: printable ASCII, and nothing but the web.
struct WebAddress: Hashable {
  let text: String

  /// Reads a text that is a web address as a whole; nil for any other.
  ///
  /// Bytes that no address may hold are written as `%` and two digits, so a link with a line end,
  /// a quote or a letter of another alphabet stays one link.
  init?(_ text: String) {
    let isWeb = ["https://", "http://"].contains { scheme in
      text.utf8.count > scheme.utf8.count
        && zip(text.utf8, scheme.utf8).allSatisfy { $0 | ($1 >= 0x61 ? 0x20 : 0) == $1 }
    }
    guard isWeb, !text.utf8.contains(where: { $0 <= 0x20 }) else { return nil }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte > 0x20, byte < 0x7F, !Self.excluded.contains(byte) {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), Self.digit(byte >> 4), Self.digit(byte & 15)]
      }
    }
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  private static let excluded = Array("\"<>\\^`{|}".utf8)

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x37 + value
  }
}
