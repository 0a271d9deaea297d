import CommandGrammar
import Primitives

/// Decides what one message means in one community.
struct Respondent {
  private static let commandsAMessage = 10
  /// How long a suggestion or a choice can be answered.
  static let patience = Span.minutes(2)

  let message: Message
  let now: Instant
  let charter: Charter
  /// When the message is worked off, if it was said so long before that nobody waits for an answer.
  var workedAt: Instant?
  /// What `Commons.fingerprint` gave for the message before it was edited.
  var previousFingerprint: UInt32?
  /// The commands in the message, where somebody has looked for them before.
  var knownLines: [CommandLine]?

  /// All that follows from the message.
  func decide(in community: Community, using randomness: inout Randomness) -> Decision {
    switch message.kind {
    case .text: decideNotingThread(in: community, using: &randomness)
    case .reaction(let emoji, let target, let isRemoved):
      decide(emoji, on: target, isRemoved: isRemoved, in: community, using: &randomness)
    case .joined, .left: Decision()
    }
  }

  /// What follows from the text, and that it begins a thread where it does.
  private func decideNotingThread(
    in community: Community, using randomness: inout Randomness
  ) -> Decision {
    let begun = threadBegun(in: community)
    var decision = decideText(in: community, using: &randomness)
    if let begun { decision.events.append(begun) }
    if community.lacksRoom, !message.isDirect, !decision.replies.isEmpty {
      decision.events.append(.digests(.roomHeard(message.room)))
    }
    return decision
  }

  /// The commands in the message.
  var lines: [CommandLine] {
    knownLines ?? charter.conventions.commands(in: message.text, isDirect: message.isDirect)
  }

  private func decideText(
    in community: Community, using randomness: inout Randomness
  ) -> Decision {
    if message.text.utf8.count > Limits.messageBytes { return tooLong() }
    let lines = lines
    if message.editedAt != nil, let decision = edited(lines, in: community, using: &randomness) {
      return decision
    }
    let question = community.dialogue.question(for: message.author.id, in: message, at: now)
    if let question {
      if let option = question.option(chosenBy: message.text, lines) {
        return chosen(option, of: question, in: community, using: &randomness)
      }
      if question.isDeclined(by: message.text, lines) {
        return Decision([.dialogue(.answered(message.author.id))], saying: [.leftAlone])
      }
    }
    return decide(lines, in: community, using: &randomness)
  }

  /// Runs commands in order; each sees what the ones before it made true.
  func decide(
    _ lines: [CommandLine], in community: Community, using randomness: inout Randomness
  ) -> Decision {
    guard lines.count > 1 else {
      guard let line = lines.first else {
        return unasked(in: community, using: &randomness)
      }
      return decide(line, in: community, using: &randomness)
    }
    var working = community
    var whole = Decision()
    for line in lines.prefix(Self.commandsAMessage) {
      var decision = decide(line, in: working, using: &randomness)
      if let workedAt { decision = summedUp(decision, of: line, at: workedAt) }
      decision.events.forEach { working.apply($0) }
      decision.ballots.forEach { working.cast($0.content) }
      whole.events.append(contentsOf: decision.events)
      whole.replies.append(contentsOf: decision.replies)
      whole.ballots.append(contentsOf: decision.ballots)
      whole.orders.append(contentsOf: decision.orders)
      whole.erases = whole.erases ?? decision.erases
    }
    if lines.count > Self.commandsAMessage {
      whole.replies.append(.tooManyCommands(Self.commandsAMessage, of: lines.count))
    }
    whole.replies = Reply.combined(whole.replies)
    return whole
  }

  /// Decides one command.
  func decide(
    _ line: CommandLine, in community: Community, isConfirmed: Bool = false,
    using randomness: inout Randomness
  ) -> Decision {
    if line.call == .queue, community.sessions.going(on: message, around: now) == nil {
      return Decision()
    }
    let roles = community.roles(of: message.author.id)
    let finding = CommandTable.lexicon.find(line) { index in
      CommandTable.descriptions[index].audience.admits(roles)
    }
    // What somebody is asked alone goes before all that it might mean otherwise: said as something else,
    // it would stand beside their name.
    if let answered = answeredAlone(
      line, isCommand: finding.isCommand, in: community, using: &randomness)
    {
      return answered
    }
    // While topics are collected a sentence is one, also where it begins like a command.
    if line.call == .bare, line.words.count > 1, Self.isSentence(line),
      let harvested = harvestedAlone(line, in: community)
    {
      return harvested
    }
    switch finding {
    case .unknown: return harvestedAlone(line, in: community) ?? unknown(line)
    case .suggestion(let index, let meant):
      let description = CommandTable.descriptions[index]
      if description.isConfidential, message.isDirect {
        return Decision(saying: .sendAgain(description))
      }
      let question = Dialogue.Question(
        room: message.room, until: now + Self.patience, options: [.init("y", runs: meant)])
      return Decision(
        [.dialogue(.asked(message.author.id, question))], saying: [.suggestion(meant)])
    case .command(let index, let from):
      let command = CommandTable.all[index]
      return decide(
        command, line, from: from, in: community, isConfirmed: isConfirmed, using: &randomness)
    }
  }

