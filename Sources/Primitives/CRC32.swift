/// The 32-bit cyclic redundancy check of ISO 3309 and zlib, which finds every burst error of up to
/// 32 bits and every odd number of flipped bits.
///
/// It guards against torn and rotten bytes, not against people.
package enum CRC32 {
  /// The check of `bytes`, the same number that `zlib.crc32` gives.
  package static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let contiguous = bytes.withContiguousStorageIfAvailable { checksum(buffer: $0) }
    return contiguous ?? Array(bytes).withUnsafeBufferPointer { checksum(buffer: $0) }
  }

  /// The eight lowercase hexadecimal digits of `checksum`, as ASCII.
  package static func hexadecimal(_ checksum: UInt32) -> [UInt8] {
    stride(from: 28, through: 0, by: -4).map { shift in
      let digit = UInt8(checksum >> UInt32(shift) & 15)
      return digit < 10 ? digit + 48 : digit + 87
    }
  }

  /// Takes eight bytes a step ("slicing by 8", Kounavis and Berry 2005).
  private static func checksum(buffer: UnsafeBufferPointer<UInt8>) -> UInt32 {
    tables.withUnsafeBufferPointer { tables in
      var crc: UInt32 = 0xFFFF_FFFF
      var index = 0
      while index + 8 <= buffer.count {
        let low =
          crc
          ^ (UInt32(buffer[index]) | UInt32(buffer[index + 1]) << 8
            | UInt32(buffer[index + 2]) << 16 | UInt32(buffer[index + 3]) << 24)
        crc =
          tables[1792 + Int(low & 0xFF)] ^ tables[1536 + Int(low >> 8 & 0xFF)]
          ^ tables[1280 + Int(low >> 16 & 0xFF)] ^ tables[1024 + Int(low >> 24)]
          ^ tables[768 + Int(buffer[index + 4])] ^ tables[512 + Int(buffer[index + 5])]
          ^ tables[256 + Int(buffer[index + 6])] ^ tables[Int(buffer[index + 7])]
        index += 8
      }
      while index < buffer.count {
        crc = crc >> 8 ^ tables[Int((crc ^ UInt32(buffer[index])) & 0xFF)]
        index += 1
      }
      return ~crc
    }
  }

  /// Eight tables of 256 entries: table `k` is the check of a byte followed by `k` zero bytes.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var crc = UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
      tables[byte] = crc
    }
    for index in 256..<tables.count {
      let previous = tables[index - 256]
      tables[index] = previous >> 8 ^ tables[Int(previous & 0xFF)]
    }
    return tables
  }()
}
