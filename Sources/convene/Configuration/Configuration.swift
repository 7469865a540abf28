import CalendarCore
import ConferencingCore
import TerminalUI

/// What the user configured.
struct Configuration: Sendable, Equatable {
  /// The theme's name.
  var theme: String?
  /// How long a lone Escape waits for the rest of a sequence, in milliseconds.
  var escapeDelay: Int?
  /// Which key does what.
  var keys = KeyTable.standard
  /// The accounts, in the order of the file.
  var accounts: [AccountConfiguration] = []
  /// How days, weeks and months are shown.
  var calendar = CalendarSection.Settings()
  /// What new events have where nothing else is said, and the rooms.
  var newEvents = NewEventDefaults()
  /// The calendars that the defaults of new events name.
  var newEventCalendars: [CalendarName] = []
  /// How meetings are opened and called.
  var join = JoinSection.Settings()
  /// The hosts of meetings that are offered where none was chosen in a calendar: ids or addresses.
  var hosts: [AutocreateProvider: String] = [:]
  /// What the user should know of the file itself, with remedies.
  var warnings: [String] = []
  /// Meeting servers that are not built in, the first that fits counts.
  var meetings: [MeetingServers.Rule] = []
}

extension Configuration {
  /// A calendar that the file names.
  struct CalendarName: Sendable, Equatable {
    var name: String
    var path: String
    var line: Int?
  }

  /// What is to be said of calendars that the file names and that do not exist, or take no events.
  ///
  /// - Parameter directory: What is known; of an account that was never read nothing is.
  /// - Returns: A message each, with the file and the line.
  func unknownCalendars(in directory: Directory) -> [String] {
    let known = directory.calendars
    let isRead = accounts.compactMap(\.cached).allSatisfy { account in
      known.contains { $0.account == account.id }
    }
    guard isRead, !known.isEmpty else { return [] }
    let mentions = newEventCalendars.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
    return mentions.compactMap { mention in
      let found = known.filter { $0.isNamed(mention.name) }
      guard found.allSatisfy(\.isReadOnly) else { return nil }
      let names = known.filter { !$0.isReadOnly }.prefix(6).map { "\"\($0.name)\"" }
      let reason =
        found.isEmpty
        ? "There is no calendar \"\(mention.name)\"" : "\"\(mention.name)\" is read-only"
      return ConfigurationError(
        path: mention.path,
        line: mention.line,
        message: "\(reason). New events can go to \(names.joined(separator: ", "))."
      ).description
    }
  }
}

/// What is wrong with the configuration: where, why, and what helps.
struct ConfigurationError: Error, CustomStringConvertible, Equatable {
  var path: String
  var line: Int?
  var message: String

  var description: String {
    path + (line.map { ":\($0)" } ?? "") + ": " + message
  }
}
