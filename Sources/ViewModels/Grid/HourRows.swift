/// The rows of a time grid: which time of day each stands for.
package struct HourRows: Equatable, Sendable {
  /// A row.
  package enum Row: Equatable, Sendable {
    /// It begins at this minute of the day.
    case minute(Int)
    /// It stands for hours that are left out because nothing is on them.
    case folded
  }

  /// The minutes of a row.
  package let length: Int
  /// All rows of the day, of which a part may be on the screen.
  package private(set) var all: [Row] = []
  /// The row of the first minute of every hour that is shown.
  private var starts: [Int: Int] = [:]

  /// Chooses the hours.
  ///
  /// All are shown where there is room. Else those of the working day and those in use are, and
  /// as many of the others as fit: those in between first, then the nearest around them.
  ///
  /// - Parameters:
  ///   - height: The rows there are.
  ///   - length: The minutes of a row, a divisor of 60.
  ///   - working: The hours of the working day.
  ///   - used: The hours on which something is.
  init(height: Int, length: Int, working: Range<Int>, used: Set<Int>) {
    self.length = length
    var hours = used.union(working)
    if 24 * 60 / length <= height {
      hours = Set(0..<24)
    } else {
      var isLate = true
      while hours.count < 24 {
        let late = (hours.max() ?? 24) + 1
        let early = (hours.min() ?? 0) - 1
        let between = (early + 1..<late).filter { !hours.contains($0) }
        let next =
          between.min { Self.distance($0, from: working) < Self.distance($1, from: working) }
          ?? (isLate && late < 24 || early < 0 ? late : early)
        guard (0..<24).contains(next), Self.count(hours.union([next]), length) <= height else {
          break
        }
        hours.insert(next)
        if between.isEmpty { isLate.toggle() }
      }
    }
    var last: Int?
    for hour in hours.sorted() {
      if let last, hour > last + 1 { all.append(.folded) }
      starts[hour] = all.count
      for part in 0..<(60 / length) { all.append(.minute(hour * 60 + part * length)) }
      last = hour
    }
  }

  /// The row of a minute whose hour is shown; the nearest before it else.
  package func row(of minute: Int) -> Int {
    var hour = max(0, min(minute / 60, 23))
    if let start = starts[hour] { return start + minute % 60 / length }
    while hour >= 0, starts[hour] == nil { hour -= 1 }
    return starts[hour].map { $0 + 60 / length - 1 } ?? 0
  }

  private static func distance(_ hour: Int, from hours: Range<Int>) -> Int {
    max(hours.lowerBound - hour, hour - hours.upperBound + 1, 0)
  }

  /// The rows that hours take, with those between them that stand for others.
  private static func count(_ hours: Set<Int>, _ length: Int) -> Int {
    let sorted = hours.sorted()
    let gaps = zip(sorted, sorted.dropFirst()).count { $1 > $0 + 1 }
    return hours.count * 60 / length + gaps
  }
}
