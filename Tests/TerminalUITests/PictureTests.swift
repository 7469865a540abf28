import CalendarCore
import ConferencingCore
import Foundation
import Terminal
import Testing
import ViewModels

/// Every view at three sizes, cell by cell, with texts from outside that are hard to show.
///
/// The pictures are files in `Fixtures/Pictures`; `CONVENE_PICTURES=write` writes them again, to be
/// looked at before they are committed.
@Suite struct PictureTests {
  /// A view, and the commands that lead there from the agenda.
  struct View: Sendable, CustomTestStringConvertible {
    let name: String
    let commands: [Command]
    var testDescription: String { name }
  }

  static let views = [
    View(name: "agenda", commands: []),
    View(name: "agenda-hard", commands: [.nextDay]),
    View(name: "day", commands: [.dayView]),
    View(name: "day-hard", commands: [.nextDay, .dayView]),
    View(name: "week", commands: [.weekView]),
    View(name: "week-hard", commands: [.nextDay, .weekView]),
    View(name: "month", commands: [.monthView]),
    View(name: "month-hard", commands: [.nextDay, .monthView]),
    View(name: "new", commands: [.newEvent]),
    View(name: "event", commands: [.open]),
    View(name: "event-hard", commands: [.nextDay, .moveDown, .open]),
  ]

  /// Control sequences, text that runs the other way, wide, joined and piled characters.
  static let hostile: [Event] = [
    World.event(
      "\u{1B}[2J\u{9B}31mRed\u{7}\r\nAgenda\t\u{202E}gnp.exe\u{202C} \u{200B}end",
      from: World.at(8, day: 1),
      location: "\u{1B}]52;c;ZXZpbA==\u{7}Room\u{2028}2"
    ),
    World.event(
      "👩‍👩‍👧‍👦🇩🇪 e\u{301}a\u{308} z" + String(repeating: "\u{335}", count: 40),
      from: World.at(8, 30, day: 1),
      minutes: 90,
      location: "会議室\u{FEFF}"
    ),
    World.event("مراجعة הפגישה", from: World.at(9, day: 1), minutes: 120),
  ]

  @Test(arguments: views, [(40, 12), (80, 24), (200, 50)])
  func looksAsBefore(_ view: View, _ size: (columns: Int, rows: Int)) throws {
    var test = TestApp(
      (World.events + Self.hostile).sorted {
        $0.time.start(in: World.zone) < $1.time.start(in: World.zone)
      },
      columns: size.columns,
      rows: size.rows
    )
    for command in view.commands { test.press(command) }
    try Self.compare(test, view.name)
  }

  /// Compares a screen with its picture, or writes that again.
  ///
  /// - Parameters:
  ///   - test: The program with the screen.
  ///   - name: What the picture is called.
  ///   - sourceLocation: Where the test is.
  /// - Throws: When there is no picture.
  static func compare(
    _ test: TestApp,
    _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let size = test.picture.size
    let picture = test.rows.joined(separator: "\n") + "\n"
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/Pictures/\(name)-\(size.columns)x\(size.rows).txt")
    if ProcessInfo.processInfo.environment["CONVENE_PICTURES"] == "write" {
      try Data(picture.utf8).write(to: file)
    }
    #expect(
      try String(contentsOf: file, encoding: .utf8) == picture,
      "it is now:\n\(picture)",
      sourceLocation: sourceLocation
    )
  }
}
