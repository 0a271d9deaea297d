import Grouping
import OrderedCollections
import Primitives

extension Rotas {
  /// Writes who takes turns and what was done, and then the sessions ahead.
  func write(to json: inout JSONWriter) {
    json.member("rota", arrayOf: roles) { json, role in
      json.object { json in
        let roster = rosters[role]
        json.member("companions", roster?.offersCompanions ?? false)
        json.member("fair", roster?.isFair ?? false)
        json.member("history", arrayOf: history[role].snapshot) { json, record in
          json.object { record.writeMembers(to: &$0) }
        }
        json.member("members", arrayOf: Array(roster?.members ?? [])) { $0.string($1.text) }
        json.member("pairs", arrayOf: roster?.mentors ?? [:]) { json, pair in
          json.object { json in
            json.member("learner", pair.key)
            json.member("mentor", pair.value)
          }
        }
        json.member("role", role)
      }
    }
    json.member("rota-sessions", arrayOf: Array(followed)) { json, session in
      json.object { json in
        json.member("session", session)
        json.member("turns", arrayOf: turns[session] ?? [:]) { json, entry in
          json.object { entry.value.writeMembers(to: &$0, of: entry.key) }
        }
      }
    }
  }

  /// The roles that have a rota, the oldest first, and then those of which only the past is known.
  private var roles: [String] {
    Array(rosters.keys) + history.roles.filter { rosters[$0] == nil }
  }

  init(reading fields: Fields) throws(StateError) {
    self.init()
    for entry in fields.optionalList("rota") {
      let role = try entry.text("role")
      var roster = Roster(
        role: role, members: OrderedSet(entry.identifiers("members")),
        isFair: entry.boolean("fair"),
        offersCompanions: !entry.has("companions") || entry.boolean("companions"))
      for pair in entry.optionalList("pairs") {
        roster.mentors[try pair.identifier("learner")] = try pair.identifier("mentor")
      }
      var records: [TurnRecord<MemberID>] = []
      for record in entry.optionalList("history") {
        records.append(try TurnRecord(reading: record))
      }
      restore(roster, records, of: role)
    }
    for entry in fields.optionalList("rota-sessions") {
      let session: SessionID = try entry.numbered("session")
      follow(session)
      for turn in entry.optionalList("turns") {
        apply(.turned(session, role: try turn.text("role"), try Turn(reading: turn)))
      }
    }
  }
}

extension TurnRecord<MemberID> {
  fileprivate func writeMembers(to json: inout JSONWriter) {
    json.member("chances", chances)
    json.member("joined-with-chances", joinedWithChances)
    json.member("joined-with-turns", joinedWithTurns)
    if let lastChance { json.member("last-chance", lastChance) }
    json.member("member", member)
    json.member("sessions", arrayOf: sessions) { $0.integer($1) }
    json.member("snoozed", isSnoozed)
  }

  fileprivate init(reading fields: Fields) throws(StateError) {
    self.init(
      member: try fields.identifier("member"), sessions: fields.integers("sessions"),
      chances: try fields.integer("chances"), lastChance: fields.optionalInteger("last-chance"),
      joinedWithTurns: try fields.integer("joined-with-turns"),
      joinedWithChances: try fields.integer("joined-with-chances"),
      isSnoozed: fields.boolean("snoozed"))
  }
}
