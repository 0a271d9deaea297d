import Primitives

/// A part of a digest: what it is about, and a line for each thing.
struct DigestSection: Sendable {
  /// `Overdue`.
  let title: String
  /// What there is; a section without lines is left out.
  let lines: [String]
  /// Of what another digest is worth sending where it has changed; numbers and days that only drift are
  /// not.
  let news: [String]

  /// Makes a part of which all lines are news.
  init(_ title: String, _ lines: [String]) {
    self.init(title, lines, news: lines)
  }

  /// Makes a part of which only `news` are.
  init(_ title: String, _ lines: [String], news: [String]) {
    self.title = title
    self.lines = lines
    self.news = news
  }

  /// The section in a chat: on one line where there is one thing.
  var text: String {
    lines.count == 1
      ? "\(title): \(lines[0])" : "\(title):\n" + lines.map { "• \($0)" }.joined(separator: "\n")
  }

  /// The section in a letter.
  var blocks: [Letter.Block] {
    [.heading(title), lines.count == 1 ? .paragraph(lines[0]) : .list(lines)]
  }
}

extension [DigestSection] {
  /// A checksum of each thing that is worth sending.
  var news: [UInt32] {
    flatMap { section in
      section.news.map { CRC32.checksum("\(section.title): \($0)".utf8) }
    }
  }
}

extension DigestSection {
  /// What stands below every letter.
  static let foot = Letter.Block.paragraph(
    "What stands like `!next` is typed in the chat; answers to this letter are read by nobody.\n"
      + "It comes once a week where there is news. `!digest mail off` in the chat ends it.")

  /// What stands in front of a digest that should have come earlier.
  static func late(_ isLate: Bool) -> String { isLate ? "(Late, because I was away.) " : "" }
}
