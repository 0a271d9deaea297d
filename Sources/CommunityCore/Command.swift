package import CommandGrammar
package import Primitives
import Timekeeping

/// What a member can ask: read, decided and worded in one file.
package protocol Command: Sendable {
  /// What help, suggestions, the reference page and the tests know of it.
  static var description: CommandDescription { get }

  /// Reads what follows the command's name; what is left over afterwards is an error.
  init(reading arguments: inout Arguments) throws(UsageError)

  /// Decides, by the rules and from nothing but its arguments.
  func decide(
    in context: CommandContext, using randomness: inout Randomness
  ) throws(Refusal) -> Decision
}

/// Everything that a command may look at.
package struct CommandContext: Sendable {
  /// The community as it is before the command.
  package let community: Community
  /// Who asks; a member from now on, and perhaps only from now on.
  package let author: Member
  /// The message that holds the command.
  package let message: Message
  /// When it was said, never later than the clock.
  package let now: Instant
  /// Whether the member was asked and has said yes.
  package let isConfirmed: Bool
  /// The command as it was typed, without the prefix.
  package var line: String
  /// Where a list that the command shows begins: 0, or where `!more` goes on.
  package var offset = 0
  /// What all communities share.
  package let charter: Charter

  /// Whether only the bot can read the command.
  package var isDirect: Bool { message.isDirect }

  /// The name of a member, ready to be shown.
  package func name(_ member: MemberID) -> String {
    member == author.id ? author.name : community.people.name(of: member)
  }

  /// A time as it is told: by the clocks of the community, or in a direct message by the author's.
  package func told(_ instant: Instant) -> String {
    let name = isDirect ? author.zone ?? community.plan.zone : community.plan.zone
    return TimeEcho.dated(instant, in: charter.zones.zoneOrUniversal(named: name))
  }

  /// A text of a member, ready to be shown, with the names of those it mentions.
  package func shown(_ text: String) -> String { community.people.shown(text) }
}

extension CommandContext {
  /// Requires that the author may use `command`, and says else who may and what can be done instead.
  func requireRight(to command: CommandDescription) throws(Refusal) {
    guard !command.audience.admits(community.roles(of: author.id)) else { return }
    let names = community.coordinators.prefix(3).compactMap { community.people[$0]?.name }
    let named = names.isEmpty ? "" : " (" + names.joined(separator: ", ") + ")"
    let who = command.audience == .coordinators ? "coordinators" : "facilitators and coordinators"
    throw .notYours(who: who + named, instead: command.instead)
  }
}
