import Primitives
import Testing

@testable import LocalRoom

@Suite struct `the gate` {
  @Test(arguments: [
    ("127.0.0.1:8080", true), ("localhost:8080", true), ("LOCALHOST", true), ("127.0.0.1", true),
    ("localhost:9", true), (nil, false), ("", false), ("evil.example", false),
    ("evil.example:8080", false), ("localhost.evil.example", false),
    ("127.0.0.1.evil.example", false),
    ("127.0.0.2:8080", false), ("localhost:80@evil.example", false), ("localhost:80:90", false),
    ("0.0.0.0:8080", false), ("127.1", false), (" localhost", false), ("[::1]:8080", false),
  ])
  func `lets in only those who name this machine`(host: String?, isAllowed: Bool) async throws {
    for (method, path) in [("GET", "/"), ("GET", "/v1/me"), ("POST", "/api/join")] {
      var call = RoomCall(method: method, path: path)
      call.headers["host"] = host
      let isForeign = try await RoomFixture().send(call).error == "foreign_origin"
      #expect(isForeign == !isAllowed)
    }
  }

  @Test(arguments: [
    (nil, nil, true), ("http://localhost:8080", nil, true),
    ("http://localhost:8080", "same-origin", true), (nil, "none", true),
    ("http://evil.example", nil, false), ("https://localhost:8080", nil, false),
    ("http://localhost:3000", nil, false), ("http://127.0.0.1:8080", nil, false),
    ("null", nil, false), ("", nil, false), (nil, "cross-site", false), (nil, "same-site", false),
    ("http://localhost:8080", "same-site", false),
  ])
  func `lets only the room's own page act`(
    origin: String?, site: String?, isAllowed: Bool
  ) async throws {
    let room = RoomFixture()
    var call = RoomCall(
      method: "POST", path: "/api/join",
      headers: ["host": "localhost:8080", "x-room-token": "page-token"],
      body: Array(#"{"name":"Eve"}"#.utf8))
    call.headers["origin"] = origin
    call.headers["sec-fetch-site"] = site
    #expect(try await room.send(call).status == (isAllowed ? 200 : 403))
    call.path = "/v1/messages"
    call.headers["authorization"] = "Bearer " + RoomFixture.botToken
    call.body = Array(#"{"room":"general","text":"x"}"#.utf8)
    #expect(try await room.send(call).status == (isAllowed ? 201 : 403))
    #expect(room.shared.read { $0.people.count } == (isAllowed ? 1 : 0))
  }

  @Test func `lets a link from elsewhere lead to the page`() async throws {
    let call = RoomCall(
      method: "GET", path: "/", headers: ["host": "localhost:8080", "sec-fetch-site": "cross-site"])
    #expect(try await RoomFixture().send(call).status == 200)
  }
}