  private func decide(
    _ command: any Command.Type, _ line: CommandLine, from: Int, in community: Community,
    isConfirmed: Bool, using randomness: inout Randomness
  ) -> Decision {
    let (author, arrival) = author(in: community)
    // Whoever can make up senders must not be able to make the state grow without end.
    if community.people.isFull, community.people[author.id] == nil {
      return .refusing(.communityIsFull)
    }
    let context = CommandContext(
      community: community, author: author, message: message, now: now, isConfirmed: isConfirmed,
      line: line.text, charter: charter)
    let description = command.description
    var decision: Decision
    do throws(Refusal) {
      try context.requireRight(to: description)
      do throws(UsageError) {
        var arguments = try Arguments(of: line, from: from, for: description)
        let command = try command.init(reading: &arguments)
        try arguments.end()
        decision = try Self.decide(command, in: context, using: &randomness)
      } catch {
        decision = .refusing(error.reply(for: description))
      }
    } catch {
      decision = .refusing(error.reply)
    }
    if let undoing = decision.undoing, !decision.events.isEmpty {
      let change = History.Change(
        member: author.id, cause: message.id, at: now, label: undoing.label,
        events: decision.events, undo: undoing.events, isFinal: undoing.isFinal)
      decision.events = [.history(.changed(change))]
    }
    if decision.erases == nil { decision.events.insert(contentsOf: arrival, at: 0) }
    return decision
  }

  /// Opens the existential, and keeps a refusal apart from a usage error.
  private static func decide(
    _ command: some Command, in context: CommandContext, using randomness: inout Randomness
  ) throws(UsageError) -> Decision {
    do throws(Refusal) {
      return try command.decide(in: context, using: &randomness)
    } catch {
      return .refusing(error.reply)
    }
  }

  /// What somebody is called whose name says nothing.
  private static func name(of id: MemberID) -> String {
    let name = Prose.name(Prose.prefix(id.text, bytes: Limits.nameBytes))
    return name.isEmpty ? "a member" : name
  }

  /// The author as a member, and what becomes true of them by typing a command.
  func author(in community: Community) -> (Member, [Event]) {
    let id = message.author.id
    let cleaned = Prose.name(Prose.prefix(message.author.name, bytes: Limits.nameBytes))
    let name = cleaned.isEmpty ? Self.name(of: id) : cleaned
    guard var known = community.people[id] else {
      return (
        Member(id: id, name: name, joinedAt: now), [.people(.joined(id, name: name, at: now))]
      )
    }
    guard known.isActive else {
      known.name = name
      return (known, [.people(.joined(id, name: name, at: now))])
    }
    if message.author.name.isEmpty || known.name == name { return (known, []) }
    known.name = name
    return (known, [.people(.renamed(id, name: name))])
  }

  private func chosen(
    _ option: Dialogue.Question.Option, of question: Dialogue.Question, in community: Community,
    using randomness: inout Randomness
  ) -> Decision {
    guard let line = CommandLine(option.line) else { return Decision() }
    var decision = decide(
      line, in: community, isConfirmed: question.confirms, using: &randomness)
    if decision.erases == nil {
      decision.events.insert(.dialogue(.answered(message.author.id)), at: 0)
    }
    return decision
  }

  /// In a room others may be meant, so there is silence; where only the bot listens it says a word.
  private func unknown(_ line: CommandLine) -> Decision {
    guard line.call != .prefix || message.isDirect else { return Decision() }
    // A direct message may be feedback without its command: none of its words is said back, because
    // what is said is kept until it has arrived.
    return Decision(saying: message.isDirect ? .unknown : .unknown(line.words[0].text))
  }

