import Foundation
import Primitives
import Testing

@testable import CurlTransport

@Suite struct EncryptionTests {
  /// A certificate for `localhost` that nobody but itself has signed, good until 2120.
  static let certificate = """
    MIIBYjCCAQegAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
    c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
    CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABDdXcQQZ4GLeiaXC
    CVd/almo36+KNFDN4SvqVnYUpBTBLSk0G1ujA9W+dxsKtvEpLHZOVnL+S1XtJBOm
    rYBoGeajSDBGMA8GA1UdEwEB/wQFMAMBAf8wFAYDVR0RBA0wC4IJbG9jYWxob3N0
    MB0GA1UdDgQWBBTxp8dXzxqlB3vFt2+USSwk/Myk3TAKBggqhkjOPQQDAgNJADBG
    AiEA/BzG5UKHMl+MoFJucl0ZNjH87Jg577Dpm1sZLs/tJ7ICIQC2Vt8rfeXfPl0f
    Klc8hgjAG49as/iPslPqzNkVu7kxPg==
    """

  @Test func `a server whose certificate nobody vouches for is refused and told nothing`() throws {
    let heard = Gate()
    let server = try Self.server { rest in
      // An alert (21) that is fatal (2): unknown authority (48).
      if rest.suffix(7) == [21, 3, 3, 0, 2, 2, 48] { heard.open() }
    }
    let error = transport().failure(of: Self.request(to: server))
    #expect(error?.kind == .refused)
    #expect(heard.pass())
  }

  @Test func `the certificates that an operator names are trusted`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).pem")
    defer { unlink(file.path) }
    let text = "-----BEGIN CERTIFICATE-----\n\(Self.certificate)\n-----END CERTIFICATE-----\n"
    try text.write(to: file, atomically: true, encoding: .utf8)
    let server = try Self.server { _ in }
    let carrier = transport(certificateFile: file.path) { $0.connectMilliseconds = 200 }
    // Past the certificate the server falls silent, so what fails is the connection and not the trust.
    #expect(carrier.failure(of: Self.request(to: server))?.kind == .unreachable)
  }

  @Test func `a file of certificates that can't be read is refused`() throws {
    let server = try Self.server { _ in }
    let error = transport(certificateFile: "/nowhere.pem").failure(of: Self.request(to: server))
    #expect(error?.kind == .refused)
  }

  @Test func `a server that speaks no TLS is unreachable by https`() throws {
    let server = try LoopbackServer { connection in
      connection.receive()
      connection.write(.answer("plain"))
    }
    #expect(transport().failure(of: Self.request(to: server))?.kind == .unreachable)
  }

  private static func request(to server: LoopbackServer) -> HTTPRequest {
    HTTPRequest(
      method: "POST", url: "https://localhost:\(server.port)/",
      headers: [HTTPHeader("Authorization", "Bearer t")], body: Array("secret".utf8))
  }

  /// Says the first two messages of a TLS 1.2 handshake, then only listens: a client that checks
  /// certificates decides after the second (RFC 5246, section 7.4).
  private static func server(
    _ look: @escaping @Sendable ([UInt8]) -> Void
  ) throws -> LoopbackServer {
    let certificate = try #require(
      Data(base64Encoded: Self.certificate, options: .ignoreUnknownCharacters))
    let random = [UInt8](repeating: 7, count: 32)
    // ECDHE-ECDSA-AES128-GCM-SHA256 without compression; the extension is secure renegotiation.
    let hello = [3, 3] + random + [0] + [0xC0, 0x2B] + [0] + [0, 5, 0xFF, 0x01, 0, 1, 0]
    let chain = sized(sized(Array(certificate)))
    let messages = [2] + sized(hello) + [11] + sized(chain)
    let record = [22, 3, 3, UInt8(messages.count >> 8), UInt8(messages.count & 0xFF)] + messages
    return try LoopbackServer { connection in
      connection.receive()
      connection.write(record)
      look(connection.readToEnd())
    }
  }

  /// The bytes with their number before them, in three bytes.
  private static func sized(_ bytes: [UInt8]) -> [UInt8] {
    [0, UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
  }
}
