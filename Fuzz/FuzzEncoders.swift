import Primitives
import Publishing
import Timekeeping

/// Texts in everything that is written for other programs, with what must never be in it.
enum FuzzEncoders {
  private static let zone = ZoneCatalogue().zoneOrUniversal(named: "Europe/London")
  private static let noon = Instant(seconds: 1_795_000_000)

  static func take(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    table(text)
    page(text)
    calendar(text)
    letter(text)
    _ =
      BookmarksDocument(
        title: text, links: [.init(text, title: text, tags: [text], addedAt: noon)]
      ).bytes
    _ =
      MinutesDocument(
        title: text, facts: [(label: "x", value: text)], summary: text,
        sections: [.init(text, [text])], isDraft: false
      ).bytes
  }

  private static func table(_ text: String) {
    var sheet = Sheet(["a", "b"])
    sheet.add([.text(text), .text(text)])
    _ = sheet.json(titled: text)
    _ = sheet.markdown(titled: text)
    do throws(CSVReading.Problem) {
      let rows = try CSVReading(sheet.csv()).rows
      require(rows.count == (text.isEmpty ? 0 : 1), "a row became more of them")
      let fields = rows.first?.fields ?? ["", ""]
      require(fields.allSatisfy { $0.utf8.elementsEqual(text.utf8) }, "another text comes back")
    } catch {
      require(false, "what was written can't be read back: \(error)")
    }
  }

  /// A page has as many marks as one whose texts have no `<`.
  private static func page(_ text: String) {
    let bare = text.replacing(bytes: "<", with: "x")
    require(marks(in: text) == marks(in: bare), "a mark too many in a page")
  }

  private static func marks(in text: String) -> Int {
    let page = WebPage(
      title: text, subtitle: text, navigation: [],
      sections: [.init(text, [.paragraph(text), .table([[text], [text]])])], footer: text)
    return page.bytes.filter { $0 == UInt8(ascii: "<") }.count
  }

  private static func calendar(_ text: String) {
    let bytes = document(text).bytes
    var names: [Substring] = []
    for line in bytes.split(separator: 13, omittingEmptySubsequences: false).dropLast() {
      let line = line.first == 10 ? line.dropFirst() : line
      require(line.count <= 75, "a line of a calendar is too long")
      require(!line.contains(10), "a line break within a line of a calendar")
      if line.first != 32 { names.append("") }
    }
    require(names.count == lines, "a line of a calendar became more of them")
  }

  private static func document(_ text: String) -> CalendarDocument {
    let appointment = Appointment(
      title: text, notes: text, place: text, start: zone.localTime(at: noon), zone: zone,
      minutes: 60,
      changedAt: noon)
    return CalendarDocument(
      name: text, identifier: "x", zone: zone,
      items: [CalendarItem(identifier: "S1@x", appointment)])
  }

  /// How many lines a calendar with such an appointment has.
  private static let lines = document("x").bytes.split(separator: 10).filter { $0.first != 32 }
    .count

  private static func letter(_ text: String) {
    guard let from = MailAddress("a@example.org"), let to = MailAddress("b@example.org") else {
      return
    }
    let bytes = MailDocument(
      Letter(subject: text, blocks: [.heading(text), .paragraph(text)]),
      in: .init(
        senderName: text, sender: from, recipient: to, identifier: "x@example.org", date: noon)
    ).bytes
    for line in bytes.split(separator: 10) {
      require(
        line.last == 13 && line.count <= 999, "a line of a letter is too long or ends wrongly")
      require(!line.dropLast().contains(13), "a break within a line of a letter")
    }
  }
}
