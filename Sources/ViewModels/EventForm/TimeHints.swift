import CalendarCore
import Foundation

/// What stands beside the rows of the time in the event form.
enum TimeHints {
  typealias Form = EventFormViewModel

  /// A day in words.
  static func day(_ day: Day?, _ form: Form) -> String? {
    day.map { TimeText.long($0, today: form.today) }
  }

  /// What is to be known of the start where it was typed: the readings of a time that comes twice.
  static func start(_ form: Form) -> String? {
    form.keepsTime ? nil : form.typedStart?.hint
  }

  /// The same of the end, otherwise how long the event takes.
  static func end(_ form: Form) -> String? {
    (form.keepsTime ? nil : form.typedEndTime?.hint) ?? length(form)
  }

  private static func length(_ form: Form) -> String? {
    guard case .timed(let start, let end, _)? = form.time, end > start else { return nil }
    return TimeText.duration(end.timeIntervalSince(start))
  }

  /// The time by the user's clock and by the second one, where these show another.
  static func zone(_ form: Form) -> String? {
    guard let zone = form.zone.named?.zone, case .timed(let start, let end, _)? = form.time,
      end >= start
    else { return nil }
    let viewer = form.viewerZone
    let isSameClock = [start, end].allSatisfy {
      zone.secondsFromGMT(for: $0) == viewer.secondsFromGMT(for: $0)
    }
    let time = EventTime.timed(start: start, end: end, zone: nil)
    let clock = WallClock(viewer, form.clockStyle)
    let own = isSameClock ? nil : "For you \(TimeText.span(time, in: clock, today: form.today))"
    let hints = [own, form.second?.span(time, unlike: zone, today: form.today)]
      .compactMap(\.self)
    return hints.isEmpty ? nil : hints.joined(separator: "; ")
  }
}
