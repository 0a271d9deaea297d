/// The emoji of keys with numbers, which people react with.
enum Keycap {
  /// The number that an emoji such as 3️⃣ or 🔟 shows, with or without the mark that colours it.
  static func number(_ emoji: String) -> Int? {
    let scalars = emoji.unicodeScalars.filter { $0.value != 0xFE0F }
    if scalars.count == 1, scalars.first?.value == 0x1F51F { return 10 }
    guard scalars.count == 2, scalars.last?.value == 0x20E3, let digit = scalars.first?.value,
      (0x31...0x39).contains(digit)
    else { return nil }
    return Int(digit - 0x30)
  }

  /// The emoji for a number from 1 to 10.
  static func emoji(_ number: Int) -> String {
    number == 10 ? "🔟" : "\(number)\u{FE0F}\u{20E3}"
  }
}
