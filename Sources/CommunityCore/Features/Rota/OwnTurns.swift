import OrderedCollections
import Primitives

extension CommandContext {
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
