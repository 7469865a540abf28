/// How a question fills its frame.
package struct ConfirmationLayout: Equatable, Sendable {
  /// A line of it.
  package struct Line: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
      case title
      case text
      /// A piece of what will be cut.
      case removed
      case space
      /// There is more below: the number of lines.
      case more
    }
    package var kind: Kind
    package var text: String
  }

  /// The lines to be seen, from the top of the frame.
  package var lines: [Line]
  /// Whether there is room for the answers below them.
  package var hasAnswers: Bool
  /// Whether there is something above what is shown.
  package var hasAbove: Bool
  /// The last line that scrolling can bring to the top; 0 when all of it is seen.
  var end: Int
  /// The lines of a page.
  var page: Int
}

extension ConfirmationViewModel {
  /// Lays the question out.
  ///
  /// Where there is room the question and the answers stay and only what will be cut scrolls; on
  /// small screens all of it scrolls, and at first one sees at least the beginning of what will be
  /// cut.
  ///
  /// - Parameters:
  ///   - columns: The columns of the screen.
  ///   - rows: The rows that the frame may take.
  /// - Returns: The lines to draw.
  package func layout(columns: Int, rows: Int) -> ConfirmationLayout {
    let width = AppMetrics.dialogText(columns: columns)
    let inner = max(1, rows - 2)
    var head = LineWrap.lines(title, width: width).map { ConfirmationLayout.Line(.title, $0) }
    for text in lines {
      head.append(.space)
      head += LineWrap.lines(text, width: width).map { ConfirmationLayout.Line(.text, $0) }
    }
    let cut = removedLines(width: width)
    if !cut.isEmpty { head.append(.space) }
    // A blank line and the answers.
    let room = inner - head.count - 2
    if room >= min(cut.count, 3) { return fit(head, cut, room: room, hasAnswers: true) }
    let told = head.filter { $0 != .space }
    if top > 0 || cut.isEmpty { return fit([], told + cut, room: inner, hasAnswers: false) }
    var peek = told
    let kept = max(1, inner - min(cut.count, 2))
    if peek.count > kept {
      peek = Array(peek.prefix(kept))
      peek[kept - 1].text += " …"
    }
    var layout = fit(peek, cut, room: inner - peek.count, hasAnswers: false)
    layout.end = max(0, told.count + cut.count - inner)
    layout.page = max(1, kept - 1)
    return layout
  }

  private func fit(
    _ head: [ConfirmationLayout.Line],
    _ flow: [ConfirmationLayout.Line],
    room: Int,
    hasAnswers: Bool
  ) -> ConfirmationLayout {
    let end = max(0, flow.count - max(0, room))
    let first = min(top, end)
    // The last row says how much more there is.
    let shown = first < end ? max(1, room - 1) : flow.count - first
    var lines = head + Array(flow.dropFirst(first).prefix(shown))
    let below = flow.count - first - shown
    if below > 0 { lines.append(.init(.more, "… \(below) \(below == 1 ? "line" : "lines") more")) }
    return ConfirmationLayout(
      lines: lines,
      hasAnswers: hasAnswers,
      hasAbove: first > 0,
      end: end,
      page: max(1, room - 2)
    )
  }

  /// What will be cut, without the blank lines around it; a line that goes on is indented.
  private func removedLines(width: Int) -> [ConfirmationLayout.Line] {
    let isBlank: (Substring) -> Bool = { $0.allSatisfy(\.isWhitespace) }
    return removed.flatMap { text in
      let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        .drop(while: isBlank)
      return lines.dropLast(lines.reversed().prefix(while: isBlank).count).flatMap { line in
        LineWrap.lines(String(line), width: width - 2).enumerated().map { index, piece in
          ConfirmationLayout.Line(.removed, (index == 0 ? "− " : "  ") + piece)
        }
      }
    }
  }

  /// Scrolls through the question.
  ///
  /// - Returns: Whether the command means something here.
  package mutating func handle(_ command: Command, columns: Int, rows: Int) -> Bool {
    let layout = layout(columns: columns, rows: rows)
    let line = ListCursor.line(
      command,
      from: min(top, layout.end),
      count: layout.end + 1,
      height: layout.page + 2
    )
    top = line ?? top
    return line != nil
  }

  /// Whether there is more of it than its frame shows.
  package func scrolls(columns: Int, rows: Int) -> Bool {
    layout(columns: columns, rows: rows).end > 0
  }
}

extension ConfirmationLayout.Line {
  static let space = Self(.space, "")
  init(_ kind: Kind, _ text: String) { self.init(kind: kind, text: text) }
}
