import Primitives
import Testing

@testable import Publishing

@Suite struct MailDocumentTests {
  private func document(
    subject: String = "Monday", blocks: [Letter.Block] = [.paragraph("Hello")],
    senderName: String = "Roundtable", unsubscribe: String? = nil
  ) throws -> MailDocument {
    let envelope = MailDocument.Envelope(
      senderName: senderName, sender: try #require(MailAddress("bot@example.org")),
      recipient: try #require(MailAddress("ana@example.org")),
      identifier: "0123abcd.ef01@example.org", date: Instant(seconds: 1_795_255_200),
      unsubscribe: unsubscribe.flatMap { MailAddress($0) })
    return MailDocument(Letter(subject: subject, blocks: blocks), in: envelope)
  }

  private func text(_ document: MailDocument) -> String {
    String(decoding: document.bytes, as: UTF8.self)
  }

  /// The lines of the head, of which those that go on begin with a blank.
  private func head(_ document: MailDocument) -> [Substring] {
    text(document).split(separator: "\r\n", omittingEmptySubsequences: false)
      .prefix { !$0.isEmpty }.map { $0 }
  }

  @Test func `a mail has its head, its text and its page`() throws {
    let mail = text(try document(unsubscribe: "leave@example.org"))
    let expected = """
      From: "Roundtable"
       <bot@example.org>
      To: ana@example.org
      Subject: Monday
      Date: Sat, 21 Nov 2026 10:00:00 +0000
      Message-ID: <0123abcd.ef01@example.org>
      Auto-Submitted: auto-generated
      List-Unsubscribe: <mailto:leave@example.org?subject=unsubscribe>
      MIME-Version: 1.0
      Content-Type: multipart/alternative; boundary="
      """.replacing("\n", with: "\r\n")
    #expect(mail.hasPrefix(expected))
    #expect(mail.contains("Content-Type: text/plain; charset=utf-8\r\n"))
    #expect(mail.contains("\r\n\r\nHello\r\n"))
    #expect(mail.contains("<p style=3D\"margin:0 0 12px\">Hello</p>\r\n"))
    #expect(mail.hasSuffix("--\r\n"))
  }

  @Test func `nobody is told to unsubscribe where nobody reads it`() throws {
    #expect(!text(try document()).contains("List-Unsubscribe"))
  }

  @Test(arguments: [
    "a\r\nBcc: eve@example.org", "a\nBcc: eve@example.org", "a\rBcc: eve@example.org",
    "a\u{85}Bcc: eve@example.org", "a\u{2028}Bcc: x", "a\u{0B}Bcc: x", "a\0\r\n\r\nBcc: x",
    "=?UTF-8?B?DQpCY2M6IGV2ZQ==?=", "\u{301}\r\nBcc: eve@example.org",
  ])
  func `no text begins a header field of its own`(subject: String) throws {
    let plain = head(try document())
    let hostile = head(try document(subject: subject, senderName: subject))
    let names = { (lines: [Substring]) in
      lines.filter { $0.utf8.first != 0x20 }.compactMap { $0.split(separator: ":").first }
    }
    #expect(names(hostile) == names(plain))
    #expect(hostile.allSatisfy { $0.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } })
  }

  @Test(arguments: [
    "🌱 Groß", String(repeating: "🌱", count: 40), String(repeating: "é", count: 90),
    String(repeating: "word ", count: 30), String(repeating: "x", count: 150), "a =?UTF-8?Q?b?= c",
  ])
  func `long and foreign subjects are folded, in encoded words of at most 75 bytes`(
    subject: String
  ) throws {
    let lines = head(try document(subject: subject))
    #expect(lines.allSatisfy { $0.utf8.count <= 78 })
    for line in lines {
      for word in line.split(separator: " ") where word.hasPrefix("=?") {
        #expect(word.utf8.count <= 75)
        #expect(word.hasPrefix("=?UTF-8?B?") && word.hasSuffix("?="))
        #expect(line.utf8.count <= 76)
      }
    }
    #expect(!lines.contains { $0.contains("🌱") })
  }

  @Test func `a subject of nothing says so`() throws {
    #expect(head(try document(subject: " \r\n\t ")).contains("Subject: (no subject)"))
  }

  @Test func `every line is short ASCII, whatever the letter holds`() throws {
    let blocks: [Letter.Block] = [
      .heading(".From here"), .paragraph("From you\n.\n..\n" + String(repeating: "ü", count: 500)),
      .paragraph(String(repeating: "= .F", count: 300)), .list(["a\r\n.\r\nQUIT", "--=_x"]),
      .table(header: ["a\nb", "<c>"], rows: [["\u{1B}[31m", "d\u{7F}"]]),
      .bars([Letter.Bar("Going\r\n", 1, of: 3, shown: "1 of 3")]),
    ]
    let mail = text(try document(blocks: blocks))
    for line in mail.split(separator: "\r\n", omittingEmptySubsequences: false) {
      #expect(line.utf8.count <= 78)
      #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
      #expect(!line.hasPrefix(".") && !line.hasPrefix("From "))
    }
    #expect(try document(blocks: blocks).bytes == document(blocks: blocks).bytes)
  }
}

