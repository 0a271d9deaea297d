import Primitives

/// One bot to which a script is said, with whatever goes wrong on the way.
package final class ScriptRun {
  /// What came of a script: what was said in each place, in order, and what is kept.
  package struct Outcome: Hashable, Sendable {
    /// The texts by place: room and thread, or the one who reads them alone.
    package let texts: [String: [String]]
    /// The state as JSON.
    package let state: String
    /// How many texts there were after each line of a script that was said line by line.
    package let counts: [Int]
    /// How many texts there are.
    package let count: Int
  }

  /// The room.
  package let room: ScriptedRoom
  /// The bot.
  package let bot: BotUnderTest
  /// What is said to it.
  package let script: CommandScript
  /// How many lines were said.
  package private(set) var said = 0
  /// The ids of the lines that were said.
  package private(set) var ids: [String] = []

  private let calm: Outcome?
  private var counts: [Int] = []

  /// Makes room and bot ready, and starts nothing.
  ///
  /// Where it is known how often a bot without trouble has answered, nobody answers it too early.
  package init(
    _ program: String, _ script: CommandScript, like calm: Outcome? = nil
  ) throws(ChildProcess.StartError) {
    self.calm = calm
    room = try ScriptedRoom()
    bot = try BotUnderTest(program, in: room)
    self.script = script
  }

  /// Whether all lines were said.
  package var isSaid: Bool { said == script.lines.count }

  /// Says the next lines, at most `count`.
  package func say(_ count: Int = 1) {
    for index in said..<min(said + count, script.lines.count) {
      let line = script.lines[index]
      if line.isAnswer, let calm, room.posts.count < calm.counts[index - 1] { return }
      said += 1
      ids.append(
        room.say(
          line.text, by: line.author, in: line.room, at: script.base + .seconds(Int64(index))))
    }
  }

  /// What was said in the thread of a line that was said in a room, by its place in the script.
  package func answers(to index: Int) -> [String] {
    room.posts.filter { $0.thread == ids[index] }.map(\.text)
  }

  /// Says the whole script to a bot that has no trouble, line by line.
  package static func undisturbed(
    _ program: String, _ script: CommandScript
  ) throws(ChildProcess.StartError) -> Outcome {
    let run = try ScriptRun(program, script)
    try run.bot.start()
    while !run.isSaid {
      let before = run.room.posts.count
      run.say()
      guard run.bot.live(until: { run.room.posts.count > before && run.room.isCaughtUp }),
        run.bot.isRunning
      else {
        throw ChildProcess.StartError(
          description: "without trouble `\(run.script.lines[run.said - 1].text)` has no answer: "
            + "\(run.bot.process?.text ?? "")")
      }
      run.counts.append(run.room.posts.count)
    }
    return try run.finish()
  }

  /// Lets the bot come to rest, ends it in order, and looks at what there is.
  package func finish() throws(ChildProcess.StartError) -> Outcome {
    // What would come twice would come at once: the feed is read, and nothing is under way.
    if let process = bot.process { room.serve([process], milliseconds: 20) }
    bot.live { room.isCaughtUp }
    guard bot.stop() else {
      throw ChildProcess.StartError(
        description: "no end in order: \(bot.process?.text.suffix(500) ?? "")")
    }
    return Outcome(
      texts: Dictionary(grouping: room.posts, by: Self.place).mapValues { $0.map(\.text) },
      state: Self.view(of: try bot.state()), counts: counts,
      count: room.posts.count)
  }

  /// The state as text, the posts of each thing in an order of their own: they are noted as they arrive.
  private static func view(of state: [UInt8]) -> String {
    var json = JSONWriter(indented: true)
    do throws(JSONError) {
      json.value(ordered(try JSONValue(parsing: state)))
    } catch {
      preconditionFailure("the state is no JSON: \(error)")
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private static func ordered(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      .object(
        members.map { member in
          guard member.name == "posts", case .array(let posts) = member.value else {
            return JSONMember(member.name, ordered(member.value))
          }
          return JSONMember("posts", .array(posts.sorted { "\($0)" < "\($1)" }))
        })
    case .array(let elements): .array(elements.map(ordered))
    default: value
    }
  }

  private static func place(_ post: ScriptedRoom.Post) -> String {
    post.recipient.map { "to \($0)" } ?? "\(post.room ?? "")/\(post.thread ?? "")"
  }
}

extension ScriptRun.Outcome {
  /// What a disturbed bot did otherwise than this undisturbed one.
  package func differences(in other: Self) -> Differences {
    var differences = Differences()
    for place in Set(texts.keys).union(other.texts.keys).sorted() {
      let expected = texts[place] ?? []
      let found = other.texts[place] ?? []
      if expected == found { continue }
      var rest = found
      let lost = expected.filter { text in
        guard let index = rest.firstIndex(of: text) else { return true }
        rest.remove(at: index)
        return false
      }
      differences.lost += lost.map { "\(place): \($0)" }
      differences.extra += rest.map { "\(place): \($0)" }
      if lost.isEmpty, rest.isEmpty { differences.disordered.append(place) }
    }
    if state != other.state {
      let lines = (state.split(separator: "\n"), other.state.split(separator: "\n"))
      differences.state = lines.1.difference(from: lines.0).prefix(12).map { change in
        switch change {
        case .insert(let offset, let line, _): "+ \(offset): \(line)"
        case .remove(let offset, let line, _): "- \(offset): \(line)"
        }
      }
    }
    return differences
  }

  /// What differs between two outcomes; nothing where all is well.
  package struct Differences: Hashable, Sendable {
    /// What was not said.
    package var lost: [String] = []
    /// What was said and should not have been, or was said twice.
    package var extra: [String] = []
    /// Where the order was another.
    package var disordered: [String] = []
    /// What of the state is otherwise.
    package var state: [String] = []

    /// Everything as sentences.
    package var findings: [String] {
      lost.map { "lost: \($0)" } + extra.map { "seen twice or wrongly: \($0)" }
        + disordered.map { "out of order: \($0)" } + state.map { "state: \($0)" }
    }
  }
}
