import Terminal
import ViewModels

/// The last line: what can be done next, and with which key.
enum FooterView {
  static func draw(_ app: AppViewModel, on canvas: inout Canvas) {
    let entries = app.footer.compactMap { command -> (key: String, title: String)? in
      let label = canvas.key(command)
      return label.isEmpty ? nil : (label, command.title)
    }
    let room = canvas.columns - 2 * Metrics.margin
    var column = Metrics.margin
    for entry in fitting(entries, width: room) {
      column += canvas.write(entry.key, column: column, row: 0, style: canvas.theme[.key]) + 1
      column += canvas.write(entry.title, column: column, row: 0, style: canvas.theme[.hint]) + 2
    }
  }

  /// The entries that fit; the last two, which lead out and to help, stay in any case.
  private static func fitting(
    _ entries: [(key: String, title: String)],
    width: Int
  ) -> [(key: String, title: String)] {
    let widths = entries.map {
      DisplayWidth.columns(of: $0.key) + 1 + DisplayWidth.columns(of: $0.title) + 2
    }
    let kept = min(2, entries.count)
    var used = widths.suffix(kept).reduce(0, +)
    var head: [(key: String, title: String)] = []
    for (entry, needed) in zip(entries.dropLast(kept), widths) {
      guard used + needed <= width + 2 else { break }
      head.append(entry)
      used += needed
    }
    return head + entries.suffix(kept)
  }
}
