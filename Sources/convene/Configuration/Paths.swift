import Foundation

/// Where files are kept.
///
/// Source: XDG Base Directory Specification 0.8; a home that is not absolute is ignored, as it says.
struct Paths: Sendable, Equatable {
  /// `config.toml` and `themes/`: written by the user.
  var config: String
  /// What cannot be made again: the cache file, which holds the local calendar and unsent edits.
  var data: String
  /// Logs.
  var state: String

  /// The paths of an environment.
  init(_ variables: [String: String]) {
    let home = variables["HOME"].flatMap { $0.hasPrefix("/") && $0 != "/" ? $0 : nil } ?? ""
    func base(_ name: String, _ fallback: String) -> String {
      let value = variables[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
      return (value ?? home + "/" + fallback) + "/convene"
    }
    config = base("XDG_CONFIG_HOME", ".config")
    data = base("XDG_DATA_HOME", ".local/share")
    state = base("XDG_STATE_HOME", ".local/state")
  }

  /// Paths under one folder, for the demo.
  init(under folder: String) {
    config = folder + "/config"
    data = folder + "/data"
    state = folder + "/state"
  }

  /// The configuration.
  var configuration: String { config + "/config.toml" }
  /// The user's own themes.
  var themes: String { config + "/themes" }
  /// The cache.
  var cache: String { data + "/convene.sqlite" }
  /// The tokens of sign-ins, where no keyring keeps them, and their locks.
  var tokens: String { data + "/tokens" }
  /// The zone in which times were last shown.
  var lastZone: String { state + "/zone" }
  /// The meeting servers that the cache knows.
  var meetingServers: String { state + "/meeting-servers" }
  /// The log.
  var log: String { state + "/convene.log" }
}
