import Terminal
import Testing
import ViewModels

@testable import TerminalUI

@Suite struct KeyTableTests {
  private let table = KeyTable.standard

  @Test(arguments: Command.allCases)
  func everyCommandHasAKey(_ command: Command) {
    let labels = CommandContext.allCases.flatMap { table.labels(of: command, in: $0) }
    #expect(!labels.isEmpty)
    #expect(!labels.contains(""))
    #expect(!command.title.isEmpty)
    #expect(!command.entry.explanation.isEmpty)
    #expect(CommandEntry.all.count { $0.command == command } == 1)
  }

  @Test func everyKeyIsRead() {
    for entry in table.entries {
      #expect(!entry.sequences.isEmpty, "\(entry.command)")
      #expect(!entry.contexts.isEmpty, "\(entry.command)")
      #expect(entry.sequences.allSatisfy { !$0.isEmpty })
    }
  }

  @Test(arguments: [
    (Command.moveDown, CommandContext.agenda, ["j", "↓"]), (.moveUp, .reading, ["k", "↑"]),
    (.nextDay, .agenda, ["l", "→"]), (.previousDay, .agenda, ["h", "←"]),
    (.pageDown, .detail, ["^D", "PgDn"]), (.pageUp, .agenda, ["^U", "PgUp"]),
    (.first, .agenda, ["gg", "Home"]), (.last, .dialog, ["G", "End"]),
    (.deleteForward, .form, ["Del", "^D"]), (.lineStart, .form, ["Home", "^A"]),
    (.lineEnd, .form, ["End", "^E"]), (.help, .agenda, ["?", "F1"]), (.help, .form, ["F1"]),
    (.back, .detail, ["Esc", "q"]), (.back, .form, ["Esc"]), (.previousField, .form, ["S-Tab"]),
    (.copyLink, .agenda, ["y"]), (.copyField, .detail, ["y"]), (.quit, .agenda, ["q"]),
    (.quit, .form, []), (.undo, .agenda, ["u"]), (.undo, .detail, ["u"]),
    (.redo, .agenda, ["^R"]), (.redo, .detail, ["^R"]), (.undo, .form, []),
    (.deleteToStart, .form, ["^U"]), (.save, .form, ["^S"]), (.save, .agenda, []),
  ])
  func hasTheKeysOfTheDesign(_ command: Command, _ context: CommandContext, _ keys: [String]) {
    #expect(table.labels(of: command, in: context) == keys)
    #expect(table.label(of: command, in: context) == keys.first ?? "")
  }

  @Test func noKeyMeansTwoThingsInOnePlace() throws {
    var copy = table
    try copy.remap([:])
    #expect(copy == table)
  }

  @Test(arguments: CommandContext.allCases)
  func everySequenceCanBePressed(_ context: CommandContext) {
    for entry in table.entries where entry.contexts.contains(context) {
      for sequence in entry.sequences {
        #expect(table.meaning(of: sequence, in: context) == .command(entry.command))
        // Nothing shorter must be a command: it would be done before the rest is pressed.
        for count in sequence.indices.dropFirst() {
          #expect(table.meaning(of: Array(sequence[..<count]), in: context) == .prefix)
        }
      }
    }
  }

  @Test(arguments: CommandContext.allCases)
  func everyPlaceHasAWayBackAndHelpNamesAllKeys(_ context: CommandContext) {
    let way: Command = context == .agenda ? .quit : .back
    #expect(!table.label(of: way, in: context).isEmpty)
    #expect(table.label(of: .redraw, in: context) == "^L")
    let rows = table.help(in: context)
    #expect(rows.count == table.entries.filter { $0.contexts.contains(context) }.count)
    #expect(rows.allSatisfy { !$0.label.isEmpty && !$0.value.isEmpty })
  }

  @Test(
    "Help stands in groups, and names every key of the place",
    arguments: CommandContext.allCases
  )
  func helpIsGrouped(_ context: CommandContext) {
    let page = table.helpPage(in: context)
    #expect(page.first?.kind == .heading)
    let entries = page.filter { $0.kind == .entry }
    let all = table.help(in: context)
    #expect(entries.count == all.count)
    #expect(all.allSatisfy { entries.contains($0) })
    let headings = page.filter { $0.kind == .heading }.map(\.label)
    #expect(Set(headings).count == headings.count)
  }

