import CalendarCore
import ConferencingCore
import Foundation
import GRDB
import LocalCache
import Testing

/// Imports: what they add and change, and that one undo takes back all of it.
@Suite struct ImportTests {
  let fixture: CacheFixture
  var cache: LocalCache { fixture.cache }
  private let local = CalendarID("local")

  init() throws { fixture = try CacheFixture() }

  private func event(_ id: String, _ title: String, recurrence: Recurrence? = nil) -> Event {
    var event = CacheFixture.remote(id, title: title)
    event.remoteID = nil
    (event.account, event.calendar) = (.local, local)
    event.recurrence = recurrence
    return event
  }

  private func change(
    _ event: Event,
    _ text: String,
    rid: String = "",
    isKnown: Bool = false,
    at position: Int = 1
  ) -> ImportedSeries.Change {
    ImportedSeries.Change(
      event: event,
      isKnown: isKnown,
      text: KeptText(
        uid: event.id.rawValue.components(separatedBy: "_")[0],
        recurrenceID: rid,
        file: 0,
        position: position,
        zone: "Europe/Paris",
        bytes: Array(text.utf8)
      )
    )
  }

  private func start() -> CacheImport {
    CacheImport(calendar: local, account: .local, now: CacheFixture.now, zone: .gmt)
  }

  /// Imports pages of one file.
  private func load(_ pages: [ImportedSeries]...) throws {
    var run = start()
    for (number, page) in pages.enumerated() {
      _ = try cache.imports.carryOut(
        page,
        others: [FileText(position: number * 2, bytes: [0x58])],
        zone: "Europe/Paris",
        &run
      )
    }
  }

  private func titles() throws -> [String] {
    try cache.exports.exported(calendar: local, account: .local).events.map(\.event.title).sorted()
  }

  private func reverse(_ direction: UndoDirection) throws -> UndoOutcome {
    try cache.history.undo(direction, freshID: EventID("fresh"), at: CacheFixture.now)
  }

