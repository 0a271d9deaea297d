import CCurl
import Primitives

extension TransportError {
  /// Says in our own words why libcurl ended an exchange.
  ///
  /// libcurl's own text may name addresses, which may hold secrets, so only its number is used.
  /// `wasBegun` tells whether the first byte of the request may have left.
  init(_ code: CURLcode, wasBegun: Bool) {
    switch code {
    case CURLE_PEER_FAILED_VERIFICATION:
      self.init(.refused, "the server could not prove who it is: its certificate is not trusted")
    case CURLE_SSL_CACERT_BADFILE:
      self.init(.refused, "the file of trusted certificates could not be read")
    case CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
      CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER:
      self.init(.refused, "the server could not prove who it is")
    case CURLE_UNSUPPORTED_PROTOCOL where wasBegun, CURLE_WEIRD_SERVER_REPLY:
      self.init(.interrupted, "the answer is not HTTP")
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT:
      self.init(.refused, "the address is not one that can be asked")
    case CURLE_FILESIZE_EXCEEDED:
      self.init(.tooLarge, "the answer announced more bytes than are allowed")
    case CURLE_OUT_OF_MEMORY where wasBegun:
      // libcurl 7.88 says so when one line of the head is longer than 100 kB.
      self.init(.tooLarge, "the answer's header fields are longer than is allowed")
    case CURLE_COULDNT_RESOLVE_HOST:
      self.init(.unreachable, "no address is known for the server's name")
    case CURLE_COULDNT_RESOLVE_PROXY:
      self.init(.unreachable, "no address is known for the proxy's name")
    case CURLE_COULDNT_CONNECT:
      self.init(.unreachable, "the server took no connection")
    case CURLE_SSL_CONNECT_ERROR where !wasBegun:
      self.init(.unreachable, "no encrypted connection came about")
    case CURLE_OPERATION_TIMEDOUT where !wasBegun:
      self.init(.unreachable, "no connection came about in time")
    case CURLE_OPERATION_TIMEDOUT:
      self.init(.interrupted, "the answer did not come, or not to its end, in time")
    case CURLE_PARTIAL_FILE:
      self.init(.interrupted, "the connection broke in the middle of the answer")
    case CURLE_GOT_NOTHING, CURLE_ABORTED_BY_CALLBACK:
      self.init(.interrupted, "the connection was closed without an answer")
    default:
      self.init(
        wasBegun ? .interrupted : .unreachable,
        wasBegun
          ? "the connection broke (curl error \(code.rawValue))"
          : "no connection came about (curl error \(code.rawValue))")
    }
  }
}
