package import Foundation

/// What a user wants to know of a series before an edit of one of its occurrences.
package struct SeriesOutline: Hashable, Sendable {
  /// The most occurrences that are counted.
  static let most = 2_000

  /// The master.
  package let master: Event
  /// Which occurrence it is of those that the rule gives, from 1; `nil` for the series as a whole.
  package let number: Int?
  /// How many occurrences there are; `nil` when the series has no end, or too many to count.
  package let count: Int?
  /// How many of them are over.
  package let past: Int
  /// How many exceptions there are from the occurrence on, itself aside.
  package let laterExceptions: Int
  /// How many exceptions from the occurrence on have meetings that their service made on them alone:
  /// when the series is divided they get others.
  package let laterMeetings: Int
  /// How many exceptions have such meetings in all: when the series is moved they get others.
  package let ownMeetings: Int
  /// How many exceptions there are in all, the occurrence aside.
  package let otherExceptions: Int
  /// What it was one series with before Google divided it.
  package let parts: SeriesParts
  /// How many other occurrences the user answered otherwise than the series, by what was answered.
  package var ownAnswers: [ParticipantResponse: Int] = [:]

  /// Outlines a series.
  ///
  /// - Parameters:
  ///   - series: The series.
  ///   - occurrence: One of its occurrences, or the master.
  ///   - parts: What it was one series with.
  ///   - service: What holds it; `nil` where that is not known.
  ///   - now: What is past is before this.
  package init(
    _ series: SeriesEditor,
    of occurrence: Event,
    parts: SeriesParts = .none,
    service: ServiceKind? = nil,
    now: Date
  ) {
    self.parts = parts
    let master = series.master
    let recurrence = series.recurrence
    let start = occurrence.occurrence?.originalStart
    func count(through end: Date) -> Int {
      SeriesExpansion(recurrence, from: master.time).starts(through: end).count
    }
    self.master = master
    number = start.map { count(through: $0.instant.addingTimeInterval(-1)) + 1 }
    past = count(through: now)
    let begin = recurrence.begin(from: master.time, zone: .gmt)
    let isEndless = recurrence.rule?.end == .never || recurrence.rule == nil
    let all = recurrence.times(
      from: master.time,
      in: begin..<begin.addingTimeInterval(100 * 366 * 86_400),
      limit: isEndless ? 1 : Self.most
    )
    self.count = isEndless || all.isCapped ? nil : all.times.count
    otherExceptions = series.exceptions.count { $0.occurrence?.originalStart != start }
    laterExceptions = series.exceptions.count { exception in
      guard let start, let other = exception.occurrence?.originalStart else { return false }
      return other > start
    }
    let links = service.map {
      OwnLinks(of: master.withLinkOfItsText, at: $0, among: series.exceptions)
    }
    let meetings = series.exceptions.filter { exception in
      guard exception.masterID != nil, let links else { return false }
      return links.change(for: exception).isRequest
    }
    ownMeetings = meetings.count
    laterMeetings = meetings.count { exception in
      guard let start, let other = exception.occurrence?.originalStart else { return false }
      return other >= start
    }
  }

  /// How many occurrences there are from this one on; `nil` as for ``count``.
  package var following: Int? { count.flatMap { count in number.map { count - $0 + 1 } } }
}
