import CalendarCore
import Terminal
import TerminalUI
import ViewModels

/// The program driven by a test: commands in, pictures out.
struct TestApp {
  var app = AppViewModel(now: World.now, zone: World.zone, newIDs: NewIDs(seed: 7))
  var theme = Theme(name: "plain")
  let events: [Event]

  init(
    _ events: [Event] = World.events,
    columns: Int = 80,
    rows: Int = 24,
    directory: Directory = World.directory()
  ) {
    self.events = events
    app.themes = ThemeLibrary.builtIn.map(\.name)
    app.theme = ThemeLibrary.standard
    for context in CommandContext.allCases {
      app.helpRows[context] = KeyTable.standard.helpPage(in: context)
    }
    send(.resized(columns: columns, rows: rows))
    send(.directoryLoaded(directory))
    send(.windowLoaded(.day(World.today), World.window(events)))
    // What was refused is said at once; the next key takes it away.
    press(.today)
  }

  mutating func send(_ action: Action) {
    for effect in app.handle(action) {
      switch effect {
      case .loadEvent(let id):
        let delivery = World.deliveries[id] ?? .delivered
        send(.eventLoaded(id, events.first { $0.id == id }, delivery))
      case .loadWindow(let request): send(.windowLoaded(request, World.window(events)))
      default: break
      }
    }
  }

  mutating func press(_ commands: Command...) {
    for command in commands { send(.command(command)) }
  }

  mutating func type(_ text: String) {
    for character in text { send(.text(String(character))) }
  }

  /// Goes to the event of the list whose title begins like this.
  mutating func select(_ title: String) {
    press(.first)
    for _ in 0..<100 where !isSelected(title) { press(.moveDown) }
  }

  private func isSelected(_ title: String) -> Bool {
    app.agenda.selectedEvent?.title.hasPrefix(title) == true
  }

  /// The screen as it is drawn.
  var picture: CellBuffer { AppView(theme: theme, keys: .standard).draw(app) }

  /// What the rows of the screen say, without spaces at their ends.
  var rows: [String] { picture.textRows }

  /// The row that says something; empty when none does.
  func row(_ text: String) -> String { rows.first { $0.contains(text) } ?? "" }
}

extension CellBuffer {
  /// The cells of a row.
  func cells(_ row: Int) -> [Cell] {
    (0..<size.columns).map { self[Point(column: $0, row: row)] }
  }

  /// The style of the first cell of a text on a row; `nil` when the row does not hold it.
  func style(of text: String, row: Int) -> CellStyle? {
    let cells = cells(row)
    return cells.indices.first { start in
      cells[start...].reduce(into: "") { $0 += $1.text }.hasPrefix(text)
    }
    .map { cells[$0].style }
  }
}
