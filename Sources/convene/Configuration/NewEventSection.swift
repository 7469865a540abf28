import CalendarCore
import ConferencingCore
import Foundation
import TOMLKit

/// Reads `[new-event]`: what a new event has where nothing else is said, and `[new-event.CALENDAR]` for
/// what it has in one calendar.
struct NewEventSection {
  private static let name = "new-event"
  private static let keys = [
    "duration", "notify", "visibility", "link", "link_only_with_attendees",
  ]

  private let file: ConfigurationFile
  private let rooms: [MeetingRoom]

  /// Reads the section of a file.
  ///
  /// - Parameters:
  ///   - table: The file.
  ///   - rooms: The rooms that a link may name.
  ///   - file: For messages.
  /// - Returns: The defaults, with the rooms.
  /// - Throws: ``ConfigurationError`` for an unknown key or a value that is none.
  static func read(
    _ table: TOMLTable,
    rooms: [MeetingRoom],
    in file: ConfigurationFile
  ) throws(ConfigurationError) -> NewEventDefaults {
    var defaults = NewEventDefaults()
    defaults.rooms = rooms
    guard table.contains(key: name) else { return defaults }
    guard let section = table[name]?.table else {
      throw file.problem(
        name,
        in: "",
        "new-event is a table: [new-event], then lines like duration = \"30m\"."
      )
    }
    let reader = NewEventSection(file: file, rooms: rooms)
    for key in section.keys {
      if let own = section[key]?.table {
        let place = "\(name).\(key)"
        var values = NewEventDefaults.Values()
        for key in own.keys {
          guard try reader.read(key, own, in: place, into: &values) else {
            throw reader.unknown(key, in: place, keys)
          }
        }
        defaults.calendars[key] = values
      } else if key == "calendar" {
        defaults.calendar = try file.string(section, key, in: name)
      } else if try !reader.read(key, section, in: name, into: &defaults.values) {
        throw reader.unknown(key, in: name, ["calendar"] + keys)
      }
    }
    return defaults
  }

  /// The calendars that the section names, as what would be said of each if there were none.
  ///
  /// - Parameters:
  ///   - table: The file.
  ///   - file: For messages.
  /// - Returns: Each name with its place in the file.
  static func calendars(
    _ table: TOMLTable,
    in file: ConfigurationFile
  ) -> [Configuration.CalendarName] {
    guard let section = table[name]?.table else { return [] }
    return section.keys.compactMap { key in
      if key == "calendar", let text = section[key]?.string {
        return .init(name: text, path: file.path, line: file.line(of: key, in: name))
      }
      guard section[key]?.table != nil else { return nil }
      return .init(name: key, path: file.path, line: file.line(of: nil, in: "\(name).\(key)"))
    }
  }

  private func unknown(_ key: String, in place: String, _ known: [String]) -> ConfigurationError {
    file.problem(
      key,
      in: place,
      "\"\(key)\" is not known here. Known are \(known.joined(separator: ", "))."
    )
  }

  /// Reads a value.
  ///
  /// - Returns: False when there is no such key.
  private func read(
    _ key: String,
    _ table: TOMLTable,
    in place: String,
    into values: inout NewEventDefaults.Values
  ) throws(ConfigurationError) -> Bool {
    switch key {
    case "duration":
      let text = try file.string(table, key, in: place)
      guard let seconds = DurationInput.read(text) else {
        throw file.problem(key, in: place, "duration is a length, like \"30m\" or \"1h30\".")
      }
      values.duration = seconds
    case "notify":
      guard let notifies = table[key]?.bool else {
        throw file.problem(key, in: place, "notify is true or false.")
      }
      values.notifies = notifies
    case "visibility":
      let text = try file.string(table, key, in: place)
      guard let visibility = EventVisibility(rawValue: text) else {
        throw file.problem(
          key,
          in: place,
          "visibility is \"default\", \"public\" or \"private\"."
        )
      }
      values.visibility = visibility
    case "link_only_with_attendees":
      guard let needsAttendees = table[key]?.bool else {
        throw file.problem(key, in: place, "link_only_with_attendees is true or false.")
      }
      values.needsAttendees = needsAttendees
    case "link": values.link = try link(try file.string(table, key, in: place), in: place)
    default: return false
    }
    return true
  }

  private func link(
    _ text: String,
    in place: String
  ) throws(ConfigurationError) -> NewEventDefaults.Link {
    if text == "none" { return .none }
    if let provider = AutocreateProvider(keyword: text) { return .create(provider) }
    guard text.hasPrefix("room:") else {
      throw file.problem(
        "link",
        in: place,
        "link is \"none\", \"meet\", \"zoom\", \"teams\" or \"room:NAME\"."
      )
    }
    let name = text.dropFirst("room:".count).trimmingCharacters(in: .whitespaces)
    guard let room = rooms.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      let names = rooms.map { "\"room:\($0.name)\"" }.joined(separator: ", ")
      throw file.problem(
        "link",
        in: place,
        "There is no room \"\(name)\". "
          + (names.isEmpty ? "Add it to [rooms]." : "There are \(names).")
      )
    }
    return .room(room.name)
  }
}
