import Primitives

/// Answers a bot with garbage, once or again and again, and looks whether it lives on.
package struct GarbageTrials {
  /// What is spoilt, and for how long.
  package struct Trial: Hashable, Sendable, CustomStringConvertible {
    /// How the answer is spoilt.
    package let garbage: Garbage
    /// Whose answers: `GET` for the feed, `POST` for what is said.
    package let method: String
    /// Whether it goes on until the bot has had three of them.
    package let isLasting: Bool

    /// Names a trial.
    package init(garbage: Garbage, method: String, isLasting: Bool) {
      self.garbage = garbage
      self.method = method
      self.isLasting = isLasting
    }

    /// Such as `html at GET, once`.
    package var description: String {
      "\(garbage.rawValue) at \(method), \(isLasting ? "again and again" : "once")"
    }

    /// All there are.
    package static var all: [Trial] {
      Garbage.allCases.flatMap { garbage in
        ["GET", "POST"].flatMap { method in
          [false, true].map { Trial(garbage: garbage, method: method, isLasting: $0) }
        }
      }
    }
  }

  private let program: String

  /// Makes ready to try a program.
  package init(_ program: String) {
    self.program = program
  }

  /// Tries one of them and returns what is wrong, in sentences.
  ///
  /// The page that is spoilt holds two commands. The second is answered, once and by the time that
  /// the garbage has ended; so is the next that is said, and also the first where the service spoilt it
  /// once; and the bot ends in order when it is asked to.
  package func run(_ trial: Trial) throws(ChildProcess.StartError) -> [String] {
    let room = try ScriptedRoom()
    let bot = try BotUnderTest(program, in: room)
    let base = ScriptedRoom.now - .minutes(1)
    try bot.start()
    room.say("!topic before", by: "ben", at: base)
    guard bot.live(until: { room.posts.count == 1 && room.isCaughtUp }), bot.isRunning else {
      return ["\(trial): no answer before it begins"]
    }
    var left = trial.isLasting ? 3 : 1
    room.script = { call in
      guard left > 0, call.method == trial.method, call.path == "/v1/messages" else {
        return .served
      }
      left -= 1
      return .garbled(trial.garbage)
    }
    let spoilt = room.say("!topic spoilt", by: "ben", at: base + .seconds(1))
    let neighbour = room.say("!topic neighbour", by: "cem", at: base + .seconds(2))
    func isAnswered(_ id: String) -> Bool { room.posts.contains { $0.thread == id } }
    var more: Int64 = 3
    bot.live {
      // What was said is known from the feed, so that only something new is said once more.
      if left > 0, more < 20, room.isCaughtUp {
        room.say("!topic more \(more)", by: "ben", at: base + .seconds(more))
        more += 1
      }
      return left == 0
    }
    let next = room.say("!help", by: "dan", at: base + .seconds(more))
    let mustBeHeard =
      trial.isLasting || trial.garbage.passesForWords
      ? [next, neighbour] : [next, neighbour, spoilt]
    let isAlive = bot.live { mustBeHeard.allSatisfy(isAnswered) && room.isCaughtUp }
    guard isAlive, bot.isRunning else {
      let recent = room.recent.suffix(16).joined(separator: "\n  ")
      return ["\(trial): not alive: \(bot.ending.map { "\($0)" } ?? "silent")\n  \(recent)"]
    }
    var findings: [String] = []
    if Set(room.posts.map { "\($0.thread ?? "") \($0.text)" }).count < room.posts.count {
      findings.append("\(trial): something was said twice")
    }
    if room.keyConflicts > 0 { findings.append("\(trial): a key had two texts") }
    if !bot.stop() { findings.append("\(trial): no end in order") }
    return findings + (try bot.leaks().map { "\(trial): the token stands in \($0)" })
  }
}
