package import ChatEndpoint
package import Primitives

/// The profile of the plain chat API, as `Config/endpoints/plain.yaml` has it; a test compares them.
package enum PlainProfile {
  /// The profile for a chat service at an address that only the simulated chat answers.
  package static func profile(token: String = "canary-token") throws(ProfileError) -> Profile {
    try profile(of: tree, token)
  }

  /// The same for a service that knows no keys and shows the bot none of its own messages.
  package static func keyless() throws(ProfileError) -> Profile {
    let mode = JSONValue.object([JSONMember("mode", .string("none"))])
    return try profile(of: treeWithoutEchoedKeys.replacing(["send", "idempotency"], with: mode))
  }

  /// The same for a service that knows keys for a while, and shows the bot its own messages without them.
  package static func withoutEchoedKeys() throws(ProfileError) -> Profile {
    try profile(of: treeWithoutEchoedKeys)
  }

  private static var treeWithoutEchoedKeys: JSONValue {
    tree.replacing(["receive", "fields", "idem_echo"], with: nil)
  }

  private static func profile(
    of tree: JSONValue, _ token: String = "canary-token"
  ) throws(ProfileError) -> Profile {
    try Profile(
      reading: tree, environment: ["CHAT_URL": SimulatedChat.address, "CHAT_TOKEN": token])
  }

  /// The profile as a tree.
  package static var tree: JSONValue {
    do throws(JSONError) {
      return try JSONValue(parsing: Array(json.utf8))
    } catch {
      preconditionFailure("the built-in profile is no JSON: \(error)")
    }
  }

  private static let json = #"""
    {
      "schema": "chat-http/1",
      "name": "plain",
      "base_url": "{{env.CHAT_URL}}",
      "auth": [{"in": "header", "name": "Authorization", "value": "Bearer {{secret.CHAT_TOKEN}}"}],
      "vars": {"self_id": "{{?env.CHAT_SELF_ID}}"},
      "setup": [
        {
          "request": {"method": "GET", "path": "/v1/me"},
          "bind": {"self_id": "/id", "self_name": "/name"},
          "optional": 404
        }
      ],
      "receive": {
        "wait_s": 50,
        "request": {
          "method": "GET",
          "path": "/v1/messages",
          "query": {"after": "{{?cursor}}", "wait": "{{wait_s}}", "limit": "{{limit}}"}
        },
        "items": {"at": "/messages/*"},
        "order": "oldest_first",
        "cursor": {"next": "/next", "first_poll": "discard"},
        "fields": {
          "id": "/id",
          "text": "/text",
          "sender_id": "/author/id",
          "sender_name": "/author/name",
          "is_bot": "/author/bot",
          "room": "/room",
          "thread": "/thread",
          "reply_to": "/reply_to",
          "time": "/ts",
          "edited": "/edited",
          "idem_echo": "/idempotency_key"
        },
        "kinds": {
          "reaction": {
            "if": {"at": "/kind", "is": "reaction"},
            "target": "/target",
            "emoji": "/emoji",
            "removed": "/removed"
          },
          "joined": {"if": {"at": "/kind", "is": "joined"}},
          "left": {"if": {"at": "/kind", "is": "left"}}
        },
        "keep": [{"at": "/kind", "in": ["", "text", "message", "reaction", "joined", "left"]}],
        "direct_if": [{"at": "/direct", "is": true}]
      },
      "send": {
        "threads": "rooted",
        "message": {
          "request": {
            "method": "POST",
            "path": "/v1/messages",
            "json": {
              "room": "{{room|null}}",
              "thread": "{{thread|null}}",
              "to": "{{user|null}}",
              "text": "{{text}}",
              "idempotency_key": "{{idem}}"
            }
          }
        },
        "react": {
          "request": {
            "method": "POST",
            "path": "/v1/reactions",
            "json": {"message": "{{reply.id}}", "emoji": "{{emoji}}"}
          }
        },
        "direct": {"inline": true},
        "result": {"id": "/id"},
        "idempotency": {"mode": "window", "seconds": 600}
      },
      "limits": {"max": 8000, "unit": "bytes"},
      "format": {"dialect": "plain", "neutralise": ["@everyone", "@channel", "@here", "@all", "@room"]},
      "errors": {
        "say": "/error",
        "resync": [{"status": 400, "at": "/error", "is": "unknown_cursor"}],
        "cursor_expired": {"when": [{"status": 410}], "oldest": "/oldest"}
      }
    }
    """#
}

extension JSONValue {
  /// The tree with another value at `path`, or without it.
  fileprivate func replacing(_ path: ArraySlice<String>, with value: JSONValue?) -> JSONValue {
    guard let name = path.first, case .object(let members) = self else { return value ?? .null }
    let rest = path.dropFirst()
    return .object(
      members.compactMap { member in
        guard member.name == name else { return member }
        if rest.isEmpty { return value.map { JSONMember(name, $0) } }
        return JSONMember(name, member.value.replacing(rest, with: value))
      })
  }
}
