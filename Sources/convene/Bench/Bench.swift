import ConferencingCore
import CalendarCore
import Foundation
import LocalCache

/// Fills a cache and measures what the screen needs of it.
struct Bench {
  /// What was measured: times in milliseconds, medians.
  struct Figures {
    var events: Int
    var fillPerSecond: Int
    var rawFillPerSecond: Int
    var window: Double
    var day: Double
    var search: Double
    var save: Double
    /// The most memory that the process had, in megabytes.
    var peak: Double
  }

  let events: BenchEvents
  let cache: LocalCache
  let zone: TimeZone
  let now: Date
  /// How many events a transaction brings, as many as a service's page.
  let page: Int

  /// How often each thing is done.
  private static let runs = 31

  /// Fills the cache and measures.
  ///
  /// - Parameter twin: An empty cache, for the same rows by SQLite alone.
  /// - Returns: The figures.
  /// - Throws: ``CacheError``.
  func run(twin: LocalCache) throws -> Figures {
    for cache in [cache, twin] {
      try cache.configure(accounts: [Account(id: .local, service: .local)])
    }
    let fill = try fill()
    let raw = try RawFill(from: cache, to: twin).run(page: page)
    return Figures(
      events: events.count,
      fillPerSecond: perSecond(fill),
      rawFillPerSecond: perSecond(raw),
      window: try median { number in
        _ = try cache.agenda.window(around: day(number), before: 120, after: 240, in: zone)
      },
      day: try median { number in
        let day = events.today.advanced(by: number)
        _ = try cache.agenda.window(days: day...day, in: zone)
      },
      search: try worstSearch(),
      save: try median { number in
        let id = EventID("bench-\(events.count / 2 + number % max(1, events.count / 2))")
        let patch = EventPatch(title: "Moved \(number)")
        try cache.submit(EventEdit(event: id, change: .update(patch)), at: now)
      },
      peak: Self.peakMemory()
    )
  }

  private func fill() throws -> Duration {
    var time = Duration.zero
    let mark = try cache.sync.mark()
    for start in stride(from: 0, to: events.count, by: page) {
      let batch = (start..<min(start + page, events.count)).map(events.event)
      let begin = ContinuousClock.now
      try cache.sync.apply(batch, readAfter: mark)
      time += begin.duration(to: .now)
    }
    return time
  }

  /// Days all over the calendar.
  private func day(_ number: Int) -> Day {
    let days = events.count / BenchEvents.perDay
    return events.today.advanced(by: number * 7_919 % max(1, days) - days / 2)
  }

  private func worstSearch() throws -> Double {
    let texts = [
      BenchEvents.rare, BenchEvents.common, "budg", "b", "me", "zoom meeting", "person12", "打ち合わせ",
      "oscar nunez", "title:budg -lunch", "from:ada has:link", "with:person12@acme.example",
      "provider:zoom before:2027-01-01", "no:link", "budget is:recurring", "\"delta planning\"",
      "in:personal", "in:personal has:link with:person12", "-budget", "q z",
    ]
    return try texts.map { text in
      try median { number in _ = try cache.agenda.search(text, around: day(number), in: zone) }
    }
    .max() ?? 0
  }

  private func median(_ body: (Int) throws -> Void) throws -> Double {
    let times = try (0..<Self.runs).map { number in
      let start = ContinuousClock.now
      try body(number)
      return start.duration(to: .now)
    }
    return times.sorted()[Self.runs / 2] / .milliseconds(1)
  }

  private func perSecond(_ time: Duration) -> Int {
    Int(Double(events.count) / max(time / .seconds(1), 0.000_001))
  }

  /// Source: proc(5), `VmHWM`; 0 where there is no such file.
  private static func peakMemory() -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kilobytes = line.flatMap { Double($0.filter(\.isNumber)) } ?? 0
    return kilobytes / 1_024
  }
}
