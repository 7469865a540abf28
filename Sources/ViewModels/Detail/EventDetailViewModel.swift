package import ConferencingCore
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
  /// Whether it is gone.
  package private(set) var isGone = false
  /// The lines.
  package private(set) var rows: [Row] = []
  /// The selected line.
  package private(set) var selected = 0

  /// Makes an empty screen for an event that is being loaded.
  package init(id: EventID) { self.id = id }

  /// The event was loaded, or is gone.
  package mutating func load(
    _ event: Event?,
    delivery: Delivery,
    directory: Directory,
    zone: TimeZone,
    now: Date
  ) {
    isGone = event == nil
    if let event {
      self.event = event
      self.delivery = delivery
      rows =
        EventDetailRows(
          event: event,
          delivery: delivery,
          directory: directory,
          zone: zone,
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
    switch command {
    case .moveDown: step(1)
    case .moveUp: step(-1)
    case .pageDown: step(max(1, page - 2))
    case .pageUp: step(-max(1, page - 2))
    case .first: selected = 0
    case .last: selected = max(0, rows.count - 1)
    default: return false
    }
    return true
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

  private mutating func step(_ step: Int) {
    selected = min(max(0, selected + step), max(0, rows.count - 1))
  }
}
