import Foundation
import Testing

/// khal and vdirsyncer on a folder of calendars: what else reads and writes it.
struct OtherPrograms: Sendable {
  /// The folder that everything is in; the calendar is `home`, its copy by vdirsyncer `copy`.
  let path: String

  /// Writes the configurations.
  init(_ path: String) throws {
    self.path = path
    for folder in ["calendars/home", "copy", "status"] {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(folder)",
        withIntermediateDirectories: true
      )
    }
    try """
    [calendars]
    [[home]]
    path = \(path)/calendars/home
    [locale]
    timeformat = %H:%M
    dateformat = %Y-%m-%d
    longdateformat = %Y-%m-%d
    datetimeformat = %Y-%m-%d %H:%M
    longdatetimeformat = %Y-%m-%d %H:%M
    local_timezone = Europe/Berlin
    default_timezone = Europe/Berlin
    [sqlite]
    path = \(path)/khal.db
    """.write(toFile: "\(path)/khal.conf", atomically: true, encoding: .utf8)
    try """
    [general]
    status_path = "\(path)/status/"
    [pair both]
    a = "a"
    b = "b"
    collections = null
    conflict_resolution = "a wins"
    [storage a]
    type = "filesystem"
    path = "\(path)/calendars/home"
    fileext = ".ics"
    [storage b]
    type = "filesystem"
    path = "\(path)/copy"
    fileext = ".ics"
    """.write(toFile: "\(path)/vdirsyncer.conf", atomically: true, encoding: .utf8)
    _ = try vdirsyncer(["discover"])
  }

  /// Runs a program to its end; answers what it printed.
  private func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "120"] + arguments
    process.environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": path, "LC_ALL": "C.UTF-8",
      "TZ": "Europe/Berlin",
    ]
    let (output, errors) = (Pipe(), FileHandle(forWritingAtPath: "/dev/null"))
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle(forReadingAtPath: "/dev/null")
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(process.terminationStatus == 0, "\(arguments): \(text)")
    return text
  }

  private func vdirsyncer(_ arguments: [String]) throws -> String {
    try run(["vdirsyncer", "-c", "\(path)/vdirsyncer.conf", "-v", "ERROR"] + arguments)
  }

  /// Brings the folder and its copy together.
  func sync() throws { _ = try vdirsyncer(["sync"]) }

  /// What khal shows in eight weeks from Monday 23 November on, as ``ResourceWorld/shown()`` does.
  func khal() throws -> [String] {
    let format = "{start-date} {start-time} {title}"
    let text = try run([
      "khal", "-c", "\(path)/khal.conf", "list", "--format", format, "--day-format", "",
      "2026-11-23", "56d",
    ])
    return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }.sorted()
  }

  /// Adds an event with khal.
  func add(_ title: String, day: String, hour: Int) throws {
    _ = try run([
      "khal", "-c", "\(path)/khal.conf", "new", "-a", "home", day,
      "\(hour < 10 ? "0" : "")\(hour):00", "\(hour + 1):00", title,
    ])
  }
}
