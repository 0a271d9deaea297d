import CCurl
import Glibc
package import Primitives

/// Carries bytes by libcurl's multi interface, on the thread that calls it.
///
/// Handles and their connections are used again; libcurl's own threads only look up names. Everything
/// but `waker` belongs to one thread.
package final class CurlTransport: Transport, MailTransport {
  /// Ends a wait from another thread or from the handler of a signal.
  package let waker: Waker

  private let settings: CurlSettings
  private let multi: UnsafeMutableRawPointer
  private var lanes: [Lane] = []
  private var freeLanes: [Lane] = []
  private var runningPolls = 0
  private var lastNumber = 0
  private var queue = Queue()
  private var finished: [ExchangeResult] = []
  private var headerLists: [HeaderList] = []
  private var watched: [curl_waitfd] = []
  private var mailLane: MailLane?
  private var waitingMail: [(id: ExchangeID, request: MailRequest)] = []
  private var mailed: [MailResult] = []

  /// Makes a transport that has no connection yet.
  package init(settings: CurlSettings) {
    _ = Self.library
    guard let multi = curl_multi_init() else {
      preconditionFailure("libcurl has no memory left for a transport.")
    }
    self.settings = settings
    self.multi = multi
    waker = Waker(multi: multi)
    // One idle connection a lane is kept, or else a burst would close and open them all the time.
    ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, settings.bounds.lanes)
  }

  deinit {
    for lane in lanes where lane.exchange != nil {
      curl_multi_remove_handle(multi, lane.easy)
    }
    if let mailLane, mailLane.exchange != nil { curl_multi_remove_handle(multi, mailLane.easy) }
  }

  /// Begins an exchange and returns at once; its result comes from `wait`.
  ///
  /// What is not allowed is refused before anything is sent. Where all lanes are taken, the exchange
  /// waits for its turn, and its time begins with that.
  package func start(_ request: HTTPRequest) -> ExchangeID {
    lastNumber += 1
    let exchange = Exchange(id: ExchangeID(lastNumber), request: request)
    if canBegin(request) {
      begin(exchange)
    } else {
      queue.append(exchange)
    }
    return exchange.id
  }

  /// Forgets a running exchange and closes its connection; no result of it will come.
  package func cancel(_ id: ExchangeID) {
    if let mailLane, mailLane.exchange == id {
      curl_multi_remove_handle(multi, mailLane.easy)
      mailLane.end()
      beginMail()
    } else if let lane = lanes.first(where: { $0.exchange == id }) {
      curl_multi_remove_handle(multi, lane.easy)
      release(lane)
      beginQueued()
    } else if !queue.remove(id) {
      finished.removeAll { $0.id == id }
      waitingMail.removeAll { $0.id == id }
      mailed.removeAll { $0.id == id }
    }
  }

  /// Begins to send a mail, or does it when those before it have ended: they go one at a time.
  package func start(_ mail: MailRequest) -> ExchangeID {
    lastNumber += 1
    waitingMail.append((ExchangeID(lastNumber), mail))
    beginMail()
    return ExchangeID(lastNumber)
  }

  /// The mails that have ended since this was last asked.
  package func takeMailed() -> [MailResult] {
    let results = mailed
    mailed = []
    return results
  }

  /// Waits until at least one exchange has ended, a watched file descriptor can be read, the waker was
  /// called, or `milliseconds` have passed; returns what has ended, oldest first, perhaps nothing.
  package func wait(milliseconds: Int) -> [ExchangeResult] {
    let end = milliseconds > 0 ? Self.now() + milliseconds : 0
    for index in watched.indices { watched[index].revents = 0 }
    while true {
      perform()
      let remaining = milliseconds > 0 ? max(0, end - Self.now()) : 0
      let isOver = !finished.isEmpty || !mailed.isEmpty || waker.takeWake() || remaining == 0
      if isOver && watched.isEmpty { break }
      poll(milliseconds: isOver ? 0 : remaining)
      if isOver || watched.contains(where: { $0.revents != 0 }) { break }
    }
    let results = finished
    finished = []
    return results
  }

  /// Makes waits end when `fileDescriptor` can be read or has come to its end.
  ///
  /// It must be unwatched before it is closed.
  package func watch(fileDescriptor: Int32) {
    unwatch(fileDescriptor: fileDescriptor)
    watched.append(curl_waitfd(fd: fileDescriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0))
  }

  /// Lets waits go on whatever happens to `fileDescriptor`.
  package func unwatch(fileDescriptor: Int32) {
    watched.removeAll { $0.fd == fileDescriptor }
  }

  /// Whether the last wait found that a read of the watched `fileDescriptor` would not block.
  package func isReadable(fileDescriptor: Int32) -> Bool {
    watched.contains { $0.fd == fileDescriptor && $0.revents != 0 }
  }

  /// Whether a lane is there for `request`: long polls leave some lanes to those that don't wait.
  private func canBegin(_ request: HTTPRequest) -> Bool {
    let bounds = settings.bounds
    guard !freeLanes.isEmpty || lanes.count < bounds.lanes else { return false }
    return request.waitSeconds == 0 || runningPolls < max(1, bounds.lanes - bounds.lanesForReplies)
  }

  private func begin(_ exchange: Exchange) {
    let request = exchange.request
    do throws(TransportError) {
      guard !request.method.isEmpty, request.method.utf8.allSatisfy({ 0x41...0x5A ~= $0 }) else {
        throw TransportError(.refused, "the method is not a word in capitals")
      }
      let isLoopback = try isLoopback(request.url)
      let headers = try headerList(for: request.headers)
      let lane = takeLane()
      lane.begin(exchange.id, request, headers: headers, isLoopback: isLoopback)
      if lane.isPolling { runningPolls += 1 }
      let code = curl_multi_add_handle(multi, lane.easy)
      precondition(code == CURLM_OK, "libcurl took no exchange (error \(code.rawValue)).")
    } catch {
      finished.append(ExchangeResult(id: exchange.id, outcome: .failure(error)))
    }
  }

  /// Whether `url` leads to this machine; throws where it must not be asked.
  private func isLoopback(_ url: String) throws(TransportError) -> Bool {
    // The next lane has most often asked the same address, and knows.
    if let known = freeLanes.last?.isLoopback(url) { return known }
    return try Address(checking: url).isLoopback
  }

  private func beginQueued() {
    while let exchange = queue.next(where: canBegin) {
      begin(exchange)
    }
  }

  /// Why nothing is ever sent to a server, for an operator to read; nil where that is tried.
  package static func objection(to server: MailServer) -> String? {
    do throws(TransportError) {
      _ = try Address(checkingMail: server.url, isPlain: server.allowsPlain)
      return nil
    } catch {
      return error.reason
    }
  }

  private func beginMail() {
    while mailLane?.exchange == nil, !waitingMail.isEmpty {
      let (id, request) = waitingMail.removeFirst()
      do throws(TransportError) {
        _ = try Address(checkingMail: request.server.url, isPlain: request.server.allowsPlain)
        let lane = mailLane ?? MailLane(settings: settings)
        mailLane = lane
        lane.begin(id, request)
        let code = curl_multi_add_handle(multi, lane.easy)
        precondition(code == CURLM_OK, "libcurl took no mail (error \(code.rawValue)).")
      } catch {
        mailed.append(MailResult(id: id, outcome: .failed(error)))
      }
    }
  }

  /// Lets libcurl do what can be done without waiting, and collects what has ended by it.
  private func perform() {
    var running: Int32 = 0
    let code = curl_multi_perform(multi, &running)
    precondition(code == CURLM_OK, "libcurl could not go on (error \(code.rawValue)).")
    var left: Int32 = 0
    var hasEnded = false
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else {
        continue
      }
      // Removing the handle frees the message, so what it says is taken first.
      let code = message.pointee.data.result
      finish(easy, code)
      hasEnded = true
    }
    if hasEnded { beginQueued() }
  }

  private func finish(_ easy: UnsafeMutableRawPointer, _ code: CURLcode) {
    if let mailLane, mailLane.easy == easy, let id = mailLane.exchange {
      let outcome = mailLane.outcome(code)
      curl_multi_remove_handle(multi, easy)
      mailLane.end()
      mailed.append(MailResult(id: id, outcome: outcome))
      return beginMail()
    }
    var pointer: UnsafeMutableRawPointer?
    ccurl_get_private(easy, &pointer)
    guard let pointer else { preconditionFailure("libcurl lost the address of a lane.") }
    let lane = Unmanaged<Lane>.fromOpaque(pointer).takeUnretainedValue()
    curl_multi_remove_handle(multi, easy)
    guard let id = lane.exchange else { return }
    finished.append(ExchangeResult(id: id, outcome: lane.outcome(code)))
    release(lane)
  }

  private func poll(milliseconds: Int) {
    let most = Int32(clamping: milliseconds)
    let code = curl_multi_poll(multi, &watched, UInt32(watched.count), most, nil)
    precondition(code == CURLM_OK, "libcurl could not wait (error \(code.rawValue)).")
  }

  /// The lane that was used last, because its connection is the least likely to have been closed.
  private func takeLane() -> Lane {
    if let lane = freeLanes.popLast() { return lane }
    let lane = Lane(settings: settings)
    lanes.append(lane)
    return lane
  }

  private func release(_ lane: Lane) {
    if lane.isPolling { runningPolls -= 1 }
    lane.end()
    freeLanes.append(lane)
  }

  /// The list that libcurl reads `fields` from: that of the next free lane, a recent one, or a new one.
  private func headerList(for fields: [HTTPHeader]) throws(TransportError) -> HeaderList {
    if let list = freeLanes.last?.headers, list.fields == fields { return list }
    if let list = headerLists.first(where: { $0.fields == fields }) { return list }
    let list = try HeaderList(fields)
    // A service needs two or three; with more, the fields differ each time and keeping them is vain.
    if headerLists.count == 4 { headerLists.removeFirst() }
    headerLists.append(list)
    return list
  }

  /// Readies libcurl once a process.
  private static let library: Void = {
    // OpenSSL writes to closed connections, and the signal for that would end the process.
    signal(SIGPIPE, SIG_IGN)
    let code = curl_global_init(Int(CURL_GLOBAL_ALL))
    precondition(code == CURLE_OK, "libcurl did not start (error \(code.rawValue)).")
  }()

  /// Milliseconds that only grow, whatever is done to the clock.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
