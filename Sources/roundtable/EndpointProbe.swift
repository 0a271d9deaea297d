import ChatEndpoint
import CurlTransport
import Foundation
import Glibc
import Primitives

/// Asks a chat service what a bot would ask at its start, changes nothing there, and notes what it saw.
struct EndpointProbe {
  /// One thing that was seen.
  struct Finding {
    /// Nil for what was not tried.
    let isGood: Bool?
    let subject: String
    let text: String
  }

  private(set) var findings: [Finding] = []

  private var endpoint: Endpoint
  private let transport = CurlTransport(settings: CurlSettings(version: Roundtable.version))
  private var skew: Span?

  init(_ endpoint: Endpoint) {
    self.endpoint = endpoint
  }

  /// Looks at the endpoint, the token, the own id and the clock.
  mutating func look() {
    var setup = endpoint.beginSetup(now: now)
    while case .request(let request) = setup.step {
      endpoint.proceed(&setup, with: answer(to: request), now: now)
    }
    if case .failed(let error) = setup.step { return fail(error) }
    var poll = endpoint.beginPoll(
      from: nil, start: .newest, limit: 1, waitSeconds: 0, now: now)
    while case .request(let request) = poll.step {
      endpoint.proceed(&poll, with: answer(to: request), now: now)
    }
    if case .failed(let error) = poll.step { return fail(error) }
    note(true, "endpoint", "\(endpoint.profile.site) answers and can be read")
    note(true, "token", "it is accepted")
    noteOwnID()
    noteSkew()
  }

  private mutating func noteOwnID() {
    if let id = endpoint.selfID {
      note(true, "own id", id.text)
    } else {
      note(
        false, "own id",
        "the service does not tell who we are. Set CHAT_SELF_ID to the id that the bot's posts bear, or it leaves every bot alone and learns from its first post"
      )
    }
  }

  private mutating func noteSkew() {
    guard let skew else { return note(true, "clock", "the service shows no time to compare with") }
    let seconds = skew.milliseconds / 1000
    if abs(seconds) <= 60 { return note(true, "clock", "\(abs(seconds)) s from the service's") }
    note(
      false, "clock",
      "it is \(abs(seconds)) s \(seconds > 0 ? "ahead of" : "behind") the service's. Set the clock of this machine, for example with systemd-timesyncd"
    )
  }

  private mutating func fail(_ error: ChatError) {
    let site = endpoint.profile.site
    switch error.kind {
    case .unauthorised:
      note(true, "endpoint", "\(site) answers")
      note(false, "token", "\(error.reason). Check the token, or the file that holds it")
      note(nil, "own id", "not tried: the token is not accepted")
      return noteSkew()
    case .unreachable:
      note(
        false, "endpoint",
        "\(site): \(error.reason). Check the address, and whether the service runs")
    default: note(false, "endpoint", "\(site): \(error.reason)")
    }
    for subject in ["token", "own id", "clock"] {
      note(nil, subject, "not tried: the endpoint could not be read")
    }
  }

  private mutating func note(_ isGood: Bool?, _ subject: String, _ text: String) {
    findings.append(Finding(isGood: isGood, subject: subject, text: text))
  }

  private mutating func answer(
    to request: HTTPRequest
  ) -> Result<HTTPResponse, TransportError> {
    let id = transport.start(request)
    while true {
      for result in transport.wait(milliseconds: 1000) where result.id == id {
        if case .success(let response) = result.outcome { measure(response) }
        return result.outcome
      }
    }
  }

  /// Compares our clock with the time that the answer bears, which is told in whole seconds.
  private mutating func measure(_ response: HTTPResponse) {
    guard let date = response.header("Date") else { return }
    skew = Instant(httpDate: date).map { now - $0 }
  }

  private var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
