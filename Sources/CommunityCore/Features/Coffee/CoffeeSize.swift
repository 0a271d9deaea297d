import Primitives

extension CommandContext {
  /// Lets two or three meet from the next draw on.
  func forming(isOfThree: Bool) -> Decision {
    let coffee = community.coffee
    let size = isOfThree ? "three" : "two"
    guard coffee.isOfThree != isOfThree else {
      return Decision(saying: Reply("There is nothing to do: \(size) meet for coffee."))
    }
    return Decision(
      [.coffee(.formed(isOfThree: isOfThree))],
      undoing: .init("coffee for \(size)", [.coffee(.formed(isOfThree: coffee.isOfThree))]),
      saying: [Reply("From the next draw on \(size) meet for coffee.")])
  }
}
