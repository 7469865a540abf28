import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import ICalendar
import Synchronization
import Testing

/// Files that are read in pieces, and never held whole.
@Suite struct StreamedFileTests {
  /// What a file has: its events, the other pieces, and what is broken.
  private struct Content: Equatable {
    var events: [Event] = []
    var texts: [[UInt8]] = []
    var others: [FileText] = []
    var problems: [String] = []
    var remarks: [String] = []

    init(_ file: CalendarFile) {
      var file = file
      let place = EventReading.Place(account: .local, calendar: CalendarID("local"))
      others = file.otherTexts
      problems = file.problems.map { "\($0.line) \($0.reason)" }
      for number in 0..<file.count {
        let (series, problems) = file.series(number, at: place)
        events += series.readings.map(\.event)
        texts += series.readings.map { file.keptText(of: $0).bytes }
        self.problems += problems.map { "\($0.line) \($0.reason)" }
      }
      others += file.takeBrokenTexts()
      remarks = file.remarks
    }
  }

  private func whole(_ bytes: [UInt8]) throws -> Content {
    Content(try CalendarFile(bytes, zone: CorpusFile.berlin))
  }

  /// The same, read in pieces.
  ///
  /// - Returns: The content, and how many bytes were asked for at once at most.
  private func streamed(
    _ bytes: [UInt8],
    pieceSize: Int = 1 << 20
  ) throws -> (content: Content, most: Int) {
    let most = MostBytes()
    let file = try CalendarFile(
      count: bytes.count,
      zone: CorpusFile.berlin,
      pieceSize: pieceSize
    ) { range in
      most.note(range.count)
      return Array(bytes[range])
    }
    return (Content(file), most.count)
  }

  @Test(arguments: CorpusFile.names)
  func `A file of the corpus is the same in pieces`(_ name: String) throws {
    let bytes = try CorpusFile(name).bytes
    let whole = try whole(bytes)
    for size in [1, 2, 3, 7, 16, 33, 64, 1 << 20] {
      #expect(try streamed(bytes, pieceSize: size).content == whole, "\(size)")
    }
  }

  @Test func `A page ends at a number of events, or where its text is long`() throws {
    let events = [10, 10, 10, 5_000, 10].enumerated().map { number, length in
      "BEGIN:VEVENT\nUID:\(number)\nSUMMARY:\(String(repeating: "x", count: length))\nEND:VEVENT\n"
    }
    let text = "BEGIN:VCALENDAR\n\(events.joined())END:VCALENDAR\n"
    let file = try CalendarFile(Array(text.utf8), zone: .gmt)
    func ends(_ most: Int, _ bytes: Int) -> [Int] {
      var ends = [0]
      while let last = ends.last, last < file.count {
        ends.append(file.pageEnd(from: last, most: most, bytes: bytes))
      }
      return ends
    }
    #expect(ends(2, 1 << 20) == [0, 2, 4, 5])
    #expect(ends(10, 1_000) == [0, 3, 4, 5])
  }

  @Test(arguments: ["\r\n", "\n", "\r"], ["", "\u{FEFF}"])
  func `A large file is the same in pieces, wherever they end`(
    _ end: String,
    _ mark: String
  ) throws {
    // Of other lengths each, so that a piece ends in every part of a line and of its fold.
    let events = (0..<1_200).map { number in
      let words = (0..<(number % 40 + 1)).map { "word\(number)-\($0)" }
      return [
        "BEGIN:VEVENT", "UID:event-\(number)", "DTSTART:20261201T090000Z",
        "SUMMARY:\(words.joined(separator: " ,\(end) "))",
        "DESCRIPTION:\(String(repeating: "x", count: number * 7 % 4_000))", "END:VEVENT",
      ]
      .joined(separator: end)
    }
    let lines = ["BEGIN:VCALENDAR"] + events + ["BEGIN:VTODO", "END:VTODO", "END:VCALENDAR", ""]
    let bytes = Array((mark + lines.joined(separator: end)).utf8)
    let (content, most) = try streamed(bytes)
    #expect(bytes.count > 2 << 20 && most <= 1 << 20)
    #expect(content.events.count == 1_200)
    #expect(try content == whole(bytes))
  }

  @Test func `A line that is longer than a piece takes no other with it`() throws {
    let long = String(repeating: "x", count: 3 << 20)
    let text = calendar("SUMMARY:First").replacing(
      "BEGIN:VEVENT",
      with: "X-LONG:\(long)\nBEGIN:VEVENT"
    )
    let content = try streamed(Array(text.utf8)).content
    #expect(content.events.map(\.title) == ["First"])
    #expect(try content == whole(Array(text.utf8)))
  }

  @Test func `What is no calendar is refused in pieces as well`() throws {
    for text in ["", "\n \r\n", "<html>\n", "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n"] {
      let bytes = Array(text.utf8)
      let expected = #expect(throws: CalendarFile.Refusal.self) { try whole(bytes) }
      let found = #expect(throws: CalendarFile.Refusal.self) { try streamed(bytes) }
      #expect(found == expected)
    }
  }

  @Test func `A file that becomes shorter is read as far as it goes`() throws {
    let bytes = Array(calendar("SUMMARY:First").utf8)
    let file = try CalendarFile(count: bytes.count + 500, zone: .gmt) { range in
      Array(bytes[min(range.lowerBound, bytes.count)..<min(range.upperBound, bytes.count)])
    }
    #expect(Content(file).events.map(\.title) == ["First"])
  }
}

/// How many bytes were asked for at once at most.
private final class MostBytes: Sendable {
  private let most = Mutex(0)

  var count: Int { most.withLock { $0 } }

  func note(_ count: Int) { most.withLock { $0 = max($0, count) } }
}
