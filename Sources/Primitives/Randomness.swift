/// A small generator of numbers that look random and are the same on every machine and release.
///
/// The algorithm is SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
/// Generators", OOPSLA 2014). It decides who sits where, not who may do what: it is no source of
/// secrets. The standard library's own shuffle is not used because its order may change.
package struct Randomness: Sendable {
  private var state: UInt64

  /// Starts the sequence that belongs to `seed`.
  package init(seed: UInt64) {
    state = seed
  }

  /// Starts the sequence of the message at `position` of the batch that was given `seed`.
  package init(seed: UInt64, position: Int) {
    var mixed = Self(seed: seed &+ UInt64(truncatingIfNeeded: position) &* 0xD1B5_4A32_D192_ED03)
    state = mixed.bits()
  }

  /// Draws 64 bits.
  package mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Draws a number from 0 up to but not including `bound`, each equally likely.
  ///
  /// `bound` must be positive. Lemire's multiplication with rejection, so that no number is favoured.
  package mutating func number(below bound: Int) -> Int {
    precondition(bound > 0, "a number is drawn from at least one")
    let width = UInt64(bound)
    let threshold = (0 &- width) % width
    while true {
      let product = bits().multipliedFullWidth(by: width)
      if product.low >= threshold { return Int(product.high) }
    }
  }

  /// Draws true `percent` times in a hundred.
  package mutating func chance(percent: Int) -> Bool {
    number(below: 100) < percent
  }

  /// The elements in an order in which every permutation is equally likely (Fisher and Yates).
  package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var shuffled = elements
    guard shuffled.count > 1 else { return shuffled }
    for last in stride(from: shuffled.count - 1, to: 0, by: -1) {
      shuffled.swapAt(last, number(below: last + 1))
    }
    return shuffled
  }
}
