import CommandGrammar
import Primitives

/// What follows a command about a rota: names with `@`, a session with its letter, and a role.
///
/// Names may have several words, so which words are a name and which the role is known only where the
/// members are.
struct RotaWords: Sendable {
  /// The session, where one was typed.
  let session: SessionReference
  private let parts: [[String]]

  /// Takes all words that are left; at most so many names are read, because a role is not a hundred
  /// words.
  init(reading arguments: inout Arguments) {
    var session = SessionReference()
    var parts: [[String]] = []
    for word in arguments.remaining {
      if let id = SessionReference.id(word), session.id == nil {
        session.id = id
      } else if parts.isEmpty || word.text.utf8.first == UInt8(ascii: "@") || word.folded == "me" {
        parts.append([word.text])
      } else if !["and", "as", "for", "at", "with", "to", "from"].contains(word.folded) {
        parts[parts.count - 1].append(word.text)
      }
    }
    while arguments.take() != nil {}
    self.session = session
    self.parts = parts
  }

  /// Requires so many names, or says what is missing.
  func requireNames(_ count: Int, _ what: String) throws(UsageError) {
    if parts.count < count { throw .missing(what) }
  }

  /// The members who are named, each once, and the role behind them; the facilitator's where none is.
  func meaning(in context: CommandContext) throws(Refusal) -> (members: [MemberID], role: String) {
    var members: [MemberID] = []
    var role = Rotas.facilitator
    for (index, part) in parts.enumerated() {
      var words = part
      if index == parts.count - 1, words.count > 1, Self.isRole(behind: words, in: context) {
        role = RoleName.canonical(Folding.fold(words.removeLast()))
      }
      let member = try Self.member(words, in: context)
      if !members.contains(member) { members.append(member) }
    }
    return (members, role)
  }

  /// Whether the last of the words names a role, because with it they name nobody.
  private static func isRole(behind words: [String], in context: CommandContext) -> Bool {
    guard let last = words.last, RoleName.isName(Folding.fold(last)) else { return false }
    return Folding.fold(words[0]) == "me"
      || context.community.people.find(words.joined(separator: " ")) == .nobody
  }

  private static func member(
    _ words: [String], in context: CommandContext
  ) throws(Refusal) -> MemberID {
    let reference: MemberReference
    do throws(UsageError) {
      reference = try MemberReference(words.joined(separator: " "))
    } catch {
      throw .unknownMember("")
    }
    return try reference.member(in: context)
  }
}

/// The names of what is done in turn.
enum RoleName {
  /// Whether a folded word can name a role: letters and hyphens.
  static func isName(_ word: String) -> Bool {
    !word.isEmpty && word.utf8.count <= Rotas.roleBytes
      && word.utf8.allSatisfy { $0 >= 97 && $0 <= 122 || $0 == UInt8(ascii: "-") }
  }

  /// The one name of a role of which there are several: `facilitate` is `facilitator`.
  static func canonical(_ word: String) -> String {
    switch word {
    case "facilitate", "facilitating", "facilitators", "lead", "leader", "leading", "chair":
      Rotas.facilitator
    case "note", "note-taker", "notetaker", "scribe", "minutes": "notes"
    case "greet", "greeting", "welcome", "welcomer": "greeter"
    case "speak", "speaking": "speaker"
    case "hosting": "host"
    default: word
    }
  }

  /// The roles that communities have beside the facilitator.
  static let usual = ["notes", "greeter", "speaker", "host", "timekeeper"]

  /// What somebody is called who has the role: `note-taker` for `notes`.
  static func bearer(_ role: String) -> String { role == "notes" ? "note-taker" : role }

  /// Takes a role where one comes next.
  static func take(_ arguments: inout Arguments) -> String? {
    arguments.take(ifMeaning: { isName($0) ? canonical($0) : nil })
  }
}
