/// The keys of a place, laid out for a width so that no line is cut.
enum HelpPage {
  /// The lines of help.
  ///
  /// - Parameters:
  ///   - rows: Headings, and under them keys with what they do.
  ///   - columns: The columns of the screen.
  /// - Returns: The lines, in which what is too long goes on below.
  static func rows(_ rows: [ReadingViewModel.Row], columns: Int) -> [ReadingViewModel.Row] {
    let label = AppMetrics.helpLabel(columns: columns)
    let width = max(8, columns - label - AppMetrics.helpEdges)
    var lines: [ReadingViewModel.Row] = []
    for row in rows {
      guard row.kind == .entry else {
        if !lines.isEmpty, label == AppMetrics.helpLabel(columns: .max) {
          lines.append(.init(.text, ""))
        }
        lines.append(row)
        continue
      }
      // Keys of the user's own may be longer than their column.
      let isLong = row.label.count >= label
      if isLong { lines.append(.init(.entry, row.label)) }
      lines += LineWrap.lines(row.value, width: width).enumerated().map { index, text in
        .init(.entry, index == 0 && !isLong ? row.label : "", text)
      }
    }
    return lines
  }
}
