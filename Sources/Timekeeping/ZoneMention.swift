/// A zone that somebody named behind a time.
package struct ZoneMention: Hashable, Sendable {
  /// Which words behind a time may be a zone.
  package enum Words: Hashable, Sendable {
    /// Cities, countries and abbreviations too: for commands that expect no sentence there.
    case places
    /// Only IANA names and abbreviations in capitals, because a sentence follows: in `16:00 reading
    /// the report`, Reading is no city.
    case names
  }

  /// The words as they were written.
  package let text: String
  /// What they mean; never `unknown`.
  package let match: ZoneMatch

  /// The longest run of up to four words at the front that is a zone, and how many words it has.
  static func found(
    in words: ArraySlice<String>, from catalogue: ZoneCatalogue, _ kind: Words
  ) -> (mention: ZoneMention, wordCount: Int)? {
    let rest = words.prefix(4)
    // A length or a flag follows more often than a zone, and needs no list of places.
    guard let first = rest.first?.utf8.prefix(2), first.first.map(Bytes.isDigit) == false,
      !first.elementsEqual("--".utf8)
    else { return nil }
    for count in stride(from: rest.count, to: 0, by: -1) {
      let text = rest.prefix(count).joined(separator: " ")
      let isName =
        text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "+") }
        || (2...5).contains(text.utf8.count) && text.utf8.allSatisfy { $0 >= 65 && $0 <= 90 }
      guard kind == .places || isName && count == 1 else { continue }
      guard let match = catalogue.match(text) else { continue }
      return (ZoneMention(text: text, match: match), count)
    }
    return nil
  }
}
