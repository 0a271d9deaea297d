extension String {
  /// The text with `other` wherever the bytes of `mark` stand, from the left; what was put in is not
  /// looked at again.
  ///
  /// Bytes are compared and not characters: a quotation mark with a combining accent behind it is
  /// another character, and to every program that reads the text still a quotation mark. An empty mark
  /// stands nowhere. Takes time in proportion to the text for short marks.
  package func replacing(bytes mark: String, with other: String) -> String {
    let mark = Array(mark.utf8)
    guard let first = mark.first, utf8.contains(first) else { return self }
    var replaced: [UInt8] = []
    replaced.reserveCapacity(utf8.count)
    var rest = Array(utf8)[...]
    while let byte = rest.first {
      if byte == first, rest.starts(with: mark) {
        replaced += other.utf8
        rest = rest.dropFirst(mark.count)
      } else {
        replaced.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: replaced, as: UTF8.self)
  }
}
