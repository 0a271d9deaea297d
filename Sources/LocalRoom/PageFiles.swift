import Primitives

/// The files of the page; they are compiled in, so that the room works wherever the program lies.
enum PageFiles {
  /// The file at `path`; nil where there is none.
  static func file(at path: String, token: String) -> HTTPResponse? {
    switch path {
    case "/": response("text/html; charset=utf-8", page(with: token))
    case "/page/base.css": response(css, PackageResources.base_css)
    case "/page/room.css": response(css, PackageResources.room_css)
    case "/page/message.css": response(css, PackageResources.message_css)
    case "/page/compose.css": response(css, PackageResources.compose_css)
    case "/page/dialogs.css": response(css, PackageResources.dialogs_css)
    case "/page/main.js": response(script, PackageResources.main_js)
    case "/page/service.js": response(script, PackageResources.service_js)
    case "/page/store.js": response(script, PackageResources.store_js)
    case "/page/timeline.js": response(script, PackageResources.timeline_js)
    case "/page/message.js": response(script, PackageResources.message_js)
    case "/page/composer.js": response(script, PackageResources.composer_js)
    case "/page/dialogs.js": response(script, PackageResources.dialogs_js)
    case "/page/empty.js": response(script, PackageResources.empty_js)
    case "/page/dom.js": response(script, PackageResources.dom_js)
    case "/page/icon.svg": response("image/svg+xml", PackageResources.icon_svg)
    default: nil
    }
  }

  private static let css = "text/css; charset=utf-8"
  private static let script = "text/javascript; charset=utf-8"

  private static func response(_ type: String, _ body: [UInt8]) -> HTTPResponse {
    HTTPResponse(status: 200, headers: [HTTPHeader("Content-Type", type)] + protection, body: body)
  }

  /// Nothing runs or loads here but the room's own files, and nobody may frame or read them.
  private static let protection = [
    HTTPHeader(
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    HTTPHeader("Cross-Origin-Opener-Policy", "same-origin"),
    HTTPHeader("Cross-Origin-Resource-Policy", "same-origin"),
    HTTPHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    HTTPHeader("Referrer-Policy", "no-referrer"),
    HTTPHeader("X-Frame-Options", "DENY"),
  ]

  /// The page with the token in the place that it keeps for it.
  private static func page(with token: String) -> [UInt8] {
    let placeholder = Array("{{token}}".utf8)
    let page = PackageResources.index_html
    guard
      let start = page.indices.first(where: { page[$0...].starts(with: placeholder) })
    else { preconditionFailure("the page has no place for its token") }
    return page[..<start] + Array(token.utf8) + page[(start + placeholder.count)...]
  }
}
