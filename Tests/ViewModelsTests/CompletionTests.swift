import CalendarCore
import ConferencingCore
import Testing

@testable import ViewModels

/// People and places of earlier events complete what is typed in a form.
@Suite struct CompletionTests {
  private static let people = [
    KnownPerson(name: "Ann Lee", email: "ann@acme.example"),
    KnownPerson(name: "Bob Ångström, Dr.", email: "bob@acme.example"),
    KnownPerson(name: "Broken", email: "no address"),
  ]
  private static let places = ["Room 5", "Luigi's\nVienna", "Room 12"]

  /// The form of a new event with the cursor in a row.
  private func opened(_ row: EventFormViewModel.FieldID) throws -> TestApp {
    var test = TestApp([World.event("review", from: World.at(15))])
    test.press(.newEvent)
    for _ in 0..<40 where try form(test).focus != row { test.press(.nextField) }
    try #require(try form(test).focus == row)
    test.send(.peopleLoaded(Self.people, places: Self.places))
    return test
  }

  private func form(_ test: TestApp) throws -> EventFormViewModel {
    try #require(test.app.navigation.top as? EventFormScreen).form
  }

  private func hint(_ test: TestApp) throws -> String? {
    let form = try form(test)
    return form.fields.first { $0.id == form.focus }?.hint
  }

  @Test(arguments: [
    ("an", "Ann Lee <ann@acme.example>"), ("LEE", "Ann Lee <ann@acme.example>"),
    ("ann@", "Ann Lee <ann@acme.example>"),
    ("x@y.example, ån", "x@y.example, Bob Ångström Dr. <bob@acme.example>"),
    ("a", "a"), ("zoe", "zoe"), ("broken", "broken"), ("no ad", "no ad"),
    ("ann@acme.example", "ann@acme.example"),
    ("Ann Lee <ann@acme.example>, ann", "Ann Lee <ann@acme.example>, ann"),
  ])
  func people(_ typed: String, _ completed: String) throws {
    var test = try opened(.participants)
    test.type(typed)
    #expect(try (hint(test) != nil) == (typed != completed))
    test.press(.nextChoice)
    #expect(try form(test).participants.text == completed)
    #expect(try form(test).people.invalid == nil || typed == completed)
  }

  @Test(arguments: [
    ("ro", "Room 5"), ("room 1", "Room 12"), ("lui", "Luigi's Vienna"), ("Room 5", "Room 5"),
    ("r", "r"), ("mensa", "mensa"),
  ])
  func places(_ typed: String, _ completed: String) throws {
    var test = try opened(.location)
    test.type(typed)
    test.press(.nextChoice)
    #expect(try form(test).location.text == completed)
  }

  @Test func thatNamesAreCompletedIsSaidBeforeOneIsTyped() throws {
    var people = try opened(.participants)
    let words = "Two letters of a name or address find people of earlier events."
    #expect(try hint(people) == words)
    people.type("a")
    #expect(try hint(people) == nil)
    people.type("nn")
    #expect(try hint(people)?.hasSuffix("completes it: Ann Lee <ann@acme.example>") == true)
    people.press(.nextChoice)
    people.type(", ")
    #expect(try hint(people) == words)
    var place = try opened(.location)
    #expect(try hint(place) == "Two letters find places of earlier events.")
    place.send(.peopleLoaded([], places: []))
    #expect(try hint(place) == nil)
  }

  @Test func nothingCompletesWithinAText() throws {
    var test = try opened(.location)
    test.type("room")
    test.press(.previousChoice)
    #expect(try hint(test) == nil)
    test.press(.nextChoice)
    #expect(try form(test).location.text == "room")
  }

  @Test func namesAreAskedForOnce() throws {
    var test = TestApp([World.event("review", from: World.at(15))])
    test.press(.newEvent)
    var asked = 0
    for _ in 0..<40 {
      asked += test.app.handle(.command(.nextField)).filter { $0 == .loadPeople }.count
    }
    #expect(asked == 1)
    #expect(try !#require(test.app.navigation.top as? EventFormScreen).hasUnsavedChanges)
  }
}
