import CCurl
import Primitives

/// The header fields of a request in the form that libcurl points at.
///
/// Requests to one service carry the same fields again and again, so a list is made once and shared.
final class HeaderList {
  /// The fields that the list was made from.
  let fields: [HTTPHeader]
  /// The list, alive as long as this object.
  let pointer: UnsafeMutablePointer<curl_slist>?

  /// Makes a list; a field that could be read as two, or that tells where the body ends, is refused.
  init(_ fields: [HTTPHeader]) throws(TransportError) {
    guard fields.allSatisfy(Self.isSound) else {
      throw TransportError(.refused, "a header field holds a character that is not allowed")
    }
    let names = fields.map { $0.name.lowercased() }
    guard !names.contains("content-length"), !names.contains("transfer-encoding") else {
      throw TransportError(.refused, "only the transport says where a body ends")
    }
    self.fields = fields
    // A name and a colon alone take a field out that libcurl would add: `Expect` costs a round trip,
    // and the type of a body is for the caller to state.
    var list = curl_slist_append(nil, "Expect:")
    if !names.contains("content-type") {
      list = curl_slist_append(list, "Content-Type:")
    }
    for field in fields {
      // A semicolon is how libcurl is told that the value is empty.
      let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
      list = curl_slist_append(list, line)
    }
    pointer = list
  }

  deinit {
    curl_slist_free_all(pointer)
  }

  /// Whether the name is a token and the value is free of control characters (RFC 9110, section 5).
  ///
  /// It looks at bytes, because a carriage return and a line feed are one `Character`.
  private static func isSound(_ field: HTTPHeader) -> Bool {
    !field.name.isEmpty
      && field.name.utf8.allSatisfy { byte in
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
      && field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}
