import Primitives
import Testing

@testable import ChatEndpoint

@Suite struct `The dialects` {
  func format(_ json: String, limits: String? = nil) throws -> Format {
    let limit = try limits.map {
      ProfileNode(value: try JSONValue(parsing: Array($0.utf8)), path: "/limits")
    }
    let node = ProfileNode(value: try JSONValue(parsing: Array(json.utf8)), path: "/format")
    return try Format(node, limits: limit)
  }

  @Test(arguments: [
    ("plain text, 12:30", "plain text, 12:30"), ("*a* _b_ ~c~", #"\*a\* \_b\_ \~c\~"#),
    ("[x](http://y)", #"\[x\](http://y)"#), ("<b> & \\", #"\<b\> \& \\"#), ("# no", "\\# no"),
    ("- no\n+ no\n  - no", "\\- no\n\\+ no\n  \\- no"), ("1. no\n12) no", "1\\. no\n12\\) no"),
    ("at 10. then", "at 10. then"), ("3.5", "3.5"), ("===", #"\==="#),
    ("type `!rsvp_yes` now", "type `!rsvp_yes` now"), ("lone ` tick", #"lone \` tick"#),
    ("a `` b", #"a \`\` b"#), ("`a\nb`", "\\`a\nb\\`"), ("", ""), ("a|b", #"a\|b"#),
    ("x-y", "x-y"), ("`a``b`", "`a``b`"),
  ]) func `markdown escapes what is not code`(text: String, written: String) {
    #expect(Markdown.render(text) == written)
  }

  @Test(
    arguments: [
      ("no code < here", nil), ("`a`", "<code>a</code>"),
      ("a < `b<c`\n'd'", "a &lt; <code>b&lt;c</code><br>&#39;d&#39;"),
      ("lone ` tick", nil), ("`<\u{301}script>`", "<code>&lt;\u{301}script&gt;</code>"),
      ("\"`x`&", "&quot;<code>x</code>&amp;"),
    ] as [(String, String?)]) func `HTML is made only where there is code`(
      text: String, written: String?
    )
  {
    #expect(HTML.render(text) == written)
  }

  @Test(arguments: [
    ("@everyone", "@\u{200B}everyone"), ("@Everyone!", "@\u{200B}Everyone!"),
    ("@\u{301}everyone", "@\u{301}everyone"), ("ana@example.org", "ana@example.org"),
    ("@every", "@every"), ("@@everyone@here", "@@\u{200B}everyone@\u{200B}here"),
    ("e\u{301}@here\u{FE0F}", "e\u{301}@\u{200B}here\u{FE0F}"),
    ("<!channel>", "<\u{200B}!channel>"), ("https://x.org/@hereford", "https://x.org/@hereford"),
    ("@here-too @here_", "@\u{200B}here-too @\u{200B}here_"),
  ]) func `marks that call everybody are defused, by bytes`(text: String, written: String) throws {
    let format = try format(
      #"{"dialect":"plain","neutralise":["@everyone","@here","<!channel>"]}"#)
    let rendered = format.render(text).body
    #expect(rendered.utf8.elementsEqual(written.utf8), "\(rendered)")
  }

  @Test func `a short text is one part`() throws {
    let format = try format(#"{"dialect":"markdown"}"#, limits: #"{"max":100,"unit":"bytes"}"#)
    #expect(format.parts(of: "a\nb") == ["a\nb"])
    #expect(format.parts(of: "") == [""])
  }

  @Test(arguments: ["bytes", "utf16", "scalars"], ["plain", "markdown", "matrix_html"])
  func `a long text is cut into parts that fit and lose nothing`(unit: String, dialect: String)
    throws
  {
    let format = try format(
      #"{"dialect":"\#(dialect)","neutralise":["@all"]}"#, limits: #"{"max":120,"unit":"\#(unit)"}"#
    )
    let texts = [
      (0..<60).map { "line \($0) with `code` & *stars* @all é👍" }.joined(separator: "\n"),
      String(repeating: "*", count: 1000), String(repeating: "👩‍👩‍👧‍👦e\u{301}", count: 100),
      String(repeating: "word ", count: 200), String(repeating: "x\n\n", count: 300) + "end",
      String(repeating: "`x` ", count: 200), String(repeating: "@all", count: 100),
      "a" + String(repeating: "\u{301}", count: 2000),
    ]
    for text in texts {
      let parts = format.parts(of: text)
      #expect(parts.count > 1)
      for part in parts { #expect(format.length(format.render(part)) <= 120) }
      let joined = parts.joined().utf8.filter { $0 != 0x0A }
      #expect(joined.elementsEqual(text.utf8.filter { $0 != 0x0A }))
    }
  }

  @Test func `lines are kept together`() throws {
    let format = try format(#"{"dialect":"plain"}"#, limits: #"{"max":100,"unit":"bytes"}"#)
    let lines: [String] = (0..<10).map { "\($0)\(String(repeating: "x", count: 29))" }
    let pairs: [String] = [0, 2, 4, 6, 8].map { "\(lines[$0])\n\(lines[$0 + 1])" }
    let parts = format.parts(of: lines.joined(separator: "\n"))
    #expect(parts == pairs)
  }

  @Test(arguments: [
    ("> <@a:b> hi\n> there\n\n!help", "!help"), ("> <@a:b> hi\n!help", "!help"), ("!help", "!help"),
    ("> only", ""), (">no space", ">no space"), ("", ""), ("> a\n\n\n!x", "\n!x"),
  ]) func `a quotation in front is not the member's own words`(text: String, own: String) {
    #expect(Quotation.removed(from: text) == own)
  }

  @Test func `a name is cut at a scalar`() {
    #expect(Endpoint.cut("Ana") == "Ana")
    let long = Endpoint.cut(String(repeating: "é", count: 100) + "x")
    #expect(long == String(repeating: "é", count: Limits.nameBytes / 2))
    let odd = Endpoint.cut("x" + String(repeating: "👍", count: 100))
    #expect(odd.utf8.count <= Limits.nameBytes)
    #expect(!odd.unicodeScalars.contains("\u{FFFD}"))
  }
}
