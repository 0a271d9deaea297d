import CommandGrammar
import OrderedCollections
package import Primitives
import Timekeeping

/// What a table of values would make true of what a community counts of its own.
///
/// A value that is there for a time is never changed.
package struct MeasuresImport: Sendable {
  /// What comes of it.
  package private(set) var outcome = ImportOutcome()

  private let community: Community
  private let now: Instant
  /// The measures as they will be.
  private var measures: Measures
  private var lineByValue: [String: Int] = [:]

  /// Reads `table`, whose columns are those of an export; `measure`, `span` and `value` are needed.
  package init(_ table: CSVReading, into community: Community, at now: Instant) {
    self.community = community
    self.now = now
    measures = community.measures
    outcome.require(
      [MeasureColumn.measure, .span, .value].map(\.rawValue),
      of: MeasureColumn.allCases.map(\.rawValue), in: table,
      taking: "measure, span (such as 2026Q4), value and unit")
    guard outcome.problems.isEmpty else { return }
    for row in table.rows {
      do throws(CSVReading.Problem) {
        try take(row, table.columns)
      } catch {
        outcome.problems.append(error)
      }
    }
    outcome.settle()
  }

  private mutating func take(
    _ row: CSVReading.Row, _ columns: [String]
  ) throws(CSVReading.Problem) {
    func field(_ column: MeasureColumn) -> String {
      columns.firstIndex(of: column.rawValue).map { Prose.clean(row.fields[$0]) } ?? ""
    }
    func problem(_ reason: String) -> CSVReading.Problem { CSVReading.Problem(row.line, reason) }
    func shown(_ text: String) -> String { Prose.clean(Prose.prefix(text, bytes: 60)) }
    let key = Folding.fold(field(.measure))
    guard MeasureKey.isName(key), key.utf8.count <= Measures.keyBytes else {
      throw problem("“\(shown(key))” is no name of a measure: one short word, such as web.visits.")
    }
    guard let span = MeasureSpan(field(.span)) else {
      throw problem("“\(shown(field(.span)))” is no time, such as 2026Q4, 2026-11 or 2026-11-21.")
    }
    guard let number = MeasureNumber(field(.value)) else {
      throw problem("“\(shown(field(.value)))” is no plain number, such as 1200 or 4.25.")
    }
    guard span.first <= community.clocks.localTime(at: now).day else {
      throw problem("\(span) has not begun.")
    }
    if let first = lineByValue.updateValue(row.line, forKey: "\(key) \(span)") {
      throw problem("\(key) has a value for \(span) on line \(first) already.")
    }
    guard field(.unit).utf8.count <= Measures.unitBytes else {
      throw problem("The unit is longer than \(Measures.unitBytes) bytes.")
    }
    if measures.all[key] == nil {
      guard measures.all.count < Measures.limit else {
        throw problem("There would be more than \(Measures.limit) measures.")
      }
      add(.added(key, unit: community.people.stored(field(.unit))))
    }
    if let known = measures.all[key]?.values.first(where: { $0.span == span }) {
      outcome.unchanged += 1
      guard known.number != number else { return }
      outcome.remarks.append(
        problem("\(key) \(span) stays \(known.number); in the chat, `!measure log` changes it."))
      return
    }
    guard measures.all[key]?.values.count ?? 0 < Measures.valuesLimit else {
      throw problem("\(key) would have more than \(Measures.valuesLimit) values.")
    }
    outcome.added += 1
    add(.logged(key, Measures.Value(span: span, number: number, at: now)))
  }

  private mutating func add(_ event: MeasureEvent) {
    outcome.events.append(.measures(event))
    measures.apply(event)
  }
}
