import Foundation
import Primitives
import Testing

@testable import CurlTransport

/// A transport with bounds that a test can reach.
func transport(
  proxy: String? = nil, certificateFile: String? = nil,
  _ change: (inout CurlBounds) -> Void = { _ in }
) -> CurlTransport {
  var bounds = CurlBounds()
  change(&bounds)
  return CurlTransport(
    settings: CurlSettings(
      version: "7.0", proxy: proxy, certificateFile: certificateFile, bounds: bounds))
}

extension CurlTransport {
  /// Begins `requests` together and waits for all of them; the results stand in the requests' order.
  func results(of requests: [HTTPRequest]) -> [Result<HTTPResponse, TransportError>] {
    let ids = requests.map { start($0) }
    var results: [ExchangeID: Result<HTTPResponse, TransportError>] = [:]
    while results.count < ids.count {
      let ended = wait(milliseconds: 10_000)
      guard !ended.isEmpty else { break }
      for result in ended { results[result.id] = result.outcome }
    }
    return ids.map { results[$0] ?? .failure(TransportError(.interrupted, "no result came")) }
  }

  func response(to request: HTTPRequest) throws -> HTTPResponse {
    try results(of: [request])[0].get()
  }

  /// Why `request` brought no answer; nil where it did.
  func failure(of request: HTTPRequest) -> TransportError? {
    if case .failure(let error) = results(of: [request])[0] { error } else { nil }
  }
}

@Suite struct ExchangeTests {
  @Test func `an answer comes back with its status, fields and every byte of its body`() throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 418 Short\r\nX-Empty:\r\nX-Trimmed: \t two words \r\n")
      connection.write("Content-Length: 4\r\n\r\n")
      connection.write([0x00, 0xFF, 0x0D, 0x0A])
    }
    let response = try transport().response(to: HTTPRequest(method: "GET", url: server.url))
    let expected = HTTPResponse(
      status: 418,
      headers: [
        HTTPHeader("X-Empty", ""), HTTPHeader("X-Trimmed", "two words"),
        HTTPHeader("Content-Length", "4"),
      ], body: [0x00, 0xFF, 0x0D, 0x0A])
    #expect(response == expected)
  }

  @Test(arguments: ["GET", "POST", "PUT", "DELETE", "PATCH"], ["", "{\"text\":\"hé\"}"])
  func `each method sends its name and its body once, and nothing that was not asked for`(
    method: String, body: String
  ) throws {
    let server = try LoopbackServer.answering(.answer("ok"))
    let request = HTTPRequest(
      method: method, url: server.url + "/a/../b?c=d", headers: [HTTPHeader("X-One", "1")],
      body: body.isEmpty ? nil : Array(body.utf8))
    #expect(try transport().response(to: request).body == Array("ok".utf8))
    var expected = [
      "\(method) /a/../b?c=d HTTP/1.1", "Host: 127.0.0.1:\(server.port)",
      "User-Agent: Roundtable/7.0", "Accept: */*", "X-One: 1",
    ]
    if !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method) {
      expected.append("Content-Length: \(body.utf8.count)")
    }
    #expect(server.requests == [expected.joined(separator: "\n") + "\n\n" + body])
  }

  @Test func `a handle that sent one kind of request sends any other kind rightly`() throws {
    let server = try LoopbackServer { connection in
      while let request = connection.readRequest() {
        connection.write(
          request.hasPrefix("HEAD")
            ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" : .answer("plain"))
      }
    }
    let carrier = transport()
    let methods = ["GET", "POST", "HEAD", "PUT", "HEAD", "GET", "DELETE", "POST", "GET", "HEAD"]
    for method in methods {
      let body = ["POST", "PUT"].contains(method) ? Array("x=\(method)".utf8) : nil
      let response = try carrier.response(
        to: HTTPRequest(method: method, url: server.url, body: body))
      #expect(response.body == (method == "HEAD" ? [] : Array("plain".utf8)), "\(method)")
    }
    #expect(server.requests.map { String($0.prefix { $0 != " " }) } == methods)
    #expect(
      server.requests.map { $0.components(separatedBy: "\n\n")[1] }
        == methods.map { ["POST", "PUT"].contains($0) ? "x=\($0)" : "" })
    #expect(server.connections == 1)
  }

  @Test func `a body of a megabyte goes out whole and without a question before it`() throws {
    let server = try LoopbackServer.answering(.answer(""))
    let body = [UInt8](repeating: UInt8(ascii: "b"), count: 1 << 20)
    let response = try transport().response(
      to: HTTPRequest(method: "POST", url: server.url, body: body))
    #expect(response.status == 200)
    let request = try #require(server.requests.first)
    #expect(request.hasSuffix("\n\n" + String(decoding: body, as: UTF8.self)))
    #expect(!request.contains("Expect"))
  }

  @Test func `an empty header value is sent as an empty value`() throws {
    let server = try LoopbackServer.answering(.answer(""))
    let fields = [HTTPHeader("X-Empty", ""), HTTPHeader("Content-Type", "text/plain")]
    _ = try transport().response(
      to: HTTPRequest(method: "POST", url: server.url, headers: fields, body: []))
    let lines = try #require(server.requests.first).split(separator: "\n")
    #expect(lines.contains("X-Empty:"))
    #expect(lines.contains("Content-Type: text/plain"))
  }

  @Test func `a provisional answer and the fields after a body leave no trace`() throws {
    let server = try LoopbackServer.answering(
      "HTTP/1.1 103 Early Hints\r\nRetry-After: 9\r\n\r\n"
        + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "4\r\nbody\r\n0\r\nRetry-After: 7\r\n\r\n")
    let carrier = transport()
    for _ in 1...2 {
      let response = try carrier.response(to: HTTPRequest(method: "GET", url: server.url))
      #expect(response.headers == [HTTPHeader("Transfer-Encoding", "chunked")])
      #expect(response.status == 200)
      #expect(response.body == Array("body".utf8))
    }
    #expect(server.connections == 1)
  }

  @Test func `a redirect is an answer like any other and is not followed`() throws {
    let elsewhere = try LoopbackServer.answering(.answer("secret"))
    let server = try LoopbackServer.answering(
      .answer("", status: "302 Found", fields: "Location: \(elsewhere.url)/\r\n"))
    let response = try transport().response(to: HTTPRequest(method: "GET", url: server.url))
    #expect(response.status == 302)
    #expect(response.header("location") == elsewhere.url + "/")
    #expect(elsewhere.connections == 0)
  }
}

