import Primitives
import Testing

@Suite struct CSVTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("two\nlines", "\"two\nlines\""), (" led", "\" led\""), ("", ""), ("=1+1", "'=1+1"),
    ("@SUM(A1)", "'@SUM(A1)"), ("+44 20", "'+44 20"), ("-5", "-5"), ("+4.5", "+4.5"),
    ("-cmd|x", "'-cmd|x"), ("\tx", "'\tx"), ("=a,b", "\"'=a,b\""),
  ])
  func `a field runs nothing and comes back as it was`(text: String, field: String) {
    #expect(CSVText.field(text) == field)
  }

  @Test func `rows end with CR LF`() {
    #expect(CSVText.document([["a", "b"], ["1", "2"]]) == "a,b\r\n1,2\r\n")
  }

  @Test(arguments: [
    "=1", "'=1", "''=1", "'", "'plain", "-5", "'-5", "'+x", "\t", "'\tx", "", "a,b", "\"",
    "line\r\nbreak",
    " led ", "'@", "+", "-", "漢字", "\"\u{301},=1+1", "x\"\u{200D}\r\ny", ",\u{301}",
  ]) func `a text comes back from the file as it was`(text: String) throws {
    let file = CSVText.document([["first", "second"], [text, "x"]])
    let reading = try CSVReading(Array(file.utf8))
    #expect(reading.rows.map(\.fields) == [[text, "x"]])
    #expect(!(file.split(separator: "\n").last ?? "").hasPrefix("="))
  }

  @Test(arguments: [
    ("", 1), ("a,a\n", 1), ("a;b\n", 1), ("a,b\n1\n", 2), ("a,b\n\"1\n\n,2\n", 2), ("a\n1\"\n", 2),
    ("a\n\"1\"2\n", 2), ("a\n1\r2\n", 2), ("a\n\"x\ny\"\n1,2\n", 4),
  ]) func `what is not meant clearly is refused by its line`(text: String, line: Int) throws {
    let problem = #expect(throws: CSVReading.Problem.self) { try CSVReading(Array(text.utf8)) }
    #expect(problem?.line == line)
  }

  @Test func `a mark at the beginning and rows of nothing are passed over`() throws {
    let reading = try CSVReading([0xEF, 0xBB, 0xBF] + Array(" ID ,Name\n,\nana,Ana".utf8))
    #expect(reading.columns == ["id", "name"])
    #expect(reading.rows == [CSVReading.Row(line: 3, fields: ["ana", "Ana"])])
  }
}
