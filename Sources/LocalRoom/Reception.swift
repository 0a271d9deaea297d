import FlyingFox
import Foundation
import Primitives

/// Shows each request that comes in over HTTP to the right door.
struct Reception: HTTPHandler {
  let bot: BotDoor
  let page: PageDoor
  let calendar: CalendarDoor
  let site: SiteDoor
  let limits: RoomLimits

  func handleRequest(_ request: FlyingFox.HTTPRequest) async throws -> FlyingFox.HTTPResponse {
    let call = try await call(from: request)
    let answer = await answer(call)
    var headers: [FlyingFox.HTTPHeader: String] = [:]
    for header in answer.headers { headers[FlyingFox.HTTPHeader(header.name)] = header.value }
    return FlyingFox.HTTPResponse(
      statusCode: HTTPStatusCode(answer.status, phrase: ""), headers: HTTPHeaders(headers),
      body: Data(answer.body))
  }

  /// Answers a request, whatever carried it here; a refusal is an answer too.
  func answer(_ call: RoomCall) async -> Primitives.HTTPResponse {
    var answer: Primitives.HTTPResponse
    do {
      answer = try await route(call)
    } catch {
      answer = HTTPResponse(error)
    }
    if answer.header("Cache-Control") == nil {
      answer.headers.append(Primitives.HTTPHeader("Cache-Control", "no-store"))
    }
    answer.headers.append(Primitives.HTTPHeader("X-Content-Type-Options", "nosniff"))
    return answer
  }

  private func route(_ call: RoomCall) async throws(RoomRefusal) -> Primitives.HTTPResponse {
    try Gate.check(call)
    if call.path.hasPrefix("/v1/") { return try await bot.answer(call) }
    if call.path.hasPrefix("/api/") { return try await page.answer(call) }
    if call.path.hasPrefix(CalendarDoor.path) { return try calendar.answer(call) }
    if call.path == SiteDoor.path || call.path.hasPrefix(SiteDoor.path + "/") {
      return try site.answer(call)
    }
    guard let file = PageFiles.file(at: call.path, token: page.token) else { throw .unknownPath }
    guard call.method == "GET" else { throw .wrongMethod }
    return file
  }

  /// Reads a request to its end, also where its body is too long to be kept: the next request on the
  /// same connection begins behind it.
  private func call(from request: FlyingFox.HTTPRequest) async throws -> RoomCall {
    var call = RoomCall(method: request.method.rawValue, path: request.path)
    for item in request.query where call.parameters[item.name] == nil {
      call.parameters[item.name] = item.value
    }
    for (header, value) in request.headers { call.headers[header.rawValue.lowercased()] = value }
    for try await chunk in request.bodySequence {
      guard let read = call.body, read.count + chunk.count <= limits.bodyBytes else {
        call.body = nil
        continue
      }
      call.body = read + chunk
    }
    return call
  }
}
