/// Plots that are nothing but characters, for a chat that a phone shows.
package enum PlainPlot {
  private static let steps = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// How wide a bar is, in characters.
  package static let barWidth = 10

  /// `███████░░░` for 7 of 10; at most full, and never empty where there is something.
  package static func bar(_ part: Int, of whole: Int) -> String {
    guard whole > 0, part > 0 else { return String(repeating: "░", count: barWidth) }
    let full = (part * barWidth * 2 + whole) / (whole * 2)
    let length = min(max(full, 1), barWidth)
    return String(repeating: "█", count: length)
      + String(repeating: "░", count: barWidth - length)
  }

  /// A character for each value, from `▁` for nothing to `█` for the greatest; empty for none.
  ///
  /// Where a value is below zero, the smallest one is the floor.
  package static func sparkline(_ values: [Int]) -> String {
    guard let greatest = values.max(), let smallest = values.min() else { return "" }
    let floor = min(0, smallest)
    let height = greatest - floor
    return values.map { value in
      guard height > 0 else { return steps[0] }
      return steps[((value - floor) * 14 + height) / (height * 2)]
    }.joined()
  }

  /// A line with a sparkline behind its name; none where all values are zero.
  static func line(_ name: String, _ values: [Int]) -> [String] {
    values.allSatisfy { $0 == 0 } ? [] : ["\(name): \(sparkline(values))"]
  }

  /// `9.4` for 94 tenths.
  package static func tenths(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)" }
}
