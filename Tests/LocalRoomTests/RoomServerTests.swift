import Foundation
import FoundationNetworking
import LocalRoom
import Primitives
import Testing

@Suite(.timeLimit(.minutes(1))) struct `the room on a socket` {
  @Test func `speaks with the bot over HTTP, long polls included`() async throws {
    let room = try await open()
    let head = try await head(of: room)
    let waiting = Task { try await get("\(room.address)/v1/messages?wait=50&after=\(head)", room) }
    let events = room.messages()
    try room.admit(RoomServer.owner, name: "Ana")
    try room.say("!help", as: RoomServer.owner, in: RoomID("general"))
    var seen: [Message] = []
    for await message in events.prefix(2) { seen.append(message) }
    #expect(seen.map(\.kind) == [.joined, .text])
    let (status, body) = try await waiting.value
    #expect(status == 200)
    #expect((body["messages"]?.array?.count ?? 0) > 0)
    await room.stop()
  }

  @Test func `stops at once though a request is held and a stream is read`() async throws {
    let room = try await open()
    let reading = Task {
      var count = 0
      for await _ in room.messages() { count += 1 }
      return count
    }
    let waiting = Task { try await get("\(room.address)/v1/messages?wait=50", room) }
    _ = try await get("\(room.address)/v1/me", room)
    await room.stop()
    #expect(await reading.value == 0)
    _ = await waiting.result
    await #expect(throws: (any Error).self) { try await get("\(room.address)/v1/me", room) }
  }

  @Test func `says which port is taken`() async throws {
    let room = try await open()
    await #expect(throws: RoomError.unavailable(port: room.port, reason: "Address already in use"))
    {
      try await RoomServer.start(RoomConfiguration(port: room.port))
    }
    await room.stop()
    let again = try await RoomServer.start(RoomConfiguration(port: room.port))
    #expect(again.port == room.port)
    await again.stop()
  }

  @Test(arguments: ["", "dm-ana", "a\u{0}b", String(repeating: "x", count: 65)])
  func `refuses a room that cannot be called so`(name: String) async throws {
    await #expect(throws: RoomError.badRoomName(name)) {
      try await RoomServer.start(RoomConfiguration(port: 0, rooms: [RoomID(name)]))
    }
  }

  @Test func `refuses two rooms of one name, and no room at all`() async throws {
    for rooms in [[RoomID("a"), RoomID("a")], []] {
      await #expect(throws: RoomError.badRoomName(rooms.first?.text ?? "")) {
        try await RoomServer.start(RoomConfiguration(port: 0, rooms: rooms))
      }
    }
  }

  @Test func `serves a page whose parts are all there and which loads nothing else`() async throws {
    let room = try await open()
    let page = try await text("\(room.address)/")
    #expect(!page.contains("{{token}}"))
    var wanted = Set(page.matches(of: /(?:href|src)="(\/[^"]*)"/).map { String($0.1) })
    #expect(wanted.count >= 4)
    var seen: Set<String> = []
    while let path = wanted.popFirst() {
      guard seen.insert(path).inserted else { continue }
      let file = try await text(room.address + path)
      #expect(!file.contains("https://"), "\(path)")
      for name in file.matches(of: /from "\.(\/[a-z]+\.js)"/) { wanted.insert("/page\(name.1)") }
    }
    #expect(seen.contains("/page/empty.js"))
    await room.stop()
  }

  @Test func `forbids the page everything but its own files`() async throws {
    let room = try await open()
    let url = try #require(URL(string: room.address))
    let (_, response) = try await URLSession.shared.data(from: url)
    let fields = try #require(response as? HTTPURLResponse)
    let policy = fields.value(forHTTPHeaderField: "Content-Security-Policy") ?? ""
    for rule in [
      "default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'",
      "base-uri 'none'", "form-action 'none'",
    ] {
      #expect(policy.contains(rule))
    }
    #expect(!policy.contains("unsafe"))
    #expect(fields.value(forHTTPHeaderField: "X-Content-Type-Options") == "nosniff")
    await room.stop()
  }

  @Test func `refuses a body that is too long and reads on behind it`() async throws {
    let room = try await open()
    let text = String(repeating: "x", count: 3 << 20)
    let body = #"{"room":"general","text":"\#(text)"}"#
    #expect(try await post("\(room.address)/v1/messages", body, room) == 413)
    let short = #"{"room":"general","text":"short"}"#
    #expect(try await post("\(room.address)/v1/messages", short, room) == 201)
    await room.stop()
  }

  private func open() async throws -> RoomServer {
    try await RoomServer.start(RoomConfiguration(port: 0))
  }

  private func head(of room: RoomServer) async throws -> String {
    let (_, body) = try await get("\(room.address)/v1/messages", room)
    return body["next"]?.string ?? ""
  }

  private func get(_ address: String, _ room: RoomServer) async throws -> (Int, JSONValue) {
    var request = URLRequest(url: try #require(URL(string: address)))
    request.setValue("Bearer \(room.token)", forHTTPHeaderField: "Authorization")
    let (data, response) = try await URLSession.shared.data(for: request)
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, try JSONValue(parsing: Array(data)))
  }

  private func post(_ address: String, _ body: String, _ room: RoomServer) async throws -> Int {
    var request = URLRequest(url: try #require(URL(string: address)))
    request.httpMethod = "POST"
    request.httpBody = Data(body.utf8)
    request.setValue("Bearer \(room.token)", forHTTPHeaderField: "Authorization")
    let (_, response) = try await URLSession.shared.data(for: request)
    return (response as? HTTPURLResponse)?.statusCode ?? 0
  }

  private func text(_ address: String) async throws -> String {
    let (data, response) = try await URLSession.shared.data(
      from: try #require(URL(string: address)))
    #expect((response as? HTTPURLResponse)?.statusCode == 200, "\(address)")
    return String(decoding: data, as: UTF8.self)
  }
}
