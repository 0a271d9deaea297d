import Glibc

/// What an operator may decide about connections; everything else is fixed.
package struct CurlSettings: Hashable, Sendable {
  /// What the bot calls itself to servers, such as `Roundtable/1.0`.
  package var userAgent: String
  /// The proxy for hosts that are not this machine; nil for none, whatever the environment says.
  package var proxy: String?
  /// A file of trusted certificates in PEM form that takes the place of the system's.
  package var certificateFile: String?
  /// How long an exchange may take and how much it may bring.
  package var bounds: CurlBounds

  /// Makes settings; the certificates are those of `SSL_CERT_FILE` where it names any.
  package init(
    version: String, proxy: String? = nil,
    certificateFile: String? = namedCertificateFile(),
    bounds: CurlBounds = CurlBounds()
  ) {
    userAgent = "Roundtable/\(version)"
    self.proxy = proxy
    self.certificateFile = certificateFile
    self.bounds = bounds
  }

  /// What `SSL_CERT_FILE` says, as for every OpenSSL program; libcurl itself does not look at it.
  package static func namedCertificateFile() -> String? {
    getenv("SSL_CERT_FILE").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
