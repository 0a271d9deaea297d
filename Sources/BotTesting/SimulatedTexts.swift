import CommunityCore

/// Lists and a format that are only there to be there.
enum SimulatedTexts {
  /// The texts by name, as `Prompts` takes them.
  static let lists: [String: String] = {
    var texts = ["formats/plain": "For everything.\n\n- 50 Talk\n- 50 Close\n\n> What now?"]
    for kind in PromptList.Kind.allCases {
      let lines = kind.sections.flatMap { name in
        ["## \(name)"] + (1...3).map { "- \(name) \($0)" + (name == "topic" ? " {{topic}}" : "") }
      }
      texts[kind.rawValue] = "For everything.\n" + lines.joined(separator: "\n")
    }
    return texts
  }()
}
