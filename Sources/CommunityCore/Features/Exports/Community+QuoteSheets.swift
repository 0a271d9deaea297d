import Primitives

extension Community {
  /// What members tried and what it changed, as far as it may be quoted, the oldest first; without
  /// names.
  var impactSheet: Sheet {
    var sheet = Sheet(["experience", "kind", "session", "topic", "text", "at"])
    for experience in experiences.quotable.reversed() where experience.kind != .story {
      sheet.add([
        .text(experience.id.description), .text(experience.noun),
        .text(ifPresent: experience.session?.description),
        .text(ifPresent: experience.topic?.description), .text(quoted(experience)),
        .text(experience.at.description),
      ])
    }
    return sheet
  }

  /// The stories that may be quoted, the oldest first; without names.
  var storySheet: Sheet {
    var sheet = Sheet(
      ["experience", "case", "session", "topic"]
        + Experiences.Experience.headings.map {
          $0.lowercased()
        } + ["at"])
    for story in experiences.quotable.reversed() where story.kind == .story {
      let parts = story.parts.map { Sheet.Cell.text(People.nameless($0)) }
      let missing = Experiences.Experience.headings.count - parts.count
      sheet.add(
        [
          .text(story.id.description), .truth(story.isCase),
          .text(ifPresent: story.session?.description),
          .text(ifPresent: story.topic?.description),
        ] + parts + Array(repeating: .empty, count: max(0, missing))
          + [.text(story.at.description)])
    }
    return sheet
  }
}
