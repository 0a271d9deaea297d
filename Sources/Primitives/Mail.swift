/// An address that mail can be sent to or from, such as `ana@example.org` (RFC 5321, section 4.1.2).
///
/// Printable ASCII without spaces, quotes and brackets, so it can stand in a command and in a header
/// field as it is; a domain has at least one dot.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
  /// The longest address, in bytes.
  package static let mostBytes = 254

  /// The address as it was written.
  package let text: String

  /// Reads an address; nil for anything else, a list of addresses among it.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard bytes.count <= Self.mostBytes, parts.count == 2, (1...64).contains(parts[0].count)
    else { return nil }
    let isPlain = bytes.allSatisfy { byte in
      byte > 32 && byte < 127 && !"\",;:<>()[]\\`".utf8.contains(byte)
    }
    let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isDomain =
      labels.count > 1
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
          && label.last != UInt8(ascii: "-")
      }
    guard isPlain, isDomain else { return nil }
    self.text = text
  }

  /// What stands behind the `@`.
  package var domain: String {
    text.utf8.lastIndex(of: UInt8(ascii: "@")).map { String(text[text.index(after: $0)...]) } ?? ""
  }

  /// The address as it was written.
  package var description: String { text }
}

/// A server that takes mail to send it on (RFC 6409), and how it is spoken with.
package struct MailServer: Hashable, Sendable {
  /// `smtp://host:port` or `smtps://host:port`; without a port, 587 and 465.
  package var url: String
  /// Whether letters may go over an unencrypted connection; only ever to this machine.
  package var allowsPlain: Bool
  /// Whom we are to the server; nil where it asks nobody.
  package var user: String?
  /// What proves it; a secret.
  package var password: String?
  /// A file of trusted certificates in PEM form that takes the place of the system's.
  package var certificateFile: String?

  /// Describes a server; encryption is demanded unless `allowsPlain` says otherwise.
  package init(
    url: String, allowsPlain: Bool = false, user: String? = nil, password: String? = nil,
    certificateFile: String? = nil
  ) {
    self.url = url
    self.allowsPlain = allowsPlain
    self.user = user
    self.password = password
    self.certificateFile = certificateFile
  }
}

/// One mail for one addressee, or a question whether the server would take any.
package struct MailRequest: Hashable, Sendable {
  /// Who sends it on.
  package var server: MailServer
  /// Where it comes from, and where the news that it failed goes.
  package var sender: MailAddress
  /// Where it goes; nil to greet the server, prove who we are, and send nothing.
  package var recipient: MailAddress?
  /// The whole mail, head and body, in lines that end with CR LF (RFC 5322).
  package var bytes: [UInt8]

  /// Makes a request.
  package init(
    server: MailServer, sender: MailAddress, recipient: MailAddress?, bytes: [UInt8] = []
  ) {
    self.server = server
    self.sender = sender
    self.recipient = recipient
    self.bytes = bytes
  }
}

/// What became of a mail.
package enum MailOutcome: Hashable, Sendable {
  /// The server has taken it and answers for it now.
  case accepted
  /// The server will never take it: its number and its words, which may name the address.
  case refused(Int, String)
  /// The server won't take this one now, and may take others; as above.
  case deferred(Int, String)
  /// It did not come to that; where it was interrupted the server may have taken it.
  case failed(TransportError)
}

/// One mail that has ended.
package struct MailResult: Sendable {
  /// Which exchange.
  package let id: ExchangeID
  /// What became of it.
  package let outcome: MailOutcome

  /// Pairs an exchange with its outcome.
  package init(id: ExchangeID, outcome: MailOutcome) {
    self.id = id
    self.outcome = outcome
  }
}

/// Carries mail beside everything else, on the caller's own thread.
package protocol MailTransport: AnyObject {
  /// Begins to send a mail and returns at once; its result comes from `takeMailed`.
  func start(_ mail: MailRequest) -> ExchangeID

  /// Gives up a mail that is being sent; no result of it will come, and it may have been sent.
  func cancel(_ id: ExchangeID)

  /// What has ended since this was last asked; a wait of the transport ends when there is something.
  func takeMailed() -> [MailResult]
}
