import Foundation
import Primitives
import Testing

@testable import CurlTransport

@Suite struct MailRefusalTests {
  @Test(arguments: [
    ("smtp://mail.example.org:587", false, true), ("smtps://mail.example.org", false, true),
    ("smtp://127.0.0.1:2525", true, true), ("smtp://localhost", true, true),
    ("smtp://[::1]:25", true, true), ("smtp://mail.example.org", true, false),
    ("smtp://127.0.0.1.example.org", true, false), ("smtps://127.0.0.1", true, false),
    ("smtp://0x7f.1", true, false), ("smtp://bot:secret@mail.example.org", false, false),
    ("smtp://mail.example.org:", false, true), ("smtp://mail.example.org:x", false, false),
    ("smtp://mail.example.org\r\nRCPT TO:<eve>", false, false), ("smtp://", false, false),
    ("http://mail.example.org", false, false), ("file:///etc/passwd", false, false),
  ])
  func `mail goes to a mail server, unencrypted to this machine alone`(
    url: String, isPlain: Bool, isTried: Bool
  ) {
    let server = MailServer(url: url, allowsPlain: isPlain)
    #expect((CurlTransport.objection(to: server) == nil) == isTried)
  }

  @Test func `what is refused ends at once, and nobody is called`() throws {
    let transport = transport()
    let sender = try #require(MailAddress("bot@example.org"))
    let id = transport.start(
      MailRequest(
        server: MailServer(url: "smtp://mail.example.org", allowsPlain: true), sender: sender,
        recipient: sender, bytes: Array("x".utf8)))
    let results = transport.takeMailed()
    #expect(results.map(\.id) == [id])
    guard case .failed(let error) = results.first?.outcome else {
      Issue.record("it was tried")
      return
    }
    #expect(error.kind == .refused)
  }
}

@Suite struct RefusalTests {
  @Test(arguments: [
    "https://example.org", "HTTPS://Example.ORG:8443/a?b#c", "https://[2001:db8::1]:443/",
    "http://127.0.0.1", "http://127.255.0.9:8080/x", "http://[::1]:80", "http://localhost?x",
    "HTTP://LocalHost:1/",
  ])
  func `https to anybody and http to this machine are allowed`(url: String) throws {
    #expect(try Address(checking: url).isLoopback == !url.lowercased().hasPrefix("https"))
  }

  @Test(arguments: [
    "http://example.org", "http://10.0.0.1/", "http://128.0.0.1", "http://0.0.0.0", "http://[::]",
    "http://127.0.0.1.example.org", "http://localhost.example.org", "http://localhost.",
    "http://127.1", "http://0177.0.0.1", "http://127.0.0.01", "http://127.0.0.256",
    "http://2130706433", "http://0x7f.0.0.1", "http://[::ffff:127.0.0.1]", "http://[::1",
    "http://localhost@example.org", "http://localhost:80@example.org/", "http://127.0.0.1:x",
    "http://127.0.0.1\\.example.org", "http://", "https://", "https:///path", "https://a b/",
    "https://example.org/a b", "https://example.org/\r\nX: y", "https://example.org/\0",
    "https://ex\u{E4}mple.org", "https://ana:secret@example.org", "file:///etc/passwd", "ftp://h",
    "gopher://127.0.0.1", "//127.0.0.1", "127.0.0.1", "", "http:/127.0.0.1", "httpx://127.0.0.1",
    "ws://127.0.0.1",
  ])
  func `every other address is refused before anything is sent`(url: String) {
    let error = transport().failure(of: HTTPRequest(method: "GET", url: url))
    #expect(error?.kind == .refused)
  }

  @Test(arguments: [
    ("X", "a\r\nInjected: b"), ("X", "a\nInjected: b"), ("X", "a\rInjected: b"), ("X", "a\0b"),
    ("X\r\nInjected", "b"), ("X: y\nInjected", "b"), ("X Y", "b"), ("", "b"), ("X:", "b"),
    ("\u{E9}", "b"), ("Content-Length", "0"), ("transfer-encoding", "chunked"),
  ])
  func `a header field that could be read as another is refused before anything is sent`(
    name: String, value: String
  ) throws {
    let server = try LoopbackServer.answering(.answer("ok"))
    let carrier = transport()
    let fields = [HTTPHeader("Authorization", "Bearer t"), HTTPHeader(name, value)]
    let request = HTTPRequest(method: "POST", url: server.url, headers: fields, body: [])
    #expect(carrier.failure(of: request)?.kind == .refused)
    #expect(server.connections == 0)
  }

  @Test func `a method that could be read as a request of its own is refused`() throws {
    let server = try LoopbackServer.answering(.answer("ok"))
    for method in ["GET / HTTP/1.1\r\nX:", "", "G T", "get"] {
      let error = transport().failure(of: HTTPRequest(method: method, url: server.url))
      #expect(error?.kind == .refused)
    }
    #expect(server.connections == 0)
  }

  @Test func `text outside ASCII in a header value is sent as it is`() throws {
    let server = try LoopbackServer.answering(.answer("ok"))
    let fields = [HTTPHeader("X-Name", "Zo\u{EB}\tB")]
    _ = try transport().response(to: HTTPRequest(method: "GET", url: server.url, headers: fields))
    #expect(server.requests.first?.contains("X-Name: Zo\u{EB}\tB\n") == true)
  }

  @Test func `a proxy is asked for other machines and never for this one`() throws {
    let proxy = try LoopbackServer.answering(.answer("", status: "403 No"))
    let server = try LoopbackServer.answering(.answer("direct"))
    let carrier = transport(proxy: proxy.url)
    let fields = [HTTPHeader("Authorization", "Bearer CANARY")]
    let far = HTTPRequest(method: "GET", url: "https://example.invalid/", headers: fields)
    let near = HTTPRequest(method: "GET", url: server.url)
    for _ in 1...2 {
      #expect(carrier.failure(of: far)?.kind == .unreachable)
      #expect(try carrier.response(to: near).body == Array("direct".utf8))
    }
    #expect(proxy.requests.count == 2)
    for request in proxy.requests {
      #expect(request.hasPrefix("CONNECT example.invalid:443 "))
      #expect(!request.contains("CANARY"))
    }
  }
}
