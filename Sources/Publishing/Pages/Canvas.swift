/// A drawing of a size, in units of which a character is about eight wide.
struct Canvas {
  static let width = 480
  /// How wide all drawings are.
  var width: Int { Self.width }
  let height: Int
  let draw: (inout Markup) -> Void
}

/// The part of a drawing in which values stand above a line, with their scale at the left.
struct Axis {
  static let left = 36
  static let right = Canvas.width - 8
  static let top = 34
  static let bottom = 190
  static let height = 220

  /// The value of the highest line of the scale.
  let most: Int
  /// How many values lie between two lines of the scale.
  let step: Int

  /// A scale of whole numbers that reaches to `highest`, in at most five steps of 1, 2 or 5 times a power
  /// of ten.
  init(upTo highest: Int) {
    var step = 1
    var factors = [2, 5, 10][...]
    var unit = 1
    while step * 5 < highest {
      step = unit * (factors.popFirst() ?? 10)
      if factors.isEmpty {
        unit *= 10
        factors = [2, 5, 10][...]
      }
    }
    self.step = step
    most = max(step, (highest + step - 1) / step * step)
  }

  /// How far down `value` stands.
  func y(_ value: Int) -> Int {
    Self.bottom - (Self.bottom - Self.top) * value / most
  }

  /// Writes the lines of the scale with their values.
  func write(to page: inout Markup) {
    for value in stride(from: 0, through: most, by: step) {
      let y = y(value)
      page.element(
        "line",
        [
          "x1": "\(Self.left)", "x2": "\(Self.right)", "y1": "\(y)", "y2": "\(y)",
          "class": value == 0 ? "base" : "grid",
        ])
      page.element(
        "text", ["x": "\(Self.left - 6)", "y": "\(y + 5)", "text-anchor": "end", "class": "quiet"],
        saying: "\(value)")
    }
  }

  /// Writes labels below the line, as many as have room, the last one always.
  static func write(_ labels: [String], at position: (Int) -> Int, to page: inout Markup) {
    let longest = labels.map(\.count).max() ?? 0
    let room = max(1, (right - left) / max(1, longest * 8 + 12))
    let every = max(1, (labels.count + room - 1) / room)
    for (index, label) in labels.enumerated()
    where (labels.count - 1 - index).isMultiple(of: every) {
      let x = min(position(index), right - label.count * 4)
      page.element(
        "text",
        ["x": "\(max(left, x))", "y": "\(bottom + 20)", "text-anchor": "middle", "class": "quiet"],
        saying: label)
    }
  }

  /// Writes what the two kinds of marks stand for, above the drawing.
  static func legend(
    _ names: [(name: String, mark: (inout Markup, Int) -> Void)], to page: inout Markup
  ) {
    var x = left
    for entry in names {
      entry.mark(&page, x)
      page.element("text", ["x": "\(x + 26)", "y": "18"], saying: entry.name)
      x += 26 + entry.name.count * 8 + 24
    }
  }
}

extension Canvas {
  /// Columns with a mark each.
  static func columns(_ columns: [Plot.Column], _ names: Plot.Names) -> Canvas {
    let axis = Axis(upTo: columns.flatMap { [$0.value ?? 0, $0.mark ?? 0] }.max() ?? 0)
    let room = Axis.right - Axis.left
    let count = max(1, columns.count)
    let middle = { (index: Int) in Axis.left + room * (2 * index + 1) / (2 * count) }
    let half = max(1, min(18, room / count / 3))
    return Canvas(height: Axis.height) { page in
      axis.write(to: &page)
      Axis.legend(
        [
          (names.column, { $0.box(x: $1, y: 8, width: 18, height: 11, is: "one") }),
          (names.mark, { $0.box(x: $1, y: 12, width: 18, height: 3, is: "two") }),
        ], to: &page)
      for (index, column) in columns.enumerated() {
        let x = middle(index)
        if let value = column.value {
          let y = axis.y(value)
          page.box(x: x - half, y: y, width: 2 * half, height: Axis.bottom - y, is: "one")
        }
        if let mark = column.mark {
          page.box(
            x: x - half - 3, y: axis.y(mark) - 1, width: 2 * half + 6, height: 3, is: "two")
        }
      }
      Axis.write(columns.map(\.label), at: middle, to: &page)
    }
  }

