import CalendarServices
package import CalendarCore
package import LocalCache

extension CalendarSync {
  /// Undoes or redoes an edit, which shows at once, and has what must be sent sent soon.
  ///
  /// - Parameters:
  ///   - direction: Which of the two.
  ///   - freshID: An id for an event that has to be made again, another one each time.
  /// - Returns: What came of it.
  /// - Throws: ``CacheError``; then nothing has changed.
  package func undo(
    _ direction: UndoDirection,
    freshID: @autoclosure () -> EventID
  ) throws(CacheError) -> UndoOutcome {
    let outcome = try cache.undo(direction, freshID: freshID(), at: clock.now())
    wakeOutboxes()
    return outcome
  }
}
