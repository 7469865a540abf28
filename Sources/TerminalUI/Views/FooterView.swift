import Terminal
import ViewModels

/// The last line: what can be done next, and with which key.
enum FooterView {
  private typealias Entry = (command: Command, key: String, title: String)

  static func draw(_ app: AppViewModel, on canvas: inout Canvas) {
    func entry(_ command: Command) -> Entry? {
      let label = canvas.key(command)
      return label.isEmpty ? nil : (command, label, app.title(of: command))
    }
    let entries = app.footer.compactMap(entry)
    let room = canvas.columns - 2 * Metrics.margin
    var shown = fitting(entries, width: room)
    if shown.count < entries.count, !shown.contains(where: { $0.command == .help }),
      let help = entry(.help)
    {
      // What there is no room for is found by help.
      let longer = Array(shown.dropLast()) + [help] + shown.suffix(1)
      if longer.map(Self.width).reduce(0, +) <= room + 2 { shown = longer }
    }
    var column = Metrics.margin
    for entry in shown {
      let start = column
      column += canvas.write(entry.key, column: column, row: 0, style: canvas.theme[.key]) + 1
      column += canvas.write(entry.title, column: column, row: 0, style: canvas.theme[.hint])
      canvas.region(.command(entry.command), column: start, row: 0, columns: column - start)
      column += 2
    }
  }

  /// The columns of an entry, with those that part it from the next.
  private static func width(_ entry: Entry) -> Int {
    DisplayWidth.columns(of: entry.key) + 1 + DisplayWidth.columns(of: entry.title) + 2
  }

  /// The entries that fit; the last two, which lead out and to help, stay in any case.
  private static func fitting(
    _ entries: [Entry],
    width: Int
  ) -> [Entry] {
    let widths = entries.map(Self.width)
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
