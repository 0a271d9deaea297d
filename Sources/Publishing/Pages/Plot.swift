/// A drawing of figures, written as SVG 1.1 that takes its colours from the page around it.
///
/// Each has a text for those who don't see it, and each can be read as a table.
package struct Plot: Hashable, Sendable {
  /// What is drawn.
  package enum Figures: Hashable, Sendable {
    /// Columns with a mark each, from left to right.
    case columns([Column], names: Names)
    /// Lines from left to right.
    case lines([Line], labels: [String])
    /// Bars below each other, each a part of the first.
    case steps([Step])
    /// How often each of some met each other; symmetric, and without names.
    case matrix([[Int]])
  }

  /// What a column and the mark on it stand for.
  package struct Names: Hashable, Sendable {
    /// The column.
    package let column: String
    /// The mark.
    package let mark: String

    /// Names both.
    package init(column: String, mark: String) {
      self.column = column
      self.mark = mark
    }
  }

  /// One column.
  package struct Column: Hashable, Sendable {
    /// What stands below it.
    package let label: String
    /// How high it is, 0 or more; nil where that is not told.
    package let value: Int?
    /// Where the mark is; nil where that is not told.
    package let mark: Int?

    /// Makes a column.
    package init(_ label: String, _ value: Int?, mark: Int?) {
      self.label = label
      self.value = value.map { max(0, $0) }
      self.mark = mark.map { max(0, $0) }
    }
  }

  /// One line; the second of a plot is dashed, so that nobody needs to tell colours apart.
  package struct Line: Hashable, Sendable {
    /// What it stands for.
    package let name: String
    /// Its heights, 0 or more, one for each label; nil where one is not told.
    package let values: [Int?]

    /// Makes a line.
    package init(_ name: String, _ values: [Int?]) {
      self.name = name
      self.values = values.map { $0.map { max(0, $0) } }
    }
  }

  /// One bar.
  package struct Step: Hashable, Sendable {
    /// What it stands for.
    package let label: String
    /// How long it is; 0 or more.
    package let value: Int

    /// Makes a bar.
    package init(_ label: String, _ value: Int) {
      self.label = label
      self.value = max(0, value)
    }
  }

  /// The heading.
  package let title: String
  /// What it shows, in a sentence or two, for those who don't see it.
  package let summary: String
  /// What is drawn.
  package let figures: Figures

  /// Makes a plot.
  package init(_ title: String, summary: String, _ figures: Figures) {
    self.title = title
    self.summary = summary
    self.figures = figures
  }

  /// What stands in a table for a figure that is not told.
  package static let untold = "under 3"

  /// The figures as a table, its header first; nil where the drawing says them in words.
  var table: [[String]]? {
    switch figures {
    case .columns(let columns, let names):
      [["", names.column, names.mark]]
        + columns.map { [$0.label, Self.told($0.value), Self.told($0.mark)] }
    case .lines(let lines, let labels):
      [[""] + lines.map(\.name)]
        + labels.enumerated().map { index, label in
          [label] + lines.map { Self.told(index < $0.values.count ? $0.values[index] : nil) }
        }
    case .steps, .matrix: nil
    }
  }

  private static func told(_ value: Int?) -> String { value.map { "\($0)" } ?? untold }

  /// Writes the drawing; `number` tells it from others on the same page.
  func write(to page: inout Markup, number: Int) {
    let canvas = canvas
    page.element(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(canvas.width) \(canvas.height)",
        "role": "img", "aria-labelledby": "plot-\(number)-title plot-\(number)-text",
      ]
    ) { page in
      page.element("title", ["id": "plot-\(number)-title"], saying: title)
      page.element("desc", ["id": "plot-\(number)-text"], saying: summary)
      canvas.draw(&page)
    }
  }

  private var canvas: Canvas {
    switch figures {
    case .columns(let columns, let names): .columns(columns, names)
    case .lines(let lines, let labels): .lines(lines, labels)
    case .steps(let steps): .steps(steps)
    case .matrix(let matrix): .matrix(matrix)
    }
  }
}
