import Primitives

/// When which kind of request may be made again, by uptime.
///
/// Where the service can't be reached or fails at reading, one gate is shut for everything, and
/// reading alone knocks at it. What goes wrong with one kind of request, or is asked of it by the
/// service, holds up that kind alone.
struct Gates {
  /// How many requests may be under way, and how many must be taken for one more.
  private struct Width {
    var count: Int
    let step: Int
    var taken = 0

    /// The width when one more was taken; nil where it bounds nothing any more.
    var grown: Self? {
      var width = self
      width.taken += 1
      if width.taken == step {
        width.taken = 0
        width.count += 1
      }
      return width.count > Bot.mostInFlight ? nil : width
    }
  }

  private static let open = Span(milliseconds: -1)

  private var outage = Backoff()
  private var outageUntil = Gates.open
  private var trouble: [RequestKind: Backoff] = [:]
  private var troubleUntil: [RequestKind: Span] = [:]
  private var embargoUntil: [RequestKind: Span] = [:]
  /// How many requests of a kind are made at the same time since the start, or since the service asked
  /// for a rest; none where that is not bounded any more.
  private var widths: [RequestKind: Width] = [.send: Width(count: 2, step: 1)]
  /// When to ask again although the token was refused; nil while it is good.
  private(set) var unauthorisedUntil: Span?

  init() {}

  /// Whether the service could not be reached, or failed at reading, when it was asked last.
  var isOut: Bool { outage.failures > 0 }

  /// Whether that kind of request failed when it was made last.
  func isInTrouble(_ kind: RequestKind) -> Bool { trouble[kind]?.failures ?? 0 > 0 }

  /// How many requests of that kind may be under way.
  ///
  /// Two at the start, and one more with each that is taken; one after a rest, and one more with each ten:
  /// a service that lets two a second in is not to be asked thirty-two times for that.
  func width(of kind: RequestKind) -> Int { widths[kind]?.count ?? .max }

  /// When requests of that kind may be made.
  func opening(for kind: RequestKind) -> Span {
    var opening = max(outageUntil, embargoUntil[kind] ?? Self.open)
    opening = max(opening, troubleUntil[kind] ?? Self.open)
    return max(opening, unauthorisedUntil ?? Self.open)
  }

  /// Whether the service has asked for a rest of that kind that is not over yet.
  func isEmbargoed(_ kind: RequestKind, at uptime: Span) -> Bool {
    embargoUntil[kind].map { uptime < $0 } ?? false
  }

  /// Notes that the service could not be reached, or failed at reading.
  mutating func failOutright(at uptime: Span, using randomness: inout Randomness) {
    // What was under way when the gate was shut tells nothing new.
    guard uptime >= outageUntil else { return }
    outageUntil = uptime + outage.fail(using: &randomness)
  }

  /// Notes that one kind of request failed.
  mutating func fail(_ kind: RequestKind, at uptime: Span, using randomness: inout Randomness) {
    guard uptime >= troubleUntil[kind] ?? Self.open else { return }
    troubleUntil[kind] = uptime + trouble[kind, default: Backoff()].fail(using: &randomness)
  }

  /// Notes that the service is there.
  mutating func reach() {
    unauthorisedUntil = nil
    guard outage.failures > 0 else { return }
    outage.succeed()
    outageUntil = Self.open
  }

  /// Notes that one kind of request did what it was for.
  mutating func succeed(_ kind: RequestKind) {
    reach()
    widths[kind] = widths[kind]?.grown
    guard isInTrouble(kind) else { return }
    trouble[kind] = nil
    troubleUntil[kind] = nil
  }

  /// Lets one kind of request rest until then.
  mutating func rest(_ kind: RequestKind, until: Span) {
    troubleUntil[kind] = max(troubleUntil[kind] ?? until, until)
  }

  /// Lets one kind of request rest for as long as the service has asked for.
  mutating func embargo(_ kind: RequestKind, until: Span) {
    embargoUntil[kind] = max(embargoUntil[kind] ?? until, until)
    widths[kind] = Width(count: 1, step: 10)
  }

  /// Notes that the token was refused: nothing is asked for a minute.
  mutating func refuseToken(at uptime: Span) {
    unauthorisedUntil = uptime + .minutes(1)
  }

  /// Notes that there is a new token.
  mutating func acceptToken() {
    unauthorisedUntil = nil
  }
}

extension Span {
  /// The sum of both.
  static func + (left: Span, right: Span) -> Span {
    Span(milliseconds: left.milliseconds + right.milliseconds)
  }

  /// How much longer `left` is.
  static func - (left: Span, right: Span) -> Span {
    Span(milliseconds: left.milliseconds - right.milliseconds)
  }
}
