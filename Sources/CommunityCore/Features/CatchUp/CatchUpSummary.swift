import OrderedCollections
import CommandGrammar
package import Primitives

/// Says in one message a room what was done with the commands sent while the bot was away.
package struct CatchUpSummary: Job {
  package static let name = "catch-up-summary"

  package static func due(in community: Community) -> Instant? {
    community.catchUp.accounts.values.map { $0.workedAt + CatchUp.settling }.min()
  }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let ready = community.catchUp.accounts.first { $0.value.workedAt + CatchUp.settling <= now }
    guard let (room, account) = ready else { return nil }
    return (
      "\(room)/\(account.since)",
      Decision(
        [.catchUp(.told(room))], saying: [.summary(of: account, in: room, community)])
    )
  }
}

extension Reply {
  fileprivate static func summary(
    of account: CatchUp.Account, in room: RoomID, _ community: Community
  ) -> Reply {
    let deeds = account.done.map { name, count in
      let deed = CommandTable.descriptions.first { $0.name == name }?.deed
      return "\(count) \(count == 1 ? deed?.one ?? name : deed?.many ?? name)"
    }
    var lines = ["I was away and have caught up."]
    if !deeds.isEmpty { lines.append("Kept meanwhile: \(deeds.joined(separator: ", ")).") }
    var asked = account.asked.map { "\(community.people.name(of: $0.member)) `!\($0.command)`" }
    if account.askedMore > 0 { asked.append("and \(account.askedMore) more") }
    if !asked.isEmpty {
      lines.append(
        "Not done or no longer fresh, please send again: \(asked.joined(separator: ", ")).")
    }
    return Reply(lines.joined(separator: " "), to: .room(room))
  }
}
