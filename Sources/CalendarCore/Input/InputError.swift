/// Why a typed text cannot be used: what was not understood, and what to write instead.
package struct InputError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The reason and the remedy, as sentences for the user.
  package let message: String
  /// Whether two things that were understood do not go together, so that neither can be taken.
  let isContradiction: Bool

  /// Makes an error.
  package init(_ message: String) { self.init(message, isContradiction: false) }

  init(_ message: String, isContradiction: Bool) {
    (self.message, self.isContradiction) = (message, isContradiction)
  }

  /// The message.
  package var description: String { message }

  /// Forms of a day that are read, as examples.
  static let dayForms = "2026-12-01, today, fri, 15 mar or +3"

  /// That a text is not a day.
  package static func noDay(_ text: String) -> InputError {
    InputError("\"\(text)\" is not a day. Write one like \(dayForms).")
  }

  /// That a text does not say when something ends.
  static func noEnd(_ text: String) -> InputError {
    InputError(
      "\"\(text)\" is not a day or a month. Write one like 2026-12-01, fri, 15 mar or june."
    )
  }

  /// That a year cannot be written.
  package static let year = InputError(
    "This year is out of range. Choose one from \(DayInput.years.lowerBound) to "
      + "\(DayInput.years.upperBound)."
  )

  /// That nothing of a text is a day or a time.
  static func noTime(_ text: String) -> InputError {
    InputError(
      "\"\(text)\" is not a day or a time. Write one like 2026-12-01T10:00, \"fri 14:00\", "
        + "\"tomorrow 9am\" or \"15 mar\"."
    )
  }

  /// That what begins at a time of day has a day alone as its end.
  static func untilDay(_ text: String) -> InputError {
    InputError(
      "\"\(text)\" may be the end of a series or of one long event. Write how it repeats before it, "
        + "like \"every tue\", or the time of its end too, like \"to fri 17:00\"."
    )
  }

  /// That a text is not a time of day.
  package static func noClock(_ text: String) -> InputError {
    InputError("\"\(text)\" is not a time of day. Write one like \(ClockReader.forms).")
  }

  /// That a part of a text was not understood.
  static func notUnderstood(_ word: String, in text: String) -> InputError {
    InputError(
      "\"\(word)\" in \"\(text)\" was not understood. Write a day and a time like \"fri 14:00\", "
        + "\"fri 14:00–15:30\" or \"1 dec 10am Tokyo\"."
    )
  }
}
