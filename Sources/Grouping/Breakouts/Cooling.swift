/// When a search accepts a change for the worse: often at first, hardly ever at the end.
///
/// Simulated annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983). A run has 64 stages; each is cooler
/// than the one before by the same factor, and the last is at a fifth of the first. Only the four basic operations
/// are used, so that every machine draws the same conclusions.
struct Cooling: Sendable {
  private static let stages = 64
  private static let factor = 0.974_777_2

  let length: Int
  private var temperature: Double
  private(set) var movesLeftInStage: Int
  private(set) var movesLeft: Int
  /// How many of 2^32 draws accept a loss of so much.
  private(set) var chances = [UInt32](repeating: 0, count: 256)

  /// A run of `length` moves that starts at `temperature`.
  init(from temperature: Double, over length: Int) {
    self.length = max(Self.stages, length)
    self.temperature = temperature
    movesLeft = self.length
    movesLeftInStage = self.length / Self.stages
    setChances()
  }

  /// Counts `moves` of the present stage, and goes on to the next where it is over.
  mutating func spend(_ moves: Int) {
    movesLeft -= moves
    movesLeftInStage -= moves
    guard movesLeftInStage <= 0, movesLeft > 0 else { return }
    movesLeftInStage = min(movesLeft, length / Self.stages)
    temperature *= Self.factor
    setChances()
  }

  private mutating func setChances() {
    let step = Self.exponential(minus: 1 / temperature)
    var chance = 4_294_967_295.0
    for loss in chances.indices {
      chances[loss] = UInt32(chance)
      chance *= step
    }
  }

  /// e to the power of -x, for x from 0 to about 10.
  private static func exponential(minus exponent: Double) -> Double {
    var sum = 1.0
    var term = 1.0
    for index in 1...40 {
      term *= exponent / Double(index)
      sum += term
    }
    return 1 / sum
  }
}
