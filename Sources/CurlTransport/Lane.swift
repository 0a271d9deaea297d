import CCurl
import Primitives

/// One exchange at a time, again and again over the same libcurl handle and its kept-alive connection.
///
/// libcurl keeps the lane's address, so a lane stays where it is for as long as its transport lives.
final class Lane: OptionHolder {
  /// The handle; it belongs to this lane alone.
  let easy: UnsafeMutableRawPointer
  /// What is going on; nil while the lane is free.
  private(set) var exchange: ExchangeID?
  /// Whether it is a long poll that goes on.
  private(set) var isPolling = false
  /// The fields that the handle points at now.
  private(set) var headers: HeaderList?

  private let settings: CurlSettings
  // What the handle was told last: telling it again costs, and most requests are like the one before.
  private var url = ""
  private var shape = Shape.unset
  private var waitSeconds = -1
  private var goesDirect: Bool?

  private var requestBody = Memory()
  private var head = Memory()
  private var body = Memory()
  private var headBytes = 0
  private var headHasEnded = false
  private var isTooLarge = false
  private var timesSent = 0

  /// Makes a lane with everything set that is the same for all requests.
  init(settings: CurlSettings) {
    guard let easy = curl_easy_init() else {
      preconditionFailure("libcurl has no memory left for a handle.")
    }
    self.easy = easy
    self.settings = settings
    let lane = Unmanaged.passUnretained(self).toOpaque()
    setPointer(CURLOPT_PRIVATE, lane)
    setPointer(CURLOPT_WRITEDATA, lane)
    setPointer(CURLOPT_HEADERDATA, lane)
    setPointer(CURLOPT_PREREQDATA, lane)
    require(ccurl_set_receiver(easy, CURLOPT_WRITEFUNCTION, takeBody))
    require(ccurl_set_receiver(easy, CURLOPT_HEADERFUNCTION, takeHead))
    require(ccurl_set_gate(easy, mayBeSent))
    setFixedOptions()
  }

  deinit {
    curl_easy_cleanup(easy)
  }

  /// Readies the handle for `request`; its fields and its address were checked before.
  func begin(
    _ exchange: ExchangeID, _ request: HTTPRequest, headers: HeaderList, isLoopback: Bool
  ) {
    self.exchange = exchange
    isPolling = request.waitSeconds > 0
    if self.headers !== headers {
      require(ccurl_set_list(easy, CURLOPT_HTTPHEADER, headers.pointer))
      self.headers = headers
    }
    if url != request.url {
      setText(CURLOPT_URL, request.url)
      url = request.url
    }
    if goesDirect != isLoopback {
      // An empty text is stronger than none: it also keeps `http_proxy` and its like out.
      setText(CURLOPT_PROXY, isLoopback ? "" : settings.proxy ?? "")
      goesDirect = isLoopback
    }
    setShape(of: request)
    setTimes(waitSeconds: request.waitSeconds)
    headBytes = 0
    headHasEnded = false
    isTooLarge = false
    timesSent = 0
  }

  /// Whether `url` leads to this machine, where it is the address of the request before and was
  /// checked with it; nil for any other.
  func isLoopback(_ url: String) -> Bool? {
    self.url == url ? goesDirect : nil
  }

