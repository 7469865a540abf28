/// Some dates of a series in one line.
package enum RecurrenceDates {
  /// Writes days: `1, 15, 29 Dec, 12 Jan 2027`; the year where it is not this one's.
  package static func list(_ days: [Day], today: Day) -> String {
    var groups: [(days: [Int], month: Int, year: Int)] = []
    for day in days {
      let (year, month, date) = day.parts
      if let last = groups.last, last.month == month, last.year == year {
        groups[groups.count - 1].days.append(date)
      } else {
        groups.append(([date], month, year))
      }
    }
    return groups.enumerated().map { index, group in
      let isLastOfYear = index + 1 == groups.count || groups[index + 1].year != group.year
      let year = isLastOfYear && group.year != today.parts.year ? " \(group.year)" : ""
      let month = RecurrenceNames.months[group.month - 1].prefix(3)
      return group.days.map(String.init).joined(separator: ", ") + " \(month)\(year)"
    }.joined(separator: ", ")
  }
}
