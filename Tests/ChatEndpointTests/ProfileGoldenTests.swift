import ChatEndpoint
import Foundation
import Primitives
import Testing

/// What each shipped profile asks its service, byte for byte: a change of a profile or of the engine
/// that changes a request is seen, and meant.
@Suite struct ProfileGoldenTests {
  private static let file = projectFolder.appendingPathComponent("Tests/Golden/requests.txt")

  private static let environments: [(String, [String: String])] = [
    ("plain", plainEnvironment),
    ("matrix", matrixEnvironment),
    (
      "mattermost",
      ["MATTERMOST_URL": "https://chat.example.org", "MATTERMOST_TOKEN": "mm-secret"]
    ),
    ("telegram", ["TELEGRAM_TOKEN": "42:tg-secret"]),
    (
      "webhook",
      plainEnvironment.merging(["CHAT_WEBHOOK_URL": "https://hooks.example.org/services/T0/B0"]) {
        $1
      }
    ),
  ]

  @Test func `the requests of every shipped profile are those of the golden file`() throws {
    let written = try Self.environments.map { name, environment in
      let profile = try shippedProfile(name, environment)
      return "# \(name)\n" + Self.requests(of: profile).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try written.write(to: Self.file, atomically: true, encoding: .utf8)
      Issue.record("requests.txt was written anew; read it and run again without RECORD")
    }
    let golden = try String(contentsOf: Self.file, encoding: .utf8)
    let lines = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let now = written.split(separator: "\n", omittingEmptySubsequences: false)
    for (old, new) in zip(lines, now) { #expect(old == new) }
    #expect(lines.count == now.count)
  }

  /// Setup, a first and a later poll, and what is sent: into a thread, alone, as a reaction.
  private static func requests(of profile: Profile) -> [String] {
    var endpoint = Endpoint(profile: profile, rooms: [RoomID("1234")])
    var lines: [String] = []
    var setup = endpoint.beginSetup(now: noon)
    for _ in 0..<4 {
      guard case .request(let request) = setup.step else { break }
      lines.append("setup: " + told(request))
      endpoint.proceed(&setup, with: .success(answer(200, who)), now: noon)
    }
    for cursor in [nil, Cursor("6")] {
      var poll = endpoint.beginPoll(
        from: cursor, start: .newest, limit: 100, waitSeconds: 25, now: noon)
      guard case .request(let request) = poll.step else { continue }
      lines.append("poll: " + told(request))
      endpoint.proceed(&poll, with: .success(answer(200, "{}")), now: noon)
    }
    for outgoing in sayings {
      var send = endpoint.beginSend(outgoing, now: noon)
      for _ in 0..<3 {
        guard case .request(let request) = send.step else { break }
        lines.append("send: " + told(request))
        endpoint.proceed(&send, with: .success(answer(200, who)), now: noon)
      }
      if case .failed(let error) = send.step { lines.append("failed: \(error)") }
    }
    return lines
  }

  private static let who =
    #"{"id":"bot","name":"Roundtable","username":"roundtable","user_id":"@bot:example.org","room_id":"!direct:example.org","ok":true,"result":{"id":7,"username":"roundtable","message_id":9}}"#

  private static var sayings: [Outgoing] {
    let text = "T1 added: “Bees & *wasps*”. Vote: `!topic vote T1`.\nSee <b>you</b> @all"
    var threaded = Outgoing(key: "0123456789abcdef", content: .text(text))
    threaded.room = RoomID("1234")
    threaded.thread = MessageID("17")
    threaded.replyTo = MessageID("17")
    var alone = Outgoing(key: "1123456789abcdef", content: .text("For you alone."))
    alone.to = MemberID("42")
    var reaction = Outgoing(
      key: "2123456789abcdef", content: .reaction("✅", on: MessageID("17")))
    reaction.room = RoomID("1234")
    return [threaded, alone, reaction]
  }

  /// One line: method, address, the fields of the header that are not the same everywhere, the body.
  private static func told(_ request: HTTPRequest) -> String {
    let headers = request.headers.map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    let body = request.body.map { String(decoding: $0, as: UTF8.self) } ?? "-"
    return "\(request.method) \(request.url) | \(headers) | \(body)"
  }
}