@Suite struct LetterTextTests {
  private func lines(_ block: Letter.Block) -> [String] {
    LetterText(Letter(subject: "", blocks: [block])).lines
  }

  @Test func `texts are wrapped at 78 columns, and wide letters count twice`() {
    let words = String(repeating: "seven7 ", count: 40) + String(repeating: "日本", count: 60)
    for block in [
      Letter.Block.paragraph(words), .list([words, words]), .heading(words),
      .table(header: ["a", "b"], rows: [[words, words]]),
      .bars([Letter.Bar(words, 1, of: 2, shown: words)]),
    ] {
      let lines = lines(block)
      #expect(lines.count > 3)
      for line in lines { #expect(LetterText.columns(line) <= 78) }
    }
  }

  @Test func `an address stays whole`() {
    let address = "https://example.org/" + String(repeating: "a", count: 90)
    #expect(lines(.paragraph("See \(address) there")) == ["See", address, "there"])
  }

  @Test func `a list is hung`() {
    let item = "one " + String(repeating: "word ", count: 20)
    let lines = lines(.list([item, "two\nlines"]))
    #expect(lines[0].hasPrefix("* one word"))
    #expect(lines[1].hasPrefix("  word"))
    #expect(lines.suffix(2) == ["* two", "  lines"])
  }

  @Test func `a table is drawn in columns`() {
    let table = Letter.Block.table(
      header: ["When", "What"], rows: [["Thu 3 Dec", "S1"], ["Fri", "日本"]])
    #expect(
      lines(table) == ["When       What", "---------  ----", "Thu 3 Dec  S1", "Fri        日本"])
  }

  @Test(arguments: [(0, 0), (1, 1), (50, 12), (99, 23), (100, 24)])
  func `a bar is as long as its share, and neither nothing nor all without need`(
    value: Int, filled: Int
  ) {
    let plot = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
    let bars = Letter.Block.bars([Letter.Bar("Here", value, of: 100, shown: "\(value) %")])
    #expect(lines(bars) == ["Here \(plot) \(value) %"])
  }
}

@Suite struct LetterPageTests {
  private func page(_ block: Letter.Block, subject: String = "") -> String {
    LetterPage(Letter(subject: subject, blocks: [block])).lines.joined(separator: "\n")
  }

  @Test func `nothing a member wrote is an element, an attribute or an entity`() {
    let hostile = "<script>\"' onload=x & <\u{301}b> </title> `<i>`"
    for block in [
      Letter.Block.paragraph(hostile), .heading(hostile), .list([hostile]),
      .table(header: [hostile], rows: [[hostile]]),
      .bars([Letter.Bar(hostile, 1, of: 2, shown: hostile)]),
    ] {
      let page = page(block, subject: hostile)
      #expect(!page.contains("<script"))
      #expect(!page.contains("<i>"))
      #expect(page.contains("&lt;script&gt;&quot;&#39; onload=x &amp; &lt;\u{301}b&gt;"))
      #expect(page.contains("<code>&lt;i&gt;</code>"))
      for word in ["href", "src=", "url(", "http"] { #expect(!page.contains(word)) }
    }
  }

  @Test(arguments: [
    ("a `b` c", "a <code>b</code> c"), ("a ` c", "a ` c"), ("`a` `b", "<code>a</code> `b"),
    ("``", "<code></code>"),
  ])
  func `two backticks make code, one does not`(text: String, html: String) {
    #expect(page(.paragraph(text)).contains(">\(html)</p>"))
  }

  @Test(arguments: [(0, 0), (1, 2), (100, 160)])
  func `a bar has the width of its share`(value: Int, width: Int) {
    let page = page(.bars([Letter.Bar("a", value, of: 100, shown: "x")]))
    #expect(page.contains("width=\"\(width)\" bgcolor=\"#3f7fd6\"") == (width > 0))
    #expect(page.contains("width=\"\(160 - width)\" bgcolor=\"#8a8f98\"") == (width < 160))
  }

  @Test func `encoded bytes of three, two and one`() {
    #expect(Base64.text(Array("Man".utf8)) == "TWFu")
    #expect(Base64.text(Array("Ma".utf8)) == "TWE=")
    #expect(Base64.text(Array("M".utf8)) == "TQ==")
    #expect(Base64.text([]) == "")
  }
}
