import CalendarCore
import CalendarSync
import Foundation
import LocalCache
import TestSupport
import Testing

/// Microsoft keeps an occurrence on a day between its neighbours, over HTTP.
@Suite(.timeLimit(.minutes(5))) struct OccurrenceBoundaryTests {
  @Test func anOccurrenceIsNotMovedPastItsNeighbour() async throws {
    try await EightyWorld.run(.microsoft) { world in
      await world.sync.refreshAll()
      try await world.makeSeries()
      let before = try world.series()
      for days in [1, 2, -1, -40] {
        let edit = try world.move(by: days)
        let problem = #expect(throws: CacheError.self) { try world.sync.submit(edit) }
        #expect(problem?.description.contains("stays between its neighbours") == true)
        try world.expect(before, "moved by \(days) days")
      }
      var moved = before
      moved[2].hours += 2
      try await world.carryOut(world.move(hours: 2))
      await world.sync.refreshAll()
      try world.expect(moved, "moved within its day")
    }
  }
}

extension EightyWorld {
  /// The edit that moves the third occurrence.
  fileprivate func move(by days: Int = 0, hours: Double = 0) throws -> EventEdit {
    let third = try ordered()[2]
    guard case .timed(let start, let end, let zone) = third.time else {
      throw CancellationError()
    }
    let seconds = Double(days) * 86_400 + hours * 3_600
    let time = EventTime.timed(start: start + seconds, end: end + seconds, zone: zone)
    return EventEdit(
      event: third.id,
      change: .update(EventPatch(time: time)),
      scope: .this
    )
  }
}
