import Terminal
import ViewModels

/// The last line: what can be done next, and with which key.
enum FooterView {
  private typealias Entry = (command: Command, key: String, title: String)

  static func draw(_ app: AppViewModel, on canvas: inout Canvas) {
    let entries = app.footer.compactMap { command -> Entry? in
      let label = canvas.key(command)
      return label.isEmpty ? nil : (command, label, command.title)
    }
    let room = canvas.columns - 2 * Metrics.margin
    var column = Metrics.margin
    for entry in fitting(entries, width: room) {
      let start = column
      column += canvas.write(entry.key, column: column, row: 0, style: canvas.theme[.key]) + 1
      column += canvas.write(entry.title, column: column, row: 0, style: canvas.theme[.hint])
      canvas.region(.command(entry.command), column: start, row: 0, columns: column - start)
      column += 2
    }
  }

  /// The entries that fit; the last two, which lead out and to help, stay in any case.
  private static func fitting(
    _ entries: [Entry],
    width: Int
  ) -> [Entry] {
    let widths = entries.map {
      DisplayWidth.columns(of: $0.key) + 1 + DisplayWidth.columns(of: $0.title) + 2
    }
    let kept = min(2, entries.count)
    var used = widths.suffix(kept).reduce(0, +)
    var head: [Entry] = []
    for (entry, needed) in zip(entries.dropLast(kept), widths) {
      guard used + needed <= width + 2 else { break }
      head.append(entry)
      used += needed
    }
    return head + entries.suffix(kept)
  }
}
