import Primitives

/// How a text is written for a service, and how long it may be.
struct Format: Sendable {
  /// What a service makes of a text.
  enum Dialect: Sendable {
    /// Nothing: it shows the text as it is.
    case plain
    /// CommonMark, with its escapes.
    case markdown
    /// A plain text, and beside it HTML where there is something to mark.
    case matrixHTML
  }

  /// What the length of a text is counted in.
  enum Unit: Sendable { case bytes, utf16, scalars }

  /// A text as it is sent.
  struct Rendered: Equatable, Sendable {
    var body: String
    /// The same as HTML; nil where there is nothing to mark, or no HTML at all.
    var html: String?
  }

  let dialect: Dialect
  /// What stands for one ASCII character.
  let escapes: [UInt8: [UInt8]]
  /// Marks that would call everybody, in lower case; an invisible space goes behind their first
  /// character.
  let neutralised: [[UInt8]]
  /// Whether some mark begins with a byte, by that byte.
  private let begins: [Bool]
  let longest: Int
  let unit: Unit

  /// Reads `format` and `limits`.
  init(_ node: ProfileNode?, limits: ProfileNode?) throws(ProfileError) {
    let section = try node?.section(["dialect", "escape", "neutralise"])
    dialect =
      try section?["dialect"]?.choice([
        ("plain", Dialect.plain), ("markdown", .markdown), ("matrix_html", .matrixHTML),
      ]) ?? .plain
    var escapes: [UInt8: [UInt8]] = [:]
    for (name, value) in try section?["escape"]?.members() ?? [] {
      guard name.utf8.count == 1, let byte = name.utf8.first else {
        throw value.refusal("what is escaped must be one ASCII character")
      }
      escapes[byte] = Array(try value.text().utf8)
    }
    self.escapes = escapes
    var tokens: [[UInt8]] = []
    for token in try section?["neutralise"]?.elements() ?? [] {
      let bytes = Array(try token.text().utf8)
      guard bytes.count > 1, bytes[0] < 0x80 else {
        throw token.refusal("two characters or more are expected, the first an ASCII one")
      }
      tokens.append(bytes.map(\.lowered))
    }
    neutralised = tokens
    begins = (0...255).map { byte in tokens.contains { $0[0] == UInt8(byte).lowered } }
    let limit = try limits?.section(["max", "unit"])
    longest = try limit?.required("max").integer(in: 100...1_000_000) ?? 4000
    unit =
      try limit?["unit"]?.choice([
        ("bytes", Unit.bytes), ("utf16", .utf16), ("chars", .utf16), ("scalars", .scalars),
      ]) ?? .utf16
  }

  /// Writes `text`, which is in the markup of `Reply`, for the service.
  func render(_ text: String) -> Rendered {
    let safe = neutralise(text)
    switch dialect {
    case .plain: return Rendered(body: escape(safe), html: nil)
    case .markdown: return Rendered(body: Markdown.render(safe), html: nil)
    case .matrixHTML:
      let body =
        safe.utf8.contains(0) ? String(decoding: safe.utf8.filter { $0 != 0 }, as: UTF8.self) : safe
      return Rendered(body: body, html: HTML.render(body))
    }
  }

  private func escape(_ text: String) -> String {
    guard !escapes.isEmpty else { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if let replacement = escapes[byte] { bytes += replacement } else { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Puts U+200B behind the first character of each mark that would call everybody.
  ///
  /// It works on bytes: a combining accent behind the mark hides it from `Character`s, but not from
  /// services.
  private func neutralise(_ text: String) -> String {
    guard !neutralised.isEmpty,
      text.utf8.contains(where: { begins[Int($0)] })
    else { return text }
    let bytes = Array(text.utf8)
    var safe: [UInt8] = []
    safe.reserveCapacity(bytes.count + 16)
    for (index, byte) in bytes.enumerated() {
      safe.append(byte)
      guard begins[Int(byte)] else { continue }
      let isMark = neutralised.contains { token in
        token[0] == byte.lowered && index + token.count <= bytes.count
          && (1..<token.count).allSatisfy { bytes[index + $0].lowered == token[$0] }
          && !Self.goesOn(bytes, at: index + token.count)
      }
      if isMark { safe += [0xE2, 0x80, 0x8B] }
    }
    return String(decoding: safe, as: UTF8.self)
  }

  /// Whether a word goes on here, so that what stands before is none: nobody is called by `@allison`.
  private static func goesOn(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index < bytes.count else { return false }
    let byte = bytes[index].lowered
    return byte >= 97 && byte <= 122 || byte >= 48 && byte <= 57
  }

  /// The length of a written text in the service's unit, HTML included.
  func length(_ rendered: Rendered) -> Int {
    length(rendered.body) + (rendered.html.map(length) ?? 0)
  }

  private func length(_ text: String) -> Int {
    switch unit {
    case .bytes: text.utf8.count
    case .utf16: text.utf16.count
    case .scalars: text.unicodeScalars.count
    }
  }
}

extension UInt8 {
  /// The lower case of an ASCII letter; any other byte as it is.
  var lowered: UInt8 { self >= 65 && self <= 90 ? self + 32 : self }
}