  /// Lines from left to right.
  static func lines(_ lines: [Plot.Line], _ labels: [String]) -> Canvas {
    let axis = Axis(upTo: lines.flatMap(\.values).compactMap(\.self).max() ?? 0)
    let room = Axis.right - Axis.left - 16
    let count = max(1, labels.count - 1)
    let position = { (index: Int) in Axis.left + 8 + room * index / count }
    let styles = ["one", "two dashed"]
    return Canvas(height: Axis.height) { page in
      axis.write(to: &page)
      Axis.legend(
        zip(lines, styles).map { line, style in
          (
            line.name,
            { page, x in
              page.element(
                "line",
                [
                  "x1": "\(x)", "x2": "\(x + 20)", "y1": "13", "y2": "13",
                  "class": "line \(style)",
                ])
            }
          )
        }, to: &page)
      for (line, style) in zip(lines, styles) {
        // What is not told leaves a gap; a point between two gaps is a dot.
        for stretch in line.values.indices.split(whereSeparator: { line.values[$0] == nil }) {
          let points = stretch.map { "\(position($0)),\(axis.y(line.values[$0] ?? 0))" }
          let path = points.count == 1 ? points + points : points
          page.element(
            "polyline", ["points": path.joined(separator: " "), "class": "line \(style)"])
        }
      }
      Axis.write(labels, at: position, to: &page)
    }
  }

  /// Bars below each other, with what they stand for above each.
  static func steps(_ steps: [Plot.Step]) -> Canvas {
    let most = max(1, steps.map(\.value).max() ?? 1)
    let first = max(1, steps.first?.value ?? 1)
    return Canvas(height: max(1, steps.count) * 44) { page in
      for (index, step) in steps.enumerated() {
        let y = index * 44
        page.element("text", ["x": "0", "y": "\(y + 15)"], saying: step.label)
        let share = index == 0 ? "" : " (\((step.value * 200 + first) / (first * 2)) %)"
        page.element(
          "text", ["x": "\(width)", "y": "\(y + 15)", "text-anchor": "end"],
          saying: "\(step.value)\(share)")
        page.box(x: 0, y: y + 22, width: width, height: 12, is: "track")
        let length = step.value == 0 ? 0 : max(2, width * step.value / most)
        page.box(x: 0, y: y + 22, width: length, height: 12, is: "one")
      }
    }
  }

  /// A field for each pair, darker the oftener they met.
  static func matrix(_ matrix: [[Int]]) -> Canvas {
    let count = max(1, matrix.count)
    let cell = max(2, min(24, width / count))
    let shades = ["never", "once", "twice", "three times or more"]
    return Canvas(height: 34 + cell * count) { page in
      var x = 0
      for (index, name) in shades.enumerated() {
        page.box(x: x, y: 6, width: 14, height: 14, is: "met\(index)")
        page.element("text", ["x": "\(x + 20)", "y": "18"], saying: name)
        x += 20 + name.count * 8 + 18
      }
      for (row, meetings) in matrix.enumerated() {
        for (column, times) in meetings.enumerated() where column != row {
          page.box(
            x: column * cell, y: 34 + row * cell, width: cell - 1, height: cell - 1,
            is: "met\(min(3, max(0, times)))")
        }
      }
    }
  }
}

extension Markup {
  /// Writes a filled rectangle.
  fileprivate mutating func box(x: Int, y: Int, width: Int, height: Int, is style: String) {
    guard width > 0, height > 0 else { return }
    element(
      "rect",
      [
        "x": "\(x)", "y": "\(y)", "width": "\(width)", "height": "\(height)", "class": style,
      ])
  }
}
