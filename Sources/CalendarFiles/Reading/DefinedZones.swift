import Foundation
import ICalendar

/// The time zones that the calendars of a file define.
///
/// Two calendars of a file may mean different zones by one name.
struct DefinedZones: Sendable {
  /// A name as a calendar means it.
  struct Key: Hashable, Sendable {
    /// The name, without quotation marks and blanks around it.
    var name: String
    /// Which of the definitions is meant; `nil` where no calendar has one.
    fileprivate var number: Int?
  }

  private struct Place: Hashable {
    var calendar: Int
    var name: String
  }

  /// Each definition once.
  private var definitions: [ZoneDefinition] = []
  private var numbers: [ZoneDefinition: Int] = [:]
  /// The first definition of each name.
  private var firsts: [String: Int] = [:]
  /// The definitions of each calendar.
  private var places: [Place: Int] = [:]

  /// Adds a definition; the first one of a name in a calendar counts.
  ///
  /// - Parameters:
  ///   - zone: The definition.
  ///   - calendar: Which of the calendars of the file has it, from 0; they are added in order.
  /// - Returns: The name with this definition.
  @discardableResult
  mutating func add(_ zone: ZoneDefinition, in calendar: Int) -> Key {
    let name = Self.trimmed(zone.name)
    let number = numbers[zone] ?? definitions.count
    if number == definitions.count {
      definitions.append(zone)
      numbers[zone] = number
    }
    let place = Place(calendar: calendar, name: name)
    if places[place] == nil { places[place] = number }
    if firsts[name] == nil { firsts[name] = number }
    return Key(name: name, number: number)
  }

  /// A name as a calendar means it: where it does not define it, as the first one that does.
  func key(_ name: String, in calendar: Int) -> Key {
    Key(name: name, number: places[Place(calendar: calendar, name: name)] ?? firsts[name])
  }

  /// The definition of a name; `nil` where there is none.
  subscript(_ key: Key) -> ZoneDefinition? { key.number.map { definitions[$0] } }

  /// A name without quotation marks and blanks around it.
  static func trimmed(_ name: String) -> String {
    name.trimmingCharacters(in: CharacterSet(charactersIn: "\" \t"))
  }
}
