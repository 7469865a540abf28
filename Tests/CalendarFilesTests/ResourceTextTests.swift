import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation
import Testing

/// Resources that are damaged at random, the same every time.
@Suite struct ResourceTextTests {
  private static let place = EventReading.Place(
    account: AccountID("files"),
    calendar: CalendarID("home")
  )
  private static let series = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VTIMEZONE", "TZID:Mine", "BEGIN:STANDARD",
    "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD",
    "END:VTIMEZONE", "BEGIN:VEVENT", "UID:a", "DTSTART;TZID=Mine:20261201T090000",
    "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=9", "EXDATE;TZID=Mine:20261203T090000",
    "SUMMARY:Süßes\\, Saures", "ATTENDEE;CN=\"A;b\";PARTSTAT=ACCEPTED:mailto:a@example.org",
    "CONFERENCE;VALUE=URI:https://meet.jit.si/A", "BEGIN:VALARM", "ACTION:DISPLAY",
    "TRIGGER:-PT10M", "END:VALARM", "END:VEVENT", "BEGIN:VEVENT", "UID:a",
    "RECURRENCE-ID;TZID=Mine:20261202T090000", "DTSTART;TZID=Mine:20261202T100000",
    "DTEND;TZID=Mine:20261202T110000", "SUMMARY:Later", "X-FOO:1", "END:VEVENT", "END:VCALENDAR",
    "",
  ]
  .joined(separator: "\r\n")

  private static func read(_ bytes: [UInt8]) -> ResourceText? {
    try? ResourceText(bytes, as: EventID("a"), at: place, zone: .gmt)
  }

  @Test("An edit leaves no file in two encodings", arguments: [false, true])
  func encodings(isNew: Bool) throws {
    let text = Self.series.replacing("SUMMARY:Later", with: "SUMMARY:Später")
      .replacing("TRIGGER:-PT10M", with: "DESCRIPTION:Grün\r\nTRIGGER:-PT10M")
    let bytes = Array(try #require(text.data(using: .windowsCP1252)))
    let resource = try #require(Self.read(bytes))
    let edit = ResourceEdit(resource, now: Date(timeIntervalSince1970: 1_796_000_000), owners: [])
    let master = try #require(resource.master)
    #expect(edit.changing(master, to: master.event) == bytes)
    var event = master.event
    event.title = "Łódź"
    event.recurrence = isNew ? nil : event.recurrence
    let after = try #require(
      isNew
        ? edit.adding(event, startingAt: .moment(event.time.start(in: .gmt) + 3 * 86_400))
        : edit.changing(master, to: event)
    )
    let written = try #require(String(validating: after, as: UTF8.self))
    for words in ["SUMMARY:Später", "DESCRIPTION:Grün", "SUMMARY:Łódź"] {
      #expect(written.contains(words + "\r\n"))
    }
  }

  @Test func `An edit keeps the byte order mark, and a copy for a server has none`() throws {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let bytes = mark + Array(Self.series.utf8)
    let resource = try #require(Self.read(bytes))
    let edit = ResourceEdit(resource, now: Date(timeIntervalSince1970: 1_796_000_000), owners: [])
    let master = try #require(resource.master)
    #expect(resource.bytes == bytes && edit.changing(master, to: master.event) == bytes)
    var event = master.event
    event.title = "New"
    let after = String(decoding: edit.changing(master, to: event), as: UTF8.self)
    #expect(after.hasPrefix("\u{FEFF}BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\n"))
    #expect(after.contains("\r\nSUMMARY:New\r\n"))
    let exception = try #require(resource.parts.last)
    let rest = try #require(edit.removing(exception))
    #expect(rest.starts(with: mark) && Self.read(rest)?.parts.count == 1)
    let copy = ResourceExcerpt(resource).bytes(of: master)
    #expect(copy.starts(with: Array("BEGIN:VCALENDAR".utf8)))
  }

  @Test("A damaged resource is refused, or is edited and read again", arguments: 0..<20)
  func mutations(_ part: Int) throws {
    var random = SeededNumbers(state: UInt64(part) + 77)
    let whole = Array(Self.series.utf8)
    let now = Date(timeIntervalSince1970: 1_796_000_000)
    var readable = 0
    for number in 0..<250 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
      guard let text = Self.read(bytes) else { continue }
      readable += 1
      let edit = ResourceEdit(text, now: now, owners: [])
      for piece in text.parts where !piece.event.isReadOnly {
        var event = piece.event
        event.title = "New"
        event.location = "Hall"
        let after = try #require(Self.read(edit.changing(piece, to: event)), "\(part) \(number)")
        #expect(after[piece.start]?.event.title == "New", "\(part) \(number)")
        #expect(after.parts.count == text.parts.count, "\(part) \(number)")
        if let rest = edit.removing(piece) { #expect(Self.read(rest) != nil, "\(part) \(number)") }
      }
      guard let master = text.master?.event, master.recurrence != nil else { continue }
      let start = master.time.startKey
      guard text[start] == nil else { continue }
      var exception = master
      exception.recurrence = nil
      exception.title = "Alone"
      // A series without a UID cannot have an exception.
      guard let longer = edit.adding(exception, startingAt: start) else {
        #expect(text.uid == nil, "\(part) \(number)")
        continue
      }
      let again = try #require(Self.read(longer), "\(part) \(number)")
      #expect(again[start]?.event.title == "Alone", "\(part) \(number)")
      // An edit writes no more than its own lines, and zones that they name.
      #expect(longer.count < 2 * bytes.count + 8_192, "\(part) \(number)")
    }
    #expect(readable > 50)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededNumbers) {
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(contentsOf: [0x0D, 0x0A, 0x20], at: place)
    case 3: bytes.insert(contentsOf: Array(repeating: 0x39, count: 40), at: place)
    case 4: bytes.removeSubrange(place..<min(bytes.count, place + 8))
    default: bytes.insert(Array(";:,\"\\\0^= ".utf8).randomElement(using: &random) ?? 0, at: place)
    }
  }
}

/// Source: Sebastiano Vigna, "splitmix64.c".
private struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
