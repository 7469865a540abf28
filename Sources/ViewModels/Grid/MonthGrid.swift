package import CalendarCore

/// A month as weeks of days, and below them the events of the selected day: what stands where.
package struct MonthGrid: Equatable, Sendable {
  /// The weeks, with their days.
  package let weeks: [[Day]]
  /// The columns before the first day: the number of the week, where there is room.
  package let indent: Int
  /// The width of a day.
  package let width: Int
  /// The rows of a week.
  package let height: Int

  /// The row below the weeks.
  package var bottom: Int { 1 + weeks.count * height }

  /// Lays a month out.
  ///
  /// - Parameters:
  ///   - grid: The month.
  ///   - width: The columns there are.
  ///   - height: The rows there are.
  package init(_ grid: GridViewModel, width: Int, height: Int) {
    let days = Array(grid.days)
    let all = stride(from: 0, to: days.count, by: 7).map { Array(days[$0..<$0 + 7]) }
    indent =
      grid.preferences.showsWeekNumbers && width >= GridMetrics.numberedWidth
      ? GridMetrics.weekWidth + 1 : 1
    self.width = max(1, (width - indent) / 7)
    // The list below has a heading, and a few lines more where the screen is high.
    var list = max(2, height / 5)
    // Six weeks leave a day one event else: those of the selected day are seen by moving on.
    let least = height - 1 - 2
    if (height - 1 - list) / all.count == 2, least / all.count > 2 { list = 2 }
    let room = max(1, height - 1 - list)
    // Where not all weeks fit, those about the selected day are shown.
    let selected = all.firstIndex { $0.contains(grid.day) } ?? 0
    let first = max(0, min(selected - room / 2, all.count - room))
    weeks = Array(all[first..<min(all.count, first + room)])
    self.height = max(1, room / max(1, weeks.count))
  }
}
