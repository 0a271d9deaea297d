import OrderedCollections
import CommandGrammar
import Primitives
import Timekeeping

/// A session and its groups, as a command about them means it.
struct BreakoutMoment {
  let session: Sessions.Session
  let breakout: Breakout?

  /// Finds the session: the one whose thread or whose group's thread this is, or the one that is on,
  /// or the next one.
  init(in context: CommandContext) throws(Refusal) {
    let session = try Self.session(in: context)
    self.session = session
    breakout = context.community.breakouts[session.id]
  }

  private static func session(in context: CommandContext) throws(Refusal) -> Sessions.Session {
    let community = context.community
    if let known = try SessionReference().known(in: context) { return known }
    var open = context.sessionsAnywhere()
    let sat = open.filter { session in
      let breakout = community.breakouts[session.id]
      return breakout?.running != nil && breakout?.group(of: context.author.id) != nil
    }
    if sat.count == 1 { open = sat }
    let own = open.filter { $0.facilitator == context.author.id }
    if own.count == 1 { open = own }
    let begun = open.filter { community.breakouts[$0.id] != nil }
    if begun.count == 1 { open = begun }
    if open.count > 1 { throw .breakouts(.whichSession(open.map { community.label(of: $0) })) }
    if let only = open.first { return only }
    let recent = community.breakouts.all.keys.last { id in
      community.sessions[id].map {
        $0.isOver(at: context.now) && context.now - $0.over < .hours(24)
      } ?? false
    }
    if let recent, let session = community.sessions[recent] { return session }
    guard let next = community.sessions.ahead(of: context.now, limit: 1).first else {
      throw .noSessionPlanned
    }
    return next
  }

  /// The groups; throws where none were asked for.
  func drawn() throws(Refusal) -> Breakout {
    guard let breakout else { throw .breakouts(.none(session.id)) }
    return breakout
  }

  /// The groups and those that are open now; throws where none are.
  func running() throws(Refusal) -> (Breakout, Breakout.Running) {
    let breakout = try drawn()
    guard let running = breakout.running else { throw .breakouts(.notRunning) }
    return (breakout, running)
  }

  /// The groups, where none are open and none are being looked for.
  func resting(in context: CommandContext) throws(Refusal) -> Breakout {
    let breakout = try drawn()
    try requireRest(in: context)
    return breakout
  }

  /// Requires that no groups are open and none are being looked for.
  func requireRest(in context: CommandContext) throws(Refusal) {
    if breakout?.isSought ?? false { throw .breakouts(.stillLooking) }
    if let running = breakout?.running {
      throw .breakouts(.running(context.community.clock(running.until, at: session)))
    }
  }

  /// Requires that the session is on, or nearly.
  func requireNow(in context: CommandContext) throws(Refusal) {
    if session.status == .cancelled { throw .sessionCancelled(session.id) }
    if session.endedAt != nil { throw .sessionOver(session.id) }
    guard
      context.community.sessions.attendable(at: context.now).contains(where: { $0.id == session.id }
      )
    else { throw .breakouts(.notNow(context.headline(session))) }
  }

  /// What `events` undo, labelled, for groups that are now `breakout`.
  func arranging(
    _ breakout: Breakout, label: String, saying replies: [Reply]
  ) -> Decision {
    Decision(
      [.breakouts(.arranged(session.id, breakout))],
      undoing: .init(label, [.breakouts(.arranged(session.id, self.breakout))]), saying: replies)
  }
}

extension Community {
  /// An instant of today by the clocks of a session: `16:42 London`.
  func clock(_ instant: Instant, at session: Sessions.Session) -> String {
    let zone = clocks(of: session)
    return TimeEcho.short(instant, in: zone, beside: zone)
  }
}
