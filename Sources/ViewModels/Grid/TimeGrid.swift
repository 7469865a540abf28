package import CalendarCore
package import Foundation

/// Days side by side with their hours from top to bottom: which event stands where.
///
/// A pure function of the events, the days and the size. Rows and columns count from the top left
/// of the grid; the first row is that of the days' names, then come the events that fill days, then
/// the hours.
package struct TimeGrid: Equatable, Sendable {
  /// A day.
  package struct Column: Equatable, Sendable {
    package var day: Day
    package var column: Int
  }

  /// An event on a day.
  package struct Block: Equatable, Sendable {
    /// Its place in the window's list.
    package var event: Int
    package var day: Day
    package var column: Int
    package var width: Int
    package var rows: Range<Int>
    /// Whether its first row is on the screen, which has its title.
    package var isWhole: Bool
  }

  /// Events that there is no room for.
  package struct More: Equatable, Sendable {
    /// The column behind the last one of their day.
    package var end: Int
    package var row: Int
    package var count: Int
  }

  /// The width of a day.
  package let width: Int
  /// The rows of events that fill days.
  package let lanes: Int
  package private(set) var columns: [Column] = []
  /// The times of the rows, those on the screen.
  package let hours: ArraySlice<HourRows.Row>
  /// Whether there are hours before and after those on the screen.
  package let hasEarlier: Bool
  package let hasLater: Bool
  /// The events: the bars of those that fill days, then the blocks of the others.
  package private(set) var bars: [Block] = []
  package private(set) var blocks: [Block] = []
  package private(set) var more: [More] = []
  /// The row of the present time, when that is on the screen.
  package private(set) var nowRow: (day: Day, row: Int)?
  /// The row of the cursor's time.
  package private(set) var cursorRow: Int?

  /// The first row of the hours.
  package var top: Int { 1 + lanes }

  /// Lays a grid out.
  ///
  /// - Parameters:
  ///   - grid: The days and their events.
  ///   - width: The columns there are, at least those of the times and a day.
  ///   - height: The rows there are.
  ///   - now: The time.
  package init(_ grid: GridViewModel, width: Int, height: Int, now: Date) {
    let days = Self.days(of: grid, width: width)
    let timeWidth = GridMetrics.timeWidth(grid)
    self.width = max(1, (width - timeWidth) / days.count)
    let events = grid.window?.events ?? []
    let selected = grid.event.flatMap { id in events.firstIndex { $0.id == id } }
    let filling = Filling(grid, days, limit: GridMetrics.laneLimit(height), selected)
    lanes = filling.lanes
    let room = max(1, height - 1 - filling.lanes)
    let segments = days.map { Self.segments(of: grid, on: $0) }
    let today = Day(now, in: grid.zone)
    let nowMinute = TimeText.minutesOfDay(now, in: grid.zone)
    var used: Set<Int> = [grid.minute / 60]
    if days.contains(today) { used.insert(nowMinute / 60) }
    for segment in segments.joined() {
      used.formUnion(segment.minutes.lowerBound / 60...(segment.minutes.upperBound - 1) / 60)
    }
    let hours = HourRows(
      height: room,
      length: GridMetrics.rowMinutes(height),
      working: grid.preferences.workingHours,
      used: used
    )
    let cursor = hours.row(of: grid.minute)
    let first = Self.firstRow(hours, room: room, cursor: cursor, grid.preferences.workingHours)
    let shown = first..<min(hours.all.count, first + room)
    self.hours = hours.all[shown]
    hasEarlier = first > 0
    hasLater = shown.upperBound < hours.all.count
    let top = 1 + lanes
    cursorRow = top + cursor - first
    if days.contains(today), shown.contains(hours.row(of: nowMinute)) {
      nowRow = (today, top + hours.row(of: nowMinute) - first)
    }
    for (number, day) in days.enumerated() {
      columns.append(Column(day: day, column: timeWidth + number * self.width))
    }
    addBars(filling, days)
    for (column, segments) in zip(columns, segments) {
      addBlocks(segments, in: column, hours, shown: shown, top: top, selected)
    }
  }

  package static func == (a: TimeGrid, b: TimeGrid) -> Bool {
    a.width == b.width && a.lanes == b.lanes && a.columns == b.columns && a.hours == b.hours
      && a.bars == b.bars && a.blocks == b.blocks && a.more == b.more
      && a.nowRow?.row == b.nowRow?.row
  }

  // MARK: Days and hours

  /// The days that fit: all that the view shows, or the part of them that has the cursor.
  private static func days(of grid: GridViewModel, width: Int) -> [Day] {
    let all = Array(grid.days)
    let room = width - GridMetrics.timeWidth(grid)
    let fitting = max(1, room / GridMetrics.dayWidth)
    guard all.count > fitting, let cursor = all.firstIndex(of: grid.day) else { return all }
    let first = min(cursor / fitting * fitting, all.count - fitting)
    return Array(all[first..<first + fitting])
  }

  private struct Segment {
    var event: Int
    var minutes: Range<Int>
  }

  private static func segments(of grid: GridViewModel, on day: Day) -> [Segment] {
    guard let window = grid.window else { return [] }
    return grid.events[day].compactMap { index in
      window.events[index].time.minutes(on: day, in: grid.zone).map {
        Segment(event: index, minutes: $0)
      }
    }
  }

  /// The first row on the screen: that of the working day, unless the cursor is elsewhere.
  private static func firstRow(
    _ hours: HourRows,
    room: Int,
    cursor: Int,
    _ working: Range<Int>
  ) -> Int {
    let last = max(0, hours.all.count - room)
    var first = min(hours.row(of: working.lowerBound * 60), last)
    if cursor < first { first = cursor }
    if cursor >= first + room { first = cursor - room + 1 }
    return first
  }

  // MARK: Events

  private mutating func addBars(_ filling: Filling, _ days: [Day]) {
    for (index, span) in filling.spans.enumerated() {
      guard let lane = filling.places[index]?.lane else { continue }
      bars.append(
        Block(
          event: filling.events[index],
          day: days[span.lowerBound],
          column: columns[span.lowerBound].column,
          width: span.count * width,
          rows: 1 + lane..<2 + lane,
          isWhole: true
        )
      )
    }
    for (number, column) in columns.enumerated() {
      let hidden = filling.spans.indices.count {
        filling.places[$0] == nil && filling.spans[$0].contains(number)
      }
      if hidden > 0 { more.append(More(end: column.column + width, row: lanes, count: hidden)) }
    }
  }

  private mutating func addBlocks(
    _ segments: [Segment],
    in column: Column,
    _ hours: HourRows,
    shown: Range<Int>,
    top: Int,
    _ selected: Int?
  ) {
    let spans = segments.map { segment in
      let first = hours.row(of: segment.minutes.lowerBound)
      return first..<max(first, hours.row(of: segment.minutes.upperBound - 1)) + 1
    }
    let places = Lanes.place(
      spans,
      limit: max(1, width / GridMetrics.blockWidth),
      needed: segments.firstIndex { $0.event == selected }
    )
    var hidden: [Int: Int] = [:]
    for (index, span) in spans.enumerated() {
      let visible = span.clamped(to: shown)
      guard !visible.isEmpty else { continue }
      let rows =
        top + visible.lowerBound - shown.lowerBound..<top + visible.upperBound - shown.lowerBound
      guard let place = places[index] else {
        hidden[rows.lowerBound, default: 0] += 1
        continue
      }
      let start = place.lane * width / place.count
      let end = (place.lane + 1) * width / place.count
      blocks.append(
        Block(
          event: segments[index].event,
          day: column.day,
          column: column.column + start,
          width: end - start,
          rows: rows,
          isWhole: span.lowerBound == visible.lowerBound
        )
      )
    }
    for (row, count) in hidden.sorted(by: { $0.key < $1.key }) {
      more.append(More(end: column.column + width, row: row, count: count))
    }
  }
}

/// The events that fill days, as bars over the days.
private struct Filling {
  /// Their places in the window's list.
  var events: [Int] = []
  /// The days that each takes, by their numbers on the screen.
  var spans: [Range<Int>] = []
  var places: [Lanes.Placed?] = []
  /// The rows they take.
  var lanes = 0

  init(_ grid: GridViewModel, _ days: [Day], limit: Int, _ selected: Int?) {
    guard let window = grid.window else { return }
    var numbers: [Int: Int] = [:]
    for (number, day) in days.enumerated() {
      for event in grid.events[day]
      where window.events[event].time.minutes(on: day, in: grid.zone) == nil {
        if let known = numbers[event] {
          spans[known] = spans[known].lowerBound..<number + 1
        } else {
          numbers[event] = events.count
          events.append(event)
          spans.append(number..<number + 1)
        }
      }
    }
    places = Lanes.place(
      spans,
      limit: limit,
      needed: selected.flatMap { events.firstIndex(of: $0) }
    )
    lanes = places.compactMap { $0.map { $0.lane + 1 } }.max() ?? 0
  }
}
