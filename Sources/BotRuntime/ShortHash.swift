import Primitives

/// A number of 64 bits that stands for a text, the same on every machine and release.
///
/// The function is FNV-1a (Fowler, Noll and Vo) with the last step of MurmurHash3, so that similar
/// texts lie far apart. It saves memory and time where a collision does little harm; it is no
/// protection against people.
struct ShortHash: Hashable {
  private(set) var bits: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  init(_ text: String) {
    add(text)
  }

  /// Takes in the bytes of `text` and where it ends.
  mutating func add(_ text: String) {
    var text = text
    var bits = bits
    text.withUTF8 { bytes in
      for byte in bytes { bits = (bits ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    self.bits = (bits ^ 0xFF) &* 0x100_0000_01B3
  }

  /// The number.
  var value: UInt64 {
    var mixed = bits
    mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    mixed = (mixed ^ (mixed >> 33)) &* 0xC4CE_B9FE_1A85_EC53
    return mixed ^ (mixed >> 33)
  }
}
