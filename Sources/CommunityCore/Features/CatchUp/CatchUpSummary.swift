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
    let isAlone = account.owner != nil
    func name(_ member: MemberID) -> String { community.people.name(of: member) }
    var lines = ["I was away and have caught up."]
    let deeds = account.deeds.map { deed in
      let what = deed.label.map { community.telling($0) } ?? "`!\(deed.command)`"
      return isAlone ? "• \(what)" : "• \(name(deed.member)): \(what)"
    }
    if !deeds.isEmpty { lines += ["Kept meanwhile:"] + deeds }
    if let further = further(account) { lines.append("• and \(further)") }
    var refused = account.refused.map { refused in
      let command = isAlone ? "" : "\(name(refused.member)), "
      return "• \(command)`!\(refused.command)`" + (refused.reason.map { ": \($0)." } ?? "")
    }
    if account.refusedMore > 0 { refused.append("• and \(account.refusedMore) more") }
    if !refused.isEmpty { lines += ["Not done:"] + refused }
    var asked = account.asked.map { asked in
      isAlone ? "`!\(asked.command)`" : "\(name(asked.member)) `!\(asked.command)`"
    }
    if account.askedMore > 0 { asked.append("and \(account.askedMore) more") }
    if !asked.isEmpty {
      lines.append("My answer would be stale, please ask again: \(asked.joined(separator: ", ")).")
    }
    return Reply(lines.joined(separator: "\n"), to: .room(room))
  }

  /// What was done beyond the deeds that are named, counted by kind: `3 RSVPs, 1 topic`.
  private static func further(_ account: CatchUp.Account) -> String? {
    var left = account.done
    for deed in account.deeds { left[deed.command, default: 1] -= 1 }
    let counts = left.compactMap { name, count -> String? in
      guard count > 0 else { return nil }
      let deed = CommandTable.descriptions.first { $0.name == name }?.deed
      return "\(count) more \(count == 1 ? deed?.one ?? name : deed?.many ?? name)"
    }
    return counts.isEmpty ? nil : counts.joined(separator: ", ")
  }
}

extension Community {
  /// A label of the history ready to be shown, with the text of the topic that it names.
  fileprivate func telling(_ label: String) -> String {
    let words = people.shown(label).split(separator: " ").map { word in
      guard word.utf8.first == UInt8(ascii: "T"), let id = TopicID(String(word)),
        let topic = topics[id]
      else { return String(word) }
      return "\(id) “\(people.shown(topic.text))”"
    }
    return words.joined(separator: " ")
  }
}
