package import Foundation

/// Reading days, times and spans as they are typed: the one language of forms and commands.
///
/// The grammar is in the article Dates and times. Nothing that is typed is dropped: what was not
/// understood is named in the error, and what may mean two things is refused with both.
package enum TimeInput {
  /// Reads a moment, and its end where one is typed: `2026-12-01T10:00`, `fri 14:00`, `tomorrow
  /// 9am`, `mon 14:00–15:30`, `dec 1–3`, `noon for 2h`, `in 2h`, `15:00 Tokyo`.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - context: When and where it is typed, and what it counts from.
  ///   - takesNumber: Whether a number alone is a time of day, as in the field of a time.
  /// - Returns: What it says.
  /// - Throws: ``InputError`` that names what was not understood.
  package static func span(
    _ text: String,
    _ context: InputContext,
    takesNumber: Bool = false
  ) throws(InputError) -> TypedSpan {
    let words = InputWords(text)
    var reader = TimeReader(words: words, context: context, takesNumber: takesNumber)
    return try reader.all()
  }

  /// Reads a moment without an end.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - context: When and where it is typed, and what it counts from.
  ///   - takesNumber: Whether a number alone is a time of day.
  ///   - isEnd: Whether it is the end of something, so that midnight is the end of the day.
  /// - Returns: What it says.
  /// - Throws: ``InputError`` that names what was not understood, a second time among it.
  package static func moment(
    _ text: String,
    _ context: InputContext,
    takesNumber: Bool = false,
    isEnd: Bool = false
  ) throws(InputError) -> TypedTime {
    let words = InputWords(text)
    var reader = TimeReader(words: words, context: context, takesNumber: takesNumber, isEnd: isEnd)
    let span = try reader.all()
    guard span.end == nil else {
      throw InputError("\"\(text)\" is a start and an end. Write one of them here.")
    }
    return span.start
  }
}

/// When and where something is typed, and what it counts from.
package struct InputContext: Sendable {
  /// The time.
  package var now: Date
  /// The zone of the user's wall clock.
  package var zone: TimeZone
  /// The day that weekdays and numbers count from, where it is not today.
  package var base: Day?
  /// The day of a time that is typed without one, where it is not the base.
  package var day: Day?

  /// Makes a context.
  package init(now: Date, zone: TimeZone, from base: Day? = nil) {
    (self.now, self.zone, self.base) = (now, zone, base)
  }

  /// The day it is.
  package var today: Day { Day(now, in: zone) }
}
