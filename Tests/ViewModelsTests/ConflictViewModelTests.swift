import CalendarCore
import Foundation
import Testing

@testable import ViewModels

@Suite struct ConflictViewModelTests {
  private static func screen(
    _ conflict: EventConflict = World.conflict,
    columns: Int = 80,
    rows: Int = 60
  ) -> ConflictViewModel {
    var screen = ConflictViewModel(
      change: 7,
      conflict,
      clock: WallClock(World.zone),
      now: World.now
    )
    screen.resize(columns: columns, rows: rows)
    return screen
  }

  /// What the screen says, a line for each row.
  private static func text(_ screen: ConflictViewModel) -> [String] {
    screen.rows.map { row in
      switch row.kind {
      case .choice(let options, let chosen):
        "\(row.label): " + options.map { $0 == chosen ? "[\($0)]" : "\($0)" }.joined(separator: " ")
      case .option(let isChosen): isChosen ? "[\(row.text)]" : row.text
      default: row.label.isEmpty ? row.text : "\(row.label): \(row.text)"
      }
    }
  }

  @Test("Every field that collides has what it was, mine, theirs and a choice")
  func blocks() {
    let text = Self.text(Self.screen())
    for lines in [
      [
        "Title", "was:   Planning", "mine:   Planning II", "theirs:   Kick-off",
        "keep: mine theirs both",
      ],
      [
        "Time", "was:   Mon 23 Nov, 15:00–16:00", "mine:   Tue 24 Nov, 10:00–11:00",
        "theirs:   Mon 23 Nov, 16:00–17:00", "keep: mine theirs",
      ],
      ["Location", "was:   none", "mine:   Room 5", "theirs:   Room 6", "keep: mine theirs both"],
      [
        "Description", "was:   Agenda", "  old", "  End", "mine:   Agenda", "− old", "+ mine",
        "  End",
        "theirs:   Agenda", "− old", "+ theirs", "  End", "keep: mine theirs both",
      ],
      [
        "People", "was:   Ada <ada@acme.example>", "  bob@acme.example", "  cy@acme.example",
        "mine: − cy@acme.example", "+ Dee <dee@acme.example>", "  2 as before",
        "theirs:   Ada <ada@acme.example>: yes → no",
        "  cy@acme.example → Cyrus <cy@acme.example>", "  1 as before", "keep: mine theirs both",
      ],
      [
        "Meeting link", "was:   Zoom Meeting", "  https://zoom.us/j/123456789",
        "  Access code s3cret", "mine:   a new Google Meet link", "theirs:   Microsoft Teams",
        "  https://teams.microsoft.com/l/1", "keep: mine theirs",
      ],
    ] {
      let first = text.firstIndex(of: lines[0]) ?? 0
      #expect(Array(text[first...].prefix(lines.count)) == lines)
    }
    #expect(text.first?.hasPrefix("The title, time, location, description, attendees") == true)
    #expect(text.suffix(3).contains("Also changed there: visibility. That is kept."))
    #expect(text.last == "Also changed here: availability. That is kept.")
  }

  @Test("Letters, arrows and capitals choose")
  func choosing() {
    var screen = Self.screen()
    screen.handle(.keepMine)
    #expect(screen.choices == [0: .mine])
    screen.handle(.nextChoice)
    #expect(screen.choices == [0: .theirs])
    screen.handle(.nextChoice)
    #expect(screen.choices == [0: .both])
    screen.handle(.nextChoice)
    #expect(screen.choices == [0: .mine])
    screen.handle(.previousChoice)
    #expect(screen.choices == [0: .both])
    screen.handle(.nextField)
    screen.handle(.previousChoice)
    #expect(screen.choices == [0: .both, 1: .theirs])
    screen.handle(.moveDown)
    screen.handle(.nextChoice)
    #expect(screen.choices == [0: .both, 1: .theirs, 2: .mine])
    screen.handle(.allTheirs)
    #expect(screen.choices.count == 6 && Set(screen.choices.values) == [.theirs])
    screen.handle(.allMine)
    #expect(screen.choices.count == 6 && Set(screen.choices.values) == [.mine])
  }

  @Test("Both are shown as they will be")
  func both() {
    var screen = Self.screen()
    screen.handle(.keepBoth)
    #expect(Self.text(screen).contains("result:   Planning II / Kick-off"))
    for _ in 0..<3 { screen.handle(.nextField) }
    screen.handle(.keepBoth)
    let text = Self.text(screen)
    #expect(text.contains("+ mine") && text.contains("+ theirs"))
    #expect(text.contains { $0.hasPrefix("result: ") })
    screen.handle(.nextField)
    screen.handle(.keepBoth)
    let result = Self.text(screen).last { $0.hasPrefix("result: ") }
    #expect(result != nil)
  }

