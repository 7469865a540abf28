import CalendarCore
import ConferencingCore
import Foundation
import Terminal
import Testing
import ViewModels

/// Texts from outside that would move the cursor, change colours, reorder or hide what is shown.
@Suite struct HostileTextTests {
  private static let hostile =
    "\u{1B}[2J\u{1B}]52;c;ZXZpbA==\u{7}\u{9B}31m\u{202E}gnp.exe\u{202C}\u{2066}a\u{2069}\u{200B}b"
    + "\u{200F}\u{FEFF}\r\n\t\u{8}\u{0}\u{7F}\u{2028}\u{E000}e\u{301}\u{1F469}\u{200D}\u{1F467}"
    + "z" + String(repeating: "\u{335}", count: 300)

  private static let events: [Event] = {
    let details = ConferencingDetails(
      provider: ConferencingProvider("Meet" + hostile),
      url: "https://meet.google.com/abc\(hostile)",
      meetingCode: hostile,
      accessCode: hostile,
      pin: hostile,
      phones: [hostile, hostile]
    )
    return World.events.map { event in
      var event = event
      event.title += hostile
      event.location += hostile
      event.description += hostile
      event.participants.append(Participant(name: hostile, email: hostile))
      event.organizer = Person(name: hostile, email: hostile)
      if case .details = event.conferencing { event.conferencing = .details(details) }
      event.conferencingFailure = event.conferencingFailure.map { $0 + hostile }
      return event
    }
  }()

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
    default: false
    }
  }

  @Test func knowsWhatIsHostile() {
    #expect(Self.hostile.unicodeScalars.filter(Self.isObeyed).count > 15)
  }

  @Test(arguments: Scene.all)
  func showsNothingThatATerminalObeys(_ scene: Scene) {
    for (columns, rows) in [(80, 24), (40, 10), (200, 50)] {
      var test = scene.app(columns: columns, rows: rows, events: Self.events)
      if test.app.takesText { test.send(.text(Self.hostile)) }
      let picture = test.picture
      for row in 0..<rows {
        let cells = picture.cells(row)
        #expect(cells.reduce(0) { $0 + Int($1.columns) } == columns)
        for cell in cells {
          #expect(!cell.text.unicodeScalars.contains(where: Self.isObeyed), "\(cell.text)")
          #expect(cell.text.unicodeScalars.count <= 5)
        }
      }
    }
  }

  @Test func showsHostileNamesOfCalendarsAndReasons() {
    var directory = World.directory()
    directory.calendars[0].name = Self.hostile
    directory.calendars[0].color = Self.hostile
    directory.syncStatus[World.work] = SyncStatus(failure: Self.hostile)
    for command in [Command.today, .accounts, .newEvent, .open] {
      var test = TestApp(directory: directory)
      test.press(command)
      let text = test.picture.description.unicodeScalars.filter { $0 != "\n" }
      #expect(!text.contains(where: Self.isObeyed))
    }
  }

  @Test func drawsHugeTextsAtOnce() {
    var event = World.events[3]
    event.title = String(repeating: "wörd ", count: 50_000)
    event.description = String(repeating: "x", count: 1_000_000)
    event.location = String(repeating: "\u{1F469}\u{200D}", count: 100_000)
    var test = TestApp([event])
    let began = ContinuousClock.now
    test.press(.open)
    _ = test.picture
    test.press(.last)
    _ = test.picture
    test.press(.back, .edit)
    _ = test.picture
    // Generous, for debug builds on slow machines: what matters is that it does not grow out of bounds.
    #expect(ContinuousClock.now - began < .seconds(120))
  }
}
