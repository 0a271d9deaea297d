import ChatEndpoint
import Foundation
import Primitives
import Settings
import Testing

@Suite struct `A wrong profile` {
  /// A profile that is right, one line a part.
  let good = """
    schema: chat-http/1
    name: small
    base_url: "{{env.CHAT_URL}}"
    auth: [{in: header, name: Authorization, value: "Bearer {{secret.CHAT_TOKEN}}"}]
    vars: {self_id: bot}
    setup: [{request: {method: GET, path: /me}, bind: {team: /team}}]
    receive:
      request: {method: GET, path: /m, query: {after: "{{?cursor}}"}}
      items: {at: "/rooms/*room/*"}
      cursor: {next: /next}
      fields: {id: /id, text: /text, sender_id: /who, room: "key:room", time: /ts, kind: /kind}
      keep: [{at: /kind, is: said}]
    send:
      message: {request: {method: POST, path: /m, json: {text: "{{text}}", kind: "{{?reply.kind}}"}}}
      result: {id: /id}
      idempotency: {mode: none}
    limits: {max: 4000, unit: chars}
    format: {dialect: plain, neutralise: ["@all"]}
    errors: {rate_limit: {when: {status: 429}, wait: {at: /wait, wait_unit: s}}}
    """

  func failure(
    _ text: String, _ environment: [String: String] = plainEnvironment
  ) throws -> ProfileError? {
    let tree = try YAMLDocument(reading: text, file: "small.yaml").tree
    do {
      _ = try Profile(reading: tree, environment: environment)
      return nil
    } catch {
      return error
    }
  }

  @Test func `is only one that is wrong`() throws {
    #expect(try failure(good) == nil)
  }

