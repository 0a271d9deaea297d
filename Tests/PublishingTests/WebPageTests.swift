import Testing

@testable import Publishing

/// Pages and plots; that other programs read them is for `Tests/Documents`.
@Suite struct WebPageTests {
  private static let hostile = "<script>alert(1)</script> & \"quotes\" 'too' \u{202E}\u{0}\r\n]]>"

  private func text(_ page: WebPage) -> String { String(decoding: page.bytes, as: UTF8.self) }

  private func page(_ blocks: [WebPage.Block]) -> String {
    text(
      WebPage(
        title: Self.hostile, subtitle: Self.hostile,
        navigation: [
          WebPage.Link(Self.hostile, file: "a.html"), WebPage.Link("b", file: "b.html"),
        ],
        sections: [WebPage.Section(Self.hostile, blocks)], footer: Self.hostile))
  }

  @Test func `nothing a member wrote is markup, wherever it stands`() {
    let plot = Plot(
      Self.hostile, summary: Self.hostile,
      .columns(
        [Plot.Column(Self.hostile, 3, mark: nil)],
        names: Plot.Names(column: Self.hostile, mark: Self.hostile)))
    let written = page([
      .paragraph(Self.hostile),
      .tiles([WebPage.Tile(Self.hostile, Self.hostile, detail: Self.hostile)]),
      .list([WebPage.Item(Self.hostile, detail: Self.hostile)]),
      .table([[Self.hostile], [Self.hostile]]), .plots([plot]),
    ])
    #expect(!written.contains("<script"))
    #expect(
      written.contains(
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; &#39;too&#39;"))
    #expect(!written.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{0}" || $0 == "\r" })
  }

  @Test func `nothing is fetched and nothing runs`() {
    let written = page([
      .links([WebPage.Link("Away", address: "https://example.org/a\"b")].compactMap(\.self))
    ])
    #expect(written.contains("default-src 'none'".replacing("'", with: "&#39;")))
    #expect(written.contains("href=\"https://example.org/a%22b\""))
    for word in [" src=", "url(", "@import", "<link", "javascript:"] {
      #expect(!written.contains(word), "\(word)")
    }
    #expect(WebPage.Link("no", address: "javascript:alert(1)") == nil)
  }

  @Test(arguments: [
    (0, 1, 1), (1, 1, 1), (5, 5, 1), (6, 6, 2), (10, 10, 2), (11, 15, 5), (26, 30, 10),
    (99, 100, 20), (101, 150, 50), (1234, 1500, 500),
  ])
  func `a scale is of round steps and reaches far enough`(highest: Int, most: Int, step: Int) {
    let axis = Axis(upTo: highest)
    #expect(axis.most == most)
    #expect(axis.step == step)
  }

  @Test func `what is not told is neither drawn nor written`() {
    let plot = Plot(
      "A", summary: "B",
      .lines([Plot.Line("one", [4, nil, 5, 6, nil, 7])], labels: ["a", "b", "c", "d", "e", "f"]))
    #expect(plot.table?[2] == ["b", "under 3"])
    let written = page([.plots([plot])])
    #expect(written.split(separator: "<polyline").count == 4)
  }

  @Test func `a plot says in words what it shows`() {
    let plot = Plot("Steps", summary: "Half.", .steps([Plot.Step("a", 4), Plot.Step("b", 2)]))
    let written = page([.plots([plot])])
    #expect(written.contains("<title id=\"plot-1-title\">Steps</title>"))
    #expect(written.contains("<desc id=\"plot-1-text\">Half.</desc>"))
    #expect(written.contains("2 (50 %)"))
  }
}
