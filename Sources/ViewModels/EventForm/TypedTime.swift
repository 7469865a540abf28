package import CalendarCore
import Foundation

/// A moment as it was typed: a day, a time of day, or both.
package struct TypedTime: Equatable, Sendable {
  /// The day; `nil` where a time stands alone.
  package var day: Day?
  /// The seconds past midnight that a wall clock shows, 0 to 86,400; `nil` where a day stands alone.
  package var seconds: Int?
  /// The seconds that the clock is ahead of UTC, where an offset is written.
  package var offset: Int?
}

extension TimeInput {
  /// Reads a day with or without a time: `2026-12-01T10:00`, `20261201T1000Z`,
  /// `2026-12-01 10:00+02:00`, `fri 14:00`, `tomorrow 9am`, `+3`.
  ///
  /// A time without a day needs a colon, or am or pm: a number alone may mean too much.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - today: The day it is.
  ///   - base: The day that weekdays and numbers count from, where it is not today.
  /// - Returns: What it says; `nil` when it cannot be read, or is of a year that is not in ``years``.
  package static func moment(_ text: String, today: Day, from base: Day? = nil) -> TypedTime? {
    let word = text.trimmingCharacters(in: .whitespaces).lowercased()
    if let day = day(word, today: today, from: base) { return TypedTime(day: day) }
    if let (head, tail) = split(word), let day = day(head, today: today, from: base) {
      guard let clock = clock(tail, isLenient: word.contains(" ")) else { return nil }
      return TypedTime(day: day, seconds: clock.seconds, offset: clock.offset)
    }
    guard word.contains(":") || word.hasSuffix("am") || word.hasSuffix("pm"),
      let minutes = minutes(word)
    else { return nil }
    return TypedTime(seconds: minutes * 60)
  }

  /// What is wrong with a text that ``moment(_:today:from:)`` does not read.
  package static func momentProblem(_ text: String, today: Day, from base: Day? = nil) -> String {
    let head = split(text.trimmingCharacters(in: .whitespaces).lowercased())?.head ?? text
    let problem = dayProblem(head, today: today, from: base)
    if problem == yearProblem, day(head, today: today, from: base) == nil { return yearProblem }
    return "\"\(text)\" is no time. Write one like 2026-12-01T10:00, \"fri 14:00\" or "
      + "\"tomorrow 9am\", or a day: 2026-12-01, today, fri, +3."
  }

  /// The day and the time of a text: before and behind its first space, or the T of ISO 8601.
  private static func split(_ word: String) -> (head: String, tail: Substring)? {
    if let space = word.firstIndex(of: " ") {
      let head = word[..<space]
      return (
        String(head.hasSuffix(",") ? head.dropLast() : head),
        word[word.index(after: space)...].drop { $0 == " " }
      )
    }
    guard word.first?.isNumber == true, let t = word.firstIndex(of: "t") else { return nil }
    return (String(word[..<t]), word[word.index(after: t)...])
  }

  /// Reads a time as ISO 8601 writes it, with an offset where there is one.
  ///
  /// - Parameters:
  ///   - text: The text, in small letters.
  ///   - isLenient: Whether every time that ``minutes(_:)`` reads is taken too.
  /// - Returns: Seconds past midnight, and the seconds that the clock is ahead of UTC.
  private static func clock(
    _ text: Substring,
    isLenient: Bool
  ) -> (seconds: Int, offset: Int?)? {
    var clock = text
    var offset: Int?
    if clock.hasSuffix("z") {
      offset = 0
      clock = clock.dropLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard let minutes = offsetMinutes(clock[clock.index(after: sign)...]) else { return nil }
      offset = minutes * (clock[sign] == "-" ? -60 : 60)
      clock = clock[..<sign]
    }
    while clock.last == " " { clock = clock.dropLast() }
    if let seconds = seconds(clock) { return (seconds, offset) }
    guard isLenient, let minutes = minutes(String(clock)) else { return nil }
    return (minutes * 60, offset)
  }

  /// Reads `10:00`, `1000`, either with seconds and a fraction of them.
  private static func seconds(_ text: Substring) -> Int? {
    let halves = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let clock = halves.first, halves.count <= 2 else { return nil }
    var parts = clock.split(separator: ":", omittingEmptySubsequences: false)
    if parts.count == 1, clock.utf8.count == 4 || clock.utf8.count == 6 {
      let tail = clock.dropFirst(2)
      parts = [clock.prefix(2), tail.prefix(2)] + (tail.count > 2 ? [tail.suffix(2)] : [])
    }
    guard (2...3).contains(parts.count),
      parts.allSatisfy({ $0.utf8.count == 2 && isDigits($0) }),
      let hour = Int(parts[0]), let minute = Int(parts[1]),
      let second = Int(parts.count == 3 ? parts[2] : "00")
    else { return nil }
    if halves.count == 2 {
      guard parts.count == 3, (1...9).contains(halves[1].utf8.count), isDigits(halves[1]) else {
        return nil
      }
    }
    if hour == 24, minute == 0, second == 0 { return 86_400 }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return hour * 3_600 + minute * 60 + second
  }

  /// Reads `02:00`, `0200` or `02`: minutes, at most 14 hours.
  private static func offsetMinutes(_ text: Substring) -> Int? {
    let digits = text.filter { $0 != ":" }
    guard digits.utf8.count == 2 || digits.utf8.count == 4, isDigits(digits),
      let number = Int(digits.utf8.count == 2 ? digits + "00" : digits),
      number % 100 < 60, number <= 1_400
    else { return nil }
    return number / 100 * 60 + number % 100
  }
}
