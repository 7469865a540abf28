import CalendarCore
import ConferencingCore
import Foundation

/// Writes an event out in lines.
struct EventDetailRows {
  typealias Row = EventDetailViewModel.Row
  /// The longest piece of a line of description, in characters: longer lines are cut into such
  /// pieces at a space, so that one can move through them.
  static let pieceLength = 400
  /// The most lines of a description: what is behind them is said, and can be copied or edited.
  static let lineLimit = 500

  let event: Event
  var series: SeriesOutline?
  var settings: KnownSettings?
  let delivery: Delivery
  let directory: Directory
  let clock: WallClock
  var second: SecondClock?
  let now: Date
  private var zone: TimeZone { clock.zone }

  var rows: [Row] {
    var rows = [
      Row(
        kind: .title,
        label: "Title",
        value: event.title.isEmpty ? "(no title)" : event.title,
        copied: event.title
      )
    ]
    rows += deliveryRows + timeRows
    rows += SeriesRows(event: event, series: series, clock: clock, now: now).rows.map(field)
    // A place that is the link stands below, as the link.
    if !event.location.isEmpty, !event.isPlacedAtItsLink {
      rows.append(field("Where", event.location))
    }
    rows +=
      MeetingRows(event: event, directory: directory, known: settings, delivery: delivery).rows
    rows += peopleRows + metaRows + descriptionRows
    return rows
  }

  private var deliveryRows: [Row] {
    switch delivery {
    case .delivered: []
    case .waiting:
      [Row(kind: .note, label: "", value: "↑ Saved here, waiting to be sent.", copied: nil)]
    case .refused(let reason):
      [
        Row(kind: .problem, label: "", value: "! Not accepted: \(reason)", copied: reason),
        hint("\(key: .changes) leads to it: try again, or discard it."),
      ]
    case .conflict(let reason):
      [
        Row(kind: .problem, label: "", value: "≠ Conflict: \(reason)", copied: reason),
        hint("\(key: .useLine) shows both sides and decides."),
      ]
    }
  }

  private var timeRows: [Row] {
    let today = Day(now, in: zone)
    var rows = [field("When", TimeText.span(event.time, in: clock, today: today))]
    if case .timed(let start, let end, let name) = event.time {
      rows[0].value += "  (\(TimeText.duration(end.timeIntervalSince(start))))"
      if let name, name != zone.identifier, let other = TimeZone(identifier: name),
        other.secondsFromGMT(for: start) != zone.secondsFromGMT(for: start)
      {
        let there = WallClock(other, clock.style)
        rows.append(field("", "\(TimeText.span(event.time, in: there, today: today)) in \(name)"))
      }
      if let second, second.zone.name != name,
        let there = second.span(event.time, unlike: zone, today: today)
      {
        rows.append(field("", there))
      }
    }
    if event.status == .tentative { rows.append(field("Status", "tentative")) }
    if event.status == .cancelled { rows.append(field("Status", "cancelled")) }
    return rows
  }

  private var peopleRows: [Row] {
    guard !event.participants.isEmpty || event.organizer != nil else { return [] }
    var rows = [Row(kind: .heading, label: "", value: "People", copied: nil)]
    if let organizer = event.organizer {
      rows.append(contact("Organizer", organizer.name, organizer.email))
    }
    for person in event.participants {
      rows.append(contact(Self.word(person.response), person.name, person.email))
      guard let reason = person.reasonNotReached else { continue }
      rows.append(
        Row(kind: .problem, label: "", value: "! Not reached: \(reason).", copied: reason)
      )
    }
    if event.participants.contains(where: { $0.undelivered != nil }) {
      rows.append(hint("\(key: .copyInvitation) copies the invitation, to send it yourself."))
    }
    return rows
  }

  private func contact(_ label: String, _ name: String, _ email: String) -> Row {
    Row(
      kind: .field,
      label: label,
      value: Self.name(name, email),
      copied: email,
      use: .copy,
      isAddress: true
    )
  }

  private func hint(_ text: String) -> Row {
    Row(kind: .note, label: "", value: "", copied: nil, hint: text)
  }

  private var metaRows: [Row] {
    var rows = [Row(kind: .heading, label: "", value: "Calendar", copied: nil)]
    let calendar = directory.calendar(event.calendar, in: event.account)
    rows.append(field("In", "\(calendar?.name ?? event.calendar.rawValue)  (\(event.account))"))
    if event.isReadOnly || calendar?.isReadOnly == true {
      rows.append(field("Access", "read-only"))
    }
    if let kind = event.kind { rows.append(field("Kind", kind.name)) }
    rows += FieldWords(clock: clock, now: now).details(of: event).map(field)
    rows.append(field("Id", (event.remoteID?.rawValue) ?? event.id.rawValue))
    return rows
  }

  private var descriptionRows: [Row] {
    guard !event.description.isEmpty else { return [] }
    let text =
      HTMLText.looksLikeHTML(event.description)
      ? HTMLText.plain(event.description) : event.description
    var rows = [Row(kind: .heading, label: "", value: "Description", copied: text)]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      for piece in Self.pieces(line) {
        if rows.count > Self.lineLimit {
          rows.append(
            Row(
              kind: .note,
              label: "",
              value: "… and more.",
              copied: nil,
              hint: "Copy the whole invitation to read it."
            )
          )
          return rows
        }
        rows.append(Row(kind: .text, label: "", value: piece, copied: piece))
      }
    }
    return rows
  }

  private static func pieces(_ line: Substring) -> [String] {
    var rest = line.hasSuffix("\r") ? line.dropLast() : line
    var pieces: [String] = []
    repeat {
      let piece = rest.prefix(pieceLength)
      if piece.endIndex == rest.endIndex {
        pieces.append(String(piece))
        return pieces
      }
      let space = piece.lastIndex(of: " ").map { rest.index(after: $0) } ?? piece.endIndex
      pieces.append(String(rest[..<space]))
      rest = rest[space...]
    } while pieces.count < lineLimit
    return pieces
  }

  private func field(_ label: String, _ value: String) -> Row {
    Row(kind: .field, label: label, value: value, copied: value)
  }

  private static func name(_ name: String, _ email: String) -> String {
    name.isEmpty || name == email ? email : "\(name) <\(email)>"
  }

  private static func word(_ response: ParticipantResponse) -> String {
    switch response {
    case .yes: "yes"
    case .no: "no"
    case .maybe: "maybe"
    case .none: "no answer"
    }
  }
}
