import OrderedCollections
import Primitives

extension Community {
  /// Whether a move of a session makes `member` be asked whether they can still take a role, so that
  /// they need not hear of the move besides.
  func isAskedAgain(_ member: MemberID, at moved: Sessions.Session) -> Bool {
    rota.turns[moved.id]?.values.contains {
      $0.holder == member && $0.isAccepted && !$0.heard.isEmpty && !$0.agreed.contains(moved.start)
    } ?? false
  }
}

extension CommandContext {
  /// Whoever moves a session themselves says yes to their own turns at its new time by that.
  func ownTurns(
    at session: Sessions.Session, movedTo moved: Sessions.Session
  ) -> (events: [Event], undo: [Event]) {
    var events: [Event] = []
    var undo: [Event] = []
    for (role, old) in community.rota.turns[session.id] ?? [:]
    where old.holder == author.id && old.isAccepted && !old.heard.isEmpty {
      var turn = old
      turn.agree(to: moved.start)
      events.append(.rota(.turned(session.id, role: role, turn)))
      undo.append(.rota(.turned(session.id, role: role, old)))
    }
    return (events, undo)
  }

  /// The author's turns, of all sessions ahead or of the one that is named; never empty.
  ///
  /// `orForecast` takes the turn that would come to them where none is settled.
  func ownTurns(
    _ reference: SessionReference, orForecast: Bool = false
  ) throws(Refusal) -> [(session: Sessions.Session, role: String)] {
    let named = try reference.known(in: self)
    if let named { try named.requireAhead(of: now) }
    let own = turns(of: author.id).filter { named == nil || $0.session.id == named?.id }
    if own.isEmpty, orForecast, named == nil,
      let next = forecast(of: author.id, as: Rotas.facilitator)
    {
      return [(next, Rotas.facilitator)]
    }
    if own.isEmpty { throw .noTurn(at: named?.id) }
    return own
  }
}
