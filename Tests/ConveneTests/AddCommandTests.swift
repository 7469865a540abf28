import ArgumentParser
import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import convene

/// The command that makes an event from one line.
@Suite struct AddCommandTests {
  private func draft(_ arguments: [String]) throws -> (EventDraft, remarks: [String]) {
    let command = try #require(try Convene.parseAsRoot(["add"] + arguments) as? AddCommand)
    let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    let day = try #require(Day("2026-12-01"))
    let input = InputContext(now: day.time(secondsFromMidnight: 9 * 3_600, in: zone), zone: zone)
    let directory = Directory(
      accounts: [Account(id: .local, service: .local)],
      calendars: [
        CalendarInfo(id: CalendarID("p"), account: .local, name: "Personal", isPrimary: true),
        CalendarInfo(id: CalendarID("w"), account: .local, name: "Work"),
      ]
    )
    let read = QuickAdd.read(
      command.line.joined(separator: " "),
      input,
      vocabulary: .init(calendars: directory.calendars.map(\.name))
    )
    return try command.draft(read, input, directory)
  }

  @Test("A line needs no quotation marks of the shell")
  func words() throws {
    let (draft, remarks) = try draft(["Lunch", "fri", "12:30", "for", "45m", "in", "Work"])
    let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    let start = try #require(Day("2026-12-04")).time(secondsFromMidnight: 45_000, in: zone)
    #expect(draft.title == "Lunch")
    #expect(draft.calendar == CalendarID("w"))
    #expect(draft.time == .timed(start: start, end: start + 2_700, zone: "Europe/Berlin"))
    #expect(remarks.isEmpty)
  }

  @Test("A repetition begins on its first date, and its end counts from there")
  func repetition() throws {
    let (draft, _) = try draft(["Yoga every second thu 18:00 until 15 jan in Work"])
    let zone = try #require(TimeZone(identifier: "Europe/Berlin"))
    let start = try #require(Day("2026-12-03")).time(secondsFromMidnight: 64_800, in: zone)
    #expect(draft.title == "Yoga")
    #expect(draft.time.start(in: zone) == start)
    #expect(
      draft.recurrence?.words(from: draft.time, zone: zone)
        == "every second Thursday until 15 Jan 2027"
    )
  }

  @Test("A time that the clocks skip is said")
  func remarks() throws {
    let (_, remarks) = try draft(["Deploy 2027-03-28 02:30"])
    #expect(remarks.first?.contains("Write 01:30 or 03:30 to choose.") == true)
  }

  @Test(
    "Words of time that are not read stay in the title, and that is said",
    arguments: [
      ("Walk 20 minutes fri", "Walk 20 minutes", "left in the title: \"20 minutes\"."),
      ("Watch \"25:00 news\" fri", "25:00 news", nil), ("Talk \"9:99\" fri 14:00", "9:99", nil),
      ("Lunch for 30 people fri", "Lunch for 30 people", nil),
    ] as [(String, String, String?)]
  )
  func noTime(_ line: String, _ title: String, _ says: String?) throws {
    let (draft, remarks) = try draft([line])
    #expect(draft.title.contains(title))
    #expect(remarks.count == (says == nil ? 0 : 1), "\(remarks)")
    #expect(says.map { remarks.first?.contains($0) == true } != false, "\(remarks)")
  }

  @Test(
    "A line without a time, and one that contradicts itself, are refused with the remedy",
    arguments: [
      ("Lunch with nobody", "When is it? Add a day, a time or a repetition"),
      ("Lunch fri 30m", "A length needs a time of day."),
      ("Lunch 25:00", "\"25:00\" is not a time of day. Write one like 09:30"),
      ("Lunch fri 25:00", "\"25:00\" is not a time of day."),
      ("25:00 lunch fri", "\"25:00\" is not a time of day."),
      ("Yoga 25:00 every thu", "\"25:00\" is not a time of day."),
      ("Lunch fri 13pm with nobody", "\"13pm\" is not a time of day."),
      ("Lunch fri 15:00 IST", "\"IST\" may be the time of"),
      ("Review 4/7", "may be"),
    ]
  )
  func refusals(_ line: String, _ says: String) throws {
    let error = #expect(throws: CommandError.self) { try draft([line]) }
    #expect(error?.status == .badInput)
    #expect(error?.message.contains(says) == true)
  }
}
