import Grouping
import OrderedCollections
package import Primitives
import Timekeeping

/// Draws who has coffee with whom on the first Monday of a month, and asks three weeks later who met.
package struct DrawCoffee: Job {
  package static let name = "coffee"

  package static func due(in community: Community) -> Instant? { community.nextCoffee }

  package static func decide(
    in community: Community, charter: Charter, at now: Instant, using randomness: inout Randomness
  ) -> (cause: String, decision: Decision)? {
    let coffee = community.coffee
    if let due = community.coffeeQuestion, due <= now, let draw = coffee.draw {
      return ("asked/\(draw.at)", Decision([.coffee(.asked)], saying: [.whoMet(draw, community)]))
    }
    guard let next = coffee.next, let room = coffee.room,
      community.clocks.resolve(next).instant <= now
    else { return nil }
    let cause = "drawn/\(next)"
    let today = community.clocks.localTime(at: now).day
    if let range = community.blackouts.range(of: today) {
      let later = Coffee.hour.on(range.last).adding(days: 1)
      return (cause, Decision([.coffee(.postponed(next: later))]))
    }
    let following = Coffee.firstDraw(after: today)
    let members = coffee.present(at: now).filter { member in
      community.people[member]?.isActive ?? false && !community.notices.isSnoozed(member, at: now)
    }
    guard members.count > 1 else {
      return (
        cause,
        Decision(
          [.coffee(.postponed(next: following))],
          saying: members.isEmpty ? [] : [.alone(members[0], room, community)])
      )
    }
    let month = today.year * 12 + today.month
    let apart = community.breakouts.apart(among: members)
    let (tables, leftOut) = coffee.tables(
      of: members, apart: apart, at: month, using: &randomness)
    guard !tables.isEmpty else {
      return (cause, Decision([.coffee(.postponed(next: following))]))
    }
    let draw = Coffee.Draw(at: now, month: month, room: room, tables: tables)
    return (
      cause,
      Decision(
        [.coffee(.drawn(draw, next: following))],
        saying: [.drawn(draw, among: members, leavingOut: leftOut, community)])
    )
  }
}

extension Coffee {
  /// The hour of a draw.
  static let hour = LocalClock(minutesAfterMidnight: 10 * 60)

  /// Ten in the morning of the first Monday of the month after that of `day`.
  static func firstDraw(after day: GregorianDay) -> LocalTime {
    let year = day.month == 12 ? day.year + 1 : day.year
    let first = GregorianDay(year: year, month: day.month % 12 + 1, day: 1) ?? day
    let days = Int64((8 - first.weekday) % 7)
    return hour.on(GregorianDay(daysSince1970: first.daysSince1970 + days))
  }

  /// Who meets whom; at least two members.
  fileprivate func tables(
    of members: [MemberID], apart: [[MemberID]], at month: Int, using randomness: inout Randomness
  ) -> (tables: [Table], leftOut: [MemberID]) {
    if isOfThree {
      let groups = Threes(history: history, apart: apart).groups(of: members, using: &randomness)
      return Self.parted(groups, apart)
    }
    do throws(PairFault) {
      let drawn = try PairDraw(members: members, apart: apart)
        .draw(at: month, history: history, using: &randomness)
      return (drawn.groups.map { Table(members: $0) }, drawn.leftOut)
    } catch {
      preconditionFailure("no more take part than a draw can weigh")
    }
  }

  /// The groups without those who would sit with somebody they are to be apart from: few people leave
  /// no other way.
  private static func parted(
    _ groups: [[MemberID]], _ apart: [[MemberID]]
  ) -> (tables: [Table], leftOut: [MemberID]) {
    var tables: [Table] = []
    var leftOut: [MemberID] = []
    for group in groups {
      var kept: [MemberID] = []
      for member in group {
        let isFree = !kept.contains {
          apart.contains([$0, member]) || apart.contains([member, $0])
        }
        if isFree { kept.append(member) } else { leftOut.append(member) }
      }
      if kept.count > 1 { tables.append(Table(members: kept)) } else { leftOut += kept }
    }
    return (tables, leftOut)
  }
}

extension Community {
  /// When it is asked who met; nil where that is known, or was asked.
  fileprivate var coffeeQuestion: Instant? {
    guard let draw = coffee.draw, !draw.isAsked, draw.tables.contains(where: { $0.haveMet == nil })
    else { return nil }
    return draw.at + Coffee.patience
  }

  /// When something about coffee is due next; nil where nothing is.
  var earliestCoffee: Instant? {
    let draw = coffee.next.map { clocks.resolve($0).instant }
    guard let question = coffeeQuestion else { return draw }
    return min(draw ?? question, question)
  }

  /// Who meets whom, as it is said: `Ana + Bo · Cy + Dee + Eli`.
  func shown(_ tables: [Coffee.Table]) -> String {
    tables.map { table in table.members.map { people.name(of: $0) }.joined(separator: " + ") }
      .joined(separator: " · ")
  }

  /// How many pairs there are, and how many of them have never met: numbers without names.
  func neverMet(among members: [MemberID]) -> String {
    let never = coffee.history.pairsThatNeverMet(among: members)
    let all = members.count * (members.count - 1) / 2
    return never == all && never > 0
      ? "Nobody has met yet."
      : "\(never) of \(all) \(all == 1 ? "pair has" : "pairs have") never met."
  }
}

extension Reply {
  fileprivate static func drawn(
    _ draw: Coffee.Draw, among members: [MemberID], leavingOut leftOut: [MemberID],
    _ community: Community
  ) -> Reply {
    let names = leftOut.map { community.people.name(of: $0) }.joined(separator: ", ")
    let rest = leftOut.isEmpty ? "" : " I found nobody this time for \(names)."
    return Reply(
      "☕ Coffee this month: \(community.shown(draw.tables)).\(rest) Find half an hour for each other; "
        + "`!coffee met` tells me that you did. \(community.neverMet(among: members))",
      to: .room(draw.room))
  }

  fileprivate static func alone(
    _ member: MemberID, _ room: RoomID, _ community: Community
  ) -> Reply {
    Reply(
      "☕ Only \(community.people.name(of: member)) would have coffee this month, and needs somebody. "
        + "`!coffee in` takes part in the next draw.", to: .room(room))
  }

  fileprivate static func whoMet(_ draw: Coffee.Draw, _ community: Community) -> Reply {
    let open = draw.tables.filter { $0.haveMet == nil }
    return Reply(
      "☕ Did you meet? \(community.shown(open)): `!coffee met` or `!coffee met no`, one of you is "
        + "enough.", to: .room(draw.room))
  }
}
