import CalendarCore
import ConferencingCore
import Foundation
import ICalendar

@testable import CalendarFiles

/// What libFuzzer calls with each input; see `.ci/fuzz/run`.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  #if EDITOR
    EditorFuzz.check(bytes)
  #else
    ReaderFuzz.check(bytes)
  #endif
  return 0
}

private let zone = TimeZone(identifier: "Europe/Berlin") ?? .gmt
private let place = EventReading.Place(account: .local, calendar: CalendarID("local"))

/// Files: read whole and in pieces, written, and read again.
private enum ReaderFuzz {
  private struct Imported {
    var events: [KeptEvent] = []
    var others: [FileText] = []

    init(_ file: CalendarFile) {
      var file = file
      var plan = ImportPlan()
      plan.note(file.problems)
      for number in 0..<file.count {
        let (series, problems) = file.series(number, at: place)
        plan.note(problems)
        plan.add(series, of: file, kept: [])
      }
      for series in plan.takeChanges() {
        for change in (series.master.map { [$0] } ?? []) + series.others {
          events.append(KeptEvent(event: change.event, text: change.text))
        }
      }
      others = file.otherTexts + file.takeBrokenTexts()
    }
  }

  static func check(_ bytes: [UInt8]) {
    let whole = try? CalendarFile(bytes, zone: zone)
    let pieces = try? CalendarFile(
      count: bytes.count,
      zone: zone,
      pieceSize: bytes.count % 64 + 1
    ) { Array(bytes[$0]) }
    precondition((whole == nil) == (pieces == nil))
    guard let whole, let pieces else { return }
    let imported = Imported(whole)
    let streamed = Imported(pieces)
    precondition(imported.events == streamed.events && imported.others == streamed.others)
    let now = Date(timeIntervalSince1970: 1_796_000_000)
    let writer = CalendarFileWriter(imported.events, others: imported.others, now: now)
    _ = writer.bytes(isWhole: false)
    // What is kept of broken events may be whole where a duplicate behind it is gone.
    guard !imported.events.isEmpty, whole.problems.isEmpty else { return }
    guard let again = try? CalendarFile(writer.bytes(isWhole: true), zone: zone) else {
      preconditionFailure("What was written is no calendar.")
    }
    precondition(Imported(again).events.count == imported.events.count)
  }
}

/// Components: each line is changed, taken out and added, and all others stay.
private enum EditorFuzz {
  static func check(_ bytes: [UInt8]) {
    guard let editor = try? ComponentEditor(bytes) else { return }
    precondition(editor.text == bytes)
    let lines = editor.component.properties
    for (index, line) in lines.enumerated().prefix(20) {
      var change = editor
      change.setValue(of: line, to: "20261201T090000Z")
      let changed = properties(change.text)
      precondition(changed?.count == lines.count)
      precondition(changed?[index].value == "20261201T090000Z")
      expectSame(changed, lines, but: index)
      var removal = editor
      removal.remove(line)
      precondition(properties(removal.text)?.count == lines.count - 1)
    }
    var addition = editor
    addition.add(ContentLine("X-ADDED", [.init("A", "b;c")], value: "kept"))
    let added = properties(addition.text)
    precondition(added?.count == lines.count + 1)
    precondition(
      added?.contains {
        $0.name == "X-ADDED" && $0.value == "kept" && $0.parameter("A") == "b;c"
      } == true
    )
    edit(bytes, editor.component)
  }

  /// Edits the event that it is by fields.
  private static func edit(_ bytes: [UInt8], _ component: Component) {
    var zones = FileZones(floating: zone)
    guard let read = try? EventReading(component, bytes: bytes, at: place, &zones) else { return }
    var event = read.event
    event.title = "Changed"
    guard var edit = try? EventTextEdit(bytes, from: read.event, to: event, zones) else { return }
    let text = edit.run()
    guard
      let after = try? Component(text, 0..<text.count, breaksAtReturn: !text.contains(0x0A)),
      let again = try? EventReading(after, bytes: text, at: place, &zones)
    else { preconditionFailure("What was edited cannot be read.") }
    precondition(again.event.title == "Changed" && again.event.time == event.time)
  }

  private static func properties(_ bytes: [UInt8]) -> [ContentLine]? {
    (try? ComponentEditor(bytes))?.component.properties
  }

  private static func expectSame(_ new: [ContentLine]?, _ old: [ContentLine], but index: Int) {
    for (place, (one, other)) in zip(new ?? [], old).enumerated() where place != index {
      precondition(one.name == other.name && one.value == other.value)
      precondition(one.parameters == other.parameters)
    }
  }
}
