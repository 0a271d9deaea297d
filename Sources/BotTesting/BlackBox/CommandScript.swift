package import Primitives

/// What members say to a bot, line by line.
package struct CommandScript: Sendable {
  /// One line.
  package struct Line: Hashable, Sendable {
    /// By whom.
    package let author: String
    /// Where; `dm-` and the author for what is said to the bot alone.
    package let room: String
    /// The words.
    package let text: String
    /// A word that stands in the state if and only if the command was carried out.
    package let mark: String?
    /// Whether its author has read all answers before, as who answers a question has.
    package let isAnswer: Bool

    init(
      _ author: String, _ text: String, direct: Bool = false, mark: String? = nil,
      isAnswer: Bool = false
    ) {
      self.isAnswer = isAnswer
      self.author = author
      self.text = text
      self.mark = mark
      room = direct ? "dm-\(author)" : "general"
    }
  }

  /// The lines, in order.
  package let lines: [Line]
  /// When the first is said; each of the others is said a second after the one before.
  package let base: Instant

  /// Twenty commands of three members that touch every kind of file of the state folder: facts,
  /// ballots, letters, documents, a member who is forgotten.
  package static func mixed(from base: Instant) -> CommandScript {
    let day = "\(base + .days(100))".prefix(10)
    return CommandScript(
      lines: [
        Line("ana", "!topic Onboarding without burnout"),
        Line("ben", "!topic Reviews that teach"),
        Line("cem", "!join mentoring, data"),
        Line("ben", "!topic vote T1"),
        Line("ana", "!session new \"Opening\" \(day) 16:00 60m --cap 2"),
        Line("ben", "!rsvp yes +1 I bring the slides"),
        Line("cem", "!rsvp maybe"),
        Line("ben", "!remind me \(day) 9:00 call ana", direct: true),
        Line("cem", "!mail cem@example.org", direct: true),
        Line("cem", "!mail test", direct: true),
        Line("cem", "!ask How did you fund the pilot?"),
        Line("ben", "!ask --anon Who decides on our pay?", direct: true),
        Line("ben", "!share https://example.org/buddies #onboarding A checklist"),
        Line("ana", "!rate R1 worked"),
        Line("ana", "!export topics", direct: true),
        Line("ben", "!topic edit T2 Reviews that teach both"),
        Line("ben", "!undo"),
        Line("ana", "!role add facilitator @ben"),
        Line("cem", "!forget me", direct: true),
        Line("cem", "forget", direct: true, isAnswer: true),
      ], base: base)
  }

  /// Twenty commands of which each leaves a word of its own in the state.
  package static func marked(from base: Instant) -> CommandScript {
    let day = "\(base + .days(100))".prefix(10)
    let words = [
      "amber", "birch", "cedar", "delta", "elder", "fjord", "grove", "heath", "islet", "jetty",
      "knoll", "larch", "marsh", "north", "ocean", "poppy", "quartz", "river", "shore", "thyme",
    ]
    let forms: [(author: String, text: (String) -> String)] = [
      ("ana", { "!topic About \($0)" }),
      ("ben", { "!ask What is \($0)?" }),
      ("cem", { "!wanted something on \($0)" }),
      ("ben", { "!share https://example.org/\($0) A page" }),
      ("ana", { "!session new \"Hour of \($0)\" \(day) 16:00 60m" }),
      ("ana", { "!measure add \($0) visits" }),
      ("ben", { "!hello I care for \($0)" }),
    ]
    return CommandScript(
      lines: words.enumerated().map { index, word in
        let form = forms[index % forms.count]
        return Line(form.author, form.text(word), mark: word)
      }, base: base)
  }
}
