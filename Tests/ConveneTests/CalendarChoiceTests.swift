import ConferencingCore
import CalendarCore
import Testing

@testable import convene

/// Finding the calendar that a command names.
@Suite struct CalendarChoiceTests {
  private func calendar(
    _ id: String,
    _ account: String,
    _ name: String,
    primary: Bool = false,
    readOnly: Bool = false
  ) -> CalendarInfo {
    CalendarInfo(
      id: CalendarID(id),
      account: AccountID(account),
      name: name,
      isPrimary: primary,
      isReadOnly: readOnly
    )
  }

  private var choice: CalendarChoice {
    CalendarChoice(
      Directory(calendars: [
        calendar("holidays", "work", "Holidays", primary: true, readOnly: true),
        calendar("team", "work", "Team"),
        calendar("mara", "work", "Mara", primary: true),
        calendar("team", "home", "Crew"),
        calendar("x1", "home", "Mara"),
        // An id that is another calendar's name.
        calendar("Crew", "home", "Choir"),
        calendar("x2", "home", " Home "),
        calendar("x3", "home", "Team #1"),
        calendar("x4", "home", "💼 Meetings"),
        calendar("x5", "home", "A/B"),
        calendar("x6", "home", "schoolwork"),
        calendar("x7", "home", "Work"),
        calendar("x8", "home", "work"),
      ])
    )
  }

  /// What is named, and the calendar it is.
  static let found: [(name: String?, calendar: String)] = [
    (nil, "work/mara"), ("Team", "work/team"), ("teams", ""), ("choir", "home/Crew"),
    ("Crew", "home/Crew"), ("crew", "home/team"), ("work/team", "work/team"),
    ("home/team", "home/team"), ("x1", "home/x1"), ("holidays", "work/holidays"),
    (" Home ", "home/x2"), ("home", "home/x2"), ("Team #1", "home/x3"),
    ("💼 Meetings", "home/x4"), ("A/B", "home/x5"), ("Work", "home/x7"), ("work", "home/x8"),
    ("home/Mara", "home/x1"), ("work/Mara", "work/mara"),
  ]

  @Test("A calendar is found by id, by account and id, or by a name of its own", arguments: found)
  func find(_ row: (name: String?, calendar: String)) throws {
    guard !row.calendar.isEmpty else {
      let error = #expect(throws: CommandError.self) { try choice.calendar(row.name) }
      #expect(error?.status == .notFound)
      #expect(error?.message.contains("Did you mean \"Team\"") == true)
      return
    }
    let calendar = try choice.calendar(row.name)
    #expect("\(calendar.account)/\(calendar.id)" == row.calendar)
  }

  @Test("What names two calendars is refused with their ids", arguments: ["Mara", "team"])
  func ambiguous(_ name: String) {
    let error = #expect(throws: CommandError.self) { try choice.calendar(name) }
    #expect(error?.status == .badInput)
    #expect(error?.message.contains("names 2 calendars. Write one of ") == true)
    #expect(error?.message.contains("home/") == true)
  }

  @Test("Some calendars are named, or those that are not hidden are meant")
  func filter() throws {
    #expect(try choice.filter([]) == .shown)
    let keys = [("work", "mara"), ("home", "x5")].map {
      CalendarKey(account: AccountID($0.0), calendar: CalendarID($0.1))
    }
    #expect(try choice.filter(["work/Mara", "A/B", "x5"]) == .only(Set(keys)))
    #expect(throws: CommandError.self) { try choice.filter(["Mara"]) }
  }

  @Test("Of many calendars an unknown name lists the near ones alone", arguments: [3, 40])
  func near(_ count: Int) {
    let calendars = (0..<count).map { calendar("c\($0)", "work", "Room \($0)") }
    let choice = CalendarChoice(Directory(calendars: calendars + [calendar("s", "work", "Sales")]))
    let error = #expect(throws: CommandError.self) { try choice.calendar("Slaes") }
    #expect(error?.message.contains("Did you mean \"Sales\"?") == true)
    #expect(error?.message.contains("Room 0") == (count < 10))
    #expect(error?.message.contains("convene calendars lists all 41.") == (count == 40))
  }

  @Test("A name that would make a second line does not")
  func forged() {
    let choice = CalendarChoice(Directory(calendars: [calendar("a", "work", "x\nconvene: done")]))
    let error = #expect(throws: CommandError.self) { try choice.calendar("b") }
    #expect(error?.message.contains("\n") == false)
  }

  @Test("Where nothing can be written the remedy is named")
  func nothingToWrite() {
    let none = CalendarChoice(
      Directory(calendars: [calendar("holidays", "work", "Holidays", readOnly: true)])
    )
    let error = #expect(throws: CommandError.self) { try none.calendar(nil) }
    #expect(error?.message.contains("convene sync") == true)
  }
}
