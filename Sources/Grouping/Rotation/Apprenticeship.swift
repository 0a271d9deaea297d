/// Who sits beside the holder of a role, so that one of the two knows it and the other learns it.
package enum Companion<Member: Hashable & Comparable & Sendable>: Hashable, Sendable {
  /// The holder is experienced; this member watches and helps, and may lead next time.
  case learner(Member)
  /// The holder has not enough turns yet; this experienced member sits beside them.
  case mentor(Member)
  /// Nobody suitable is there.
  case none
}

extension TurnHistory {
  /// How many turns make a member experienced, where the caller sets no other number.
  package static var turnsToBeExperienced: Int { 2 }

  /// Finds the companion of `holder` in `session`, among `people` who are there and may be asked.
  ///
  /// An experienced holder gets a learner: whoever of the others has fewer turns than `threshold`. Any other holder gets a
  /// mentor: whoever has at least as many. Among these, `beside` gives the fair order, which is the history of a role of its
  /// own: the caller notes there who sat beside somebody, so that this work goes round as well. Members of
  /// `excluded` have a role already.
  package func companion(
    of holder: Member, in session: Int, among people: [Member], beside: TurnHistory<Member>,
    excluding excluded: [Member] = [], threshold: Int = TurnHistory<Member>.turnsToBeExperienced
  ) -> Companion<Member> {
    let isExperienced = turns(of: holder) >= threshold
    let suitable = people.filter { member in
      member != holder && !excluded.contains(member)
        && (turns(of: member) >= threshold) != isExperienced
    }
    guard let chosen = beside.order(suitable, in: session).first else { return .none }
    return isExperienced ? .learner(chosen) : .mentor(chosen)
  }
}
