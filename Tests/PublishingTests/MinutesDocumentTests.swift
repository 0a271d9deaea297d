import Publishing
import Testing

/// Minutes as Markdown.
@Suite struct MinutesDocumentTests {
  private func text(_ document: MinutesDocument) -> String {
    String(decoding: document.bytes, as: UTF8.self)
  }

  @Test func `everything has its place, and what is empty has none`() {
    let document = MinutesDocument(
      title: "S1 Onboarding", facts: [(label: "When", value: "Thu 3 Dec 2026, 16:00 London")],
      summary: "Buddies first",
      sections: [
        MinutesDocument.Section("Decisions", ["D1 A buddy", "D2 A list"]),
        MinutesDocument.Section("Notes", []),
      ], isDraft: true)
    #expect(
      text(document) == """
        # S1 Onboarding

        *A draft: it can still be corrected.*

        - **When:** Thu 3 Dec 2026, 16:00 London

        Buddies first

        ## Decisions

        - D1 A buddy
        - D2 A list

        """)
  }

  @Test(arguments: [
    ("*stars*", "\\*stars\\*"), ("[x](y)", "\\[x\\](y)"), ("<b>", "\\<b\\>"), ("# x", "\\# x"),
    ("- x", "\\- x"), ("1. x", "1\\. x"), ("12) x", "12\\) x"), ("a\nb", "a b"),
    ("&amp;", "\\&amp;"),
    ("a-b 1.5", "a-b 1.5"), ("`x`", "\\`x\\`"), ("@all hi\n@bo", "@\u{200B}all hi @\u{200B}bo"),
    ("a@b.example", "a@b.example"),
    ("~~x~~", "\\~\\~x\\~\\~"), ("a\\b", "a\\\\b"),
  ])
  func `nothing a member wrote is markup`(words: String, written: String) {
    let document = MinutesDocument(
      title: "T", facts: [], summary: words, sections: [], isDraft: false)
    #expect(text(document) == "# T\n\n\n\(written)\n")
  }
}
