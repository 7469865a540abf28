import CalendarCore
import CalendarServices
import Foundation

/// The outside world as the program was started in it: clock, zone, variables, arguments.
///
/// This is the only file that asks for them; everything else is told.
struct LiveEnvironment: Sendable {
  /// The environment variables.
  var variables: [String: String]
  /// The zone of the user's wall clock.
  var zone: TimeZone
  /// The time.
  var now: @Sendable () -> Date
  /// What the user should know of it, with the remedy.
  var warnings: [String] = []

  /// The environment of this process.
  ///
  /// - Throws: ``CommandError`` when the clock for tests is set to what is no time.
  static func current() throws(CommandError) -> LiveEnvironment {
    // With the static runtime no zone has a name unless FoundationInternationalization is linked;
    // a format style brings it in. `ZoneTests` hold this.
    _ = Date.FormatStyle(timeZone: .gmt)
    let variables = withHome(ProcessInfo.processInfo.environment)
    // A colon may stand before the name (POSIX, "TZ").
    let name = variables["TZ"].map { $0.hasPrefix(":") ? String($0.dropFirst()) : $0 } ?? ""
    let named = TimeZone(identifier: name)
    let zone = named ?? TimeZone.current
    return LiveEnvironment(
      variables: variables,
      zone: zone,
      now: try clock(variables["CONVENE_CLOCK"] ?? ""),
      warnings: [named == nil ? warning(on: name, used: zone) : nil].compactMap {
        $0
      }
    )
  }

  /// What is said of a value of `TZ` that names no time zone; `nil` where it may name one by a file or
  /// by a rule (POSIX, "TZ").
  static func warning(on name: String, used zone: TimeZone) -> String? {
    let start = name.prefix { !$0.isNumber }
    let isRule = start.endIndex < name.endIndex && !start.contains("/")
    let file = name.hasPrefix("/") ? name : "/usr/share/zoneinfo/" + name
    guard !name.isEmpty, !isRule, !FileManager.default.fileExists(atPath: file) else { return nil }
    return "TZ is \"\(name)\", which names no time zone: times are those of \(zone.identifier). "
      + "Set TZ to a name like Europe/Berlin, or unset it."
  }

  /// The clock of this process: the system's, unless a test sets another.
  ///
  /// - Parameter text: The value of `CONVENE_CLOCK`, as the article Testing describes it: a time
  ///   with its offset, and behind it `frozen`, or `@` and the uptime at which it is that time.
  /// - Returns: What tells the time.
  /// - Throws: ``CommandError`` for anything else. A test would run on the real clock otherwise.
  static func clock(_ text: String) throws(CommandError) -> @Sendable () -> Date {
    if text.isEmpty { return { Date() } }
    let isFrozen = text.hasSuffix(" frozen")
    let parts = text.dropLast(isFrozen ? " frozen".count : 0)
      .split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    guard let moment = ISOTime.date(parts[0], in: .gmt), parts.count < (isFrozen ? 2 : 3) else {
      throw unreadableClock(text)
    }
    if isFrozen { return { moment } }
    guard let start = parts.count == 2 ? Double(parts[1]) : Self.uptime, start.isFinite else {
      throw unreadableClock(text)
    }
    return { moment + (Self.uptime - start) }
  }

  /// Seconds since the system was started: the same for all processes, and no date.
  private static var uptime: Double { ProcessInfo.processInfo.systemUptime }

  private static func unreadableClock(_ text: String) -> CommandError {
    CommandError(
      .configuration,
      "CONVENE_CLOCK, the clock for tests, is \"\(text)\". Unset it, or write a time with its "
        + "offset, like 2026-11-27T13:21:00+01:00."
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

  /// Whether the terminal's title tells tests when the program is idle.
  var tellsIdle: Bool { variable("CONVENE_IDLE_TITLE") == "1" }

  /// How services are reached: `HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE`.
  var network: NetworkSettings { NetworkSettings(variables) }

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

  /// How long after an escape character it counts as the Escape key, in milliseconds, where nothing
  /// is configured: lines and multiplexers tear sequences apart.
  var escapeDelay: Int {
    if let named = variable("ESCDELAY").flatMap({ Int($0) }), (0...1_000).contains(named) {
      return named
    }
    if isRemote { return 100 }
    return variable("TMUX") == nil ? 25 : 50
  }

  /// How wide lines of text are printed: as `COLUMNS` says, at least as wide as a screen must be.
  var columns: Int { max(40, min(variable("COLUMNS").flatMap { Int($0) } ?? 80, 400)) }

  /// With which day weeks begin where the user lives, 1 for Monday to 7 for Sunday, by the region of
  /// the locale (CLDR 46, `weekData`); Monday, as in ISO 8601, where none is set.
  var firstWeekday: Int {
    let names = ["LC_ALL", "LC_TIME", "LANG"].lazy.compactMap(variable)
    let region = names.first?.split { ".@".contains($0) }.first?.split(separator: "_").last ?? ""
    if Self.sundayRegions.contains(region) { return 7 }
    return Self.saturdayRegions.contains(region) ? 6 : 1
  }

  /// How clocks count hours where the user lives, by the region of the locale (CLDR 46, `timeData`);
  /// to 24 where none is set.
  var clockStyle: ClockStyle {
    let names = ["LC_ALL", "LC_TIME", "LANG"].lazy.compactMap(variable)
    let name = names.first?.split { ".@".contains($0) }.first ?? ""
    let region = name.split(separator: "_").dropFirst().last ?? ""
    return Self.twelveHourRegions.contains(region) && name != "fr_CA"
      ? .twelveHour : .twentyFourHour
  }

  /// The country whose telephone numbers are local, by the locale, two letters of ISO 3166; `nil` when
  /// it names none.
  var telephoneCountry: String? {
    let names = ["LC_ALL", "LC_TELEPHONE", "LANG"].lazy.compactMap(variable)
    let parts = names.first?.split { ".@".contains($0) }.first?.split(separator: "_") ?? []
    return parts.count == 2 && parts[1].utf8.count == 2 ? parts[1].uppercased() : nil
  }

  private static let sundayRegions = Set(
    """
    AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ \
    NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW
    """.split(separator: " ")
  )
  private static let saturdayRegions = Set(
    "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY".split(separator: " ")
  )
  private static let twelveHourRegions = Set(
    """
    AE AG AL AR AS AU BB BD BH BM BN BO BS BT CA CL CO CR CU CY DJ DM DO DZ EC EG EH ER ET FJ FM GD \
    GH GM GR GT GU GY HK HN IN IQ JM JO KH KI KN KP KR KW KY LB LC LR LS LY MH MO MP MR MW MX MY NA \
    NI NZ OM PA PE PG PH PK PR PS PW PY QA SA SB SD SG SL SO SS SV SY SZ TC TD TN TO TT TW UM US UY \
    VC VE VG VI VU WS YE ZM
    """.split(whereSeparator: \.isWhitespace)
  )

  /// Whether the session comes in over SSH.
  var isRemote: Bool { variable("SSH_CONNECTION") != nil || variable("SSH_TTY") != nil }
}
