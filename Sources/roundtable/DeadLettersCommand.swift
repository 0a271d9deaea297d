import ArgumentParser
import BotRuntime
import CommunityCore
import Journaling
import Primitives

/// Looks after what the chat service or the mail server would not take.
struct DeadLettersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dead-letters", abstract: "Lists, retries or drops what was refused for good.",
    discussion: """
      What a service refuses for good is laid aside and holds up nothing else. Mend the cause (a room that is gone, \
      a right that is missing), then retry it: it is said under the key that it had, so a service that took it \
      after all does not show it twice. Retrying and dropping want the bot to be stopped (exit code 75 otherwise).
      """,
    subcommands: [List.self, Retry.self, Drop.self])

  /// Shows them.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Shows them, the oldest first. Works beside a running bot.")

    @OptionGroup var options: BotOptions

    func run() throws {
      try reporting { () throws(Failure) in
        let folder = try DeadLettersCommand.folder(options).1
        let letters: [DeadLetter]
        do throws(StorageError) {
          letters = try DeadLetters(FileStorage(folder, isReadOnly: true)).all()
        } catch {
          throw Failure(.storage(error), in: folder)
        }
        if letters.isEmpty { return print("There are no dead letters.") }
        for (index, letter) in letters.enumerated() {
          print(
            "\(index + 1)  \(letter.at)  \(letter.place): \(DeadLettersCommand.shown(letter.reason))"
          )
          print("   \(DeadLettersCommand.shown(letter.text))")
        }
      }
    }
  }

  /// Says them after all.
  struct Retry: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry", abstract: "Lets the next run of the bot say them again.")

    @OptionGroup var choice: LetterChoice

    func run() throws {
      try reporting { () throws(Failure) in
        let count = try choice.take { (editing, letters) throws(BotError) in
          try editing.retry(letters, at: ProcessSurroundings.clock)
        }
        print(
          "\(count == 1 ? "One letter goes" : "\(count) letters go") out when the bot runs again.")
      }
    }
  }

  /// Throws them away.
  struct Drop: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "drop", abstract: "Throws them away; nobody will ever read them.")

    @OptionGroup var choice: LetterChoice

    func run() throws {
      try reporting { () throws(Failure) in
        let count = try choice.take { (editing, letters) throws(BotError) in
          try editing.drop(letters)
        }
        print("\(count == 1 ? "One letter is" : "\(count) letters are") gone.")
      }
    }
  }

  /// The installation and the folder of the state, in which a bot has kept something.
  fileprivate static func folder(_ options: BotOptions) throws(Failure) -> (Installation, String) {
    let installation = try Installation(options)
    let folder = try installation.stateFolder()
    try StateCommand.requireFolder(folder)
    guard StateCommand.isKept(in: folder) else {
      throw Failure(73, "\(folder): no bot has kept anything here")
    }
    return (installation, folder)
  }

  /// The beginning of a text on one line, without what would steer a terminal.
  private static func shown(_ text: String) -> String {
    var line = ""
    for scalar in text.unicodeScalars.prefix(100) {
      let isPlain = scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
      line.unicodeScalars.append(isPlain ? scalar : " ")
    }
    return text.unicodeScalars.count > 100 ? line + "…" : line
  }
}

/// Which dead letters are meant.
struct LetterChoice: ParsableArguments {
  @Argument(help: "The numbers that `list` shows.")
  var numbers: [Int] = []

  @Flag(help: "All of them.")
  var all = false

  @OptionGroup var options: BotOptions

  /// Hands the chosen letters to `body`, with the folder taken, and returns how many they are.
  func take(
    _ body: (StateEditing, [DeadLetter]) throws(BotError) -> Void
  ) throws(Failure) -> Int {
    guard let count = try counted(body) else {
      throw Failure(
        64, "There is no such letter; `roundtable dead-letters list` shows their numbers.")
    }
    return count
  }

  /// As above; nil where a number is none.
  private func counted(
    _ body: (StateEditing, [DeadLetter]) throws(BotError) -> Void
  ) throws(Failure) -> Int? {
    guard all != !numbers.isEmpty else {
      throw Failure(
        64, "Say which: the numbers that `roundtable dead-letters list` shows, or --all.")
    }
    let (installation, folder) = try DeadLettersCommand.folder(options)
    do throws(BotError) {
      let editing = try StateEditing(
        FileStorage(folder), into: Commons(StateCommand.charter(installation)))
      let letters = try editing.deadLetters()
      let chosen = all ? Array(letters.indices) : Set(numbers).sorted().map { $0 - 1 }
      guard chosen.allSatisfy(letters.indices.contains) else { return nil }
      if !chosen.isEmpty { try body(editing, chosen.map { letters[$0] }) }
      return chosen.count
    } catch {
      throw Failure(error, in: folder)
    }
  }
}
