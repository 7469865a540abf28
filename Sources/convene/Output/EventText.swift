import ConferencingCore
import CalendarCore
import Foundation
import Terminal
import ViewModels

/// Events as commands print them for people.
struct EventText {
  let clock: WallClock
  /// The clock whose times stand behind those of the user's own.
  var second: SecondClock?
  let now: Date
  /// What stands before events: texts by which commands find them.
  var ids: [EventID: String] = [:]

  /// An event with all its fields.
  func lines(
    of event: Event,
    series: SeriesOutline? = nil,
    delivery: Delivery,
    directory: Directory
  ) -> [String] {
    var detail = EventDetailViewModel(id: event.id, series: series)
    detail.load(event, delivery: delivery, directory: directory, clock: clock, now: now)
    // Rows that only tell of keys have no value.
    return detail.rows.filter { !$0.value.isEmpty || $0.kind == .text }.flatMap { row in
      switch row.kind {
      case .title, .text: [row.value]
      case .heading: ["", row.value]
      case .note, .problem:
        [row.label.isEmpty ? row.value : DisplayWidth.padded(row.label, to: 14) + row.value]
      // One of several values, such as a second telephone number, stands below the first.
      case .field, .link: [DisplayWidth.padded(row.label, to: 14) + row.value]
      }
    }
  }

  /// A stretch of days.
  func lines(of window: EventWindow, directory: Directory) -> [String] {
    var agenda = AgendaViewModel(of: window, now: now, zone: clock.zone)
    agenda.clockStyle = clock.style
    agenda.secondZone = second?.zone
    agenda.directory = directory
    return names
      + agenda.items.compactMap { item -> String? in
        switch item {
        case .gap: return ""
        case .now: return nil
        case .nothing: return "  Nothing planned."
        case .heading(let day):
          let heading = agenda.heading(day)
          return (heading.relative.map { $0 + ", " } ?? "") + heading.date
        case .event(let index, let day):
          let id = window.events[index].id
          return agenda.row(index, on: day).map { (ids.isEmpty ? "" : name(of: id)) + line($0) }
        }
      }
  }

  /// What stands before an event: as wide as the widest, for the times to stand below each other.
  func name(of event: EventID) -> String {
    let width = ids.values.map(DisplayWidth.columns).max() ?? 0
    return "  " + DisplayWidth.padded(ids[event] ?? "", to: width)
  }

  /// The names of the zones, above their times.
  private var names: [String] {
    guard let second else { return [] }
    let own = NamedZone(name: nil, zone: clock.zone).place
    return [indent + times(own, second.place).trimmingCharacters(in: .whitespaces)]
  }

  private var indent: String {
    String(
      repeating: " ",
      count: ids.isEmpty ? 2 : DisplayWidth.columns(of: name(of: EventID(""))) + 2
    )
  }

  private func times(_ time: String, _ other: String) -> String {
    let width = TimeText.rangeWidth(clock.style)
    let own = DisplayWidth.padded(DisplayWidth.truncated(time, to: width), to: width)
    return "\(own)  \(DisplayWidth.padded(other, to: SecondClock.width(clock.style)))"
  }

  private func line(_ row: AgendaEventRow) -> String {
    let width = TimeText.rangeWidth(clock.style)
    let time =
      row.secondTime.map { times(row.time, $0) } ?? DisplayWidth.padded(row.time, to: width)
    var line = "  \(time)  \(row.title)"
    if row.isRecurring { line += " ↻" }
    if let remark = row.remark { line += " (\(remark))" }
    if !row.location.isEmpty { line += "  (\(row.location))" }
    switch row.conferencing {
    case .ready: line += "  [\(row.meeting)]"
    case .pending where row.delivery == .waiting: line += "  [\(row.meeting), no link yet]"
    case .pending: line += "  [\(row.meeting), creating the link…]"
    case .failed: line += "  [\(row.meeting), failed]"
    case .none: if !row.meeting.isEmpty { line += "  [\(row.meeting)]" }
    }
    switch row.delivery {
    case .delivered: break
    case .waiting: line += "  (waiting to be sent)"
    case .refused(let reason): line += "  (not accepted: \(reason))"
    case .conflict(let reason): line += "  (conflict: \(reason))"
    }
    return line
  }
}

/// A title in quotation marks, as sentences have it: on one line, with nothing hidden in it.
func quoted(_ title: String) -> String {
  title.allSatisfy(\.isWhitespace) ? "(no title)" : "“\(SafeText.visible(title))”"
}
