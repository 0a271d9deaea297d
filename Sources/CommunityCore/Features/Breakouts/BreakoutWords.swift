import Grouping
import CommandGrammar
import Primitives
import Timekeeping

/// What follows `!breakout` where groups are asked for, before it is known who is there.
struct BreakoutWords: Sendable {
  private let shape: GroupShape?
  private let purpose: GroupPurpose?
  private let mixing: Mixing
  private let keep: [[String]]
  private let apart: [[String]]
  private let minutes: Int?
  private let rounds: Int

  /// Whether members are named who are to be apart, which is nobody's business.
  var isPrivate: Bool { !apart.isEmpty }

  /// Reads what was typed; nil where nothing was.
  init?(reading arguments: inout Arguments) throws(UsageError) {
    keep = arguments.list("keep").map(Self.names)
    apart = arguments.list("apart").map(Self.names)
    purpose = try Self.purpose(arguments.flag("for"))
    mixing = try Self.mixing(&arguments)
    minutes = try Self.minutes(arguments.flag("time"))
    rounds = try Self.rounds(arguments.flag("rounds"))
    shape = try Self.shape(&arguments)
    if shape == nil, purpose == nil, keep.isEmpty, apart.isEmpty, minutes == nil,
      mixing == .strangers, rounds == 1
    {
      return nil
    }
  }

  private static func shape(_ arguments: inout Arguments) throws(UsageError) -> GroupShape? {
    func skip(_ words: String...) -> Bool {
      arguments.take(ifMeaning: { words.contains($0) ? true : nil }) ?? false
    }
    _ = skip("into", "in")
    // `groups of 4` and `size 4` say how many people, `4`, `4 groups` and `groups 4` how many groups.
    let begins = skip("groups", "group")
    let isSize = skip("size", "sizes", "of")
    guard begins || isSize || !arguments.isEmpty else { return nil }
    guard let text = arguments.take()?.folded else {
      throw .missing("how many people a group has, such as `size 3`")
    }
    guard let number = Int(text) else {
      throw .invalid(text, expected: "a number of groups, such as `4`, or `size 3`")
    }
    _ = skip("groups", "group")
    guard (2...Breakouts.memberLimit).contains(number) else {
      throw .invalid(text, expected: "from 2 to \(Breakouts.memberLimit)")
    }
    return isSize ? .size(number) : .groups(number)
  }

  private static func purpose(_ word: String?) throws(UsageError) -> GroupPurpose? {
    guard let word else { return nil }
    switch Folding.fold(word) {
    case "topic", "discuss", "discussion": return .topic
    case "chat", "meet", "talk": return .chat
    case "qa", "q&a", "ask", "questions": return .questions
    default: throw .invalid(word, expected: "`topic`, `chat` or `qa`")
    }
  }

  private static func mixing(_ arguments: inout Arguments) throws(UsageError) -> Mixing {
    var chosen: [Mixing] = []
    if arguments.switched("strangers") { chosen.append(.strangers) }
    if arguments.switched("familiar") { chosen.append(.familiar) }
    if let word = arguments.flag("mix") {
      let names = Mixing.Trait.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      guard let trait = Mixing.Trait(rawValue: Folding.fold(word)) else {
        throw .invalid(word, expected: "something people differ in: \(names)")
      }
      chosen.append(.mixed(trait))
    }
    if let tag = arguments.flag("match") { chosen.append(.matched(Folding.fold(tag))) }
    guard chosen.count < 2 else {
      throw .invalid(
        "that", expected: "one of `--strangers`, `--familiar`, `--mix` and `--match`")
    }
    return chosen.first ?? .strangers
  }

  private static func minutes(_ text: String?) throws(UsageError) -> Int? {
    guard let text else { return nil }
    do throws(DurationProblem) {
      // A bare number can only mean minutes here.
      let words = Int(text) == nil ? text : text + "m"
      if let length = try DurationReading([words], bounds: 1...120) { return length.minutes }
    } catch {
      throw .invalid(text, expected: "from `1m` to `2h`")
    }
    throw .invalid(text, expected: "a length of time, such as `12m`")
  }

  private static func rounds(_ text: String?) throws(UsageError) -> Int {
    guard let text else { return 1 }
    guard let rounds = Int(text), (1...Breakouts.roundLimit).contains(rounds) else {
      throw .invalid(text, expected: "from 1 to \(Breakouts.roundLimit) rounds")
    }
    return rounds
  }

  /// The names in a list of words: what begins with `@`, or stands between commas, or is a word alone.
  static func names(_ words: [Word]) -> [String] {
    let isMarked = words.contains { $0.text.utf8.first == UInt8(ascii: "@") }
    let hasCommas = words.contains { $0.text.utf8.last == UInt8(ascii: ",") }
    var names: [String] = []
    var isOpen = false
    for word in words where !["and", "&"].contains(word.folded) {
      let begins = isMarked ? word.text.utf8.first == UInt8(ascii: "@") : !(hasCommas && isOpen)
      let text = Prose.clean(
        word.text.utf8.last == UInt8(ascii: ",") ? String(word.text.dropLast()) : word.text)
      if begins || names.isEmpty {
        names.append(text)
      } else {
        names[names.count - 1] += " " + text
      }
      isOpen = word.text.utf8.last != UInt8(ascii: ",")
    }
    return names
  }

  /// What is asked for, among `count` people at a session.
  func request(
    for count: Int, at session: Sessions.Session, in context: CommandContext
  ) throws(Refusal) -> Breakout.Request {
    let purpose = purpose ?? .topic
    var shape = shape ?? .size(purpose.goal.size(for: count))
    if case .size(let size) = shape,
      GroupSizes.accepted(for: count, shape: .size(size))[0].count < 2
    {
      if self.shape != nil { throw .breakouts(.oneGroup(count, size: size)) }
      shape = .groups(2)
    }
    let size =
      switch shape {
      case .size(let size): GroupSizes.accepted(for: count, shape: .size(size))[0][0]
      case .groups(let groups): (count + groups - 1) / max(1, groups)
      }
    return Breakout.Request(
      shape: shape, goal: purpose, mixing: mixing, keep: try Self.members(keep, in: context),
      apart: try Self.members(apart, in: context),
      minutes: minutes ?? purpose.minutes(forSize: size), rounds: rounds)
  }

  private static func members(
    _ lists: [[String]], in context: CommandContext
  ) throws(Refusal) -> [[MemberID]] {
    var members: [[MemberID]] = []
    for names in lists {
      var list: [MemberID] = []
      for name in names {
        let member = try context.member(named: name)
        if !list.contains(member) { list.append(member) }
      }
      members.append(list)
    }
    return members
  }
}

extension CommandContext {
  /// The member that a name means.
  func member(named name: String) throws(Refusal) -> MemberID {
    let reference: MemberReference
    do throws(UsageError) {
      reference = try MemberReference(name)
    } catch {
      throw .unknownMember(name)
    }
    return try reference.member(in: self)
  }
}
