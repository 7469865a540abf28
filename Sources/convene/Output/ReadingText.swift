import Terminal
import ViewModels

/// Lines of a text to read, as commands print them.
enum ReadingText {
  /// The lines.
  static func lines(_ rows: [ReadingViewModel.Row], column: Int = 26) -> [String] {
    rows.map { row in
      switch row.kind {
      case .heading: "\(row.label)  \(row.value)"
      case .entry, .calendar:
        row.value.isEmpty
          ? "  " + row.label : "  " + DisplayWidth.padded(row.label, to: column) + row.value
      case .problem: "  ! " + row.label
      case .continued: "    " + row.label
      case .text: row.label.isEmpty ? "" : "  " + row.label
      }
    }
  }
}
