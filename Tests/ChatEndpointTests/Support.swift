import ChatEndpoint
import Foundation
import Primitives
import Settings
import Testing

/// The moment at which everything in these tests happens.
let noon = Instant(seconds: 1_795_000_000)

/// The folder of the whole project.
let projectFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

/// Reads one of the profiles that are shipped.
func shippedProfile(_ name: String, _ environment: [String: String]) throws -> Profile {
  let file = projectFolder.appendingPathComponent("Config/endpoints/\(name).yaml")
  let text = try String(contentsOf: file, encoding: .utf8)
  let document = try YAMLDocument(reading: text, file: "\(name).yaml")
  return try Profile(reading: document.tree, environment: environment)
}

/// An answer with a JSON body.
func answer(_ status: Int, _ json: String, _ headers: [HTTPHeader] = []) -> HTTPResponse {
  HTTPResponse(status: status, headers: headers, body: Array(json.utf8))
}

/// A chat service that answers from a list, and keeps what it was asked.
final class Script {
  var answers: [Result<HTTPResponse, TransportError>]
  var requests: [HTTPRequest] = []

  init(_ answers: [HTTPResponse]) {
    self.answers = answers.map { .success($0) }
  }

  /// The next answer; where there is none, a failure that no test expects.
  func next(_ request: HTTPRequest) -> Result<HTTPResponse, TransportError> {
    requests.append(request)
    guard !answers.isEmpty else {
      Issue.record("one request too many: \(request.method) \(request.url)")
      return .failure(TransportError(.refused, "no answer is left"))
    }
    return answers.removeFirst()
  }

  /// What was asked, a line a request.
  var asked: [String] { requests.map { "\($0.method) \($0.url)" } }

  /// The body of a request as a tree.
  func body(_ index: Int) throws -> JSONValue {
    try JSONValue(parsing: requests[index].body ?? [])
  }

  /// The body of a request as text.
  func bodyText(_ index: Int) -> String {
    String(decoding: requests[index].body ?? [], as: UTF8.self)
  }
}

extension Endpoint {
  /// Plays the setup to its end.
  mutating func setUp(_ script: Script) throws -> MemberID? {
    var exchange = beginSetup(now: noon)
    while true {
      switch exchange.step {
      case .request(let request): proceed(&exchange, with: script.next(request), now: noon)
      case .finished(let id): return id
      case .failed(let error): throw error
      }
    }
  }

  /// Plays one poll to its end.
  mutating func poll(
    _ script: Script, from cursor: Cursor?, start: Start = .newest, limit: Int = 100,
    wait: Int = 0, salvaging: Bool = false, now: Instant = noon
  ) throws -> Batch {
    var exchange = beginPoll(
      from: cursor, start: start, limit: limit, waitSeconds: wait, salvaging: salvaging, now: now)
    while true {
      switch exchange.step {
      case .request(let request): proceed(&exchange, with: script.next(request), now: now)
      case .finished(let batch): return batch
      case .failed(let error): throw error
      }
    }
  }

  /// Plays one message that is sent to its end.
  mutating func send(_ script: Script, _ outgoing: Outgoing) throws -> Receipt {
    var exchange = beginSend(outgoing, now: noon)
    while true {
      switch exchange.step {
      case .request(let request): proceed(&exchange, with: script.next(request), now: noon)
      case .finished(let receipt): return receipt
      case .failed(let error): throw error
      }
    }
  }
}

/// The failure of `body`, which must fail as a chat error.
func chatError(_ body: () throws -> Void) -> ChatError? {
  do {
    try body()
    Issue.record("a failure was expected")
    return nil
  } catch let error as ChatError {
    return error
  } catch {
    Issue.record("not a chat error: \(error)")
    return nil
  }
}

let plainEnvironment = ["CHAT_URL": "http://127.0.0.1:8080", "CHAT_TOKEN": "hush-hush"]
let matrixEnvironment = [
  "MATRIX_HOMESERVER": "https://matrix.example.org", "MATRIX_TOKEN": "syt_secret",
]
