import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import Testing

/// What an export says of imported series that were divided or moved here.
@Suite struct DividedSeriesTests {
  private static let master = [
    "BEGIN:VEVENT", "UID:daily", "DTSTART:20261201T090000", "DTEND:20261201T093000",
    "RRULE:FREQ=DAILY;COUNT=6", "EXDATE:20261205T090000", "SUMMARY:Daily", "CATEGORIES:Work",
    "X-KEEP:1", "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Bring the notes",
    "TRIGGER:-PT15M", "END:VALARM", "END:VEVENT",
  ]
  private static let exceptions = [
    "BEGIN:VEVENT", "UID:daily", "RECURRENCE-ID:20261202T090000", "DTSTART:20261202T140000",
    "DTEND:20261202T143000", "SUMMARY:Second", "X-OWN:2", "END:VEVENT", "BEGIN:VEVENT",
    "UID:daily", "RECURRENCE-ID:20261204T090000", "DTSTART:20261204T140000",
    "DTEND:20261204T143000", "SUMMARY:Fourth", "X-OWN:4", "END:VEVENT",
  ]
  private static let lines = ["BEGIN:VCALENDAR"] + master + exceptions + ["END:VCALENDAR", ""]

  private func file() throws -> CorpusFile {
    let file = try CorpusFile(text: Self.lines.joined(separator: "\r\n"))
    #expect(file.events.count == 3)
    return file
  }

  /// Carries out an edit of the occurrence of 3 December as the cache does.
  private func edit(
    _ file: inout CorpusFile,
    _ scope: EditScope,
    _ patch: EventPatch
  ) throws {
    let master = file.events[0].event
    let start = OccurrenceKey.Start.moment(try #require(Self.start))
    var occurrence = master
    occurrence.id = EventID("\(master.id)_\(start)")
    occurrence.recurrence = nil
    occurrence.time = master.time.moved(to: start)
    occurrence.occurrence = OccurrenceKey(series: .event(master.id), originalStart: start)
    let series = try #require(
      SeriesEditor(master: master, exceptions: file.events.dropFirst().map(\.event))
    )
    let edit = EventEdit(event: occurrence.id, change: .update(patch), scope: scope)
    for edit in try series.edits(edit, of: occurrence, tail: EventID("daily.2")) {
      switch edit.change {
      case .create(let draft, let link):
        #expect(draft.source == EventSource(master, for: .laterPart))
        var text = file.events[0].text
        text?.uid = edit.event.rawValue
        let event = Event(creating: edit.event, draft: draft, conferencing: link)
        file.events.append(KeptEvent(event: event, text: text))
      case .update(let patch):
        let index = try #require(file.events.firstIndex { $0.event.id == edit.event })
        file.events[index].event = file.events[index].event.applying(patch)
      case .delete, .respond: Issue.record("\(edit)")
      }
    }
  }

  private static let start = Day("2026-12-03")?
    .time(secondsFromMidnight: 9 * 3_600, in: CorpusFile.berlin)

  private static func at(_ hour: Int) throws -> EventTime {
    let start = try #require(Day("2026-12-03"))
      .time(secondsFromMidnight: hour * 3_600, in: CorpusFile.berlin)
    return .timed(start: start, end: start + 1_800, zone: "Europe/Berlin")
  }

  @Test func `The later part has the lines of the series, and its exceptions go with it`() throws {
    var file = try file()
    try edit(&file, .following, EventPatch(time: try Self.at(10), location: "Hall"))
    let exported = file.lines()
    let parts = exported.split(separator: "END:VEVENT").map(Array.init)
    let later = try #require(parts.first { $0.contains("X-KEEP:1") && $0.contains("UID:daily.2") })
    let kept = Self.master.filter { line in
      !["UID", "DTSTART", "DTEND", "RRULE", "EXDATE"].contains { line.hasPrefix($0) }
    }
    #expect(Set(kept.dropLast()).isSubset(of: later))
    #expect(later.contains("DTSTART:20261203T100000") && later.contains("LOCATION:Hall"))
    #expect(later.contains("RRULE:FREQ=DAILY;COUNT=4") && later.contains("EXDATE:20261205T100000"))
    let fourth = try #require(parts.first { $0.contains("X-OWN:4") })
    #expect(fourth.contains("UID:daily.2") && fourth.contains("RECURRENCE-ID:20261204T100000"))
    let second = try #require(parts.first { $0.contains("X-OWN:2") })
    #expect(second.contains("UID:daily") && second.contains("RECURRENCE-ID:20261202T090000"))
    #expect(!exported.contains { $0.contains("TZID") })
    // Alone it is the same, with all of its series.
    #expect(Set(file.lines(isWhole: false)).isSuperset(of: later))
  }

