extension Experiences {
  /// How much was told, by kind.
  package struct Count: Hashable, Sendable {
    /// How many told what they tried.
    package let tried: Int
    /// How many told of an effect in their work.
    package let impact: Int
    /// How many told a story.
    package let stories: Int

    /// Counts what was told.
    init(_ told: [Experience]) {
      tried = told.count { $0.kind == .tried }
      impact = told.count { $0.kind == .impact }
      stories = told.count { $0.kind == .story }
    }

    /// `3 tried, 2 effects in work, 1 story`; nil for nothing.
    var words: String? {
      var parts: [String] = []
      if tried > 0 { parts.append("\(tried) tried") }
      if impact > 0 { parts.append(impact == 1 ? "1 effect in work" : "\(impact) effects in work") }
      if stories > 0 { parts.append(stories == 1 ? "1 story" : "\(stories) stories") }
      return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }
  }
}
