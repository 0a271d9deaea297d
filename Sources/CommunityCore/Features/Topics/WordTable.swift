/// Values by the marks of words, which are hashes already.
///
/// A table with open addressing and linear probing (Knuth, volume 3, section 6.4, algorithm L). The
/// standard library's dictionary would hash the hashes once more, and there are as many as there are
/// words in all topics. Nothing is ever taken out.
struct WordTable<Value: Sendable>: Sendable {
  private let empty: Value
  /// The mark in each place; 0 where the place is free.
  private var marks: [UInt64] = []
  private var values: [Value] = []
  private var count = 0

  /// Starts without a word; a word that was never given a value has the value `empty`.
  init(empty: Value) {
    self.empty = empty
  }

  /// Makes room for `count` words at once.
  mutating func reserveCapacity(_ count: Int) {
    var places = max(16, marks.count)
    while places < count * 2 { places *= 2 }
    if places > marks.count { grow(to: places) }
  }

  /// The value of a word, to be changed in place.
  subscript(mark: UInt64) -> Value {
    get { value(of: mark) }
    _modify {
      if (count + 1) * 2 > marks.count { grow(to: max(16, marks.count * 2)) }
      let place = place(of: mark)
      if marks[place] == 0 {
        marks[place] = Self.stored(mark)
        count += 1
      }
      yield &values[place]
    }
  }

  /// The value of a word.
  func value(of mark: UInt64) -> Value {
    guard !marks.isEmpty else { return empty }
    let place = place(of: mark)
    return marks[place] == 0 ? empty : values[place]
  }

  /// Where a word stands, or is to be put; at least half of the places are free.
  private func place(of mark: UInt64) -> Int {
    let stored = Self.stored(mark)
    let last = marks.count - 1
    // The upper half of a product is spread more evenly than the lower bits of the mark.
    var place = Int(truncatingIfNeeded: stored.multipliedFullWidth(by: UInt64(marks.count)).high)
    while marks[place] != stored, marks[place] != 0 { place = place == last ? 0 : place + 1 }
    return place
  }

  /// The mark as it is stored: 0 stands for a free place.
  private static func stored(_ mark: UInt64) -> UInt64 { max(mark, 1) }

  private mutating func grow(to places: Int) {
    let (oldMarks, oldValues) = (marks, values)
    marks = [UInt64](repeating: 0, count: places)
    values = [Value](repeating: empty, count: places)
    for (mark, value) in zip(oldMarks, oldValues) where mark != 0 {
      let place = place(of: mark)
      marks[place] = mark
      values[place] = value
    }
  }
}