  @Test(arguments: [EditScope.following, .all])
  func `What was divided or moved is read again as it is here`(_ scope: EditScope) throws {
    var file = try file()
    try edit(&file, scope, EventPatch(time: try Self.at(10)))
    let bytes = file.exported()
    let alone = try CorpusFile(bytes: bytes)
    func facts(_ file: CorpusFile) -> Set<String> {
      Set(
        file.events.map { kept in
          let start = kept.event.occurrence?.originalStart.description ?? "-"
          let name = kept.event.recurrence == nil ? kept.event.title : kept.event.id.rawValue
          return "\(name) \(start) \(kept.event.time.startKey)"
        }
      )
    }
    #expect(facts(alone) == facts(file))
    // An import of the own export, and one of the file that it all is from, change nothing.
    let found = file.events.map { kept -> KeptEvent in
      // As the cache finds them: by the series that an exception is of now.
      guard case .event(let series)? = kept.event.occurrence?.series else { return kept }
      var kept = kept
      kept.text?.uid = series.rawValue
      return kept
    }
    let again = try CorpusFile(bytes: bytes, beside: found)
    #expect(again.counts.updated == 0 && again.counts.new == 0 && again.removed.isEmpty)
    let old = try CorpusFile(bytes: file.bytes, beside: file.events)
    #expect(old.counts.updated == 0 && old.counts.new == 0 && old.removed.isEmpty)
  }

  @Test func `An exception made here of the later part has the UID of that`() throws {
    var file = try file()
    try edit(&file, .following, EventPatch(location: "Hall"))
    let tail = try #require(file.events.last).event
    let start = OccurrenceKey.Start.moment(try #require(Self.start) + 3 * 86_400)
    var exception = tail
    exception.id = EventID("\(tail.id)_\(start)")
    exception.recurrence = nil
    exception.title = "Sixth"
    exception.time = tail.time.moved(to: start)
    exception.occurrence = OccurrenceKey(series: .event(tail.id), originalStart: start)
    exception.isException = true
    file.events.append(KeptEvent(event: exception, text: nil))
    let parts = file.lines().split(separator: "END:VEVENT").map(Array.init)
    let sixth = try #require(parts.first { $0.contains("SUMMARY:Sixth") })
    #expect(sixth.contains("UID:daily.2") && sixth.contains("RECURRENCE-ID:20261206T090000"))
    #expect(sixth.contains("X-KEEP:1") && sixth.contains("LOCATION:Hall"))
  }

  @Test func `A task that two files have is exported once, as the later one has it`() throws {
    func text(_ event: String, _ task: String) -> String {
      let lines = [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:\(event)", "DTSTART:20261201", "SUMMARY:\(event)",
        "END:VEVENT", "BEGIN:VTODO", "UID:t", "SUMMARY:\(task)", "END:VTODO", "BEGIN:VTODO",
        "SUMMARY:Without a UID", "END:VTODO", "END:VCALENDAR", "",
      ]
      return lines.joined(separator: "\r\n")
    }
    let first = try CorpusFile(text: text("one", "Pack"))
    var second = try CorpusFile(text: text("two", "Pack more"))
    for index in second.events.indices { second.events[index].text?.file = 2 }
    let others =
      first.others
      + second.others.map {
        FileText(file: 2, position: $0.position, bytes: $0.bytes)
      }
    let bytes = CalendarFileWriter(
      first.events + second.events,
      others: others,
      now: CorpusFile.now
    )
    .bytes(isWhole: true)
    let lines = CorpusFile.lines(bytes)
    #expect(lines.filter { $0 == "UID:t" }.count == 1)
    #expect(lines.contains("SUMMARY:Pack more") && !lines.contains("SUMMARY:Pack"))
    #expect(lines.filter { $0 == "SUMMARY:Without a UID" }.count == 2)
  }

  @Test func `What was edited or made here is unchanged in its own export`() throws {
    var file = try file()
    file.events[0].event.title = "Other"
    file.events[1].event.location = "Hall"
    let edited = try CorpusFile(bytes: file.exported(), beside: file.events)
    #expect(edited.counts.updated == 0 && edited.counts.unchanged == 1)
    for link in [
      ConferencingDetails(provider: .googleMeet, url: "https://meet.google.com/abc-defg-hij"),
      ConferencingDetails(
        provider: .zoomMeeting,
        url: "https://zoom.us/j/82021512759",
        meetingCode: "82021512759",
        accessCode: "123",
        phones: ["+49 69 123456"]
      ), ConferencingDetails(provider: .unknown, url: "https://example.org/room"),
    ] {
      let single = calendar("SUMMARY:Made\nLOCATION:Hall")
      var made = try CorpusFile(text: single)
      made.events[0].text = nil
      made.events[0].event.description = "Words\n\n" + link.url
      made.events[0].event.conferencing = .details(link)
      let again = try CorpusFile(bytes: made.exported(), beside: made.events)
      #expect(again.counts.unchanged == 1 && again.counts.updated == 0, "\(link.url)")
    }
  }
}