@Suite struct ParallelTests {
  @Test func `replies go out while a long poll hangs`() throws {
    let gate = Gate()
    let server = try LoopbackServer { connection in
      while let request = connection.readRequest() {
        if request.hasPrefix("GET") { _ = gate.pass() }
        connection.write(.answer(request.hasPrefix("GET") ? "news" : "posted"))
      }
    }
    let carrier = transport()
    let poll = carrier.start(HTTPRequest(method: "GET", url: server.url, waitSeconds: 25))
    let replies = (1...32).map {
      HTTPRequest(method: "POST", url: server.url, body: Array("reply \($0)".utf8))
    }
    for result in carrier.results(of: replies) {
      #expect(try result.get().body == Array("posted".utf8))
    }
    gate.open()
    let results = carrier.wait(milliseconds: 10_000)
    #expect(results.map(\.id) == [poll])
    #expect(try results[0].outcome.get().body == Array("news".utf8))
  }

  @Test func `connections are kept and used again`() throws {
    let server = try LoopbackServer.answering(.answer("ok"))
    let carrier = transport()
    let request = HTTPRequest(method: "POST", url: server.url, body: [0x21])
    for _ in 1...50 { #expect(try carrier.response(to: request).status == 200) }
    #expect(server.connections == 1)
    for _ in 1...5 {
      let results = carrier.results(of: Array(repeating: request, count: 32))
      #expect(results.allSatisfy { (try? $0.get())?.status == 200 })
    }
    #expect(server.connections <= 32)
    #expect(server.requests.count == 50 + 5 * 32)
  }

  @Test func `what finds no lane free waits for its turn and is answered in order`() throws {
    let server = try LoopbackServer.answering(.answer("ok"))
    let carrier = transport { $0.lanes = 1 }
    let requests = (0..<600).map { HTTPRequest(method: "GET", url: server.url + "/\($0)") }
    let results = carrier.results(of: requests)
    #expect(results.allSatisfy { (try? $0.get())?.status == 200 })
    let paths = server.requests.map { $0.split(separator: " ")[1] }
    #expect(paths == (0..<600).map { "/\($0)" })
    #expect(server.connections == 1)
  }

  @Test func `long polls never take the lanes of replies`() throws {
    let gate = Gate()
    let server = try LoopbackServer { connection in
      while let request = connection.readRequest() {
        if request.hasPrefix("GET") { _ = gate.pass() }
        connection.write(.answer("ok"))
      }
    }
    let carrier = transport {
      $0.lanes = 3
      $0.lanesForReplies = 1
    }
    let poll = HTTPRequest(method: "GET", url: server.url, waitSeconds: 20)
    let polls = (1...4).map { _ in carrier.start(poll) }
    let reply = HTTPRequest(method: "POST", url: server.url, body: [])
    #expect(try carrier.response(to: reply).status == 200)
    var ended: Set<ExchangeID> = []
    for _ in polls {
      gate.open()
      ended.formUnion(carrier.wait(milliseconds: 10_000).map(\.id))
    }
    #expect(ended == Set(polls))
  }

  @Test func `a cancelled exchange closes its connection and brings no result`() throws {
    let closed = Gate()
    let server = try LoopbackServer { connection in
      guard let request = connection.readRequest() else { return }
      if request.hasPrefix("GET /first") {
        _ = connection.readToEnd()
        closed.open()
      } else {
        connection.write(.answer("ok"))
      }
    }
    let carrier = transport { $0.lanes = 1 }
    let first = carrier.start(HTTPRequest(method: "GET", url: server.url + "/first"))
    let second = carrier.start(HTTPRequest(method: "GET", url: server.url + "/second"))
    let third = carrier.start(HTTPRequest(method: "GET", url: server.url + "/third"))
    while server.requests.isEmpty { #expect(carrier.wait(milliseconds: 1).isEmpty) }
    carrier.cancel(second)
    carrier.cancel(first)
    #expect(closed.pass())
    #expect(carrier.wait(milliseconds: 10_000).map(\.id) == [third])
    #expect(server.requests.count == 2)
  }

  @Test func `a refusal that was cancelled is not told`() {
    let carrier = transport()
    carrier.cancel(carrier.start(HTTPRequest(method: "GET", url: "ftp://example.org")))
    #expect(carrier.wait(milliseconds: 0).isEmpty)
  }
}

@Suite struct WaitTests {
  @Test func `a call of the waker from another thread ends a wait`() throws {
    let server = try LoopbackServer { connection in _ = connection.readToEnd() }
    let carrier = transport()
    _ = carrier.start(HTTPRequest(method: "GET", url: server.url, waitSeconds: 60))
    let waker = carrier.waker
    Thread.detachNewThread { waker.wake() }
    let begin = ContinuousClock.now
    #expect(carrier.wait(milliseconds: 60_000).isEmpty)
    #expect(ContinuousClock.now - begin < .seconds(20))
  }

  @Test func `a wake that comes before the wait is not lost, and ends one wait only`() {
    let carrier = transport()
    carrier.waker.wake()
    carrier.waker.wake()
    let begin = ContinuousClock.now
    #expect(carrier.wait(milliseconds: 60_000).isEmpty)
    #expect(ContinuousClock.now - begin < .seconds(20))
    let second = ContinuousClock.now
    #expect(carrier.wait(milliseconds: 30).isEmpty)
    #expect(ContinuousClock.now - second >= .milliseconds(25))
  }

  @Test func `a waker may be called after its transport is gone`() {
    let waker = transport().waker
    waker.wake()
    #expect(waker.takeWake())
  }

  @Test func `a wait ends when a watched file descriptor can be read or has ended`() throws {
    var pipes: [Int32] = [0, 0]
    try #require(pipe(&pipes) == 0)
    let carrier = transport()
    carrier.watch(fileDescriptor: pipes[0])
    #expect(carrier.wait(milliseconds: 5).isEmpty)
    #expect(!carrier.isReadable(fileDescriptor: pipes[0]))
    write(pipes[1], "x", 1)
    let begin = ContinuousClock.now
    #expect(carrier.wait(milliseconds: 60_000).isEmpty)
    #expect(carrier.isReadable(fileDescriptor: pipes[0]))
    var byte: UInt8 = 0
    #expect(read(pipes[0], &byte, 1) == 1)
    #expect(carrier.wait(milliseconds: 5).isEmpty)
    #expect(!carrier.isReadable(fileDescriptor: pipes[0]))
    close(pipes[1])
    #expect(carrier.wait(milliseconds: 60_000).isEmpty)
    #expect(carrier.isReadable(fileDescriptor: pipes[0]))
    #expect(ContinuousClock.now - begin < .seconds(20))
    carrier.unwatch(fileDescriptor: pipes[0])
    #expect(!carrier.isReadable(fileDescriptor: pipes[0]))
    let last = ContinuousClock.now
    #expect(carrier.wait(milliseconds: 30).isEmpty)
    #expect(ContinuousClock.now - last >= .milliseconds(25))
    close(pipes[0])
  }
}
