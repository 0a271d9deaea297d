import Primitives

extension HTTPHeader {
  /// Splits the lines of a head, the status line left out, into fields; those after `limit` are ignored.
  ///
  /// A line without a colon, and one that continues the line before it (obsolete since RFC 7230), is no
  /// field. Bytes that are not UTF-8 become U+FFFD.
  static func fields(in head: UnsafeRawBufferPointer, atMost limit: Int) -> [HTTPHeader] {
    var fields: [HTTPHeader] = []
    fields.reserveCapacity(8)
    var rest = head[...]
    while !rest.isEmpty, fields.count < limit {
      let line = rest.prefix { $0 != 0x0A }
      rest = rest[min(line.endIndex + 1, rest.endIndex)...]
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        !isSpace(line[line.startIndex])
      else { continue }
      var value = line[(colon + 1)...].drop(while: isSpace)
      while let last = value.last, isSpace(last) { value.removeLast() }
      fields.append(
        HTTPHeader(
          String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }
    return fields
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }
}