  @Test func `Events are there with their texts, and what else the file holds`() throws {
    try load([ImportedSeries(master: change(event("a", "A"), "text of a"))])
    let found = try cache.exports.exported(calendar: local, account: .local)
    #expect(found.events.map(\.event.title) == ["A"])
    #expect(
      found.events.first?.text.map { String(decoding: $0.bytes, as: UTF8.self) } == "text of a"
    )
    #expect(found.others.map(\.bytes) == [[0x58]])
    let kept = try cache.imports.kept([("a", EventID("a")), ("b", EventID("b"))], for: start())
    #expect(kept.keys.map(\.text) == ["a"])
  }

  @Test func `One undo takes back all pages, and redo brings them again`() throws {
    try cache.submit(
      EventEdit(
        event: EventID("own"),
        change: .create(EventDraft(event("own", "Own")), conferencing: .keep)
      ),
      at: CacheFixture.now
    )
    try load(
      [ImportedSeries(master: change(event("a", "A"), "a"))],
      [ImportedSeries(master: change(event("b", "B"), "b"))]
    )
    #expect(try titles() == ["A", "B", "Own"])
    #expect(try reverse(.undo) == .importReversed(events: 2))
    #expect(try titles() == ["Own"])
    #expect(try reverse(.redo) == .importReversed(events: 2))
    #expect(try titles() == ["A", "B", "Own"])
    #expect(
      try cache.exports.exported(calendar: local, account: .local).events.compactMap(\.text).count
        == 2
    )
    #expect(try reverse(.undo) == .importReversed(events: 2))
    guard case .done = try reverse(.undo) else {
      Issue.record("The creation before the import cannot be undone.")
      return
    }
    #expect(try titles() == [])
  }

  @Test func `An update goes back to the event and the text that were there`() throws {
    try load([ImportedSeries(master: change(event("a", "A"), "one"))])
    try load([ImportedSeries(master: change(event("a", "A2"), "two", isKnown: true))])
    #expect(try titles() == ["A2"])
    #expect(try reverse(.undo) == .importReversed(events: 1))
    let found = try cache.exports.exported(calendar: local, account: .local).events
    #expect(found.map(\.event.title) == ["A"])
    #expect(found.first?.text?.bytes == Array("one".utf8))
    _ = try reverse(.redo)
    let again = try cache.exports.exported(calendar: local, account: .local).events
    #expect(again.first?.event.title == "A2")
    #expect(again.first?.text?.bytes == Array("two".utf8))
  }

  @Test func `A series is expanded, with its exceptions in their places`() throws {
    let master = event("s", "Series", recurrence: Recurrence(lines: ["RRULE:FREQ=DAILY;COUNT=3"]))
    var exception = event("s_x", "Moved")
    let second = OccurrenceKey.Start.moment(Date(timeIntervalSince1970: 1_800_086_400))
    exception.occurrence = OccurrenceKey(series: .event(master.id), originalStart: second)
    exception.isException = true
    exception.time = exception.time.moved(to: second)
    let series = ImportedSeries(
      master: change(master, "m"),
      others: [change(exception, "x", rid: second.description)]
    )
    try load([series])
    let day = Day(CacheFixture.now, in: .gmt)
    let window = try cache.agenda.window(days: day...day.advanced(by: 5), in: .gmt)
    #expect(window.events.map(\.title) == ["Series", "Moved", "Series"])
    #expect(try reverse(.undo) == .importReversed(events: 2))
    #expect(try cache.agenda.window(days: day...day.advanced(by: 5), in: .gmt).events.isEmpty)
    _ = try reverse(.redo)
    #expect(
      try cache.agenda.window(days: day...day.advanced(by: 5), in: .gmt).events.map(\.title)
        == ["Series", "Moved", "Series"]
    )
  }

  @Test func `An exception that left the file goes, and undo brings it back`() throws {
    try load([ImportedSeries(master: change(event("a", "A"), "a"))])
    try load([ImportedSeries(removed: [EventID("a")])])
    #expect(try titles() == [])
    _ = try reverse(.undo)
    #expect(try titles() == ["A"])
    #expect(try cache.exports.exported(calendar: local, account: .local).events.first?.text != nil)
  }

  @Test func `An id that is taken leaves its event alone`() throws {
    try fixture.receive(CacheFixture.remote("a", title: "Theirs"))
    try load([ImportedSeries(master: change(event("a", "Mine"), "a"))])
    #expect(try cache.event(EventID("a"))?.title == "Theirs")
    #expect(try titles() == ["Mine"])
  }

  @Test func `A text comes back with the event whose deletion is undone`() throws {
    try load([ImportedSeries(master: change(event("a", "A"), "a"))])
    try fixture.submit("a", .delete)
    #expect(try titles() == [])
    _ = try reverse(.undo)
    let found = try cache.exports.exported(calendar: local, account: .local).events
    #expect(found.map(\.event.id) == [EventID("fresh")])
    #expect(found.first?.text?.bytes == Array("a".utf8))
    // The import goes on to know the event, which has another id now.
    #expect(try reverse(.undo) == .importReversed(events: 1))
    #expect(try titles() == [])
    #expect(try reverse(.redo) == .importReversed(events: 1))
    let again = try cache.exports.exported(calendar: local, account: .local)
    #expect(again.events.map(\.event.id) == [EventID("fresh")])
    #expect(again.events.first?.text?.bytes == Array("a".utf8))
  }

  @Test func `An update is undone for the event whose deletion was undone`() throws {
    try load([ImportedSeries(master: change(event("a", "A"), "one"))])
    try load([ImportedSeries(master: change(event("a", "A2"), "two", isKnown: true))])
    try fixture.submit("a", .delete)
    _ = try reverse(.undo)
    #expect(try titles() == ["A2"])
    #expect(try reverse(.undo) == .importReversed(events: 1))
    let found = try cache.exports.exported(calendar: local, account: .local).events
    #expect(found.map(\.event.title) == ["A"])
    #expect(found.map(\.event.id) == [EventID("fresh")])
    #expect(found.first?.text?.bytes == Array("one".utf8))
  }

  /// A copy of the file, with everything in it that SQLite keeps beside it.
  private func copied() throws -> DamagedFile {
    let queue = try DatabaseQueue(path: fixture.path)
    try queue.vacuum()
    _ = try queue.inDatabase { try $0.checkpoint(.truncate) }
    try queue.close()
    return try DamagedFile(copying: Data(contentsOf: URL(fileURLWithPath: fixture.path)))
  }

  @Test func `Texts outlive a rebuild of the file`() throws {
    try load([ImportedSeries(master: change(event("a", "A"), "a"))])
    let file = try copied()
    let damage = Data("damaged, not a database".utf8)
    try file.change { $0.replaceSubrange(0..<damage.count, with: damage) }
    let again = try file.opened()
    let repair = try #require(again.takeRepair())
    #expect(repair.description.contains("properties of imported events may be lost"), "\(repair)")
    try again.configure(accounts: [Account(id: .local, service: .local)])
    let found = try again.exports.exported(calendar: local, account: .local)
    #expect(found.events.map(\.event.title) == ["A"])
    #expect(found.events.first?.text?.bytes == Array("a".utf8))
    #expect(found.others.count == 1)
  }

  /// The page that leads to all others of a table is lost, and none of those.
  @Test(arguments: ["event_text", "file_text", "import_change", "imported_file"])
  func `Texts are saved from the pages of a table that is damaged`(name: String) throws {
    let count = 300
    func text(_ number: Int, _ word: String) -> String {
      "\(word) \(number) " + String(repeating: "x", count: 400)
    }
    for (word, isKnown) in [("old", false), ("new", true)] {
      var run = start()
      _ = try cache.imports.carryOut(
        (0..<count).map { number in
          ImportedSeries(
            master: change(event("e\(number)", "E"), text(number, word), isKnown: isKnown)
          )
        },
        others: (0..<count).map { FileText(position: $0, bytes: Array(text($0, word).utf8)) },
        zone: "Europe/Paris",
        &run
      )
    }
    func texts(_ cache: LocalCache) throws -> Set<String> {
      Set(
        try cache.exports.exported(calendar: local, account: .local).events.map { kept in
          kept.text.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "none"
        }
      )
    }
    let file = try copied()
    try file.overwrite(name)
    let again = try file.opened()
    let repair = try #require(again.takeRepair())
    #expect(
      repair.description.contains(
        "Some alarms and other properties of imported events may be lost"
      ),
      "\(repair)"
    )
    #expect(try texts(again) == Set((0..<count).map { text($0, "new") }))
    let others = try again.exports.exported(calendar: local, account: .local).others
    #expect(
      others.map { String(decoding: $0.bytes, as: UTF8.self) }
        == (0..<count).map { text($0, "old") }
    )
    let outcome = try again.history.undo(.undo, freshID: EventID("fresh"), at: CacheFixture.now)
    #expect(outcome == .importReversed(events: count))
    #expect(try texts(again) == Set((0..<count).map { text($0, "old") }))
  }

  @Test func `A series whose service delivers occurrences is exported as these`() throws {
    var master = CacheFixture.remote("m", title: "Master")
    master.recurrence = Recurrence(lines: ["RRULE:FREQ=DAILY"])
    var occurrence = CacheFixture.remote("m_1", title: "Occurrence")
    occurrence.occurrence = OccurrenceKey(
      series: .remote(RemoteEventID("m")),
      originalStart: occurrence.time.startKey
    )
    try fixture.receive(master, occurrence)
    let found = try cache.exports.exported(
      calendar: CacheFixture.calendar,
      account: CacheFixture.account
    )
    #expect(found.events.map(\.event.title) == ["Occurrence"])
  }

  @Test func `A calendar that is not there takes no import`() throws {
    var run = CacheImport(
      calendar: CalendarID("nowhere"),
      account: .local,
      now: CacheFixture.now,
      zone: .gmt
    )
    #expect(throws: CacheError.self) {
      try cache.imports.carryOut(
        [ImportedSeries(master: change(event("a", "A"), "a"))],
        others: [],
        zone: "UTC",
        &run
      )
    }
    #expect(!run.hasChanges)
  }
}
