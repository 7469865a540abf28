import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import Testing

@testable import LocalCache

/// Undo of an edit of a series says which occurrence it was made on, and redo where that is since.
@Suite struct SeriesPlaceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let scope: EditScope
    let change: EventChange
    /// The day on which the occurrence is afterwards; `nil` where it is deleted.
    let after: String?
    var testDescription: String { "\(scope) \(after ?? "deleted")" }
  }

  private static let moved = EventChange.update(
    EventPatch(time: SeriesFixture.time("2026-10-27", hour: 12))
  )
  private static let renamed = EventChange.update(EventPatch(title: "Daily"))

  static let cases = [
    Case(scope: .this, change: renamed, after: "2026-10-26"),
    Case(scope: .this, change: .delete, after: nil),
    Case(scope: .following, change: renamed, after: "2026-10-26"),
    Case(scope: .following, change: moved, after: "2026-10-27"),
    Case(scope: .following, change: .delete, after: nil),
    Case(scope: .all, change: renamed, after: "2026-10-26"),
    Case(scope: .all, change: moved, after: "2026-10-27"),
    Case(scope: .all, change: .delete, after: nil),
  ]

  private func place(_ outcome: UndoOutcome) -> EventPlace? {
    switch outcome {
    case .done(let step, _): step.place
    case .doneTogether(let steps, _, _): steps.compactMap(\.place).last
    default: nil
    }
  }

  @Test(arguments: cases) func theOccurrenceIsNamed(_ one: Case) throws {
    let series = try SeriesFixture()
    let third = try series.window("2026-10-26", "2026-10-26")[0]
    try series.edit(2, one.scope, one.change)
    for _ in 0..<2 {
      let back = try #require(place(try series.undo()))
      #expect(back.event == third.id)
      #expect(back.time == third.time)
      let again = place(try series.undo(.redo))
      guard let after = one.after else {
        #expect(again == nil)
        continue
      }
      let shown = try series.window(after, after).map(\.id)
      #expect(shown == [try #require(again).event], "\(one)")
    }
  }

  /// A series that was deleted and brought back has another id, also for what was done to it before.
  @Test func anOlderEditNamesAnOccurrenceThatIsThere() throws {
    let series = try SeriesFixture()
    try series.edit(2, .all, Self.renamed)
    try series.edit(2, .all, .delete)
    _ = try series.undo()
    let third = try series.window("2026-10-26", "2026-10-26")[0]
    #expect(place(try series.undo())?.event == third.id)
    #expect(place(try series.undo(.redo))?.event == third.id)
  }
}
