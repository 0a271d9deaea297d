import Foundation
import Primitives
import Testing

@testable import CurlTransport

@Suite struct FaultTests {
  @Test func `a refused connection is unreachable`() throws {
    let server = try LoopbackServer.answering("")
    server.stop()
    let error = transport().failure(of: HTTPRequest(method: "POST", url: server.url, body: []))
    #expect(error?.kind == .unreachable)
  }

  @Test func `an address that nobody knows is unreachable`() {
    let error = transport().failure(
      of: HTTPRequest(method: "GET", url: "https://nowhere.invalid/"))
    #expect(error?.kind == .unreachable)
  }

  @Test(arguments: [
    "Content-Length: 1001\r\n\r\n{}", "Connection: close\r\n\r\n{}",
    "Transfer-Encoding: chunked\r\n\r\n3e9\r\n{}\r\n0\r\n\r\n",
    "Content-Length: 100000000\r\n\r\n",
  ])
  func `a body over the bound ends the exchange, announced or not`(answer: String) throws {
    let body = String(repeating: "a", count: 1001)
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\n" + answer.replacing("{}", with: body))
    }
    let carrier = transport { $0.bodyBytes = 1000 }
    #expect(carrier.failure(of: HTTPRequest(method: "GET", url: server.url))?.kind == .tooLarge)
  }

  @Test func `a body of exactly the bound is taken, again and again`() throws {
    let server = try LoopbackServer.answering(.answer(String(repeating: "a", count: 1000)))
    let carrier = transport { $0.bodyBytes = 1000 }
    for _ in 1...3 {
      let response = try carrier.response(to: HTTPRequest(method: "GET", url: server.url))
      #expect(response.body.count == 1000)
    }
  }

  @Test(arguments: [(4_000, 20), (1, 70_000), (1, 300_000)])
  func `a head over the bound ends the exchange`(fields: Int, bytes: Int) throws {
    let field = "X-Bomb: " + String(repeating: "x", count: bytes) + "\r\n"
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\n" + String(repeating: field, count: fields) + "\r\n")
    }
    #expect(
      transport().failure(of: HTTPRequest(method: "GET", url: server.url))?.kind == .tooLarge)
  }

  @Test func `of too many header fields the first hundred are kept`() throws {
    let fields = (0..<500).map { "X-\($0): y\r\n" }.joined()
    let server = try LoopbackServer.answering("HTTP/1.1 204 No\r\n" + fields + "\r\n")
    let response = try transport().response(to: HTTPRequest(method: "GET", url: server.url))
    #expect(response.headers == (0..<100).map { HTTPHeader("X-\($0)", "y") })
  }

  @Test(arguments: [
    "", "HT", "HTTP/1.1 200 OK\r\nContent-Le",
    "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"messages\"",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab",
    "<html>not HTTP at all</html>", "HTTP/1.1 200 OK\r\nno field\r\nContent-Length: 0\r\n\r\n",
  ])
  func `an answer that is cut short or garbled is an interruption`(answer: String) throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write(answer)
    }
    let request = HTTPRequest(method: "POST", url: server.url, body: [])
    #expect(transport().failure(of: request)?.kind == .interrupted)
  }

  @Test(arguments: ["", "HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"])
  func `an answer that never comes to its end is given up after the total time`(
    beginning: String
  ) throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write(beginning)
      _ = connection.readToEnd()
    }
    let carrier = transport { $0.totalMilliseconds = 150 }
    #expect(carrier.failure(of: HTTPRequest(method: "GET", url: server.url))?.kind == .interrupted)
  }

  @Test func `a silent server is given up by its slowness long before the total time`() throws {
    let server = try LoopbackServer { connection in _ = connection.readToEnd() }
    let carrier = transport { $0.slowSeconds = 1 }
    #expect(carrier.failure(of: HTTPRequest(method: "GET", url: server.url))?.kind == .interrupted)
  }

  @Test func `a long poll may be silent for its wait, and is given up after its grace`() throws {
    let server = try LoopbackServer { connection in _ = connection.readToEnd() }
    let carrier = transport {
      $0.totalMilliseconds = 50
      $0.graceMilliseconds = 200
      $0.slowSeconds = 1
    }
    let begin = ContinuousClock.now
    let error = carrier.failure(
      of: HTTPRequest(method: "GET", url: server.url, waitSeconds: 1))
    #expect(error?.kind == .interrupted)
    #expect(ContinuousClock.now - begin >= .milliseconds(1200))
  }

  @Test func `a post whose connection broke before an answer is not sent again by itself`() throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write(.answer("first"))
      _ = connection.readRequest()
    }
    let carrier = transport()
    let request = HTTPRequest(method: "POST", url: server.url, body: [0x31])
    #expect(try carrier.response(to: request).status == 200)
    #expect(carrier.failure(of: request)?.kind == .interrupted)
    #expect(server.requests.count == 2)
    #expect(try carrier.response(to: request).status == 200)
  }

  @Test func `a get whose kept connection broke before an answer is asked again`() throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write(.answer("from \(connection.number)"))
      _ = connection.readRequest()
    }
    let carrier = transport()
    let request = HTTPRequest(method: "GET", url: server.url)
    #expect(try carrier.response(to: request).body == Array("from 1".utf8))
    #expect(try carrier.response(to: request).body == Array("from 2".utf8))
    #expect(server.requests.count == 3)
  }

  @Test func `no reason for a failure holds a secret`() throws {
    let server = try LoopbackServer { connection in _ = connection.readRequest() }
    let canary = "CANARY"
    let addresses = [
      server.url + "/\(canary)", "http://127.0.0.1:1/\(canary)", "http://\(canary).example/",
      "https://\(canary)@example.org", "\(canary)://example.org", "https://\(canary).invalid/",
    ]
    let carrier = transport()
    for address in addresses {
      for name in ["Authorization", "\(canary)\n"] {
        let request = HTTPRequest(
          method: "POST", url: address, headers: [HTTPHeader(name, canary)],
          body: Array(canary.utf8))
        let error = try #require(carrier.failure(of: request))
        #expect(!error.reason.contains(canary))
      }
    }
  }
}
