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
  /// How meetings are opened and called.
  var join = JoinSection.Settings()
  /// What the user should know of the file itself, with remedies.
  var warnings: [String] = []
  /// Meeting servers that are not built in, the first that fits counts.
  var meetings: [MeetingServers.Rule] = []
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
