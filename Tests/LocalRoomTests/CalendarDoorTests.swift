import Primitives
import Testing

@testable import LocalRoom

@Suite struct `the door to the calendars` {
  private static let own = "data.0123456789abcdef0123456789abcdef.ics"
  private let room = RoomFixture { name in
    ["main.ics": Array("BEGIN:VCALENDAR\r\n".utf8), own: Array("mine".utf8)][name]
      ?? (name.contains("S1") || name.contains("/") ? Array("not for you".utf8) : nil)
  }

  private func get(
    _ path: String, _ headers: [String: String] = [:], method: String = "GET"
  ) async throws -> HTTPResponse {
    try await room.send(
      RoomCall(
        method: method, path: path,
        headers: ["host": "127.0.0.1:8080"].merging(headers) { $1 })
    ).response
  }

  @Test func `a calendar is served as one`() async throws {
    let answer = try await get("/calendar/main.ics")
    #expect(answer.status == 200)
    #expect(answer.header("Content-Type") == "text/calendar; charset=utf-8")
    #expect(answer.header("Cache-Control") == "private, no-cache")
    #expect(answer.header("X-Content-Type-Options") == "nosniff")
    #expect(answer.body == Array("BEGIN:VCALENDAR\r\n".utf8))
    #expect(try await get("/calendar/\(Self.own)").body == Array("mine".utf8))
  }

  @Test func `what is known already is not sent again`() async throws {
    let tag = try #require(try await get("/calendar/main.ics").header("ETag"))
    for known in [tag, "W/\(tag)", "\"a\", \(tag) ", "*"] {
      let answer = try await get("/calendar/main.ics", ["if-none-match": known])
      #expect(answer.status == 304)
      #expect(answer.body.isEmpty)
      #expect(answer.header("ETag") == tag)
    }
    for other in ["\"a\"", "", String(tag.dropFirst())] {
      #expect(try await get("/calendar/main.ics", ["if-none-match": other]).status == 200)
    }
    #expect(try await get("/calendar/\(Self.own)").header("ETag") != tag)
  }

  @Test(arguments: [
    "main.S1.ics", "main.S12.ics", "../main.ics", "x/../main.ics", "main.ics/", "MAIN.ics", ".ics",
    "", "main", "main.txt", "main.ics.new", "data.0123456789abcdef0123456789abcdeg.ics",
    "data.0123456789ABCDEF0123456789ABCDEF.ics", "data.0123456789abcdef0123456789abcde.ics",
    "%2e%2e/main.ics", "main.ics\u{0}", "other.ics", "a.b.c.ics", "x/S1.ics",
  ]) func `nothing else is found`(name: String) async throws {
    #expect(try await get("/calendar/\(name)").status == 404)
  }

  @Test func `it can only be read, and not by foreign pages`() async throws {
    #expect(try await get("/calendar/main.ics", method: "POST").status == 405)
    #expect(try await get("/calendar/main.ics", method: "HEAD").body.isEmpty)
    #expect(try await get("/calendar/main.ics", ["host": "evil.example"]).status == 403)
    #expect(try await get("/calendar/main.ics", ["sec-fetch-site": "cross-site"]).status == 403)
  }
}
