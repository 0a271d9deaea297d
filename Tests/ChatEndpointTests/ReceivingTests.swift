import ChatEndpoint
import Primitives
import Settings
import Testing

/// What profiles can ask for that the shipped ones do not use.
@Suite struct `Receiving` {
  func endpoint(receive: String, more: String = "", rooms: [RoomID] = []) throws -> Endpoint {
    let text = """
      schema: chat-http/1
      name: small
      base_url: https://h/api
      \(more)
      receive:
      \(receive)
        fields: {id: /id, text: /text, sender_id: /who, room: {const: r}, time: {at: /ts, unit: s}}
      send:
        message: {request: {method: POST, path: /m, json: {text: "{{text}}"}}}
        idempotency: {mode: none}
      """
    let tree = try YAMLDocument(reading: text, file: "small.yaml").tree
    return Endpoint(profile: try Profile(reading: tree, environment: [:]), rooms: rooms)
  }

  func item(_ id: Int, _ more: String = "") -> String {
    #"{"id":\#(id),"text":"t\#(id)","who":"u","ts":\#(1_795_000_000 + id)\#(more)}"#
  }

  func list(_ ids: [Int]) -> String { ids.map { item($0) }.joined(separator: ",") }

  @Test func `newest first with pages by token is drained and turned round`() throws {
    var endpoint = try endpoint(
      receive: """
          request: {method: GET, path: /m, query: {since: "{{?cursor}}", page: "{{?page}}"}}
          items: {at: "/items/*"}
          order: newest_first
          page: {token: /more, while: {at: /has_more, is: true}, max: 3}
          cursor: {next: {max: /id}, prime: {query: {limit: 1}}}
        """)
    let script = Script([
      answer(200, #"{"items":[\#(list([9, 8]))],"has_more":true,"more":"p2"}"#),
      answer(200, #"{"items":[\#(list([7, 6]))],"has_more":true,"more":"p3"}"#),
      answer(200, #"{"items":[\#(list([5]))],"has_more":false,"more":"p4"}"#),
    ])
    let batch = try endpoint.poll(script, from: Cursor("4"))
    #expect(batch.messages.map(\.text) == ["t5", "t6", "t7", "t8", "t9"])
    #expect(batch.next == Cursor("9"))
    #expect(!batch.hasGap)
    #expect(
      script.asked == [
        "GET https://h/api/m?since=4", "GET https://h/api/m?since=4&page=p2",
        "GET https://h/api/m?since=4&page=p3",
      ])
    let endless = Script(
      (0..<3).map { answer(200, #"{"items":[\#(list([$0]))],"has_more":true,"more":"q\#($0)"}"#) })
    let cut = try endpoint.poll(endless, from: Cursor("4"))
    #expect(cut.hasGap)
    #expect(cut.isFull)
    let prime = Script([
      answer(200, #"{"items":[\#(list([12]))],"has_more":true,"more":"p"}"#)
    ])
    let first = try endpoint.poll(prime, from: nil)
    #expect(first.next == Cursor("12"))
    #expect(first.messages.isEmpty)
    #expect(prime.asked == ["GET https://h/api/m?limit=1"])
  }

  @Test func `pages by link end at what is known and never leave the server`() throws {
    var endpoint = try endpoint(
      receive: """
          request: {method: GET, path: /m}
          items: {at: "/*"}
          order: newest_first
          page: {link: true, until: {at: /id, not_gt: "{{cursor}}"}}
          cursor: {next: {max: /id}}
          keep: [{at: /id, gt: "{{cursor}}"}]
        """)
    let link = HTTPHeader("Link", #"<https://h/api/m?before=8>; rel="next""#)
    let script = Script([
      answer(200, "[\(list([9, 8]))]", [link]), answer(200, "[\(list([7, 4, 3]))]", [link]),
    ])
    let batch = try endpoint.poll(script, from: Cursor("4"))
    #expect(batch.messages.map(\.text) == ["t7", "t8", "t9"])
    #expect(script.asked == ["GET https://h/api/m", "GET https://h/api/m?before=8"])
    let evil = HTTPHeader("Link", #"<https://evil/m>; rel="next""#)
    let leak = Script([answer(200, "[\(list([9]))]", [evil])])
    let error = chatError { _ = try endpoint.poll(leak, from: Cursor("4")) }
    #expect(error?.kind == .refused)
    #expect(leak.requests.count == 1)
  }

  @Test func `a cursor in the header, an empty status, and a room a request`() throws {
    var endpoint = try endpoint(
      receive: """
          per_room: true
          wait_s: 30
          request: {method: GET, path: "/chat/{{room}}", query: {last: "{{?cursor}}", wait: "{{wait_s}}"}}
          items: {at: "/data/*"}
          sort: /id
          cursor: {next: "header:X-Last", prime: {query: {limit: "1"}}, empty: "0"}
        """, more: "empty_status: [304]", rooms: [RoomID("a b"), RoomID("c")])
    let started = Script([
      answer(200, #"{"data":[]}"#, [HTTPHeader("X-Last", "5")]), answer(304, ""),
    ])
    let first = try endpoint.poll(started, from: nil, wait: 30)
    #expect(first.next == Cursor(#"{"a b":"5","c":"0"}"#))
    let script = Script([
      answer(200, #"{"data":[\#(list([10, 7, 9]))]}"#, [HTTPHeader("x-last", "10")]),
      answer(304, ""),
    ])
    let batch = try endpoint.poll(script, from: first.next, wait: 60)
    #expect(batch.messages.map(\.text) == ["t7", "t9", "t10"])
    #expect(batch.next == Cursor(#"{"a b":"10","c":"0"}"#))
    #expect(
      script.asked == [
        "GET https://h/api/chat/a%20b?last=5&wait=30", "GET https://h/api/chat/c?last=0&wait=30",
      ])
    #expect(script.requests[0].waitSeconds == 30)
  }

  @Test func `a cursor that is an address stays on its server`() throws {
    var endpoint = try endpoint(
      receive: """
          request: {method: GET, path: /delta}
          items: {at: "/value/*"}
          cursor: {next: {first: [/next, /delta]}, is_url: true}
        """)
    let script = Script([
      answer(200, #"{"value":[\#(list([1]))],"delta":"https://h/api/delta?t=2"}"#),
      answer(200, #"{"value":[],"delta":"https://evil/delta?t=3"}"#),
    ])
    let first = try endpoint.poll(script, from: nil, start: .oldest)
    let second = try endpoint.poll(script, from: first.next)
    #expect(script.asked[1] == "GET https://h/api/delta?t=2")
    let error = chatError { _ = try endpoint.poll(Script([]), from: second.next) }
    #expect(error?.kind == .refused)
  }

  @Test func `lines of JSON, an id made of the rest, and a start made of the clock`() throws {
    var endpoint = try endpoint(
      receive: """
          format: ndjson
          repeat_while_full: 2
          request: {method: GET, path: /m, query: {since: "{{cursor}}"}}
          items: {at: "/*"}
          cursor: {next: {max: /id}, start: "{{now_ms}}"}
        """)
    let script = Script([answer(200, item(3) + "\n\n" + item(4) + "\r\n"), answer(200, "")])
    let batch = try endpoint.poll(script, from: nil)
    #expect(script.asked == ["GET https://h/api/m?since=1795000000000"])
    #expect(batch.messages.map(\.text) == ["t3", "t4"])
    #expect(batch.isFull)
    #expect(try endpoint.poll(script, from: batch.next).messages.isEmpty)
  }

  @Test func `proof of who we are goes where the service wants it`() throws {
    let text = """
      schema: chat-http/1
      name: small
      base_url: https://h/api/
      headers: {X-App: round}
      auth:
        - {in: basic, user: "{{env.USER}}", password: "{{secret.PASSWORD}}"}
        - {in: query, name: key, value: "{{secret.PASSWORD}}"}
      receive:
        request: {method: POST, path: /poll, form: {after: "{{?cursor}}", types: [a, b]}}
        items: {at: "/*"}
        cursor: {next: {max: /id}}
        fields: {id: /id, text: /text, sender_id: /who, room: /room, time: /ts}
      send:
        message: {request: {method: POST, path: /m, json: {text: "{{text}}"}}}
        idempotency: {mode: none}
      """
    let tree = try YAMLDocument(reading: text, file: "small.yaml").tree
    let profile = try Profile(
      reading: tree, environment: ["USER": "bot", "PASSWORD": "a b&c"])
    var endpoint = Endpoint(profile: profile)
    let script = Script([answer(200, "[]")])
    _ = try endpoint.poll(script, from: Cursor("1"))
    let request = script.requests[0]
    #expect(request.url == "https://h/api/poll?key=a%20b%26c")
    #expect(request.shownURL == "https://h/api/poll")
    #expect(script.bodyText(0) == "after=1&types=%5B%22a%22%2C%22b%22%5D")
    #expect(
      request.headers == [
        HTTPHeader("X-App", "round"), HTTPHeader("Authorization", "Basic Ym90OmEgYiZj"),
        HTTPHeader("Content-Type", "application/x-www-form-urlencoded"),
      ])
  }
}
