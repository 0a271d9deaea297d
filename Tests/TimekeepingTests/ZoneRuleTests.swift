import Primitives
import Testing
import Timekeeping

@Suite struct ZoneRuleTests {
  @Test(arguments: [
    // London, and its mirror in the south.
    ("GMT0BST,M3.5.0/1,M10.5.0", "2099-03-29T00:59:59Z", 0, "GMT"),
    ("GMT0BST,M3.5.0/1,M10.5.0", "2099-03-29T01:00:00Z", 3600, "BST"),
    ("GMT0BST,M3.5.0/1,M10.5.0", "2099-10-25T00:59:59Z", 3600, "BST"),
    ("GMT0BST,M3.5.0/1,M10.5.0", "2099-10-25T01:00:00Z", 0, "GMT"),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 39_600, "AEDT"),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T15:59:59Z", 39_600, "AEDT"),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-04-04T16:00:00Z", 36_000, "AEST"),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-10-03T16:00:00Z", 39_600, "AEDT"),
    // Half an hour, quarters, names between brackets.
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-04-04T14:59:59Z", 39_600, "+11"),
    ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-04-04T15:00:00Z", 37_800, "+1030"),
    ("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "2026-09-26T14:00:00Z", 49_500, "+1345"),
    // Negative daylight time: Irish winter.
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-01T00:00:00Z", 3600, "IST"),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-12-01T00:00:00Z", 0, "GMT"),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2027-01-01T00:00:00Z", 0, "GMT"),
    // Hours beyond the day on both sides: Jerusalem, Gaza, Nuuk.
    ("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-26T23:59:59Z", 7200, "IST"),
    ("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z", 10_800, "IDT"),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 10_800, "EEST"),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7200, "-02"),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600, "-01"),
    // Daylight time all the year round, as RFC 9636 writes it, and the other way round.
    ("EST5EDT,0/0,J365/25", "2025-12-31T23:59:59Z", -14_400, "EDT"),
    ("EST5EDT,0/0,J365/25", "2026-01-01T04:59:59Z", -14_400, "EDT"),
    ("EST5EDT,0/0,J365/25", "2026-01-01T05:00:00Z", -14_400, "EDT"),
    ("EST5EDT,0/0,J365/25", "2024-12-31T12:00:00Z", -14_400, "EDT"),
    ("XXX3EDT4,0/0,J365/23", "2026-01-01T03:30:00Z", -14_400, "EDT"),
    ("XXX3EDT4,0/0,J365/23", "2026-07-01T00:00:00Z", -14_400, "EDT"),
    // Days by number, with and without 29 February.
    ("AAA0BBB,J60,J300", "2024-03-01T01:59:59Z", 0, "AAA"),
    ("AAA0BBB,J60,J300", "2024-03-01T02:00:00Z", 3600, "BBB"),
    ("AAA0BBB,J59,J300", "2024-02-28T02:00:00Z", 3600, "BBB"),
    ("AAA0BBB,59,300", "2024-02-29T02:00:00Z", 3600, "BBB"),
    ("AAA0BBB,59,300", "2025-03-01T01:59:59Z", 0, "AAA"),
    ("AAA0BBB,59,300", "2025-03-01T02:00:00Z", 3600, "BBB"),
    // A week's hours before and after its day.
    ("AAA0BBB,M1.1.0/-167,M12.5.0/167", "2026-07-01T00:00:00Z", 3600, "BBB"),
    ("AAA0BBB3,M3.5.0,M10.5.0", "2026-07-01T00:00:00Z", -10_800, "BBB"),
    ("UTC0", "9999-12-31T23:59:59Z", 0, "UTC"),
    ("EST+5", "1000-01-01T00:00:00Z", -18_000, "EST"),
    ("AAA-24:59:59", "2026-01-01T00:00:00Z", 89_999, "AAA"),
  ]) func `a rule is followed`(text: String, at: String, seconds: Int, name: String) throws {
    let zone = try ZoneFileBuilder.zone(rule: text)
    let offset = zone.offset(at: try instant(at))
    #expect(offset.seconds == seconds)
    #expect(offset.abbreviation == name)
  }

  @Test(arguments: [
    "GMT", "GM0", "0", "GMT0BST", "GMT0BST,M3.5.0", "GMT0BST,M3.5.0,M10.5.0,", "GMT25",
    "GMT0:60", "GMT0BST,M0.5.0,M10.5.0", "GMT0BST,M13.5.0,M10.5.0", "GMT0BST,M3.6.0,M10.5.0",
    "GMT0BST,M3.0.0,M10.5.0", "GMT0BST,M3.5.7,M10.5.0", "GMT0BST,J0,J300", "GMT0BST,J366,J300",
    "GMT0BST,366,J300", "GMT0BST,M3.5.0/168,M10.5.0", "GMT0BST,M3.5.0/,M10.5.0", "<GMT0", "<>0",
    "GMT0 ", "GMT 0", "GMT--1", "GMT99999999999999999999", "ABCDEFGHIJKLMNOP0", "GMT0BST,M3,M4",
    "gmt0;rm", "G+T0", "<+1>0", "GMT0:0:60", "GMT0\u{301}",
  ]) func `a rule that breaks the grammar is refused`(text: String) {
    #expect(throws: ZoneFileError.malformedRule) { try ZoneFileBuilder.zone(rule: text) }
  }

  @Test func `a rule holds from the last listed change on and not before`() throws {
    var builder = ZoneFileBuilder()
    let changes = [try instant("2007-06-01T00:00:00Z"), try instant("2020-07-01T12:00:00Z")]
    builder.changes = changes.map(\.seconds)
    builder.indices = [1, 2]
    builder.offsets = [(600, 0, 0), (7200, 0, 4), (3600, 1, 8)]
    builder.names = "LMT\0AAA\0BST\0"
    builder.footer = "\nGMT0BST,M3.5.0/1,M10.5.0\n"
    let zone = try Zone(name: "Test/Zone", reading: builder.bytes)
    #expect(zone.offset(at: try instant("1900-01-01T00:00:00Z")).abbreviation == "LMT")
    #expect(zone.offset(at: try instant("2007-05-31T23:59:59Z")).abbreviation == "LMT")
    #expect(zone.offset(at: try instant("2007-06-01T00:00:00Z")).abbreviation == "AAA")
    #expect(zone.offset(at: try instant("2020-07-01T11:59:59Z")).seconds == 7200)
    #expect(zone.offset(at: try instant("2020-07-01T12:00:00Z")).abbreviation == "BST")
    #expect(zone.offset(at: try instant("2020-10-25T01:00:00Z")).abbreviation == "GMT")
    #expect(
      zone.nextChange(after: changes[0]) == changes[1],
      "the rule's own changes before the last listed one don't count")
    #expect(zone.nextChange(after: changes[1]) == (try instant("2020-10-25T01:00:00Z")))
  }

  @Test func `daylight time all the year round has no change and no gap`() throws {
    let zone = try ZoneFileBuilder.zone(rule: "EST5EDT,0/0,J365/25")
    #expect(zone.nextChange(after: try instant("2026-06-01T00:00:00Z")) == nil)
    for year in 2024...2029 {
      for hour in 0..<24 {
        let text = "\(year)-01-01T" + (hour < 10 ? "0\(hour)" : "\(hour)") + ":30"
        guard case .exact = zone.resolve(try wall(text)) else {
          Issue.record("\(text) is not exact")
          continue
        }
      }
    }
  }

  @Test func `a rule repeats itself after four centuries`() throws {
    let zone = try ZoneFileBuilder.zone(rule: "GMT0BST,M3.5.0/1,M10.5.0")
    let start = try instant("2026-01-01T00:00:00Z").seconds
    for day in 0..<366 {
      let at = start + Int64(day) * 86_400
      let near = zone.offset(at: Instant(seconds: at))
      for cycles in [-5, -1, 1, 20] as [Int64] {
        #expect(zone.offset(at: Instant(seconds: at + cycles * 146_097 * 86_400)) == near)
      }
    }
  }
}
