import Primitives

/// A letter as HTML that mail programs show alike: no style sheet, nothing to fetch, no link.
///
/// Colours are left to the reader's program, so that it can be light or dark; lines and bars have one
/// that is seen on both.
struct LetterPage {
  private(set) var lines: [String] = []

  private static let font =
    "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;line-height:1.5"
  private static let cell = "border-bottom:1px solid #8a8f98;padding:4px 12px 4px 0;text-align:left"

  init(_ letter: Letter) {
    let title = Self.escaped(PlainText.line(letter.subject))
    lines = [
      "<!DOCTYPE html>", "<html lang=\"en\">", "<head>", "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<meta name=\"color-scheme\" content=\"light dark\">",
      "<meta name=\"supported-color-schemes\" content=\"light dark\">",
      "<title>\(title)</title>", "</head>",
      "<body style=\"margin:0;padding:16px;font-size:16px;\(Self.font)\">",
      "<div style=\"max-width:640px\">",
    ]
    for block in letter.blocks { add(block) }
    lines += ["</div>", "</body>", "</html>"]
  }

  private mutating func add(_ block: Letter.Block) {
    switch block {
    case .heading(let text):
      lines.append(
        "<h2 style=\"margin:24px 0 8px;font-size:18px\">\(Self.marked(PlainText.line(text)))</h2>")
    case .paragraph(let text):
      lines.append("<p style=\"margin:0 0 12px\">\(Self.marked(lines: text))</p>")
    case .list(let items):
      lines.append("<ul style=\"margin:0 0 12px;padding-left:24px\">")
      lines += items.map { "<li style=\"margin:0 0 4px\">\(Self.marked(lines: $0))</li>" }
      lines.append("</ul>")
    case .table(let header, let rows): addTable(header, rows)
    case .bars(let bars): addBars(bars)
    }
  }

  private mutating func addTable(_ header: [String], _ rows: [[String]]) {
    guard !header.isEmpty else { return }
    lines.append("<table style=\"border-collapse:collapse;margin:0 0 12px\">")
    let names = header.map {
      "<th scope=\"col\" style=\"\(Self.cell)\">\(Self.marked(PlainText.line($0)))</th>"
    }
    lines.append("<tr>\(names.joined())</tr>")
    for row in rows {
      let cells = row.map { "<td style=\"\(Self.cell)\">\(Self.marked(PlainText.line($0)))</td>" }
      lines.append("<tr>\(cells.joined())</tr>")
    }
    lines.append("</table>")
  }

  private mutating func addBars(_ bars: [Letter.Bar]) {
    lines.append("<table style=\"border-collapse:collapse;margin:0 0 12px\">")
    for bar in bars {
      let label = Self.marked(PlainText.line(bar.label))
      let shown = Self.marked(PlainText.line(bar.shown))
      lines.append(
        "<tr><td style=\"padding:2px 12px 2px 0\">\(label)</td>"
          + "<td style=\"padding:2px 12px 2px 0\">\(Self.plot(bar))</td>"
          + "<td style=\"padding:2px 0\">\(shown)</td></tr>")
    }
    lines.append("</table>")
  }

  /// A bar as a table of two cells, because some mail programs know no other way to draw one; what it
  /// shows is written beside it.
  private static func plot(_ bar: Letter.Bar) -> String {
    let most = 160
    let filled = bar.value * most / bar.of
    let shown = min(max(filled, bar.value > 0 ? 2 : 0), bar.value < bar.of ? most - 2 : most)
    let cells = [(shown, "#3f7fd6"), (most - shown, "#8a8f98")].filter { $0.0 > 0 }.map {
      "<td width=\"\($0.0)\" bgcolor=\"\($0.1)\" style=\"padding:0;height:12px;line-height:12px;"
        + "font-size:1px\">&nbsp;</td>"
    }
    return "<table role=\"presentation\" aria-hidden=\"true\" width=\"\(most)\" cellpadding=\"0\" "
      + "cellspacing=\"0\" style=\"border-collapse:collapse\"><tr>\(cells.joined())</tr></table>"
  }

  /// A text of several lines, with the code in it.
  private static func marked(lines text: String) -> String {
    PlainText.lines(text).map { marked(PlainText.line($0)) }.joined(separator: "<br>")
  }

  /// A text of one line, in which what stands between two backticks is code.
  private static func marked(_ line: String) -> String {
    let pieces = line.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false)
      .map { escaped(String(decoding: $0, as: UTF8.self)) }
    var marked = pieces[0]
    for index in pieces.indices.dropFirst() {
      let isLastOfEven = index == pieces.count - 1 && index % 2 == 1
      if isLastOfEven {
        // A backtick without a second one is only itself.
        marked += "`" + pieces[index]
      } else if index % 2 == 1 {
        marked += "<code>" + pieces[index]
      } else {
        marked += "</code>" + pieces[index]
      }
    }
    return marked
  }

  /// The text with everything that means something in HTML as what only looks like it.
  ///
  /// It works on bytes, because a combining mark behind a `<` would hide it from a search by characters.
  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
      case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
      case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
      case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
      case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
