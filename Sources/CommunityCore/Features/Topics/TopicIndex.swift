import CommandGrammar
import Primitives

/// Finds topics by their words without looking at every topic.
///
/// An inverted index from words to topics. A word that more than `commonAt` topics share says little
/// about any of them and is dropped, so the work for one question is bounded however many topics
/// there are.
struct TopicIndex: Sendable {
  private static let commonAt = 64
  private static let skippedWords = [
    "the", "and", "for", "with", "our", "your", "from", "into", "how", "what", "why", "when",
    "that",
    "this", "are", "can", "does", "about",
  ]
  private static let skipped = Set(skippedWords.map { mark(of: $0[...].utf8) })

  private struct Posting: Sendable {
    var topics: [TopicID] = []
    var isCommon = false

    mutating func add(_ id: TopicID, commonAt limit: Int) {
      if isCommon { return }
      topics.append(id)
      guard topics.count > limit else { return }
      isCommon = true
      topics = []
    }
  }

  /// By the mark of a word: 64 bits instead of a text, because there is one for every word of every
  /// topic; that two words share a mark is as good as impossible, and would only suggest too much.
  private var postings: [UInt64: Posting] = [:]
  /// How many words each topic has that are indexed, for measuring how much two have in common.
  private var wordCounts: [TopicID: Int] = [:]

  /// Adds a topic under each word of its text.
  mutating func insert(_ id: TopicID, _ text: String) {
    let words = Self.words(of: text)
    wordCounts[id] = words.count
    for word in words {
      postings[word, default: Posting()].add(id, commonAt: Self.commonAt)
    }
  }

  /// Takes a topic out from under the words of its text.
  mutating func remove(_ id: TopicID, _ text: String) {
    wordCounts[id] = nil
    for word in Self.words(of: text) { postings[word]?.topics.removeAll { $0 == id } }
  }

  /// The topic that shares at least half of the words that it and `text` have between them, the older
  /// among equals; common words count as shared only where something rare is shared too.
  func nearest(to text: String, where isWanted: (TopicID) -> Bool) -> TopicID? {
    let words = Self.words(of: text)
    guard !words.isEmpty else { return nil }
    var shared: [TopicID: Int] = [:]
    for word in words {
      for id in postings[word]?.topics ?? [] { shared[id, default: 0] += 1 }
    }
    var best: (id: TopicID, shared: Int, union: Int)?
    for (id, count) in shared where isWanted(id) {
      let union = words.count + (wordCounts[id] ?? 0) - count
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
    let words = Self.words(of: text)
    guard
      let rarest = words.compactMap({ postings[$0] }).min(by: { $0.topics.count < $1.topics.count }
      ),
      words.allSatisfy({ postings[$0] != nil })
    else { return [] }
    let fitting = rarest.topics.filter { id in
      isWanted(id)
        && words.allSatisfy { postings[$0].map { $0.isCommon || $0.topics.contains(id) } ?? false }
    }
    return Array(fitting.sorted().prefix(3))
  }

  /// The marks of the words that say something, each once: three letters and more, folded, plurals
  /// without their s.
  private static func words(of text: String) -> [UInt64] {
    var marks: [UInt64] = []
    let folded = Folding.fold(text)
    for part in folded[...].utf8.split(whereSeparator: { !isWordByte($0) }) where part.count >= 2 {
      let isPlural = part.count > 3 && part.last == UInt8(ascii: "s")
      let mark = mark(of: isPlural ? part.dropLast() : part)
      guard part.count >= 3 || part.contains(where: { $0 < 58 }), !marks.contains(mark),
        !skipped.contains(mark)
      else { continue }
      marks.append(mark)
    }
    return marks
  }

  /// The 64-bit FNV-1a hash of a word (Fowler, Noll and Vo).
  private static func mark(of word: Substring.UTF8View) -> UInt64 {
    word.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte >= 48 && byte <= 57 || byte | 0x20 >= 97 && byte | 0x20 <= 122
  }
}
