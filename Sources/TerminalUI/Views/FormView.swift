import Terminal
import ViewModels

/// The rows of a form, with the cursor in one of them.
enum FormView {
  /// A line of the form and how it is drawn.
  private struct Line {
    var isFocus = false
    var draw: (inout Canvas, Int) -> Void
  }

  static func draw<ID>(_ fields: [FormField<ID>], focus: ID, on canvas: inout Canvas) {
    var lines: [Line] = []
    let width = max(8, min(canvas.columns, Metrics.readingWidth) - column - Metrics.margin)
    for group in groups(of: fields, width: width) {
      lines += Self.lines(of: group, focus: focus, width: width, canvas)
    }
    let first = lines.firstIndex { $0.isFocus } ?? 0
    let last = lines.lastIndex { $0.isFocus } ?? 0
    // The focused row, and what is said of it, stay on the screen.
    var top = max(0, last - canvas.rows + 2)
    top = max(0, min(top, lines.count - canvas.rows, first))
    for (row, line) in lines.dropFirst(top).prefix(canvas.rows).enumerated() {
      line.draw(&canvas, row)
    }
    canvas.markMore(above: top > 0, below: top + canvas.rows < lines.count)
  }

  /// Where the values begin.
  private static let column = Metrics.indent + Metrics.labelWidth

  /// A field on a line, and where on the line its value is.
  private struct Place<ID: Hashable & Sendable> {
    var field: FormField<ID>
    /// Columns from where the values begin.
    var offset = 0
    /// Columns that the value may take, one for the cursor behind it included.
    var width: Int
  }

  /// The fields by line: what is joined follows on the line before as long as it fits.
  private static func groups<ID>(of fields: [FormField<ID>], width: Int) -> [[Place<ID>]] {
    var groups: [[Place<ID>]] = []
    for field in fields {
      if let joint = field.joint, let last = groups.last?.last,
        case .text(let text, _) = field.content
      {
        let end = last.offset + own(last.field)
        let place = Place(
          field: field,
          offset: end + DisplayWidth.columns(of: joint),
          width: DisplayWidth.columns(of: text.text) + 1
        )
        if place.offset + own(field) <= width {
          groups[groups.count - 1][groups[groups.count - 1].count - 1].width = end + 1 - last.offset
          groups[groups.count - 1].append(place)
          continue
        }
      }
      groups.append([Place(field: field, width: width)])
    }
    for index in groups.indices {
      let last = groups[index].count - 1
      groups[index][last].width = width - groups[index][last].offset
    }
    return groups
  }

  /// The columns that a value may take: options stand side by side, and are no text that is read line by
  /// line.
  private static func room<ID>(for place: Place<ID>, on canvas: Canvas) -> Int {
    guard case .choice = place.field.content else { return place.width }
    return max(place.width, canvas.columns - column - Metrics.margin - place.offset)
  }

  /// The columns of a value that others follow on its line: of an empty one those of a time.
  private static func own<ID>(_ field: FormField<ID>) -> Int {
    guard case .text(let text, _) = field.content else { return 0 }
    return max(5, DisplayWidth.columns(of: text.text))
  }

  private static func lines<ID>(
    of group: [Place<ID>],
    focus: ID,
    width: Int,
    _ canvas: Canvas
  ) -> [Line] {
    guard let first = group.first?.field else { return [] }
    let isFocused = group.contains { $0.field.id == focus }
    var lines: [Line] = []
    if let section = first.section {
      lines.append(Line { _, _ in })
      lines.append(
        Line { canvas, row in
          canvas.write(section, column: Metrics.margin, row: row, style: canvas.theme[.day])
        }
      )
    }
    // A field that others follow has one line.
    let parts = group.map { place in
      FormFieldView.parts(
        of: place.field.content,
        width: room(for: place, on: canvas),
        height: canvas.rows,
        isFocused: place.field.id == focus,
        isSelected: place.field.isSelected
      )
    }
    for index in 0..<(parts.map(\.count).max() ?? 0) {
      lines.append(
        Line(isFocus: isFocused) { canvas, row in
          if index == 0 { drawLabel(first.label, isFocused: isFocused, row: row, on: &canvas) }
          for (place, parts) in zip(group, parts) where index < parts.count {
            let start = column + place.offset
            if index == 0, let joint = place.field.joint, place.offset > 0 {
              let joined = start - DisplayWidth.columns(of: joint)
              canvas.write(joint, column: joined, row: row, style: canvas.theme[.faint])
            }
            parts[index](&canvas, start, row, place.width)
          }
        }
      )
    }
    for place in group { lines += remarks(on: place.field, focus: focus, width: width, canvas) }
    return lines
  }

  /// What is wrong with a field, or what helps to fill it in.
  private static func remarks<ID>(
    on field: FormField<ID>,
    focus: ID,
    width: Int,
    _ canvas: Canvas
  ) -> [Line] {
    let isFocused = field.id == focus
    // Beside the labels of a narrow screen there is room for two or three words a row.
    let isNarrow = width < Metrics.remarkWidth
    let column = isNarrow ? Metrics.indent + 2 : Self.column
    let width = isNarrow ? canvas.columns - column - Metrics.margin : width
    if let problem = field.problem {
      let mark = "! "
      let indent = DisplayWidth.columns(of: mark)
      // Whole, like a hint: the remedy stands at the end.
      return TextWrap.lines(problem, width: width - indent, limit: 8).enumerated().map {
        index,
        text in
        Line(isFocus: isFocused) { canvas, row in
          let style = canvas.theme[.problem]
          if index == 0 { canvas.write(mark, column: column, row: row, style: style) }
          canvas.write(text, column: column + indent, row: row, style: style)
        }
      }
    }
    guard isFocused, let hint = field.hint else { return [] }
    // Whole also where the screen is narrow: a sentence that ends early says something else.
    return TextWrap.lines(canvas.resolve(hint), width: width, limit: 8).map { text in
      Line(isFocus: true) { canvas, row in
        canvas.write(text, column: column, row: row, style: canvas.theme[.faint])
      }
    }
  }

  private static func drawLabel(
    _ label: String,
    isFocused: Bool,
    row: Int,
    on canvas: inout Canvas
  ) {
    if isFocused {
      canvas.markSelection(row: row, style: canvas.theme[.gutter])
    }
    canvas.write(
      label,
      column: Metrics.indent,
      row: row,
      style: canvas.theme[isFocused ? .text : .label],
      width: Metrics.labelWidth - 1
    )
  }
}

extension EventFormScreen: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    FormView.draw(form.fields, focus: form.focus, on: &canvas)
  }
}

extension BulkConferencingScreen: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    FormView.draw(form.fields, focus: form.focus, on: &canvas)
  }
}

extension ConferencingScreen: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    FormView.draw(form.fields, focus: form.focus, on: &canvas)
  }
}
