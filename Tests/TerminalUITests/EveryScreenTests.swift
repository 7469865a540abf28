import CalendarCore
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

/// What holds on every screen at every size.
@Suite struct EveryScreenTests {
  @Test(arguments: Scene.all)
  func fillsEveryRowExactly(_ scene: Scene) {
    for (columns, rows) in Scene.sizes {
      let picture = scene.app(columns: columns, rows: rows).picture
      #expect(picture.size == Size(columns: columns, rows: rows))
      for row in 0..<rows {
        let cells = picture.cells(row)
        #expect(cells.reduce(0) { $0 + Int($1.columns) } == columns)
        let text = cells.reduce(into: "") { $0 += $1.text }
        #expect(DisplayWidth.columns(of: text) == columns, "\(columns)×\(rows): \(text)")
      }
    }
  }

  @Test(arguments: Scene.all)
  func namesTheWayOutInTheFooter(_ scene: Scene) {
    for (columns, rows) in Scene.sizes {
      let test = scene.app(columns: columns, rows: rows)
      guard let way = test.app.footer.last else {
        Issue.record("The footer is empty.")
        continue
      }
      let words = KeyTable.standard.label(of: way, in: test.app.context) + " " + way.title
      #expect(test.rows.last?.hasSuffix(words) == true, "\(columns)×\(rows): \(test.rows)")
    }
  }

  /// What a narrow footer has no room for is found by help.
  @Test(arguments: Scene.all)
  func findsByHelpWhatHasNoRoom(_ scene: Scene) {
    for (columns, rows) in Scene.sizes {
      let test = scene.app(columns: columns, rows: rows)
      let context = test.app.context
      let help = KeyTable.standard.label(of: .help, in: context)
      guard !help.isEmpty, let footer = test.rows.last else { continue }
      func isShown(_ command: Command) -> Bool {
        let key = KeyTable.standard.label(of: command, in: context)
        return footer.contains(" \(key) \(test.app.title(of: command))")
      }
      let found = KeyTable.standard.helpPage(in: context).map(\.label)
      for command in test.app.footer where !isShown(command) {
        let keys = KeyTable.standard.labels(of: command, in: context).joined(separator: "  ")
        #expect(found.contains(keys), "\(columns)×\(rows): \(footer)")
      }
      // Nothing is cut.
      #expect(DisplayWidth.columns(of: footer) <= columns - 1)
    }
  }

  @Test(arguments: Scene.all)
  func keepsTheCursorOnTheScreen(_ scene: Scene) {
    for (columns, rows) in Scene.sizes {
      let test = scene.app(columns: columns, rows: rows)
      let picture = test.picture
      if let cursor = picture.cursor { #expect(picture.bounds.contains(cursor)) }
      // Screen readers and braille displays follow the cursor, and not the colours.
      let row = test.rows[picture.cursor?.row ?? 0]
      switch test.app.screens.last {
      case is ReadingViewModel, is QRCodeViewModel: #expect(picture.cursor?.row == 1)
      case let audit as AuditViewModel where audit.finding == nil: break
      case is ConfirmationViewModel: #expect(row.contains("│"), "\(columns)×\(rows): \(test.rows)")
      case is MenuViewModel: #expect(row.contains("│  ▶"), "\(columns)×\(rows): \(test.rows)")
      case is EventFormScreen, is ConferencingScreen, is BulkConferencingScreen,
        is SignInViewModel:
        #expect(picture.cursor != nil || !test.rows.contains { $0.contains("▶") })
      case is SecondZonePrompt: #expect(row.hasPrefix(" Second time zone: tokyo"))
      case is ShiftPrompt: #expect(row.hasPrefix(" Shift by: +1w"))
      case is ImportPrompt: #expect(row.hasPrefix(" Import into Personal: "))
      case is ExportPrompt: #expect(row.hasPrefix(" Export "))
      case nil where test.app.context == .search: #expect(picture.cursor?.row == rows - 2)
      default: #expect(row.contains("▶"), "\(columns)×\(rows): \(test.rows)")
      }
      // Where text is typed, one sees where.
      #expect(picture.isCursorVisible == test.app.takesText, "\(columns)×\(rows)")
    }
  }

  @Test(arguments: Scene.all)
  func showsWhatIsSelectedWithoutColour(_ scene: Scene) {
    for (columns, rows) in Scene.sizes {
      let test = scene.app(columns: columns, rows: rows)
      let marks = test.rows.filter { $0.contains("▶") }.count
      switch test.app.screens.last {
      // Of the list below a menu the mark may be seen beside it.
      case is MenuViewModel: #expect(marks >= 1)
      case is ConfirmationViewModel, is ReadingViewModel, is QRCodeViewModel: break
      case let audit as AuditViewModel where audit.finding == nil: break
      // Without a field there is nothing to select.
      case let screen as SignInViewModel: #expect(marks == (screen.takesRedirect ? 1 : 0))
      default: #expect(marks == 1, "\(columns)×\(rows): \(test.rows)")
      }
    }
  }

  @Test(arguments: [(39, 9), (39, 24), (80, 9), (10, 3), (2, 2), (1, 1), (0, 0)])
  func saysWhenTheScreenIsTooSmall(_ columns: Int, _ rows: Int) {
    for scene in Scene.all {
      let picture = scene.app(columns: columns, rows: rows).picture
      #expect(picture.size == Size(columns: max(1, columns), rows: max(1, rows)))
      #expect(!picture.description.contains("▶"))
      #expect(!picture.isCursorVisible)
    }
    if columns >= 20 {
      let rows = TestApp(columns: columns, rows: rows).rows.map { $0.drop { $0 == " " } }
      #expect(rows.contains("Convene needs"))
      #expect(rows.contains("40×10 characters."))
      #expect(rows.contains { $0.hasPrefix("Now: \(columns)×") })
    }
  }
}
