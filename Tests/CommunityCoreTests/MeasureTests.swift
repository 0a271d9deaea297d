import OrderedCollections
import CommunityCore
import Primitives
import Testing

@Suite struct MeasureTests {
  @Test(
    arguments: [
      ("420", "420"), ("-2", "-2"), ("4.25", "4.25"), ("4.50", "4.5"), ("0.007", "0.007"),
      ("-0.5", "-0.5"), ("999999999999", "999999999999"),
    ] as [(String, String)]) func `a number is read exactly`(text: String, shown: String) throws
  {
    #expect(try #require(MeasureNumber(text)).description == shown)
  }

  @Test(
    arguments: [
      "", "-", ".", "1.", ".5", "1,200", "4.2511", "1e3", "--1", "1.2.3", "+1", "1000000000000",
      "١٢", "=1+1",
    ]) func `what is no plain number is none`(text: String)
  {
    #expect(MeasureNumber(text) == nil)
  }

  @Test(
    arguments: [
      ("2026", "2026", "2026-01-01"), ("2026q4", "2026Q4", "2026-10-01"),
      ("2026-Q1", "2026Q1", "2026-01-01"), ("2026-11", "2026-11", "2026-11-01"),
      ("2026-11-21", "2026-11-21", "2026-11-21"),
    ] as [(String, String, String)]) func `a time is a day, a month, a quarter or a year`(
      text: String, shown: String, first: String
    ) throws
  {
    let span = try #require(MeasureSpan(text))
    #expect(span.description == shown)
    #expect(span.first.description == first)
    #expect(MeasureSpan(span.description) == span)
  }

  @Test(
    arguments: ["", "26", "2026Q5", "2026Q0", "2026-13", "2026-02-30", "2026-11-21-1", "Q4", "x"])
  func `what is no time is none`(text: String) {
    #expect(MeasureSpan(text) == nil)
  }

  @Test func `values stand in the order of their times, and the last for a time counts`() throws {
    var room = try Rehearsal()
    for line in [
      "!measure add visits", "!measure log visits 5 2026Q3", "!measure log visits 4 2026Q1",
      "!measure log visits 6 2026Q2", "!measure log visits 7 2026Q3",
    ] {
      _ = room.answer(line, by: "you")
    }
    let values = try #require(room.community.measures.all["visits"]).values
    #expect(values.map { "\($0.span)=\($0.number)" } == ["2026Q1=4", "2026Q2=6", "2026Q3=7"])
    _ = room.answer("!undo", by: "you")
    #expect(room.community.measures.all["visits"]?.values.last?.number.description == "5")
  }

  @Test func `no more than forty measures are kept`() throws {
    var room = try Rehearsal()
    for number in 1...Measures.limit { _ = room.answer("!measure add m\(number)", by: "you") }
    #expect(room.answer("!measure add more", by: "you").text.contains("40 measures already"))
    #expect(room.community.measures.all.count == Measures.limit)
  }

  @Test(
    arguments: [
      (0, 10, "░░░░░░░░░░"), (1, 100, "█░░░░░░░░░"), (5, 10, "█████░░░░░"), (99, 100, "██████████"),
      (20, 10, "██████████"), (3, 0, "░░░░░░░░░░"),
    ] as [(Int, Int, String)]) func `a bar has ten characters`(
      part: Int, whole: Int, bar: String
    )
  {
    #expect(PlainPlot.bar(part, of: whole) == bar)
  }

  @Test func `a sparkline goes from nothing to the greatest`() {
    #expect(PlainPlot.sparkline([0, 1, 2, 4, 7]) == "▁▂▃▅█")
    #expect(PlainPlot.sparkline([0, 0]) == "▁▁")
    #expect(PlainPlot.sparkline([]) == "")
    #expect(PlainPlot.sparkline([-7, 0, 7]) == "▁▅█")
    #expect(PlainPlot.sparkline([5]) == "█")
  }
}
