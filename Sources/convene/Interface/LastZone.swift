import Foundation

/// The zone in which times were shown when the program last ran, kept in a file of its own.
///
/// Nothing but what is said depends on it: the cache holds instants and dates.
struct LastZone {
  /// The most bytes of the name of a zone that is read.
  private static let longest = 64
  private let path: String

  /// Makes the one of the user's folders.
  init(_ paths: Paths) { path = paths.lastZone }

  /// Notes the zone of now.
  ///
  /// - Parameters:
  ///   - zone: The zone.
  ///   - now: The time.
  /// - Returns: What the user should know where the clock is another than last time; `nil` where it
  ///   is not, or where nothing is known.
  func note(_ zone: TimeZone, at now: Date) -> String? {
    let last = name.flatMap { TimeZone(identifier: $0) }
    if name != zone.identifier { write(zone.identifier) }
    guard let last, !Self.isSameClock(last, zone, at: now) else { return nil }
    return "Times are in \(zone.identifier) now; last time they were in \(last.identifier)."
  }

  private var name: String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    let data = (try? file.read(upToCount: Self.longest)) ?? Data()
    return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Writes it; where that cannot be, nothing is said the next time.
  private func write(_ name: String) {
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try? Data((name + "\n").utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// Whether two zones show the same time now and in half a year.
  private static func isSameClock(_ a: TimeZone, _ b: TimeZone, at now: Date) -> Bool {
    [now, now.addingTimeInterval(182 * 86_400)].allSatisfy {
      a.secondsFromGMT(for: $0) == b.secondsFromGMT(for: $0)
    }
  }
}
