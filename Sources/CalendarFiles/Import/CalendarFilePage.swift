package import CalendarCore
package import ICalendar

/// Some events and series of a calendar file.
package struct CalendarFilePage: Sendable {
  /// The events and series.
  package fileprivate(set) var series: [SeriesReading] = []
  /// What of them cannot be read.
  package fileprivate(set) var problems: [Component.Problem] = []
  /// The texts of those.
  package fileprivate(set) var broken: [FileText] = []
}

extension CalendarFile {
  /// Where a page of events and series ends.
  ///
  /// - Parameters:
  ///   - first: The first one on it.
  ///   - most: How many there are on it at most.
  ///   - bytes: How many bytes of text; one that is longer is a page by itself.
  /// - Returns: The number behind the last one.
  package func pageEnd(from first: Int, most: Int, bytes: Int) -> Int {
    var (end, rest) = (first, bytes)
    while end < min(count, first + most) {
      rest -= size(end)
      if rest < 0, end > first { break }
      end += 1
    }
    return end
  }

  /// Reads some of the events and series.
  ///
  /// - Parameters:
  ///   - numbers: Which ones, from 0 to less than ``count``.
  ///   - place: Where they go.
  /// - Returns: What was read.
  package mutating func page(_ numbers: Range<Int>, at place: EventReading.Place)
    -> CalendarFilePage
  {
    var page = CalendarFilePage()
    for number in numbers {
      let (series, problems) = series(number, at: place)
      page.problems += problems
      note(series.readings)
      page.series.append(series)
    }
    page.broken = takeBrokenTexts()
    return page
  }
}
