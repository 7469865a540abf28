import Foundation

/// The outside world as the program was started in it: clock, zone, variables, arguments.
///
/// This is the only file that asks for them; everything else is told.
struct LiveEnvironment: Sendable {
  /// The environment variables.
  var variables: [String: String]
  /// The zone of the person's wall clock.
  var zone: TimeZone
  /// The time.
  var now: @Sendable () -> Date

  /// The environment of this process.
  static func current() -> LiveEnvironment {
    // With the static runtime no zone has a name unless FoundationInternationalization is linked;
    // a format style brings it in. `ZoneTests` hold this.
    _ = Date.FormatStyle(timeZone: .gmt)
    let variables = withHome(ProcessInfo.processInfo.environment)
    let named = variables["TZ"].flatMap { name in
      TimeZone(identifier: name.hasPrefix(":") ? String(name.dropFirst()) : name)
    }
    return LiveEnvironment(
      variables: variables,
      zone: named ?? TimeZone.current,
      now: { Date() }
    )
  }

  /// The variables with the home that the system has on record, where they name none: services and
  /// cron jobs run so.
  static func withHome(_ variables: [String: String]) -> [String: String] {
    if variables["HOME"]?.hasPrefix("/") == true { return variables }
    var variables = variables
    let home = getpwuid(getuid()).flatMap { $0.pointee.pw_dir }
    variables["HOME"] = home.map { String(cString: $0) }
    return variables
  }

  /// A variable that is set and not empty.
  func variable(_ name: String) -> String? {
    variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether colours are unwanted (https://no-color.org).
  var isColorless: Bool { variable("NO_COLOR") != nil }

  /// This machine as the other end of the session calls it, for `ssh`: `mara@192.0.2.7`, with the
  /// port where it is not the usual one; `nil` when the session is not remote.
  var sshDestination: String? {
    guard isRemote else { return nil }
    let user = variable("USER") ?? variable("LOGNAME")
    // Client, its port, this machine, its port (ssh(1), ENVIRONMENT).
    let parts = variable("SSH_CONNECTION")?.split(separator: " ").map(String.init) ?? []
    guard parts.count == 4 else { return (user.map { $0 + "@" } ?? "") + "this-machine" }
    let place = (user.map { $0 + "@" } ?? "") + parts[2]
    return parts[3] == "22" ? place : "-p \(parts[3]) \(place)"
  }

  /// Whether the session comes in over SSH.
  var isRemote: Bool { variable("SSH_CONNECTION") != nil || variable("SSH_TTY") != nil }
}
