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
}
