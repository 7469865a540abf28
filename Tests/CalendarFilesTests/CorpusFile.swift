import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import ICalendar
import Testing

/// A file of the corpus, imported into nothing but memory.
struct CorpusFile {
  let bytes: [UInt8]
  var events: [KeptEvent] = []
  /// The exceptions that it takes away.
  var removed: [EventID] = []
  let others: [FileText]
  let counts: ImportPlan.Counts
  let remarks: [String]

  static let names: [String] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (files ?? []).filter { $0.hasSuffix(".ics") }.map { String($0.dropLast(4)) }.sorted()
  }()
  static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt
  static let now = Date(timeIntervalSince1970: 1_796_000_000)
  private static let folder = Bundle.module.bundleURL.appending(path: "Fixtures/Corpus")

  init(_ name: String) throws {
    let file = Self.folder.appending(path: name + ".ics")
    try self.init(bytes: [UInt8](Data(contentsOf: file)))
  }

  init(text: String) throws { try self.init(bytes: Array(text.utf8)) }

  /// Imports a file, beside events that are here already.
  init(bytes: [UInt8], beside kept: [KeptEvent] = []) throws {
    self.bytes = bytes
    var file = try CalendarFile(bytes, zone: Self.berlin)
    var plan = ImportPlan()
    plan.note(file.problems)
    let place = EventReading.Place(account: .local, calendar: CalendarID("local"))
    let known = Dictionary(grouping: kept) { $0.text?.uid ?? $0.event.id.rawValue }
    for number in 0..<file.count {
      let (series, problems) = file.series(number, at: place)
      plan.note(problems)
      plan.add(series, of: file, kept: series.readings.first.flatMap { known[$0.uid] } ?? [])
    }
    var events: [KeptEvent] = []
    var removed: [EventID] = []
    for series in plan.takeChanges() {
      removed += series.removed
      for change in (series.master.map { [$0] } ?? []) + series.others {
        var text = change.text
        text.file = 1
        events.append(KeptEvent(event: change.event, text: text))
      }
    }
    (self.events, self.removed) = (events, removed)
    others = (file.otherTexts + file.takeBrokenTexts()).map {
      FileText(file: 1, position: $0.position, bytes: $0.bytes)
    }
    counts = plan.counts
    remarks = file.remarks
  }

  /// The only event, or the first one.
  var first: Event {
    get throws { try #require(events.first).event }
  }

  /// The file as it is exported.
  func exported(isWhole: Bool = true) -> [UInt8] {
    CalendarFileWriter(events, others: others, now: Self.now).bytes(isWhole: isWhole)
  }

  /// The file as it is exported, as lines that are unfolded.
  func lines(isWhole: Bool = true) -> [String] { Self.lines(exported(isWhole: isWhole)) }

  /// Lines, unfolded at octets.
  static func lines(_ bytes: [UInt8]) -> [String] {
    var lines: [[UInt8]] = []
    let mark: UInt8 = bytes.contains(0x0A) ? 0x0A : 0x0D
    for line in bytes.split(separator: mark, omittingEmptySubsequences: false) {
      let content = line.last == 0x0D ? line.dropLast() : line
      if let byte = content.first, byte == 0x20 || byte == 0x09, !lines.isEmpty {
        lines[lines.count - 1] += content.dropFirst()
      } else {
        lines.append(Array(content))
      }
    }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }
}

/// A calendar of one event, of which some lines are given.
func calendar(_ lines: String, start: String = "DTSTART:20261201T090000Z") -> String {
  """
  BEGIN:VCALENDAR
  BEGIN:VEVENT
  UID:one
  \(start)
  \(lines)
  END:VEVENT
  END:VCALENDAR

  """
}