  @Test(
    "No line of help is cut, and all of it can be scrolled to",
    arguments: CommandContext.allCases,
    [(80, 24), (40, 12)]
  )
  func helpFits(_ context: CommandContext, _ size: (columns: Int, rows: Int)) {
    var test = TestApp(columns: size.columns, rows: size.rows)
    test.app.helpRows[.agenda] = table.helpPage(in: context)
    test.press(.help)
    var seen: [String] = []
    for _ in 0..<20 {
      let rows = test.rows
      for row in rows.dropFirst().dropLast(2) where !seen.contains(row) { seen.append(row) }
      #expect(!rows.contains { $0.contains("…") }, "\(rows)")
      test.press(.pageDown)
    }
    let text = seen.joined(separator: " ").split(whereSeparator: { " ↑↓".contains($0) })
      .joined(separator: " ")
    for entry in table.help(in: context) {
      let words = entry.value.split(separator: " ").joined(separator: " ")
      // A line may be broken between words that stand in rows with keys.
      #expect(text.contains(words.split(separator: " ").prefix(2).joined(separator: " ")))
    }
    // Another width lays it out again.
    test.send(.resized(columns: 40, rows: 12))
    #expect(!test.rows.contains { $0.contains("…") }, "\(test.rows)")
  }

  @Test func everyCommandOfAFooterHasAKeyThere() {
    for scene in Scene.all {
      let app = scene.app(columns: 80, rows: 24).app
      for command in app.footer {
        #expect(!table.label(of: command, in: app.context).isEmpty, "\(scene.name): \(command)")
      }
    }
  }