  private func tooLong() -> Decision {
    let beginning = Prose.prefix(message.text, bytes: 200)
    let lines = charter.conventions.commands(in: beginning, isDirect: message.isDirect)
    return lines.isEmpty ? Decision() : Decision(saying: .tooLong)
  }
}

extension Lexicon.Finding {
  /// Whether it is a command for sure.
  var isCommand: Bool { if case .command = self { true } else { false } }
}

extension Dialogue.Question {
  /// The option that a message chooses: the answer alone on its line, with or without the prefix.
  func option(chosenBy text: String, _ lines: [CommandLine]) -> Option? {
    guard let folded = Self.answer(in: text, lines) else { return continued(by: lines) }
    let answer = folded == "yes" ? "y" : folded
    return options.first { $0.answer == answer || $0.answer == folded } ?? continued(by: lines)
  }

  /// The option whose answer a message begins with, where the question lets words follow: its line,
  /// with the words where they belong to it.
  private func continued(by lines: [CommandLine]) -> Option? {
    guard lines.count == 1, let line = lines.first, line.words.count > 1,
      options.contains(where: \.takesWords)
    else { return nil }
    let first = line.words[0].folded.filter { !",.:;!".contains($0) }
    let answer = first == "yes" ? "y" : first
    guard let option = options.first(where: { $0.answer == answer }) else { return nil }
    let rest = option.takesWords ? " \(line.text(from: 1))" : ""
    return Option(option.answer, runs: option.line + rest, in: option.community)
  }

  /// Whether a message says no to what was asked.
  ///
  /// The choice of a community is no question that could be declined, because only a choice goes on.
  func isDeclined(by text: String, _ lines: [CommandLine]) -> Bool {
    guard options.allSatisfy({ $0.community == nil }) else { return false }
    return switch Self.answer(in: text, lines) {
    case "no", "n", "nope", "no thanks", "no, thanks", "never mind", "nevermind": true
    default: false
    }
  }

  /// What a message says in a word or two, with or without the prefix; nil for one that says more.
  private static func answer(in text: String, _ lines: [CommandLine]) -> String? {
    guard text.utf8.count <= 64 else { return nil }
    var typed = lines.first?.text ?? text
    if typed.utf8.first == UInt8(ascii: "!") { typed.removeFirst() }
    return Folding.fold(Prose.clean(typed))
  }
}

extension CommandContext {
  /// Asks the author to type `word` within five minutes, and then runs `line` as confirmed.
  func asking(_ reply: Reply, for word: String, toRun line: String) -> Decision {
    let question = Dialogue.Question(
      room: message.room, until: now + .minutes(5), options: [.init(word, runs: line)],
      confirms: true)
    return Decision([.dialogue(.asked(author.id, question))], saying: [reply])
  }
}

extension Reply {
  /// Joins the texts that go to the same place into one reply each, in order.
  static func combined(_ replies: [Reply]) -> [Reply] {
    var combined: [Reply] = []
    for reply in replies {
      guard let text = reply.text,
        let index = combined.firstIndex(where: {
          $0.destination == reply.destination && $0.text != nil
        }), let before = combined[index].text
      else {
        combined.append(reply)
        continue
      }
      combined[index].content = .text(before + "\n" + text)
      combined[index].subject = combined[index].subject ?? reply.subject
    }
    return combined
  }

  fileprivate static var leftAlone: Reply { Reply("All right, I leave it as it is.") }

  fileprivate static func suggestion(_ line: String) -> Reply {
    Reply("Did you mean `!\(Prose.clean(Prose.prefix(line, bytes: 300)))`? Reply `y` to run it.")
  }

  fileprivate static func sendAgain(_ command: CommandDescription) -> Reply {
    Reply(
      "Did you mean `\(command.name)`? Please send it again with that word; I have kept nothing of it."
    )
  }

  fileprivate static var unknown: Reply {
    Reply("I don't know that command, and have kept nothing of it. `help` shows what I can do.")
  }

  fileprivate static func unknown(_ word: String) -> Reply {
    Reply(
      "I don't know “\(Prose.clean(Prose.prefix(word, bytes: 40)))”. `help` shows what I can do.")
  }

  fileprivate static var tooLong: Reply {
    Reply(
      "That message is longer than the \(Limits.messageBytes) bytes I read, so I did nothing with it."
    )
  }

  fileprivate static func tooManyCommands(_ limit: Int, of count: Int) -> Reply {
    Reply(
      "I did the first \(limit) of \(count) commands. Please send the others in a message of their own."
    )
  }
}
