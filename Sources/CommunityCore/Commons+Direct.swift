import CommandGrammar
import OrderedCollections
import Primitives

/// What follows from a message in one community.
struct Step {
  /// The place of the community in the list.
  let community: Int
  /// What follows there.
  let decision: Decision
  /// Whether it is about that community, so that the replies name it where several could be meant.
  let isPlaced: Bool

  init(_ community: Int, _ decision: Decision, isPlaced: Bool = true) {
    self.community = community
    self.decision = decision
    self.isPlaced = isPlaced
  }
}

extension Commons {
  /// How long the choice of a community counts.
  private static let choiceLasts = Span.hours(24)

  /// The configured communities in which somebody is a member.
  func homes(of member: MemberID) -> [Int] {
    charter.communities.indices.filter { communities[$0].people[member]?.isActive ?? false }
  }

  /// Decides a direct message by a member of several communities: about the one that was chosen
  /// lately, or else after asking which one is meant.
  func directly(
    _ respondent: Respondent, among homes: [Int], using randomness: inout Randomness
  ) -> [Step] {
    let message = respondent.message
    let lines = charter.conventions.commands(in: message.text, isDirect: true)
    let addressed = addressed(by: message.author.id, among: homes, at: respondent.now)
    for index in [addressed].compactMap({ $0 }) + homes {
      let dialogue = communities[index].dialogue
      guard
        let question = dialogue.question(
          for: message.author.id, in: message, at: respondent.now),
        let option = question.option(chosenBy: message.text, lines)
      else { continue }
      guard let key = option.community else {
        return [Step(index, respondent.decide(in: communities[index], using: &randomness))]
      }
      guard let chosen = homes.first(where: { communities[$0].plan.key == key }) else { continue }
      return choose(chosen, option.line, askedIn: index, respondent, homes, using: &randomness)
    }
    if lines.first?.words.count == 1, lines.first?.words[0].folded == "switch" {
      return [ask(about: nil, respondent, homes)]
    }
    if let step = answered(respondent, lines, addressed, homes, using: &randomness) {
      return [step]
    }
    if let addressed {
      return [Step(addressed, respondent.decide(in: communities[addressed], using: &randomness))]
    }
    let findings = lines.map { CommandTable.lexicon.find($0) { _ in true } }
    guard findings.contains(where: { $0 != .unknown }) else {
      // A line that is no command may still be a topic where those are collected.
      let collecting = homes.first { communities[$0].sparks.harvest != nil }
      let home = collecting ?? homes[0]
      let decision = respondent.decide(in: communities[home], using: &randomness)
      return [Step(home, decision, isPlaced: collecting != nil)]
    }
    let isKept = lines.count == 1 && !findings.contains(where: \.isConfidential)
    return [ask(about: isKept ? lines[0].text : "", respondent, homes)]
  }

  /// What follows from a line that answers what one community asks the member alone; nil where it answers
  /// nothing.
  ///
  /// It is never kept until a community is chosen, because an answer may be one without a name.
  private func answered(
    _ respondent: Respondent, _ lines: [CommandLine], _ addressed: Int?, _ homes: [Int],
    using randomness: inout Randomness
  ) -> Step? {
    guard lines.count == 1, let line = lines.first, line.call == .bare else { return nil }
    let finding = CommandTable.lexicon.find(line) { _ in true }
    let steps = homes.compactMap { index in
      respondent.answeredAlone(
        line, isCommand: finding.isCommand, in: communities[index], using: &randomness
      ).map { Step(index, $0) }
    }
    if let chosen = steps.first(where: { $0.community == addressed }) { return chosen }
    return steps.count > 1 ? ask(about: "", respondent, homes) : steps.first
  }

  /// The community that the member chose last, while that counts.
  private func addressed(by member: MemberID, among homes: [Int], at now: Instant) -> Int? {
    homes.first { communities[$0].dialogue.addressed[member].map { now <= $0 } ?? false }
  }

  /// Asks which community is meant; nil where there is nothing to run afterwards, and an empty line
  /// where what was typed is not kept until then.
  private func ask(about line: String?, _ respondent: Respondent, _ homes: [Int]) -> Step {
    let plans = homes.map { communities[$0].plan }
    let options = plans.enumerated().map { number, plan in
      Dialogue.Question.Option("\(number + 1)", runs: line ?? "", in: plan.key)
    }
    let question = Dialogue.Question(
      room: respondent.message.room, until: respondent.now + .minutes(10), options: options)
    return Step(
      homes[0],
      Decision(
        [.dialogue(.asked(respondent.message.author.id, question))],
        saying: [.which(plans.map(\.name), isForgotten: line?.isEmpty ?? false)]),
      isPlaced: false)
  }

  /// Remembers the choice of a community, and runs there what was typed before.
  private func choose(
    _ chosen: Int, _ line: String, askedIn asker: Int, _ respondent: Respondent, _ homes: [Int],
    using randomness: inout Randomness
  ) -> [Step] {
    let member = respondent.message.author.id
    var steps = [Step(asker, Decision([.dialogue(.answered(member))]))]
    for index in homes where index != chosen && communities[index].dialogue.addressed[member] != nil
    {
      steps.append(Step(index, Decision([.dialogue(.addressed(member, until: nil))])))
    }
    var decision = Decision(
      [.dialogue(.addressed(member, until: respondent.now + Self.choiceLasts))],
      saying: [.chosen(sendsAgain: line.isEmpty)])
    if let line = CommandLine(line, call: .bare) {
      let further = respondent.decide(line, in: communities[chosen], using: &randomness)
      decision.events += further.events
      decision.replies = Reply.combined(decision.replies + further.replies)
      decision.ballots = further.ballots
      decision.orders = further.orders
      decision.erases = further.erases
    }
    return steps + [Step(chosen, decision)]
  }

  /// The replies with the community's name in front of those that go to a member of several alone.
  func labelled(_ replies: [Reply], from community: Int, to homes: [Int]) -> [Reply] {
    guard charter.communities.count > 1 else { return replies }
    return replies.map { reply in
      let isAmbiguous =
        switch reply.destination {
        case .answer: homes.count > 1
        case .direct(let member): self.homes(of: member).count > 1
        case .room, .thread, .mail: false
        }
      guard isAmbiguous, let text = reply.text else { return reply }
      var labelled = reply
      labelled.content = .text("(\(communities[community].plan.name)) \(text)")
      return labelled
    }
  }
}

extension Lexicon.Finding {
  /// Whether what was typed must not be kept beside its author.
  fileprivate var isConfidential: Bool {
    switch self {
    case .command(let index, _), .suggestion(let index, _):
      CommandTable.descriptions[index].isConfidential
    case .unknown: false
    }
  }
}

extension Reply {
  fileprivate static func which(_ names: [String], isForgotten: Bool) -> Reply {
    let list = names.enumerated().map { number, name in "`\(number + 1)` \(name)" }
    var text = "Which community is this about?\n\(list.joined(separator: "\n"))\n"
    text += "Reply with its number"
    text += isForgotten ? ", and then send that again: I have kept nothing of it." : "."
    return Reply(text)
  }

  fileprivate static func chosen(sendsAgain: Bool) -> Reply {
    Reply(
      "For a day I take what you write here to be about this community; `switch` changes that."
        + (sendsAgain ? " What would you like to do?" : ""))
  }
}
