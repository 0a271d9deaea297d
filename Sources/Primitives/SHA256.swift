/// The hash function SHA-256 of FIPS 180-4, section 6.2.
///
/// Idempotency keys and synthesised message ids are made with it. It is written out here because the
/// packaged implementations add minutes to a build for these hundred lines.
package enum SHA256 {
  /// The 32 bytes of the hash of `message`.
  package static func hash(_ message: some Sequence<UInt8>) -> [UInt8] {
    let words = Array(message).withUnsafeBufferPointer { digest(of: $0) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    for index in 0..<32 {
      bytes.append(UInt8(truncatingIfNeeded: words[index / 4] >> UInt32(24 - 8 * (index % 4))))
    }
    return bytes
  }

  /// The first `count` lowercase hexadecimal digits of the hash of the UTF-8 bytes of `text`.
  package static func hexadecimal(_ text: String, digits count: Int = 64) -> String {
    var text = text
    let words = text.withUTF8 { digest(of: $0) }
    return String(unsafeUninitializedCapacity: 64) { digits in
      for index in 0..<64 {
        let digit = UInt8(truncatingIfNeeded: words[index / 8] >> UInt32(28 - 4 * (index % 8)) & 15)
        digits[index] = digit < 10 ? 48 + digit : 87 + digit
      }
      return min(count, 64)
    }
  }

  /// The eight words of the hash; every reply has a key of it, so nothing is put on the heap.
  private static func digest(of message: UnsafeBufferPointer<UInt8>) -> SIMD8<UInt32> {
    var words = SIMD8<UInt32>(
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
      0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    let whole = message.count / 64 * 64
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      for block in stride(from: 0, to: whole, by: 64) {
        compress(&words, UnsafeBufferPointer(rebasing: message[block..<block + 64]), schedule)
      }
      // What is left, a one bit, zeros, and the length in bits (FIPS 180-4, section 5.1.1).
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 128) { end in
        end.initialize(repeating: 0)
        for index in whole..<message.count { end[index - whole] = message[index] }
        end[message.count - whole] = 0x80
        let count = message.count - whole < 56 ? 64 : 128
        for place in 0..<8 {
          end[count - 1 - place] = UInt8(truncatingIfNeeded: (message.count * 8) >> (8 * place))
        }
        for block in stride(from: 0, to: count, by: 64) {
          compress(&words, UnsafeBufferPointer(rebasing: end[block..<block + 64]), schedule)
        }
      }
    }
    return words
  }

  /// Takes in one block of 64 bytes.
  private static func compress(
    _ words: inout SIMD8<UInt32>, _ block: UnsafeBufferPointer<UInt8>,
    _ schedule: UnsafeMutableBufferPointer<UInt32>
  ) {
    for index in 0..<16 {
      let at = index * 4
      schedule[index] =
        UInt32(block[at]) << 24 | UInt32(block[at + 1]) << 16
        | UInt32(block[at + 2]) << 8 | UInt32(block[at + 3])
    }
    for index in 16..<64 {
      let early = schedule[index - 15]
      let late = schedule[index - 2]
      let sigma0 = early.rotated(7) ^ early.rotated(18) ^ early >> 3
      let sigma1 = late.rotated(17) ^ late.rotated(19) ^ late >> 10
      schedule[index] = schedule[index - 16] &+ sigma0 &+ schedule[index - 7] &+ sigma1
    }
    var (a, b, c, d) = (words[0], words[1], words[2], words[3])
    var (e, f, g, h) = (words[4], words[5], words[6], words[7])
    constants.withUnsafeBufferPointer { constants in
      for index in 0..<64 {
        let sum1 = e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)
        let first = h &+ sum1 &+ (e & f ^ ~e & g) &+ constants[index] &+ schedule[index]
        let sum0 = a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)
        let second = sum0 &+ (a & b ^ a & c ^ b & c)
        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
      }
    }
    words &+= SIMD8(a, b, c, d, e, f, g, h)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ]
}

extension UInt32 {
  /// The bits moved `count` places to the right, those that fall off coming in at the left.
  fileprivate func rotated(_ count: UInt32) -> UInt32 {
    self >> count | self << (32 - count)
  }
}
