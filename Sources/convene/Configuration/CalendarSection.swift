import CalendarCore
import Foundation
import TOMLKit
import ViewModels

/// Reads `[calendar]`: how days, weeks and months are shown.
struct CalendarSection {
  /// What is configured; the rest follows the locale.
  struct Settings: Sendable, Equatable {
    /// 1 for Monday to 7 for Sunday.
    var firstWeekday: Int?
    var showsWeekNumbers: Bool?
    var workingHours: Range<Int>?
    var clockStyle: ClockStyle?
    var secondZone: NamedZone?
    /// The names of calendars, or `ACCOUNT/NAME`, in the order in which they are listed.
    var order: [String] = []

    /// The preferences of the screen.
    ///
    /// - Parameter environment: Where the locale is known.
    /// - Returns: What is configured, and what is usual for the rest.
    func preferences(in environment: LiveEnvironment) -> CalendarPreferences {
      var preferences = CalendarPreferences(
        firstWeekday: firstWeekday ?? environment.firstWeekday,
        clockStyle: clock(in: environment).style,
        secondZone: secondZone
      )
      if let showsWeekNumbers { preferences.showsWeekNumbers = showsWeekNumbers }
      if let workingHours { preferences.workingHours = workingHours }
      return preferences
    }

    /// The user's wall clock: it counts hours as is configured, or as is usual where the user lives.
    func clock(in environment: LiveEnvironment) -> WallClock {
      WallClock(environment.zone, clockStyle ?? environment.clockStyle)
    }
  }

  private static let name = "calendar"
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// Reads the section of a file.
  ///
  /// - Throws: ``ConfigurationError`` for an unknown key or a value that is none.
  static func read(
    _ table: TOMLTable,
    in file: ConfigurationFile
  ) throws(ConfigurationError) -> Settings {
    guard let section = table[name]?.table else {
      throw file.problem(
        name,
        in: "",
        "calendar is a table: [calendar], then lines like first_weekday = \"monday\"."
      )
    }
    var settings = Settings()
    for key in section.keys {
      switch key {
      case "first_weekday":
        let day = try file.string(section, key, in: name).lowercased()
        guard let number = weekdays.firstIndex(of: day) else {
          throw file.problem(
            key,
            in: name,
            "first_weekday is a day, like \"monday\" or \"sunday\"."
          )
        }
        settings.firstWeekday = number + 1
      case "week_numbers":
        guard let shows = section[key]?.bool else {
          throw file.problem(key, in: name, "week_numbers is true or false.")
        }
        settings.showsWeekNumbers = shows
      case "working_hours":
        guard let hours = hours(try file.string(section, key, in: name)) else {
          throw file.problem(
            key,
            in: name,
            "working_hours are two times of a day, like \"09:00-17:30\"."
          )
        }
        settings.workingHours = hours
      case "clock":
        let hours = section[key]?.int.map(String.init) ?? section[key]?.string ?? ""
        guard let style = ClockStyle(rawValue: hours) else {
          throw file.problem(key, in: name, "clock is \"12\" or \"24\": the hours it counts to.")
        }
        settings.clockStyle = style
      case "second_zone":
        let text = try file.string(section, key, in: name)
        do throws(InputError) { settings.secondZone = try ZoneInput.read(text) } catch {
          throw file.problem(key, in: name, "second_zone: \(error.message)")
        }
      case "order":
        let names = section[key]?.array.map { $0.compactMap(\.string) }
        guard let names, names.count == section[key]?.array?.count else {
          throw file.problem(
            key,
            in: name,
            "order is a list of names of calendars, like [\"Work\", \"home/Family\"]."
          )
        }
        settings.order = names
      default:
        throw file.problem(
          key,
          in: name,
          "\"\(key)\" is not known here. Known are first_weekday, week_numbers, working_hours, "
            + "clock, second_zone and order."
        )
      }
    }
    return settings
  }

  /// Reads `09:00-17:30`; the hours that are begun count whole.
  private static func hours(_ text: String) -> Range<Int>? {
    let times = text.split(omittingEmptySubsequences: false) { "-–".contains($0) }
      .map { minutes(String($0)) }
    guard times.count == 2, let start = times[0], let end = times[1], start < end else {
      return nil
    }
    return start / 60..<(end + 59) / 60
  }

  /// Reads `9`, `09:00` or `24:00`.
  private static func minutes(_ text: String) -> Int? {
    let parts = text.trimmingCharacters(in: .whitespaces)
      .split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.utf8.count) }),
      let hour = Int(parts[0]), let minute = parts.count == 2 ? Int(parts[1]) : 0,
      (0...24).contains(hour), (0...59).contains(minute), hour * 60 + minute <= 1_440
    else { return nil }
    return hour * 60 + minute
  }
}