  @Test func takesOtherKeys() throws {
    var table = table
    try table.remap(["today": ["T", "<F5>"], "themes": ["^T"], "next-day": ["gt"], "sync": []])
    #expect(table.labels(of: .today, in: .agenda) == ["T", "F5"])
    #expect(table.meaning(of: [.character("t")], in: .agenda) == .nothing)
    #expect(table.meaning(of: [.character("T")], in: .agenda) == .command(.today))
    #expect(
      table.meaning(of: [.character("g"), .character("t")], in: .agenda) == .command(.nextDay)
    )
    #expect(table.label(of: .sync, in: .agenda) == "")
  }

  @Test(arguments: [
    (["jump": ["j"]], "There is no command \"jump\""),
    (["today": ["<Nope>"]], "\"<Nope>\", given for today, is no key"),
    (["today": [""]], "\"\", given for today, is no key"),
    (["today": ["^I"]], "given for today, is no key"),
    (["today": ["G"], "last": ["<End>", "G"]], "G would do"),
    // g begins gg, which could not be pressed any more.
    (["today": ["g"]], "g would do both"), (["today": ["ggg"]], "would do both"),
  ])
  func refusesWhatCannotBe(_ keys: [String: [String]], _ words: String) throws {
    var copy = table
    let error = #expect(throws: KeyTableError.self) { try copy.remap(keys) }
    #expect(try #require(error).description.contains(words), "\(error?.description ?? "")")
    #expect(copy == table)
  }

  @Test("A key of the user's own wins over what it is by default")
  func ownKeysWin() throws {
    var table = table
    let note = try table.remap(["sync": ["S"], "today": ["j"]], in: ["changes": ["sync": ["d"]]])
    #expect(table.meaning(of: [.character("S")], in: .agenda) == .command(.sync))
    #expect(table.label(of: .shiftTime, in: .agenda) == "")
    // A command that has another key keeps that, and nothing needs to be said.
    #expect(table.meaning(of: [.character("j")], in: .agenda) == .command(.today))
    #expect(table.labels(of: .moveDown, in: .agenda) == ["↓"])
    // Where the other is not, the key stays.
    #expect(table.meaning(of: [.character("j")], in: .detail) == .command(.moveDown))
    #expect(table.meaning(of: [.character("d")], in: .changes) == .command(.sync))
    #expect(table.meaning(of: [.character("d")], in: .agenda) == .command(.dayView))
    #expect(
      note
        == "As [keys] gives their keys to others, these commands have none: shift-time (S is sync), "
        + "discard (d is sync). Give them others there, or write shift-time = []. The command "
        + "palette finds them."
    )
    var test = TestApp()
    test.press(.palette)
    test.type("shift")
    let palette = try #require(test.app.screens.last as? PaletteViewModel)
    #expect(palette.rows.first?.command == .shiftTime)
  }

  @Test(
    "What leads on and out keeps a key in every place",
    arguments: [
      ("<Esc>", "back"), ("q", "quit"), ("^C", "exit"),
    ]
  )
  func neededKeysStay(_ key: String, _ loser: String) throws {
    var copy = table
    let error = #expect(throws: KeyTableError.self) { try copy.remap(["sync": [key]]) }
    #expect(try #require(error).description.contains("\(loser) and sync"))
    #expect(copy == table)
    // Of two keys of the palette one may go.
    #expect(throws: KeyTableError.self) { try copy.remap(["sync": [":", "^P"]]) }
    #expect(copy == table)
    // Where it is given another, the key is free.
    try copy.remap(["sync": [key], loser: ["<F9>"]])
    #expect(copy.meaning(of: Key.sequence(key) ?? [], in: .agenda) == .command(.sync))
  }

  @Test("A command that has a key elsewhere is not said to have none")
  func keysElsewhere() throws {
    var copy = table
    #expect(try copy.remap([:], in: ["agenda": ["sync": ["e"]]]) == nil)
    #expect(copy.label(of: .edit, in: .agenda) == "")
    #expect(copy.label(of: .edit, in: .detail) == "e")
  }

  @Test("Nothing is said of a command that is given no key, or another")
  func ownKeysAreSaidOnce() throws {
    for keys in [["shift-time": []], ["shift-time": ["Z"]]] as [[String: [String]]] {
      var table = table
      let note = try table.remap(keys.merging(["sync": ["S"]]) { first, _ in first })
      #expect(note == nil)
      #expect(table.meaning(of: [.character("S")], in: .agenda) == .command(.sync))
    }
  }

  @Test("Keys may differ from place to place")
  func takesOtherKeysInOnePlace() throws {
    var table = table
    try table.remap(["sync": ["Z"]], in: ["changes": ["sync": ["x"], "retry": ["s"]]])
    #expect(table.labels(of: .sync, in: .agenda) == ["Z"])
    #expect(table.labels(of: .sync, in: .changes) == ["x"])
    #expect(table.meaning(of: [.character("s")], in: .changes) == .command(.retry))
    #expect(table.help(in: .changes).count == KeyTable.standard.help(in: .changes).count)
  }

  @Test(arguments: [
    (["nowhere": ["sync": ["x"]]], "There is no place \"nowhere\""),
    (["form": ["sync": ["x"]]], "sync does nothing in form. It works in: agenda"),
    (["changes": ["sync": ["d"], "discard": ["d"]]], "d would do both"),
    (["changes": ["sync": ["<Nope>"]]], "is no key"),
  ])
  func refusesWhatCannotBeInAPlace(_ places: [String: [String: [String]]], _ words: String) throws {
    var copy = table
    let error = #expect(throws: KeyTableError.self) { try copy.remap([:], in: places) }
    #expect(try #require(error).description.contains(words), "\(error?.description ?? "")")
    #expect(copy == table)
  }

  @Test("Messages name the keys as they are configured, and texts of events stay as they are")
  func resolvesKeys() throws {
    var table = table
    let message = "“{key:undo}” \(key: .undo) undoes it, \(key: .retry) tries again."
    #expect(
      table.resolve(message, in: .agenda) == "“{key:undo}” u undoes it, r tries again."
    )
    try table.remap(["undo": ["^T"], "retry": []])
    #expect(
      table.resolve(message, in: .agenda) == "“{key:undo}” ^T undoes it, “try again” tries again."
    )
    #expect(table.resolve("\(key: .save)", in: .conflict) == "^S")
    #expect(table.resolve("\u{10FFF0}nothing", in: .agenda) == "nothing")
  }

  @Test func changesPlacesWithoutAConflict() throws {
    var table = table
    try table.remap(["today": ["T"], "themes": ["t"]])
    #expect(table.label(of: .today, in: .agenda) == "T")
    #expect(table.label(of: .themes, in: .agenda) == "t")
  }

  @Test(arguments: [
    ("j", ["j"]), ("gg", ["g", "g"]), ("^S", ["^S"]), ("<PgDn>", ["PgDn"]), ("F1", ["F1"]),
    ("g1", ["g", "1"]), ("abcd", ["a", "b", "c", "d"]),
  ])
  func readsSequences(_ text: String, _ labels: [String]) {
    #expect(Key.sequence(text)?.map(\.label) == labels)
  }

  @Test(arguments: ["", "abcde", "g g", "<Nope>", "j\n", "\u{1B}"])
  func readsNothingElse(_ text: String) {
    #expect(Key.sequence(text) == nil)
  }
}
