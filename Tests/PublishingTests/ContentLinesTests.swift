import Primitives
import Testing

@testable import Publishing

/// The lines of a calendar file, byte by byte.
@Suite struct ContentLinesTests {
  private func text(_ value: String, _ name: String = "X") -> String {
    var lines = ContentLines()
    lines.text(name, value)
    return String(decoding: lines.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("plain", "X:plain\r\n"),
    ("a,b;c\\d", "X:a\\,b\\;c\\\\d\r\n"),
    ("a\nb", "X:a\\nb\r\n"),
    ("a\r\nb", "X:a\\nb\r\n"),
    ("a\rb", "X:a\\nb\r\n"),
    ("a\n\rb", "X:a\\n\\nb\r\n"),
    ("a\r\r\nb", "X:a\\n\\nb\r\n"),
    ("a\u{B}b\u{C}c\u{85}d\u{2028}e\u{2029}f", "X:a\\nb\\nc\\nd\\ne\\nf\r\n"),
    ("a\u{0}\u{7}\u{1B}\u{1C}\u{1F}\u{7F}\u{9B}b", "X:ab\r\n"),
    ("tab\there", "X:tab here\r\n"),
    // A combining mark makes one character of itself and what stands before it.
    ("a,\u{301}b;\u{301}\\\u{301}", "X:a\\,\u{301}b\\;\u{301}\\\\\u{301}\r\n"),
    ("a\r\n\u{301}b", "X:a\\n\u{301}b\r\n"),
    ("\\n", "X:\\\\n\r\n"),
    ("", "X:\r\n"),
    ("\"quoted\": yes", "X:\"quoted\": yes\r\n"),
  ]) func `text is escaped by scalars`(value: String, line: String) {
    #expect(Array(text(value).utf8) == Array(line.utf8))
  }

  @Test(arguments: 0..<20) func `a fold never cuts a scalar and no line is too long`(shift: Int) {
    let value = String(repeating: "a", count: shift) + String(repeating: "é€🎉\u{301}", count: 60)
    let folded = Array(text(value).utf8)
    var lines: [[UInt8]] = [[]]
    for byte in folded {
      lines[lines.count - 1].append(byte)
      if byte == 0x0A { lines.append([]) }
    }
    #expect(lines.removeLast().isEmpty)
    #expect(lines.count > 8)
    for line in lines {
      #expect(line.count <= 77)
      #expect(line.suffix(2) == [0x0D, 0x0A])
      #expect(String(validating: line, as: UTF8.self) != nil)
    }
    let unfolded = lines.enumerated().flatMap {
      $0.offset == 0 ? $0.element.dropLast(2) : $0.element.dropLast(2).dropFirst()
    }
    #expect(unfolded == Array("X:\(value)".utf8))
  }

  @Test func `a line of exactly the width is not folded`() {
    let value = String(repeating: "a", count: 73)
    #expect(text(value) == "X:\(value)\r\n")
    #expect(text(value + "b") == "X:\(value)\r\n b\r\n")
  }

  @Test(arguments: [
    ("Ana", ";CN=\"Ana\""),
    ("Ana \"the\" ^ one", ";CN=\"Ana 'the' ^^ one\""),
    ("A\";X=\"1:2\r\nBEGIN:VEVENT", ";CN=\"A';X='1:2 BEGIN:VEVENT\""),
    ("\u{0}\u{1F}\u{85}", ";CN=\" \""),
  ]) func `a parameter stays between its quotes`(value: String, parameter: String) {
    #expect(ContentParameter.quoted("CN", value) == parameter)
  }

  @Test func `a zone that is not called like one is quoted`() {
    #expect(ContentParameter.zone("America/Port-au-Prince") == ";TZID=America/Port-au-Prince")
    #expect(ContentParameter.zone("Etc/GMT+5") == ";TZID=Etc/GMT+5")
    #expect(ContentParameter.zone("A:B;C") == ";TZID=\"A:B;C\"")
  }

  @Test(
    arguments: [
      ("https://meet.example.org/a?b=1,2;c#d", "https://meet.example.org/a?b=1,2;c#d"),
      ("HTTPS://example.org", "HTTPS://example.org"),
      ("http://example.org/ü\"<>\\^`{|}", "http://example.org/%C3%BC%22%3C%3E%5C%5E%60%7B%7C%7D"),
      ("https://example.org/%20", "https://example.org/%20"),
      ("https://", nil), ("https:/x", nil), ("ftp://example.org", nil), ("Room 3", nil), ("", nil),
      ("javascript:alert(1)", nil), ("https://example.org or room 3", nil),
      ("https://example.org\r\nX:1", nil), ("https://example.org\u{7F}", "https://example.org%7F"),
      ("https:\u{2F}\u{301}/a", nil),
    ] as [(String, String?)]) func `a web address is one as a whole or not at all`(
      text: String, address: String?
    )
  {
    #expect(WebAddress(text)?.text == address)
  }
}
