import CalendarCore
import Terminal
import ViewModels

/// The findings of an audit under their headings, and the selected one in full below them.
enum AuditView {
  private enum Line {
    case heading(String)
    case finding(Int)
    /// What was not looked at.
    case gap(String)
  }

  static func draw(_ screen: AuditViewModel, _ app: AppViewModel, on canvas: inout Canvas) {
    guard let finding = screen.finding else {
      let lines = TextWrap.lines(
        screen.note,
        width: canvas.columns - 2 * Metrics.indent,
        limit: max(1, canvas.rows - 1)
      )
      for (row, line) in lines.enumerated() {
        canvas.write(
          line,
          column: Metrics.indent,
          row: row + (canvas.rows > Metrics.roomyRows ? 1 : 0),
          style: canvas.theme[screen.failure == nil ? .title : .problem]
        )
      }
      return
    }
    let lines = Self.lines(screen, width: canvas.columns - Metrics.indent - Metrics.margin)
    let detail = Self.detail(of: finding, on: canvas)
    let room = max(1, canvas.rows - 1 - max(AppMetrics.auditRows - 1, detail.count))
    let place =
      lines.firstIndex { if case .finding(screen.selected) = $0 { true } else { false } } ?? 0
    let top = max(0, min(place - room / 2, lines.count - room))
    for (row, line) in lines.dropFirst(top).prefix(room).enumerated() {
      switch line {
      case .heading(let text):
        canvas.write(text, column: Metrics.margin, row: row, style: canvas.theme[.day])
      case .gap(let text):
        canvas.write(text, column: Metrics.indent, row: row, style: canvas.theme[.text])
      case .finding(let number):
        draw(
          screen.findings[number],
          app,
          line: number,
          isSelected: number == screen.selected,
          row: row,
          on: &canvas
        )
      }
    }
    canvas.within(row: room) { drawDetail(detail, on: &$0) }
  }

  private static func lines(_ screen: AuditViewModel, width: Int) -> [Line] {
    let findings = screen.findings
    let found = AuditFinding.Kind.allCases.flatMap { kind -> [Line] in
      let own = findings.indices.filter { findings[$0].kind == kind }
      return own.isEmpty ? [] : [.heading(kind.heading)] + own.map(Line.finding)
    }
    guard !screen.gaps.isEmpty else { return found }
    let gaps = screen.gaps.flatMap { TextWrap.lines($0, width: max(8, width), limit: 4) }
    return found + [.heading("Not looked at")] + gaps.map(Line.gap)
  }

  private static func draw(
    _ finding: AuditFinding,
    _ app: AppViewModel,
    line: Int,
    isSelected: Bool,
    row: Int,
    on canvas: inout Canvas
  ) {
    canvas.drawLine(line, isSelected: isSelected, row: row)
    let theme = canvas.theme
    let when = finding.time.map {
      TimeText.short($0.days(in: app.zone).lowerBound, today: app.agenda.today)
    }
    let end = canvas.columns - Metrics.margin
    let width = DisplayWidth.columns(of: when ?? "")
    canvas.write(
      finding.title.isEmpty ? "(no title)" : finding.title,
      column: Metrics.indent,
      row: row,
      style: theme[isSelected ? .selected : .text],
      width: end - Metrics.indent - width - 1
    )
    canvas.write(
      when ?? "",
      endingAt: end,
      row: row,
      style: theme[isSelected ? .selected : .time]
    )
  }

  /// A finding in full, in at most so many lines that its row stays above them.
  private static func detail(of finding: AuditFinding, on canvas: Canvas) -> [String] {
    let width = min(Metrics.readingWidth, canvas.columns - 2 * Metrics.margin)
    let limit = max(1, canvas.rows - 2)
    let lines = TextWrap.lines(finding.words, width: width, limit: limit + 1)
    guard lines.count > limit else { return lines }
    return lines.prefix(limit - 1) + ["…"]
  }

  private static func drawDetail(_ lines: [String], on canvas: inout Canvas) {
    let theme = canvas.theme
    let line = String(repeating: theme.glyphs.horizontal, count: canvas.columns)
    canvas.write(line, column: 0, row: 0, style: theme[.faint])
    for (row, text) in lines.enumerated() {
      canvas.write(text, column: Metrics.margin, row: row + 1, style: theme[.text])
    }
  }
}

extension AuditViewModel: ScreenView {
  func draw(_ app: AppViewModel, on canvas: inout Canvas, isFocused: Bool) {
    AuditView.draw(self, app, on: &canvas)
  }
}
