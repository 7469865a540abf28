import CalendarCore
import ICalendar

/// A property of a VEVENT that says one field of its event: what a new text has of it, and what stands
/// in its place in a text that is edited.
struct PropertyLine: Sendable {
  /// What it is called.
  let name: String
  private let isChanged: @Sendable (Event, Event) -> Bool
  private let written: @Sendable (Event) -> String?
  private let edited: @Sendable (Event) -> String?
  private let twin: (name: String, value: @Sendable (Event) -> String)?

  /// Makes a property.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - path: The field.
  ///   - twin: A property of other programs that says the same, where a text has it.
  ///   - edited: The value that takes the place of another one, escaped; `nil` to take the property
  ///     out. That of a new text unless it is given.
  ///   - written: The value in a new text, escaped; `nil` for none.
  private init<Value: Equatable & Sendable>(
    _ name: String,
    _ path: any KeyPath<Event, Value> & Sendable,
    twin: (name: String, value: @Sendable (Value) -> String)? = nil,
    edited: (@Sendable (Value) -> String?)? = nil,
    written: @escaping @Sendable (Value) -> String?
  ) {
    self.name = name
    isChanged = { $0[keyPath: path] != $1[keyPath: path] }
    self.written = { written($0[keyPath: path]) }
    let edited = edited ?? written
    self.edited = { edited($0[keyPath: path]) }
    if let twin {
      let value = twin.value
      self.twin = (twin.name, { value($0[keyPath: path]) })
    } else {
      self.twin = nil
    }
  }

  /// What people read; the description, which depends on the meeting, comes behind them.
  static let texts = [
    PropertyLine(
      "SUMMARY",
      \.title,
      edited: { $0.isEmpty ? nil : ContentLineWriter.escaped($0) },
      written: { ContentLineWriter.escaped($0) }
    ),
    PropertyLine(
      "LOCATION",
      \.location,
      written: { $0.isEmpty ? nil : ContentLineWriter.escaped($0) }
    ),
  ]

  /// What is said by one word of a few.
  static let words = [
    PropertyLine("STATUS", \.status, edited: { status($0) ?? "CONFIRMED" }, written: status),
    PropertyLine("CLASS", \.visibility, written: visibility),
    PropertyLine(
      "TRANSP",
      \.isBusy,
      twin: ("X-MICROSOFT-CDO-BUSYSTATUS", { $0 ? "BUSY" : "FREE" }),
      edited: { $0 ? "OPAQUE" : "TRANSPARENT" },
      written: { $0 ? nil : "TRANSPARENT" }
    ),
  ]

  private static func status(_ status: EventStatus) -> String? {
    switch status {
    case .confirmed: nil
    case .tentative: "TENTATIVE"
    case .cancelled: "CANCELLED"
    }
  }

  private static func visibility(_ visibility: EventVisibility) -> String? {
    switch visibility {
    case .standard: nil
    case .public: "PUBLIC"
    case .private: "PRIVATE"
    }
  }

  /// The line in a new text; `nil` for what a program takes for granted where there is none.
  func line(of event: Event) -> ContentLine? { written(event).map { ContentLine(name, value: $0) } }

  /// Puts a changed field into a text.
  func edit(_ editor: inout ComponentEditor, from old: Event, to new: Event) {
    guard isChanged(old, new) else { return }
    editor.set(name, line: edited(new).map { ContentLine(name, value: $0) })
    if let twin, let found = editor.component.first(twin.name) {
      editor.setValue(of: found, to: twin.value(new))
    }
  }
}

extension ComponentEditor {
  /// Gives a property another value, adds it, or takes it out; of several one is left.
  ///
  /// What says how the old value is encoded, or says it in another way, goes with that: Thunderbird
  /// has the description as a page in ALTREP.
  mutating func set(_ name: String, line: ContentLine?) {
    let found = component.all(name)
    for property in found.dropFirst() { remove(property) }
    switch (found.first, line) {
    case (let property?, let line?):
      let kept = property.parameters.filter {
        !["ALTREP", "ENCODING", "CHARSET", "DERIVED"].contains($0.name)
      }
      if kept == property.parameters {
        setValue(of: property, to: line.value)
      } else {
        replace(property, with: ContentLine(property.name, kept, value: line.value))
      }
    case (let property?, nil): remove(property)
    case (nil, let line?): add(line)
    case (nil, nil): break
    }
  }
}