  @Test(arguments: [
    ("chat-http/1", "chat-http/2", "/schema", "one of chat-http/1 is expected"),
    ("name: small", "nane: small", "/nane", "unknown key; the nearest known one is name"),
    ("name: small\n", "", "/", "the key name is missing"),
    ("name: small", "name: [x]", "/name", "a text is expected"),
    ("env.CHAT_URL", "env.CHAT_ULR", "/base_url", "the environment variable CHAT_ULR is not set"),
    (
      "secret.CHAT_TOKEN", "secret.NOPE", "/auth/0/value",
      "the environment variable NOPE is not set"
    ), ("\"{{env.CHAT_URL}}\"", "http://example.org", "/base_url", "plain http is allowed only"),
    (
      "\"{{env.CHAT_URL}}\"", "\"https://{{room}}\"", "/base_url",
      "the variable room is unknown here"
    ),
    ("in: header", "in: heade", "/auth/0/in", "one of header, query, basic is expected"),
    ("name: Authorization", "name: 'A b'", "/auth/0/value", "no name of a header field"),
    ("value: \"Bearer", "value: \"Be\\nrer", "/auth/0/value", "a line break"),
    ("bind: {team: /team}", "bind: {team: team}", "/setup/0/bind/team", "a path begins with /"),
    ("method: GET, path: /me", "method: FETCH, path: /me", "/setup/0/request/method", "one of GET"),
    ("path: /me", "path: me", "/setup/0/request/path", "the path must be empty or begin with a /"),
    ("path: /me", "path: '/me?x=1'", "/setup/0/request/path", "a path holds no space, ? or #"),
    ("path: /m,", "path: '/{{rom}}',", "/receive/request/path", "nearest known one is room"),
    ("{{?cursor}}", "{{?coursor}}", "/receive/request/query/after", "nearest known one is cursor"),
    ("{{?cursor}}", "{{?cursor", "/receive/request/query/after", "a {{ has no }}"),
    (
      "{{?cursor}}", "{{cursor|upper}}", "/receive/request/query/after",
      "the filter upper is unknown"
    ),
    (
      "{{?cursor}}", "{{cursor|hex99}}", "/receive/request/query/after",
      "the filter hex99 is unknown"
    ),
    (
      "{{?cursor}}", "{{var.tean}}", "/receive/request/query/after", "nearest known one is var.team"
    ),
    (
      "{{?cursor}}", "{{secret.CHAT_TOKEN}}", "/receive/request/query/after",
      "allowed only in base_url, auth, headers, vars and setup"
    ), ("at: \"/rooms", "at: \"rooms", "/receive/items/at", "a path is empty or begins with /"),
    ("items: {at", "items: {ta", "/receive/items/ta", "the nearest known one is at"),
    (
      "cursor: {next: /next}", "cursor: {next: {max: 7}}", "/receive/cursor/next/max",
      "a map is expected"
    ),
    (
      "cursor: {next: /next}", "cursor: {nxet: /next}", "/receive/cursor/nxet",
      "nearest known one is next"
    ),
    (
      "cursor: {next: /next}", "cursor: {next: rot:/next}", "/receive/cursor/next",
      "the nearest known one is root"
    ),
    (
      "cursor: {next: /next}", "cursor: {next: /next, per: room}", "/receive/cursor/per",
      "goes with per_room"
    ),
    (
      "cursor: {next: /next}", "cursor: {next: /next, prime: {qery: {}}}",
      "/receive/cursor/prime/qery", "nearest known one is query"
    ),
    (
      "key:room", "key:rom", "/receive/fields/room",
      "no wildcard binds rom; the nearest known one is room"
    ),
    ("key:room", "var:tame", "/receive/fields/room", "the nearest known one is var.team"),
    ("id: /id,", "id: {att: /id},", "/receive/fields/id/att", "the nearest known one is at"),
    ("id: /id,", "id: {at: /id, const: x},", "/receive/fields/id", "exactly one of"),
    ("id: /id,", "id: {template: '{/id'},", "/receive/fields/id/template", "a { has no }"),
    ("id: /id,", "", "/receive/fields", "the key id is missing"),
    (
      "time: /ts", "time: {at: /ts, unit: h}", "/receive/fields/time/unit",
      "one of s, ms, us, rfc3339"
    ),
    ("is: said", "iss: said", "/receive/keep/0/iss", "the nearest known one is is"),
    ("is: said", "is: said, not: x", "/receive/keep/0", "is and not exclude each other"),
    ("at: /kind, is: said", "at: /kind", "/receive/keep/0", "one of is, not"),
    ("is: said", "is: '{{text}}'", "/receive/keep/0/is", "the variable text is unknown here"),
    ("is: said", "exists: 'yes'", "/receive/keep/0/exists", "true or false is expected"),
    (
      "at: /kind, is: said", "status: 42", "/receive/keep/0/status",
      "a whole number from 100 to 599"
    ),
    (
      "reply.kind", "reply.kinds", "/send/message/request/json/kind",
      "nearest known one is reply.kind"
    ),
    (
      "{text: \"{{text}}\"", "{$wen: x, text: \"{{text}}\"", "/send/message/request/json/$wen",
      "nearest known one is $when"
    ),
    ("json: {text", "form: {}, json: {text", "/send/message/request/form", "there is json already"),
    (
      "{request: {method: POST", "{when: room, request: {method: POST", "/send/message",
      "the last way"
    ),
    ("mode: none", "mode: window", "/send/idempotency", "the key seconds is missing"),
    (
      "mode: none", "mode: none, seconds: 3", "/send/idempotency/seconds",
      "seconds go with mode: window"
    ),
    (
      "mode: none", "mode: maybe", "/send/idempotency/mode",
      "one of replay, key, window, echo, none"
    ),
    (
      "  result: {id: /id}", "  auth: []", "/send/auth", "this goes with send/base_url only"
    ),
    ("max: 4000", "max: 5", "/limits/max", "a whole number from 100 to 1000000"),
    ("unit: chars", "unit: char", "/limits/unit", "one of bytes, utf16, chars, scalars"),
    (
      "dialect: plain", "dialect: klingon", "/format/dialect", "one of plain, markdown, matrix_html"
    ),
    ("[\"@all\"]", "[\"é\"]", "/format/neutralise/0", "the first an ASCII one"),
    (
      "wait_unit: s", "wait_unit: h", "/errors/rate_limit/wait/wait_unit",
      "one of s, ms, epoch_s, epoch_ms"
    ),
    (
      "errors: {rate_limit", "errors: {rate_limits", "/errors/rate_limits",
      "nearest known one is rate_limit"
    ),
    ("setup: [", "setup: [3, ", "/setup/0", "a map is expected"),
  ]) func `is refused with its place and a reason`(
    part: String, wrong: String, path: String, reason: String
  ) throws {
    #expect(good.contains(part), "the part is not in the profile")
    let text = good.replacing(part, with: wrong, maxReplacements: 1)
    let error = try #require(try failure(text))
    #expect(error.path == (path == "/" ? "" : path))
    #expect(error.reason.contains(reason), "\(error.reason)")
    #expect(!error.reason.contains("hush-hush"))
  }

  @Test func `is one whose secret holds a line break, and does not show it`() throws {
    let environment = ["CHAT_URL": "https://h", "CHAT_TOKEN": "hush-hush\n"]
    let error = try #require(try failure(good, environment))
    #expect(error.path == "/auth/0/value")
    #expect(
      error.reason
        == "the environment variable CHAT_TOKEN holds a line break or another control character")
  }

  @Test func `is one that lacks its environment`() throws {
    for name in ["plain", "matrix", "mattermost", "telegram", "webhook"] {
      #expect(throws: ProfileError.self) { try shippedProfile(name, [:]) }
    }
  }

  @Test func `is the only place where a platform has a name`() throws {
    let engine = projectFolder.appendingPathComponent("Sources/ChatEndpoint")
    let paths =
      FileManager.default.enumerator(atPath: engine.path)?.compactMap { $0 as? String } ?? []
    let files = paths.filter { $0.hasSuffix(".swift") }
    #expect(files.count > 20)
    for file in files {
      let text = try String(contentsOf: engine.appendingPathComponent(file), encoding: .utf8)
      let words = text.lowercased().replacing("matrixhtml", with: "")
        .replacing("matrix_html", with: "")
      for name in ["matrix", "mattermost", "telegram", "discord", "zulip", "synapse", "webex"] {
        #expect(!words.contains(name), "\(file): \(name)")
      }
    }
  }

  @Test func `is no object at all`() throws {
    for text in ["[]", "x", "3", "null"] {
      #expect(try failure(text)?.path == "")
    }
  }
}
