import ArgumentParser
import CalendarCore
import Foundation
import LocalCache

/// Measures the cache; hidden, for it is about the program and not about a calendar.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure the cache with events made for it.",
    shouldDisplay: false
  )

  @Option(help: "How many events.")
  var events: Int

  @Option(help: "How many events a transaction brings.")
  var page = 200

  @Option(help: "Keep the calendar under this folder, to start the program on it.")
  var keep: String?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...10_000_000).contains(events) else {
      throw ValidationError("--events is a number from 1 to 10000000.")
    }
    guard page > 0 else { throw ValidationError("--page is a number above 0.") }
  }

  func run() throws {
    let environment = try LiveEnvironment.current()
    let scratch = try TemporaryFolder.make(environment, name: "convene-bench")
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let home = keep.map { URL(fileURLWithPath: $0).path } ?? scratch + "/home"
    let variables = [
      "XDG_CONFIG_HOME": home + "/config", "XDG_DATA_HOME": home + "/data",
      "XDG_STATE_HOME": home + "/state", "XDG_CACHE_HOME": home + "/cache",
    ]
    let path = Paths(variables).cache
    guard !FileManager.default.fileExists(atPath: path) else {
      throw CommandError(
        .badInput,
        "There is a calendar in \(home) already. Name a folder that is new."
      )
    }
    let now = environment.now()
    let bench = Bench(
      events: BenchEvents(count: events, today: Day(now, in: environment.zone)),
      cache: try Session.cache(at: path),
      zone: environment.zone,
      now: now,
      page: page
    )
    let figures = try bench.run(twin: try Session.cache(at: scratch + "/twin/cache.sqlite"))
    if keep != nil {
      Console.say(variables.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " "))
    }
    json ? Console.json(Self.object(figures)) : Console.plain(Self.table(figures))
  }

  private static func members(_ figures: Bench.Figures) -> [(String, JSONText)] {
    [
      ("events", .number(figures.events)),
      ("fill_per_s", .number(figures.fillPerSecond)),
      ("raw_fill_per_s", .number(figures.rawFillPerSecond)),
      ("window_ms", .decimal(figures.window)),
      ("day_ms", .decimal(figures.day)),
      ("search_ms", .decimal(figures.search)),
      ("save_ms", .decimal(figures.save)),
      ("peak_mb", .decimal(figures.peak)),
    ]
  }

  static func object(_ figures: Bench.Figures) -> JSONText { .object(members(figures)) }

  static func table(_ figures: Bench.Figures) -> String {
    let rows = members(figures).map { ($0, $1.rendered()) }
    let width = rows.map(\.1.count).max() ?? 0
    return rows.map { name, value in
      name + String(repeating: " ", count: 16 - name.count + width - value.count) + value
    }
    .joined(separator: "\n")
  }
}
