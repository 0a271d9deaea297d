import CCurl
import Glibc
import Primitives

/// One mail at a time, each over a connection of its own (RFC 5321).
///
/// libcurl keeps the lane's address, so a lane stays where it is for as long as its transport lives.
final class MailLane: OptionHolder {
  /// The handle; it belongs to this lane alone.
  let easy: UnsafeMutableRawPointer
  /// What is being sent; nil while the lane is free.
  private(set) var exchange: ExchangeID?

  private let settings: CurlSettings
  private var letter: [UInt8] = []
  private var given = 0
  private var wasAsked = false
  private var recipients: UnsafeMutablePointer<curl_slist>?
  /// The number of the server's last answer, and its words.
  private var status = 0
  private var words = ""

  /// Makes a lane with everything set that is the same for all mail.
  init(settings: CurlSettings) {
    guard let easy = curl_easy_init() else {
      preconditionFailure("libcurl has no memory left for a handle.")
    }
    self.easy = easy
    self.settings = settings
    let lane = Unmanaged.passUnretained(self).toOpaque()
    setPointer(CURLOPT_PRIVATE, lane)
    setPointer(CURLOPT_READDATA, lane)
    setPointer(CURLOPT_WRITEDATA, lane)
    setPointer(CURLOPT_HEADERDATA, lane)
    require(ccurl_set_giver(easy, giveLetter))
    require(ccurl_set_receiver(easy, CURLOPT_WRITEFUNCTION, dropBody))
    require(ccurl_set_receiver(easy, CURLOPT_HEADERFUNCTION, takeAnswer))
    setLong(CURLOPT_NOSIGNAL, 1)  // or else libcurl's time-outs would raise SIGALRM
    setLong(CURLOPT_QUICK_EXIT, 1)  // or else giving up would wait for a name server
    setLong(CURLOPT_CONNECTTIMEOUT_MS, settings.bounds.mailConnectMilliseconds)
    setLong(CURLOPT_TIMEOUT_MS, settings.bounds.mailMilliseconds)
    setLong(CURLOPT_SSL_VERIFYPEER, 1)
    setLong(CURLOPT_SSL_VERIFYHOST, 2)
    setLong(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    setLong(CURLOPT_FRESH_CONNECT, 1)
    setText(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
    setText(CURLOPT_PROXY, "")  // or else `all_proxy` of the environment would be asked
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(recipients)
  }

  /// Readies the handle for `mail`, whose server's address was checked before.
  func begin(_ exchange: ExchangeID, _ mail: MailRequest) {
    self.exchange = exchange
    let server = mail.server
    // The name that we greet with: that of this machine may be none that the world knows.
    setText(CURLOPT_URL, server.url + "/" + mail.sender.domain)
    setLong(
      CURLOPT_USE_SSL,
      Int(server.allowsPlain ? CURLUSESSL_NONE.rawValue : CURLUSESSL_ALL.rawValue))
    setText(CURLOPT_USERNAME, server.user)
    setText(CURLOPT_PASSWORD, server.user == nil ? nil : server.password)
    let certificates = server.certificateFile ?? settings.certificateFile
    if let certificates {
      setText(CURLOPT_CAINFO, certificates)
      setText(CURLOPT_CAPATH, nil)  // or else the system's would be trusted beside it
    }
    curl_slist_free_all(recipients)
    recipients = mail.recipient.flatMap { curl_slist_append(nil, $0.text) }
    require(ccurl_set_list(easy, CURLOPT_MAIL_RCPT, recipients))
    setText(CURLOPT_MAIL_FROM, mail.sender.text)
    let isQuestion = mail.recipient == nil
    setLong(CURLOPT_UPLOAD, isQuestion ? 0 : 1)
    setLong(CURLOPT_NOBODY, isQuestion ? 1 : 0)
    setText(CURLOPT_CUSTOMREQUEST, isQuestion ? "NOOP" : nil)
    letter = mail.bytes
    given = 0
    wasAsked = false
    status = 0
    words = ""
    limitAnswers(afterRefusal: false)
  }

  /// Says how the mail ended, once libcurl is done with it and before the handle is used again.
  func outcome(_ code: CURLcode) -> MailOutcome {
    dropConnection()
    if code == CURLE_OK { return .accepted }
    // What libcurl calls a failure to send is the server's refusal of sender, addressee or letter,
    // where it has answered with one.
    let isAboutLetter =
      code == CURLE_SEND_ERROR
      || wasAsked && [CURLE_WEIRD_SERVER_REPLY, CURLE_RECV_ERROR].contains(code)
    switch status {
    case 421, 530, 534, 535, 538: break
    case 400...499 where isAboutLetter: return .deferred(status, words)
    case 500...599 where isAboutLetter: return .refused(status, words)
    default: break
    }
    return .failed(failure(code))
  }

  private func failure(_ code: CURLcode) -> TransportError {
    switch code {
    case CURLE_LOGIN_DENIED:
      return TransportError(.refused, "the server did not accept user and password (\(status))")
    case CURLE_USE_SSL_FAILED:
      return TransportError(.refused, "the server offers no encryption (STARTTLS)")
    case CURLE_REMOTE_ACCESS_DENIED, CURLE_WEIRD_SERVER_REPLY, CURLE_SEND_ERROR, CURLE_RECV_ERROR:
      guard status >= 400 else { break }
      return TransportError(
        [530, 534, 535, 538].contains(status) ? .refused : .unreachable,
        "the server takes no mail from us now (\(status))")
    default: break
    }
    return TransportError(code, wasBegun: wasAsked)
  }

  /// Frees the lane.
  func end() {
    exchange = nil
    letter = []
  }

  /// Closes the connection on our side at once.
  ///
  /// Else libcurl would take leave of the server sooner or later and wait for its answer, with the one
  /// thread that everybody waits for. The server has answered for the letter before.
  private func dropConnection() {
    var socket: curl_socket_t = -1
    require(ccurl_get_socket(easy, &socket))
    if socket >= 0 { shutdown(socket, Int32(SHUT_RDWR)) }
  }

  /// Sets how long an answer may take: after a refusal libcurl takes leave at once and waits with the
  /// one thread, so what comes then has a second.
  private func limitAnswers(afterRefusal isRefused: Bool) {
    let seconds = max(1, settings.bounds.mailMilliseconds / 1000)
    setLong(CURLOPT_SERVER_RESPONSE_TIMEOUT, isRefused ? 1 : seconds)
  }

  /// Hands over the next bytes of the letter.
  fileprivate func give(to target: UnsafeMutablePointer<CChar>, most: Int) -> Int {
    wasAsked = true
    let count = min(most, letter.count - given)
    letter.withUnsafeBytes { bytes in
      if count > 0, let base = bytes.baseAddress { memcpy(target, base + given, count) }
    }
    given += count
    return count
  }

  /// Notes one line of what the server says.
  fileprivate func take(_ line: UnsafeRawBufferPointer) {
    guard line.count >= 3, line.prefix(3).allSatisfy({ $0 &- 48 < 10 }) else { return }
    // The answer to our leave-taking says nothing of the letter.
    guard !line.starts(with: "221".utf8) else { return }
    let before = status
    status = line.prefix(3).reduce(0) { $0 * 10 + Int($1) - 48 }
    // Shown to people, so nothing but ASCII that can be printed, and not much of it.
    words = String(
      decoding: line.dropFirst(3).prefix(200).map { (0x20...0x7E).contains($0) ? $0 : 0x20 },
      as: UTF8.self)
    if (before >= 400) != (status >= 400) { limitAnswers(afterRefusal: status >= 400) }
  }
}

private func giveLetter(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ pointer: UnsafeMutableRawPointer?
) -> Int {
  guard let bytes else { return 0 }
  return MailLane.at(pointer).give(to: bytes, most: size * count)
}

private func takeAnswer(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ pointer: UnsafeMutableRawPointer?
) -> Int {
  guard let bytes else { return 0 }
  MailLane.at(pointer).take(UnsafeRawBufferPointer(start: bytes, count: size * count))
  return size * count
}

private func dropBody(
  _: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _: UnsafeMutableRawPointer?
) -> Int {
  size * count
}
