import Primitives
import Testing

@Suite struct LetterTests {
  private let letter = Letter(
    subject: "Monday 🌱",
    blocks: [
      .heading("This week"), .paragraph("Say `!rsvp yes`.\nThen come."), .list(["one", "two"]),
      .table(header: ["When", "What"], rows: [["Thu", "S1"], ["Fri"], ["Sat", "S3", "more"]]),
      .bars([Letter.Bar("Going", 7, of: 9, shown: "7 of 9")]),
    ])

  private func bytes(of letter: Letter) -> [UInt8] {
    var json = JSONWriter()
    letter.write(to: &json)
    return json.bytes
  }

  @Test func `a letter comes back from its JSON as it was`() throws {
    let part = try JSONPart(parsing: bytes(of: letter))
    #expect(Letter(reading: part) == letter)
  }

  @Test func `rows have as many cells as the header`() {
    guard case .table(_, let rows) = letter.blocks[3] else {
      Issue.record("the table is gone")
      return
    }
    #expect(rows == [["Thu", "S1"], ["Fri", ""], ["Sat", "S3"]])
  }

  @Test(arguments: [
    #"{"blocks":[]}"#, #"{"subject":"a"}"#, #"{"subject":"a","blocks":[{"picture":"x"}]}"#,
    #"{"subject":"a","blocks":[{"list":["a",1]}]}"#, #"{"subject":"a","blocks":[{"table":[]}]}"#,
    #"{"subject":"a","blocks":[{"bars":[{"label":"a"}]}]}"#, "[]",
  ])
  func `what is no letter is not read as one`(json: String) throws {
    #expect(Letter(reading: try JSONPart(parsing: Array(json.utf8))) == nil)
  }

  @Test func `a letter beyond its bounds is cut, between scalars`() throws {
    let text = String(repeating: "é🌱", count: 5000)
    let paragraphs = [Letter.Block](repeating: .paragraph(text), count: 300)
    let large = Letter(subject: text, blocks: paragraphs)
    #expect(large.subject.utf8.count <= Letter.Bounds.subjectBytes)
    #expect(large.subject.hasSuffix("…"))
    #expect(!large.subject.unicodeScalars.contains("\u{FFFD}"))
    #expect(large.blocks.count == 17)
    #expect(large.blocks.last == .paragraph("…"))
    #expect(bytes(of: large).count < Letter.Bounds.letterBytes + 2000)
    #expect(Letter(reading: try JSONPart(parsing: bytes(of: large))) == large)
  }

  @Test(arguments: [(-1, 9, 0, 9), (12, 9, 9, 9), (1, 0, 1, 1), (0, -5, 0, 1)])
  func `a bar is never longer than the whole`(value: Int, whole: Int, kept: Int, of: Int) {
    let bar = Letter.Bar("a", value, of: whole, shown: "")
    #expect(bar.value == kept)
    #expect(bar.of == of)
  }
}
