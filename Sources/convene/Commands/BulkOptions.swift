import ArgumentParser
import CalendarCore

/// The options of a command that edits one event, or all that a search finds.
struct BulkOptions: ParsableArguments {
  /// What help says of it.
  static let discussion = """
    With --search it is done to all events that are found (see convene search), as one edit that one \
    undo takes back. Events that are over are left out unless the search says after: or before:. Of a \
    series its next occurrence is changed.
    """

  @Option(help: "Instead of one event all that this search finds, such as \"title:standup\".")
  var search: String?

  @Flag(help: "With --search: print what would be done, and do nothing.")
  var dryRun = false

  /// Refuses contradictions.
  ///
  /// - Throws: `ValidationError`.
  func check(id: String?, scope: EditScope?) throws {
    guard search != nil else {
      if id == nil { throw ValidationError("Name an event by its id, or several by --search.") }
      if dryRun {
        throw ValidationError("--dry-run belongs to --search. Add one, or leave it out.")
      }
      return
    }
    if id != nil { throw ValidationError("Give the id of one event or --search, not both.") }
    if scope != nil, scope != .this {
      throw ValidationError(
        "--search changes single occurrences. Leave out --scope, or name one event by its id."
      )
    }
  }
}