  @Test("What is one thing is never both", arguments: [1, 5])
  func neverBoth(_ block: Int) {
    var screen = Self.screen()
    for _ in 0..<block { screen.handle(.nextField) }
    screen.handle(.keepBoth)
    #expect(screen.choices.isEmpty)
    let app = AppState(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
    #expect(
      screen.availability(of: .keepBoth, in: app)
        == .unavailable(Notice(.problem, "You can't keep both. Choose mine or theirs."))
    )
    #expect(
      !screen.footer(in: app).filter { screen.availability(of: $0, in: app) == .available }
        .contains(.keepBoth)
    )
  }

  @Test("It is saved once every field is decided; else the open one says so")
  func saving() {
    var screen = Self.screen()
    screen.handle(.keepMine)
    let saved1 = screen.attemptSave()
    #expect(saved1 == nil)
    #expect(screen.focus == 1)
    #expect(Self.text(screen).contains("! Not decided yet. Choose mine or theirs."))
    screen.handle(.allTheirs)
    screen.handle(.first)
    screen.handle(.keepBoth)
    screen.handle(.last)
    screen.handle(.keepMine)
    let saved7 = screen.attemptSave()
    #expect(
      saved7
        == .fields([
          .title: .both, .time: .theirs, .location: .theirs, .description: .theirs,
          .participants: .theirs, .conferencing: .mine,
        ])
    )
  }

  @Test("After a deletion it is kept or let go")
  func deletions() {
    var there = Self.screen(World.deletedThere)
    let text = Self.text(there)
    for line in [
      "The event was deleted at its service.", "Changed here:", "  Title: Planning II",
      "  Time: Tue 24 Nov, 10:00–11:00", "  Meeting link: a new Google Meet link",
      "Keep my changes",
      "Delete it here too",
    ] { #expect(text.contains(line), "\(line)") }
    let flowing = text.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(flowing.contains("attendees are invited again"))
    let saved2 = there.attemptSave()
    #expect(saved2 == nil)
    #expect(Self.text(there).contains("! Not decided yet. Choose mine or theirs."))
    there.handle(.keepBoth)
    #expect(there.choices.isEmpty)
    there.handle(.moveDown)
    let saved3 = there.attemptSave()
    #expect(saved3 == .side(.theirs))
    there.handle(.moveUp)
    #expect(Self.text(there).contains("[Keep my changes]"))
    let saved4 = there.attemptSave()
    #expect(saved4 == .side(.mine))

    var here = Self.screen(World.deletedHere)
    let words = Self.text(here)
    for line in [
      "The event that is to be deleted was changed at its service.", "Changed at the service:",
      "  Title: Kick-off",
      "Delete it all the same", "Keep it",
    ] { #expect(words.contains(line), "\(line)") }
    here.handle(.keepTheirs)
    let saved5 = here.attemptSave()
    #expect(saved5 == .side(.theirs))
  }

  @Test("The field with the focus is on the screen, and so is the mark", arguments: [9, 21, 47])
  func scrolling(_ rows: Int) {
    for columns in [40, 80, 200] {
      var screen = Self.screen(columns: columns, rows: rows)
      for command: Command in [.nextField, .keepMine, .previousField, .keepTheirs, .last, .first] {
        for _ in 0..<8 {
          screen.handle(command)
          let seen = screen.top..<screen.top + rows
          let marked = screen.marked
          #expect(marked.map(seen.contains) == true)
          #expect(screen.top >= 0 && screen.top <= max(0, screen.rows.count - rows))
        }
      }
    }
  }

  @Test("Pages lead through all of it, and choices are about what is seen")
  func paging() {
    var screen = Self.screen(columns: 40, rows: 9)
    var seen = Set(screen.top..<screen.top + 9)
    for _ in 0..<40 {
      screen.handle(.pageDown)
      seen.formUnion(screen.top..<screen.top + 9)
      #expect(screen.marked != nil)
    }
    #expect(seen.isSuperset(of: screen.rows.indices))
    #expect(screen.focus == 5)
    for _ in 0..<40 { screen.handle(.pageUp) }
    #expect(screen.top == 0 && screen.focus == 0)
  }

  @Test("When one side changes again, what was chosen stays where nothing is different")
  func update() throws {
    var screen = Self.screen()
    screen.handle(.allMine)
    var conflict = World.conflict
    screen.update(conflict)
    #expect(screen.choices.count == 6)
    conflict.theirs?.title = "Plan B"
    screen.update(conflict)
    #expect(screen.choices[0] == nil && screen.choices.count == 5)
    #expect(Self.text(screen).contains("theirs:   Plan B"))
    conflict.theirs = nil
    conflict.fields = []
    screen.update(conflict)
    #expect(screen.isDeletion && screen.choices.isEmpty && screen.focus == 0)
    let saved6 = screen.attemptSave()
    #expect(saved6 == nil)
  }

  @Test("Huge texts are laid out at once, and within bounds")
  func huge() {
    var conflict = World.conflict
    conflict.mine?.description = String(repeating: "wörd ", count: 200_000)
    conflict.theirs?.description = (0..<50_000).map { "line \($0)" }.joined(separator: "\n")
    conflict.theirs?.participants = (0..<2_000).map { Participant(email: "p\($0)@acme.example") }
    conflict.mine?.title = String(repeating: "\u{1F469}\u{200D}", count: 100_000)
    let began = ContinuousClock.now
    var screen = Self.screen(conflict, columns: 40, rows: 9)
    screen.handle(.last)
    screen.handle(.keepBoth)
    #expect(screen.rows.count < 3_000)
    // Generous, for debug builds on slow machines: what matters is that it does not grow out of bounds.
    #expect(ContinuousClock.now - began < .seconds(120))
  }
}