  /// Says how the exchange ended, once libcurl is done with it.
  func outcome(_ code: CURLcode) -> Result<HTTPResponse, TransportError> {
    guard !isTooLarge else {
      return .failure(TransportError(.tooLarge, "the answer is larger than is allowed"))
    }
    guard code == CURLE_OK else {
      return .failure(TransportError(code, wasBegun: timesSent > 0))
    }
    guard headHasEnded else {
      // libcurl takes a head that stops in its middle for an answer without a body.
      return .failure(TransportError(CURLE_PARTIAL_FILE, wasBegun: true))
    }
    var status = 0
    require(ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status))
    let fields = HTTPHeader.fields(in: head.bytes, atMost: settings.bounds.headerFields)
    return .success(HTTPResponse(status: status, headers: fields, body: Array(body.bytes)))
  }

  /// Frees the lane, and what was unusually long: one huge answer in each lane would stay for ever.
  func end() {
    exchange = nil
    isPolling = false
    requestBody.removeAll()
    head.removeAll()
    body.removeAll()
  }

  /// Keeps a piece of the body; false once there is too much of it.
  fileprivate func receiveBody(_ bytes: UnsafeRawPointer, count: Int) -> Bool {
    guard body.count + count <= settings.bounds.bodyBytes else {
      isTooLarge = true
      return false
    }
    body.append(bytes, count: count)
    return true
  }

  /// Keeps one line of the head; false once there is too much of it.
  fileprivate func receiveHead(_ bytes: UnsafeRawPointer, count: Int) -> Bool {
    headBytes += count
    guard headBytes <= settings.bounds.headBytes else {
      isTooLarge = true
      return false
    }
    let line = UnsafeRawBufferPointer(start: bytes, count: count)
    if line.starts(with: "HTTP/".utf8) {
      // A provisional answer (100, 103) may come before the one that counts.
      head.removeAll()
      headHasEnded = false
    } else if headHasEnded {
      // Fields after the body say nothing that is needed, and could pass for those before it.
      return true
    } else if count <= 2 {
      headHasEnded = true
    } else {
      head.append(bytes, count: count)
    }
    return true
  }

  /// Counts a sending of the request; false where it must not be sent once more.
  ///
  /// When a kept-alive connection breaks before an answer, libcurl would send the request again on its
  /// own. The server may have acted on a `POST`, so whether to repeat it is for those who know its key.
  fileprivate func send() -> Bool {
    timesSent += 1
    return timesSent == 1 || shape.mayBeRepeated
  }

  private func setFixedOptions() {
    let bounds = settings.bounds
    setLong(CURLOPT_NOSIGNAL, 1)  // or else libcurl's time-outs would raise SIGALRM
    setLong(CURLOPT_QUICK_EXIT, 1)  // or else giving up would wait for a name server
    setLong(CURLOPT_CONNECTTIMEOUT_MS, bounds.connectMilliseconds)
    setLong(CURLOPT_LOW_SPEED_LIMIT, bounds.slowBytesPerSecond)
    setLong(CURLOPT_FOLLOWLOCATION, 0)  // a redirect could carry the token to another host
    setLong(CURLOPT_PATH_AS_IS, 1)  // what is asked for is what the profile says, dots and all
    setLong(CURLOPT_SSL_VERIFYPEER, 1)
    setLong(CURLOPT_SSL_VERIFYHOST, 2)
    setLong(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    setLong(CURLOPT_HTTP09_ALLOWED, 0)
    setLong(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    setText(CURLOPT_PROTOCOLS_STR, "http,https")
    setText(CURLOPT_USERAGENT, settings.userAgent)
    if let file = settings.certificateFile {
      setText(CURLOPT_CAINFO, file)
      setText(CURLOPT_CAPATH, nil)  // or else the system's would be trusted beside it
    }
    // Refuses by the announced length; what is not announced is counted as it comes.
    require(ccurl_set_size(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(bounds.bodyBytes)))
  }

  private func setShape(of request: HTTPRequest) {
    let shape = Shape(of: request)
    if self.shape != shape {
      setLong(CURLOPT_NOBODY, shape == .head ? 1 : 0)
      switch shape {
      case .unset, .head: setText(CURLOPT_CUSTOMREQUEST, nil)
      case .get(let method):
        setLong(CURLOPT_HTTPGET, 1)
        setText(CURLOPT_CUSTOMREQUEST, method == "GET" ? nil : method)
      case .post(let method):
        setLong(CURLOPT_POST, 1)
        setText(CURLOPT_CUSTOMREQUEST, method == "POST" ? nil : method)
      }
      self.shape = shape
    }
    guard case .post = shape else { return }
    requestBody.removeAll()
    request.body?.withUnsafeBytes { bytes in
      bytes.baseAddress.map { requestBody.append($0, count: bytes.count) }
    }
    setLong(CURLOPT_POSTFIELDSIZE, requestBody.count)
    // Without an address libcurl would ask a callback for the body, even for an empty one.
    setPointer(CURLOPT_POSTFIELDS, requestBody.base ?? Unmanaged.passUnretained(self).toOpaque())
  }

  private func setTimes(waitSeconds: Int) {
    guard waitSeconds != self.waitSeconds else { return }
    let bounds = settings.bounds
    let waits = waitSeconds > 0
    setLong(
      CURLOPT_TIMEOUT_MS,
      waits ? waitSeconds * 1000 + bounds.graceMilliseconds : bounds.totalMilliseconds)
    setLong(
      CURLOPT_LOW_SPEED_TIME, waits ? waitSeconds + bounds.slowGraceSeconds : bounds.slowSeconds)
    self.waitSeconds = waitSeconds
  }
}

/// What kind of request libcurl is to make.
private enum Shape: Equatable {
  case unset
  /// Without a body on either side.
  case head
  /// Without a body on ours.
  case get(method: String)
  /// With a body on ours, perhaps an empty one.
  case post(method: String)

  init(of request: HTTPRequest) {
    switch request.method {
    case "HEAD": self = .head
    case "POST", "PUT", "PATCH": self = .post(method: request.method)
    default:
      self = request.body == nil ? .get(method: request.method) : .post(method: request.method)
    }
  }

  /// Whether asking twice is as good as asking once (RFC 9110, section 9.2.2).
  var mayBeRepeated: Bool {
    switch self {
    case .unset, .head: true
    case .get(let method), .post(let method):
      ["GET", "PUT", "DELETE", "OPTIONS"].contains(method)
    }
  }
}

private func takeBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ pointer: UnsafeMutableRawPointer?
) -> Int {
  guard let bytes else { return 0 }
  return Lane.at(pointer).receiveBody(bytes, count: size * count) ? size * count : 0
}

private func takeHead(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ pointer: UnsafeMutableRawPointer?
) -> Int {
  guard let bytes else { return 0 }
  return Lane.at(pointer).receiveHead(bytes, count: size * count) ? size * count : 0
}

private func mayBeSent(
  _ pointer: UnsafeMutableRawPointer?, _: UnsafeMutablePointer<CChar>?,
  _: UnsafeMutablePointer<CChar>?, _: Int32, _: Int32
) -> Int32 {
  Lane.at(pointer).send() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}
