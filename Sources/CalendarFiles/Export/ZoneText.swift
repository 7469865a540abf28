import CalendarCore
import Foundation
import ICalendar

/// Writes a VTIMEZONE: Outlook reads times of a zone without one an hour off.
struct ZoneText {
  private let name: String
  private let zone: TimeZone
  private let years: ClosedRange<Int>

  /// Prepares the definition of a zone.
  ///
  /// - Parameters:
  ///   - name: Its TZID.
  ///   - zone: Its clock.
  ///   - years: The years that events of it are in; what then holds goes on for ever.
  init(name: String, zone: TimeZone, years: ClosedRange<Int>) {
    self.name = name
    self.zone = zone
    self.years = years
  }

  /// A change of the clock.
  private struct Transition {
    var before: Int
    var after: Int
    /// The time of it on the clock before it.
    var day: Day
    var second: Int
    var instant: Date

    init(_ instant: Date, in zone: TimeZone) {
      before = zone.secondsFromGMT(for: instant.addingTimeInterval(-1))
      after = zone.secondsFromGMT(for: instant)
      self.instant = instant
      (day, second) = Day.wall(of: instant.addingTimeInterval(Double(before)), in: .gmt)
    }

    /// Which one of its weekday it is in its month: counted from the start, and from the end.
    var ordinals: Set<Int> {
      let (year, month, number) = day.parts
      let isLast = number + 7 > Day.length(ofMonth: month, year: year)
      return isLast ? [(number - 1) / 7 + 1, -1] : [(number - 1) / 7 + 1]
    }

    func isLike(_ other: Transition) -> Bool {
      (before, after, second, day.weekday) == (
        other.before, other.after, other.second, other.day.weekday
      )
        && day.parts.month == other.day.parts.month
    }
  }

  /// Changes of the clock that come each year on the same day of the rule.
  private struct Run {
    var transitions: [Transition]
    var ordinals: Set<Int>

    func adding(_ transition: Transition) -> Run? {
      guard let last = transitions.last, last.isLike(transition),
        transition.day.parts.year == last.day.parts.year + 1
      else { return nil }
      let common = ordinals.intersection(transition.ordinals)
      return common.isEmpty ? nil : Run(transitions: transitions + [transition], ordinals: common)
    }
  }

  /// The lines of the component.
  var lines: [ContentLine] {
    let runs = runs
    var lines = [
      ContentLine("BEGIN", value: "VTIMEZONE"),
      ContentLine("TZID", value: ContentLineWriter.escaped(name)),
    ]
    if runs.isEmpty {
      let offset = zone.secondsFromGMT(for: Self.newYear(years.lowerBound))
      lines += observance("STANDARD", "19700101T000000", offset, offset, nil)
    }
    for run in runs {
      guard let first = run.transitions.first, let last = run.transitions.last else { continue }
      lines += observance(
        first.after > first.before ? "DAYLIGHT" : "STANDARD",
        TimeLines.wall(first.day, first.second),
        first.before,
        first.after,
        run.transitions.count > 1 ? rule(run, last) : nil
      )
    }
    return lines + [ContentLine("END", value: "VTIMEZONE")]
  }

  private var lastYear: Int { years.upperBound + 2 }

  private var runs: [Run] {
    var runs: [Run] = []
    var instant = Self.newYear(years.lowerBound - 1)
    let end = Self.newYear(lastYear + 1)
    while let next = zone.nextDaylightSavingTimeTransition(after: instant), next < end,
      next > instant
    {
      instant = next
      let transition = Transition(next, in: zone)
      guard transition.before != transition.after else { continue }
      if let index = runs.lastIndex(where: { $0.adding(transition) != nil }),
        let longer = runs[index].adding(transition)
      {
        runs[index] = longer
      } else {
        runs.append(Run(transitions: [transition], ordinals: transition.ordinals))
      }
    }
    return runs
  }

  private func rule(_ run: Run, _ last: Transition) -> String {
    let weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][last.day.weekday - 1]
    let ordinal = run.ordinals.contains(-1) ? -1 : run.ordinals.min() ?? 1
    let rule = "FREQ=YEARLY;BYMONTH=\(last.day.parts.month);BYDAY=\(ordinal)\(weekday)"
    return last.day.parts.year == lastYear ? rule : rule + ";UNTIL=" + TimeLines.utc(last.instant)
  }

  private func observance(
    _ kind: String,
    _ start: String,
    _ before: Int,
    _ after: Int,
    _ rule: String?
  ) -> [ContentLine] {
    [
      ContentLine("BEGIN", value: kind), ContentLine("DTSTART", value: start),
      ContentLine("TZOFFSETFROM", value: Self.offset(before)),
      ContentLine("TZOFFSETTO", value: Self.offset(after)),
    ] + (rule.map { [ContentLine("RRULE", value: $0)] } ?? [])
      + [ContentLine("END", value: kind)]
  }

  private static func newYear(_ year: Int) -> Date {
    (Day(year: min(max(year, 1), 9_999), month: 1, day: 1) ?? Day(daysSinceEpoch: 0)).start(
      in: .gmt
    )
  }

  private static func offset(_ seconds: Int) -> String {
    let parts = [abs(seconds) / 3_600, abs(seconds) / 60 % 60, abs(seconds) % 60]
    return (seconds < 0 ? "-" : "+")
      + parts.prefix(parts[2] == 0 ? 2 : 3).map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
  }
}
