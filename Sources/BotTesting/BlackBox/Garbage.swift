import Primitives

/// The ways in which an answer of a chat service can be anything but what it should be.
package enum Garbage: String, CaseIterable, Sendable {
  // The whole answer is something else.
  case empty, html, notJSON, nothing, number, text, list, emptyObject, notANumber, deepLists
  case deepObjects
  // The right answer with bytes in it or behind it that do not belong there.
  case byteOrderMark, zeroByte, invalidUTF8, cutShort, trailingBytes, twoDocuments
  case doubledKeys, loneSurrogate
  // The answer's own members are not what they should be.
  case messagesMissing, messagesNull, messagesObject, messagesWords, nextMissing, nextNull
  case nextNumber, nextStale, nextAhead, moreMembers, hugeNumbers
  // The members of the messages in it, or of the receipt, are not.
  case idMissing, idNull, idNumber, cursorMissing, authorMissing, authorNull, authorText
  case authorIDMissing, textMissing, textNull, textNumber, timeWords, timeNumber, timeMissing
  case threadNumber, roomMissing

  private static let depth = 100_000

  /// Whether the first message can be read although it is spoilt, as something that nobody said.
  package var passesForWords: Bool {
    [.invalidUTF8, .loneSurrogate, .idNumber, .threadNumber].contains(self)
  }

  /// What becomes of the right answer `body`.
  package func spoil(_ body: [UInt8]) -> [UInt8] {
    switch self {
    case .empty: return []
    case .html: return bytes("<!doctype html><html><title>502</title><h1>Bad gateway</h1></html>")
    case .notJSON: return bytes("{messages: ['nope', }")
    case .nothing: return bytes("null")
    case .number: return bytes("1e400")
    case .text: return bytes("\"ok\"")
    case .list: return bytes("[") + body + bytes("]")
    case .emptyObject: return bytes("{}")
    case .notANumber: return bytes(#"{"messages":[{"id":NaN}],"next":Infinity,"id":-Infinity}"#)
    case .deepLists: return [UInt8](repeating: 0x5B, count: Self.depth) + closing(0x5D)
    case .deepObjects:
      let deep = Array(repeating: bytes(#"{"a":"#), count: Self.depth).flatMap { $0 }
      return bytes(#"{"messages":"#) + deep + bytes("1") + closing(0x7D) + bytes(#","next":"1"}"#)
    case .byteOrderMark: return [0xEF, 0xBB, 0xBF] + body
    case .zeroByte: return body.prefix(1) + [0] + body.dropFirst()
    case .invalidUTF8: return inserting([0xFF, 0xFE, 0xC0, 0xAF, 0xED, 0xA0, 0x80], into: body)
    case .loneSurrogate: return inserting(bytes(#"\ud800 \udfff"#), into: body)
    case .cutShort: return Array(body.prefix(body.count / 2))
    case .trailingBytes: return body + bytes("}garbage")
    case .twoDocuments: return body + body
    case .doubledKeys:
      return body.dropLast() + bytes(#","next":"0","next":"999999999","id":"x","id":7}"#)
    default: return changed(body)
    }
  }

  private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  private func closing(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: Self.depth) }

  /// Puts bytes at the beginning of the first text of a message, or of the first text at all.
  private func inserting(_ bad: [UInt8], into body: [UInt8]) -> [UInt8] {
    for mark in [#""text":""#, #":""#] {
      guard let range = body.firstRange(of: Array(mark.utf8)) else { continue }
      return body[..<range.upperBound] + bad + body[range.upperBound...]
    }
    return body + bad
  }

  /// The answer with other members.
  private func changed(_ body: [UInt8]) -> [UInt8] {
    let tree: JSONValue
    do throws(JSONError) {
      tree = try JSONValue(parsing: body)
    } catch {
      preconditionFailure("a right answer is JSON: \(error)")
    }
    var json = JSONWriter()
    json.value(changedAnswer(tree))
    return json.bytes
  }

  private func changedAnswer(_ answer: JSONValue) -> JSONValue {
    switch self {
    case .messagesMissing: answer.without("messages").without("id")
    case .messagesNull: answer.with("messages", .null)
    case .messagesObject:
      answer.with(
        "messages", .object([JSONMember("0", answer["messages"]?.array?.first ?? .object([]))]))
    case .messagesWords:
      answer.with(
        "messages", .array([.string("m1"), .number("3"), .null, .array([]), .object([])]))
    case .nextMissing: answer.without("next")
    case .nextNull: answer.with("next", .null)
    case .nextNumber: answer.with("next", .number("18446744073709551616"))
    case .nextStale: answer.with("next", .string("1"))
    case .nextAhead: answer.with("next", .string("999999999"))
    case .hugeNumbers:
      changedMessages(answer.with("server_time", .number("1" + String(repeating: "0", count: 400))))
    default: changedMessages(answer)
    }
  }

  /// Spoils the first message alone: its neighbours must not suffer.
  private func changedMessages(_ answer: JSONValue) -> JSONValue {
    guard let messages = answer["messages"]?.array else { return changedMessage(answer) }
    let changed = messages.prefix(1).map(changedMessage) + messages.dropFirst()
    return answer.with("messages", .array(changed))
  }

  private func changedMessage(_ message: JSONValue) -> JSONValue {
    let number = JSONValue.number("12345678901234567890")
    return switch self {
    case .idMissing: message.without("id")
    case .idNull: message.with("id", .null)
    case .idNumber: message.with("id", number)
    case .cursorMissing: message.without("cursor")
    case .authorMissing: message.without("author")
    case .authorNull: message.with("author", .null)
    case .authorText: message.with("author", .string("Ana"))
    case .authorIDMissing: message.with("author", .object([JSONMember("name", .string("Ana"))]))
    case .textMissing: message.without("text")
    case .textNull: message.with("text", .null)
    case .textNumber: message.with("text", number)
    case .timeWords: message.with("ts", .string("yesterday at noon"))
    case .timeNumber: message.with("ts", number)
    case .timeMissing: message.without("ts")
    case .threadNumber: message.with("thread", .number("7"))
    case .roomMissing: message.without("room")
    case .hugeNumbers: message.with("score", .number("-1" + String(repeating: "0", count: 400)))
    case .moreMembers:
      message.with("roles", .array([.string("owner"), .string("admin")]))
        .with("is_admin", .boolean(true)).with("attachments", .array([.object([])]))
    default: message
    }
  }
}

extension JSONValue {
  /// The same object without the members of that name.
  fileprivate func without(_ name: String) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.name != name })
  }

  /// The same object with another value under that name.
  fileprivate func with(_ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(let members) = without(name) else { return self }
    return .object(members + [JSONMember(name, value)])
  }
}
