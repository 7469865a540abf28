import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// Days, times and zones stand in a form before anybody has typed: who comes to them and types
/// means another one, and not more of the same.
@Suite struct TypedOverTests {
  private static let rows: [(EventFormViewModel.FieldID, String, String)] = [
    (.startDay, "2 dec", "2026-12-02"), (.startTime, "9am", "09:00"),
    (.endDay, "3 dec", "2026-12-03"),
    (.endTime, "22:15", "22:15"), (.zone, "tokyo", "Asia/Tokyo"),
  ]

  private static func new() throws -> EventFormViewModel {
    try #require(
      EventFormViewModel(
        newID: EventID("new"),
        directory: World.directory(),
        start: World.at(15),
        zone: World.zone,
        now: World.now
      )
    )
  }

  /// The form with the cursor in a row, to which it came by key.
  private static func form(at row: EventFormViewModel.FieldID) throws -> EventFormViewModel {
    var form = try new()
    for _ in 0..<20 where form.focus != row { _ = form.handle(.nextField) }
    try #require(form.focus == row)
    return form
  }

  private static func text(
    of row: EventFormViewModel.FieldID,
    in form: EventFormViewModel
  ) -> String {
    guard case .text(let field, _)? = form.fields.first(where: { $0.id == row })?.content else {
      return ""
    }
    return field.text
  }

  private static func isSelected(_ form: EventFormViewModel) -> Bool {
    form.fields.contains { $0.id == form.focus && $0.isSelected }
  }

  @Test(arguments: rows)
  func replacesWhatStands(_ row: EventFormViewModel.FieldID, _ typed: String, _ value: String)
    throws
  {
    var form = try Self.form(at: row)
    #expect(Self.isSelected(form))
    for character in typed { form.insert(String(character)) }
    #expect(Self.text(of: row, in: form) == typed)
    #expect(!Self.isSelected(form))
    _ = form.handle(.nextField)
    #expect(Self.text(of: row, in: form) == value)
  }

  @Test(arguments: rows)
  func erasesAll(_ row: EventFormViewModel.FieldID, _ typed: String, _ value: String) throws {
    for command in [Command.backspace, .deleteForward] {
      var form = try Self.form(at: row)
      _ = form.handle(command)
      #expect(Self.text(of: row, in: form).isEmpty)
    }
  }

  /// Who moves the cursor first edits.
  @Test(arguments: rows, [Command.previousChoice, .nextChoice, .lineStart, .lineEnd])
  func editsBehindAKeyOfTheCursor(
    _ row: (EventFormViewModel.FieldID, String, String),
    _ command: Command
  ) throws {
    var form = try Self.form(at: row.0)
    let before = Self.text(of: row.0, in: form)
    _ = form.handle(command)
    #expect(!Self.isSelected(form))
    form.insert("1")
    #expect(Self.text(of: row.0, in: form).count == before.count + 1)
  }

  /// After saving, which may ask something first, the cursor stands where it stood.
  @Test(arguments: rows)
  func replacesWhatWasReadForSaving(
    _ row: EventFormViewModel.FieldID,
    _ typed: String,
    _ value: String
  ) throws {
    var form = try Self.form(at: .title)
    form.insert("Review")
    for _ in 0..<20 where form.focus != row { _ = form.handle(.nextField) }
    for character in typed { form.insert(String(character)) }
    _ = form.attemptSave()
    try #require(form.focus == row)
    #expect(Self.text(of: row, in: form) == value)
    #expect(Self.isSelected(form))
    form.insert("1")
    #expect(Self.text(of: row, in: form) == "1")
  }

  /// What cannot be read is corrected, and another row that the cursor is led to is typed over.
  @Test func whatCannotBeReadStays() throws {
    var form = try Self.form(at: .title)
    form.insert("Review")
    for _ in 0..<20 where form.focus != .startTime { _ = form.handle(.nextField) }
    for character in "25:00" { form.insert(String(character)) }
    #expect(form.attemptSave() == nil)
    try #require(form.focus == .startTime)
    _ = form.handle(.backspace)
    #expect(Self.text(of: .startTime, in: form) == "25:0")
    _ = form.handle(.nextField)
    #expect(form.attemptSave() == nil)
    try #require(form.focus == .startTime)
    #expect(Self.isSelected(form))
  }

  @Test func passingThroughChangesNothing() throws {
    let original = try Self.new()
    var form = original
    for _ in 0..<12 { _ = form.handle(.nextField) }
    #expect(!form.isChanged(from: original))
  }

  /// A text that people wrote is not lost by a key.
  @Test func textsAreNotReplaced() throws {
    var event = World.event("review", from: World.at(15))
    event.location = "Room 5"
    var form = try #require(
      EventFormViewModel(
        event: event,
        directory: World.directory(),
        zone: World.zone,
        now: World.now
      )
    )
    for _ in 0..<20 where form.focus != .location { _ = form.handle(.nextField) }
    form.insert("b")
    #expect(Self.text(of: .location, in: form) == "Room 5b")
    for _ in 0..<20 where form.focus != .title { _ = form.handle(.previousField) }
    form.insert("s")
    #expect(Self.text(of: .title, in: form) == "reviews")
  }
}
