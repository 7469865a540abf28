import CalendarCore
import Foundation
import Terminal
import Testing
import ViewModels

@testable import TerminalUI

/// What is drawn says what it means when it is pointed at.
@Suite struct HitRegionTests {
  private func picture(_ test: TestApp) -> Picture {
    AppView(theme: test.theme, keys: .standard).picture(of: test.app)
  }

  @Test("Every part lies on the screen, whatever the screen", arguments: Scene.all)
  func onTheScreen(_ scene: Scene) {
    for (columns, rows) in Scene.sizes {
      let picture = picture(scene.app(columns: columns, rows: rows))
      #expect(!picture.regions.isEmpty)
      for region in picture.regions {
        #expect(picture.buffer.bounds.intersection(region.rect) == region.rect)
        #expect(!region.rect.isEmpty)
      }
    }
  }

  @Test("The words of the footer are their commands")
  func footer() {
    let test = TestApp()
    let last = test.rows.last ?? ""
    let column = last.range(of: "new")?.lowerBound.utf16Offset(in: last) ?? 0
    let picture = picture(test)
    #expect(picture.target(at: Point(column: column, row: 23)) == .command(.newEvent))
    #expect(picture.target(at: Point(column: 0, row: 23)) == nil)
  }

  @Test("The selected line is the line that is marked")
  func lines() {
    for lead in [[], [.open], [.accounts], [.changes]] as [[Command]] {
      var test = TestApp()
      for command in lead { test.press(command) }
      let picture = picture(test)
      guard let row = test.rows.firstIndex(where: { $0.hasPrefix(" ▶") }),
        case .row(let line)? = picture.target(at: Point(column: 5, row: row))
      else { continue }
      test.press(.moveUp)
      let above = self.picture(test)
      let marked = test.rows.firstIndex { $0.hasPrefix(" ▶") } ?? 0
      guard case .row(let other)? = above.target(at: Point(column: 5, row: marked)) else {
        Issue.record("no line at the mark")
        return
      }
      #expect(other <= line)
    }
  }

  @Test("The answers to a question are its commands")
  func answers() {
    var test = TestApp()
    test.press(.delete)
    let commands = picture(test).regions.map(\.target)
    #expect(commands.contains(.command(.confirm)) && commands.contains(.command(.refuse)))
  }
}
