import ConferencingCore
package import CalendarCore
package import Foundation

/// One event, read: every field of it, each complete and copyable.
package struct EventDetailViewModel: Equatable, Sendable {
  /// A line of it.
  package struct Row: Equatable, Sendable {
    /// How it is drawn.
    package enum Kind: Equatable, Sendable {
      case title
      case heading
      case field
      case link
      case note
      case problem
      case text
    }
    /// What one does with it first.
    package enum Use: Equatable, Sendable {
      case edit
      case join
      case copy
    }
    package var kind: Kind
    package var label: String
    package var value: String
    /// What is copied; `nil` for a line that is only looked at.
    package var copied: String?
    /// What the screen says of its keys; commands have none.
    package var hint: String?
    package var use = Use.edit
    /// Whether an address is copied, and not what the label names.
    package var isAddress = false
    /// The link of the texts that the form offers from this line; `nil` where it is about the event's.
    var offered: String?

    /// The value as the screen shows it.
    package var shown: String {
      guard let hint else { return value }
      return value.isEmpty ? hint : "\(value) \(hint)"
    }
  }

  /// The event.
  package let id: EventID
  /// What is known of it; `nil` until it is loaded.
  package private(set) var event: Event?
  /// Where the edits made here of it stand.
  package private(set) var delivery: Delivery = .delivered
  /// The series that it is of; `nil` until it is loaded, and for what is of none.
  package private(set) var series: SeriesOutline?
  /// What is known of the settings of its meeting.
  package private(set) var settings: KnownSettings?
  /// Whether the host of the meeting is asked for them: not beside a list, where one only passes by.
  var asksHost = true
  /// What the event was like when its settings were asked for last.
  private var asked: Event?
  /// Whether it is gone.
  package private(set) var isGone = false
  /// The lines.
  package private(set) var rows: [Row] = []
  /// The selected line.
  package private(set) var selected = 0

  /// Makes an empty screen for an event that is being loaded.
  ///
  /// - Parameters:
  ///   - id: The event.
  ///   - series: Its series, where that is known already.
  package init(id: EventID, series: SeriesOutline? = nil) {
    self.id = id
    self.series = series
  }

  /// The event was loaded, or is gone.
  package mutating func load(
    _ event: Event?,
    delivery: Delivery,
    directory: Directory,
    clock: WallClock,
    second: SecondClock? = nil,
    now: Date
  ) {
    isGone = event == nil
    if let event {
      self.event = event
      self.delivery = delivery
      rows =
        EventDetailRows(
          event: event,
          series: series,
          settings: settings,
          delivery: delivery,
          directory: directory,
          clock: clock,
          second: second,
          now: now
        ).rows
    }
    selected = min(selected, max(0, rows.count - 1))
  }

  /// Moves the selection.
  ///
  /// - Parameters:
  ///   - command: The command.
  ///   - page: How many lines a page has.
  /// - Returns: Whether the command means something here.
  package mutating func handle(_ command: Command, page: Int) -> Bool {
    let line = ListCursor.line(command, from: selected, count: rows.count, height: page)
    selected = line ?? selected
    return line != nil
  }

  /// The text of the selected line, and what it is called.
  package var copied: (text: String, what: String)? {
    guard rows.indices.contains(selected), let text = rows[selected].copied else { return nil }
    if rows[selected].isAddress { return (text, "address") }
    // Of several phones the first alone has a label.
    let label = rows[...selected].last { $0.use == rows[selected].use && !$0.label.isEmpty }?.label
    let own = rows[selected].use == .copy ? label ?? "" : rows[selected].label
    return (text, own.isEmpty ? "line" : own.lowercased())
  }

  /// What is done with the selected line.
  var use: Row.Use { rows.indices.contains(selected) ? rows[selected].use : .edit }
}

