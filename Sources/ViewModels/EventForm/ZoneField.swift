import CalendarCore
import Foundation

/// A time zone being typed, and what it names.
///
/// It is read when it is typed and not when it is shown, for that takes a search. What it holds at
/// first holds whether anybody knows the name or not: it came from the machine or from a service.
struct ZoneField: Equatable, Sendable {
  /// What is typed.
  var field: TextField {
    didSet { if field.text != oldValue.text { read() } }
  }
  /// The zone that is named; `nil` when it cannot be told.
  private(set) var named: NamedZone?
  /// Why it cannot be told.
  private var error: InputError?
  private let initial: NamedZone
  private let initialText: String

  /// Makes a field that holds a zone.
  init(_ zone: NamedZone) {
    initial = zone
    initialText = zone.name ?? zone.zone.identifier
    field = TextField(initialText)
    named = zone
  }

  /// Makes a field with the zone of a time; a zone that nobody knows shows the user's own clock.
  init(of time: EventTime, viewer: TimeZone) {
    switch time {
    case .timed(_, _, let name):
      self.init(NamedZone(name: name, zone: name.flatMap { TimeZone(identifier: $0) } ?? viewer))
    case .allDay: self.init(NamedZone(name: viewer.identifier, zone: viewer))
    }
  }

  /// Whether it holds what it held at first.
  var isInitial: Bool { field.text == initialText }

  /// What is wrong with it, in words; `nil` when nothing is.
  var problem: String? {
    named == nil ? error?.message : nil
  }

  /// Writes the full name of what was typed.
  mutating func normalize() {
    if !isInitial, let name = named?.name, name != field.text { field.set(name) }
  }

  private mutating func read() {
    (named, error) = (nil, nil)
    if isInitial {
      named = initial
      return
    }
    do throws(InputError) { named = try ZoneInput.read(field.text) } catch { self.error = error }
  }
}
