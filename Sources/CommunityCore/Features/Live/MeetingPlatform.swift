/// Where a meeting takes place, as far as its link tells.
enum MeetingPlatform: String, Sendable {
  case zoom = "Zoom"
  case teams = "Teams"
  case webex = "WebEx"
  case remo = "Remo"
  case bigBlueButton = "BigBlueButton"

  /// Recognises the platform by the host of a link, or by its path where servers are everybody's own;
  /// nil for any other.
  init?(link: String) {
    guard let rest = link.lowercased().split(separator: "://", maxSplits: 1).last else {
      return nil
    }
    let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != ":" }
    let path = rest.dropFirst(host.count)
    func isBelow(_ domain: String) -> Bool { host == domain || host.hasSuffix("." + domain) }
    if isBelow("zoom.us") || isBelow("zoom.com") {
      self = .zoom
    } else if isBelow("teams.microsoft.com") || isBelow("teams.live.com") {
      self = .teams
    } else if isBelow("webex.com") {
      self = .webex
    } else if isBelow("remo.co") {
      self = .remo
    } else if host.contains("bbb") || host.contains("bigbluebutton") || path.hasPrefix("/b/")
      || path.hasPrefix("/bigbluebutton")
    {
      self = .bigBlueButton
    } else {
      return nil
    }
  }

  /// One thing to look at before a session.
  struct Point: Hashable, Sendable {
    /// The name under which it is kept.
    let name: String
    /// What is to be done.
    let text: String
  }

  /// What is to be looked at where no platform is known.
  static let anywhere = [
    Point(name: "link", text: "the link works, tried in a private window"),
    Point(name: "access", text: "the access code and a number to dial in are with the link"),
    Point(name: "mute", text: "people come in muted"),
    Point(name: "breakouts", text: "there is a way to talk in small groups"),
    Point(name: "notes", text: "somebody takes notes (`!volunteer notes`)"),
  ]

  /// What is to be looked at on `platform`.
  static func points(on platform: MeetingPlatform?) -> [Point] {
    guard let platform else { return anywhere }
    return anywhere.map { Point(name: $0.name, text: platform.texts[$0.name] ?? $0.text) }
  }

  /// The points that are told otherwise on this platform, by their names.
  private var texts: [String: String] {
    switch self {
    case .zoom:
      [
        "access": "the passcode is within the link, and the waiting room is off or watched",
        "mute": "“Mute participants upon entry” is on",
        "breakouts": "“Breakout Room” is on in the account's settings, before the meeting",
      ]
    case .teams:
      [
        "access": "guests can come in: “Who can bypass the lobby?” fits who is invited",
        "mute": "“Allow mic for attendees” fits: off until somebody speaks, or people mute",
        "breakouts": "you are the organiser, because only organisers open breakout rooms",
      ]
    case .webex:
      [
        "access": "the link is sent with its access code, and the login was tried",
        "mute": "“Mute on entry” is on",
        "breakouts": "“Enable breakout sessions” is ticked in the meeting's options",
      ]
    case .remo:
      [
        "access": "the event is published, and those who come have made an account",
        "mute": "people know that a table hears them as soon as they sit down",
        "breakouts": "the floor plan has enough tables",
      ]
    case .bigBlueButton:
      [
        "access": "the access code is with the link, or the room has none",
        "mute": "“Mute users when they join” is on",
        "breakouts": "you come in as moderator, because only moderators open breakout rooms",
      ]
    }
  }
}
