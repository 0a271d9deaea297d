import CommandGrammar
import Primitives

/// Finds topics by their words without looking at every topic.
///
/// An inverted index from words to topics. A word that more than `commonAt` topics share says little
/// about any of them and is dropped, so the work for one question is bounded however many topics
/// there are.
struct TopicIndex: Sendable {
  private static let commonAt: Int32 = 64
  private static let skippedWords = [
    "the", "and", "for", "with", "our", "your", "from", "into", "how", "what", "why", "when",
    "that",
    "this", "are", "can", "does", "about",
  ]
  private static let skipped = skippedWords.map { word in
    var word = word
    return word.withUTF8 { hash($0[...]) }
  }
  private static let longestSkipped = skippedWords.map(\.utf8.count).max() ?? 0

  /// The topics that hold one word, as the first of a chain of `links`.
  private struct Posting: Sendable {
    /// The link of the topic that came last, or `none`.
    var newest = TopicIndex.none
    /// How many topics there are; `isCommon` once they are too many to say anything.
    var count: Int32 = 0

    var isCommon: Bool { count > TopicIndex.commonAt }
  }

  /// One topic in a chain, and which link comes after it.
  private struct Link: Sendable {
    let topic: Int32
    var older: Int32
  }

  private static let none: Int32 = -1

  /// By the mark of a word: 64 bits instead of a text, because there is one for every word of every
  /// topic; that two words share a mark is as good as impossible, and would only suggest too much.
  private var postings = WordTable<Posting>(empty: Posting())
  /// The chains of all words in one piece: an array a word would be an allocation a word, and all of
  /// them are made anew at each start.
  private var links: [Link] = []
  /// How many words each topic has that are indexed, by its number, for measuring how much two have in
  /// common.
  private var wordCounts: [Int32] = []

  /// Makes room for `count` topics at once.
  mutating func reserveCapacity(_ count: Int) {
    postings.reserveCapacity(count * 2)
    links.reserveCapacity(count * 4)
    wordCounts.reserveCapacity(count + 1)
  }

  /// Adds a topic under each word of its text.
  mutating func insert(_ id: TopicID, _ text: String) {
    let words = Self.words(of: text)
    while wordCounts.count <= id.number { wordCounts.append(0) }
    wordCounts[id.number] = Int32(words.count)
    for word in words { Self.add(id, to: &postings[word], &links) }
  }

  private static func add(_ id: TopicID, to posting: inout Posting, _ links: inout [Link]) {
    if posting.isCommon { return }
    posting.count += 1
    if posting.isCommon {
      posting.newest = none
    } else {
      links.append(Link(topic: Int32(id.number), older: posting.newest))
      posting.newest = Int32(links.count - 1)
    }
  }

  /// Takes a topic out from under the words of its text.
  mutating func remove(_ id: TopicID, _ text: String) {
    if wordCounts.indices.contains(id.number) { wordCounts[id.number] = 0 }
    for word in Self.words(of: text) {
      var posting = postings.value(of: word)
      guard !posting.isCommon else { continue }
      let kept = topics(of: posting).reversed().filter { $0 != id }
      posting = Posting()
      for topic in kept { Self.add(topic, to: &posting, &links) }
      postings[word] = posting
    }
  }

  /// The topics under a word, the one that came last first; none for a word that is common.
  private func topics(of posting: Posting) -> [TopicID] {
    var topics: [TopicID] = []
    var link = posting.newest
    while link != Self.none {
      topics.append(TopicID(Int(links[Int(link)].topic)))
      link = links[Int(link)].older
    }
    return topics
  }

  /// The topic that shares at least half of the words that it and `text` have between them, the older
  /// among equals; common words count as shared only where something rare is shared too.
  func nearest(to text: String, where isWanted: (TopicID) -> Bool) -> TopicID? {
    let words = Self.words(of: text)
    guard !words.isEmpty else { return nil }
    var shared: [TopicID: Int] = [:]
    for word in words {
      for id in topics(of: postings.value(of: word)) { shared[id, default: 0] += 1 }
    }
    var best: (id: TopicID, shared: Int, union: Int)?
    for (id, count) in shared where isWanted(id) {
      let union = words.count + Int(wordCounts[id.number]) - count
      guard count * 2 >= union else { continue }
      if let known = best {
        let difference = count * known.union - known.shared * union
        guard difference > 0 || difference == 0 && id < known.id else { continue }
      }
      best = (id, count, union)
    }
    return best?.id
  }

  /// The topics that hold every word of `text`, oldest first, at most three.
  func matching(_ text: String, where isWanted: (TopicID) -> Bool) -> [TopicID] {
    let found = Self.words(of: text).map { postings.value(of: $0) }
    guard let rarest = found.min(by: { $0.count < $1.count }) else { return [] }
    let others = found.filter { !$0.isCommon }.map { Set(topics(of: $0)) }
    let fitting = topics(of: rarest).filter { id in
      isWanted(id) && others.allSatisfy { $0.contains(id) }
    }
    return Array(fitting.sorted().prefix(3))
  }

  /// The marks of the words that say something, each once: three letters and more, folded, plurals
  /// without their s.
  private static func words(of text: String) -> [UInt64] {
    var text = text.utf8.contains { $0 >= 0x80 } ? Folding.fold(text) : text
    return text.withUTF8 { bytes in
      var marks: [UInt64] = []
      marks.reserveCapacity(8)
      var start = 0
      while start < bytes.count {
        var end = start
        while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
        if end - start >= 2, let mark = mark(of: UnsafeBufferPointer(rebasing: bytes[start..<end])),
          !marks.contains(mark)
        {
          marks.append(mark)
        }
        start = end + 1
      }
      return marks
    }
  }

  /// The mark of a word of two letters and more, ASCII capitals taken for small letters; nil where it
  /// says nothing.
  private static func mark(of word: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard word.count >= 3 || word.contains(where: { $0 < 58 }) else { return nil }
    let isPlural = word.count > 3 && word[word.count - 1] | 0x20 == UInt8(ascii: "s")
    let mark = hash(isPlural ? word.dropLast() : word[...])
    return word.count <= longestSkipped && skipped.contains(mark) ? nil : mark
  }

  /// The 64-bit FNV-1a hash of a word (Fowler, Noll and Vo), ASCII capitals taken for small letters.
  private static func hash(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
    word.reduce(0xcbf2_9ce4_8422_2325) { hash, byte in
      (hash ^ UInt64(byte &- 65 < 26 ? byte + 32 : byte)) &* 0x100_0000_01b3
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte >= 48 && byte <= 57 || byte | 0x20 >= 97 && byte | 0x20 <= 122
  }
}