extension EventDetailViewModel {
  /// Asks what the settings of the meeting are, once for each state of the event; what was read since
  /// is in the cache.
  fileprivate mutating func settingsWanted(_ isSent: Bool) -> [Effect] {
    guard let event, event.autocreated != nil, case .details = event.conferencing else { return [] }
    let isNew = asked?.conferencing != event.conferencing || asked?.autocreated != event.autocreated
    asked = event
    return [.loadSettings(id, asksHost: asksHost && (isNew || isSent))]
  }
}

extension EventDetailViewModel: ScreenModel {
  mutating func load(_ event: Event?, delivery: Delivery, in app: AppState) {
    load(
      event,
      delivery: delivery,
      directory: app.directory,
      clock: app.clock,
      second: app.display.second,
      now: app.now
    )
  }

  package func context(in app: AppState) -> CommandContext { .detail }
  package var heading: String? { "Event" }
  package var subject: EventID? { id }

  package func footer(in app: AppState) -> [Command] {
    [
      .conferencing, .edit, .join, .copyField, .copyInvitation, .respond, .delete, .undo,
      .secondZone, .help, .back,
    ]
  }

  package func availability(of command: Command, in app: AppState) -> Availability {
    switch command {
    case .newEvent, .quickAdd, .duplicate: return NewEvent.availability(in: app)
    case .copyField: return copied == nil ? .not("Nothing to copy on this line.") : .available
    default:
      // What is decided of a conflict comes before all else.
      guard let event, app.changes.conflict(of: id) == nil else { return .available }
      let facts = EventAvailability(event: event, delivery: delivery, directory: app.directory)
      return Availability(unless: facts.reason(against: command))
    }
  }

  package mutating func handle(_ command: Command, in app: inout AppState) -> [Effect] {
    if handle(command, page: app.display.listHeight) { return [] }
    switch (command, use) {
    case (.copyField, _), (.useLine, .copy):
      return copied.map { [.copy($0.text, what: $0.what)] } ?? []
    // A link is joined, what one types or dials elsewhere is copied, everything else is edited.
    case (.useLine, .join): return copied.map { [.openURL($0.text)] } ?? []
    case (.useLine, .edit): return EventCommands.handle(.open, in: &app) ?? []
    case (.conferencing, _):
      let effects = EventCommands.handle(command, in: &app) ?? []
      app.request?.link = rows.indices.contains(selected) ? rows[selected].offered : nil
      return effects
    case (.help, _):
      SharedCommands.showHelp(.detail, in: &app)
      return []
    default:
      return EventCommands.handle(command, in: &app) ?? SharedCommands.handle(command, in: &app)
    }
  }

  package mutating func receive(_ action: Action, in app: inout AppState) -> [Effect] {
    switch action {
    case .eventLoaded(id, let event, let delivery):
      let isSent = delivery == .delivered && self.delivery != .delivered
      load(event, delivery: delivery, in: app)
      return (event?.isRecurring == true ? [.loadSeries(id)] : []) + settingsWanted(isSent)
    case .settingsLoaded(id, let known):
      settings = known
      load(event, delivery: delivery, in: app)
    case .seriesLoaded(id, let series):
      self.series = series
      load(event, delivery: delivery, in: app)
    case .submitted(let edit, _) where edit.event == id && edit.change == .delete: app.close()
    case .submitted(let edit, let became?) where edit.event == id:
      self = EventDetailViewModel(id: became)
      return [.loadEvent(became)]
    case .undone(_, .done(let step, _)):
      guard let event = step.after else {
        app.close()
        return []
      }
      if event.id != id { self = EventDetailViewModel(id: event.id) }
      return [.loadEvent(event.id)]
    case .undone(_, .importReversed): return [.loadEvent(id)]
    case .undone(_, .doneTogether(let steps, _, _)):
      guard steps.contains(where: { $0.edit.event == id && $0.after == nil }) else {
        return [.loadEvent(id)]
      }
      app.close()
    default: break
    }
    return []
  }
}
