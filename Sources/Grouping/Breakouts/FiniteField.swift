/// Arithmetic of a field with so many elements, which are the numbers from 0.
///
/// An element stands for the polynomial whose coefficients are its digits in the prime base. There is a field for
/// every power of a prime and for no other number (E. H. Moore 1893).
struct FiniteField {
  let order: Int
  private let prime: Int
  /// The powers of a generator, twice over, and the exponent of each element but 0.
  private var powers: [Int] = []
  private var exponents: [Int] = []

  /// Nil where `order` is no power of a prime.
  init?(order: Int) {
    guard order >= 2, let prime = (2...order).first(where: { order % $0 == 0 }) else { return nil }
    var degree = 0
    var rest = order
    while rest % prime == 0 {
      rest /= prime
      degree += 1
    }
    guard rest == 1 else { return nil }
    self.order = order
    self.prime = prime
    // A polynomial is primitive where the powers of x run through all elements but 0; one exists for each degree.
    for tail in 1..<order where generate(with: tail, degree) { return }
    return nil
  }

  /// Tries the polynomial x^degree - tail; for degree 1 the generator is `tail` itself.
  private mutating func generate(with tail: Int, _ degree: Int) -> Bool {
    powers = [1]
    exponents = [Int](repeating: -1, count: order)
    exponents[1] = 0
    var element = 1
    while powers.count < order - 1 {
      element = degree == 1 ? element * tail % prime : timesX(element, tail)
      if element == 0 || exponents[element] >= 0 { return false }
      exponents[element] = powers.count
      powers.append(element)
    }
    powers += powers
    return true
  }

  private func timesX(_ element: Int, _ tail: Int) -> Int {
    let lead = element / (order / prime)
    var shifted = element % (order / prime) * prime
    for _ in 0..<lead { shifted = sum(shifted, tail) }
    return shifted
  }

  /// Adds two elements, coefficient by coefficient.
  func sum(_ first: Int, _ second: Int) -> Int {
    var (first, second, place, sum) = (first, second, 1, 0)
    while first > 0 || second > 0 {
      sum += (first % prime + second % prime) % prime * place
      first /= prime
      second /= prime
      place *= prime
    }
    return sum
  }

  /// Multiplies two elements.
  func product(_ first: Int, _ second: Int) -> Int {
    first == 0 || second == 0 ? 0 : powers[exponents[first] + exponents[second]]
  }
}
