import CalendarCore
import ConferencingCore
import Testing
import ViewModels

/// What is pasted into the field for the link, and is more than a link.
@Suite struct PastedInvitationTests {
  private typealias Form = ConferencingFormViewModel

  private func form() throws -> Form {
    let context = try #require(
      ConferencingContext(
        World.directory(grants: [World.google]),
        account: World.work,
        calendar: CalendarID("team")
      )
    )
    var form = Form(context: context)
    form.focus = .choice
    while form.chosen != .link { _ = form.handle(.nextChoice) }
    form.focus = .url
    return form
  }

  private func details(_ form: Form) -> ConferencingDetails? {
    if case .details(let details) = form.change { details } else { nil }
  }

  private static let zoom = """
    Mara Lindqvist lädt Sie zu einem geplanten Zoom-Meeting ein.

    Zoom-Meeting beitreten
    https://acme.zoom.us/j/98765432101?pwd=AbC_d-E.1

    Meeting-ID: 987 6543 2101
    Kenncode: Xy9zAb

    Schnelleinwahl mobil
    +496971049922,,98765432101#,,,,*123456# Deutschland

    Einwahl nach aktuellem Standort
    • +49 69 7104 9922 Deutschland
    • +1 312 626 6799 US (Chicago)
    """

  @Test("A whole invitation fills in the link, its codes and its numbers, and this is said")
  func whole() throws {
    var form = try form()
    form.insert(Self.zoom)
    let read = details(form)
    #expect(read?.provider == .zoomMeeting)
    #expect(read?.url == "https://acme.zoom.us/j/98765432101?pwd=AbC_d-E.1")
    #expect(read?.meetingCode == "98765432101")
    #expect(read?.accessCode == "Xy9zAb")
    #expect(read?.pin == "123456")
    #expect(read?.phones == ["+496971049922", "+13126266799"])
    #expect(form.violations.isEmpty)
    let url = form.fields.first { $0.id == .url }
    #expect(
      url?.hint
        == "Read from the invitation: the Zoom Meeting link, its meeting code, its access code, its PIN "
        + "and 2 telephone numbers. Check them."
    )
    #expect(url?.problem == nil)
    // Once the link is another, nothing is said of it any more.
    form.insert("x")
    #expect(form.fields.first { $0.id == .url }?.hint?.contains("Read from") == false)
  }

  @Test(
    "A line with a link is read",
    arguments: [
      ("Join: https://zoom.us/j/12345678901", "https://zoom.us/j/12345678901"),
      ("Join:https://zoom.us/j/12345678901", "https://zoom.us/j/12345678901"),
      ("Room\nhttps://video.example.org/room/7\nSee you", "https://video.example.org/room/7"),
      (
        "Bitte hier klicken: <https://video.example.org/room/7>.",
        "https://video.example.org/room/7"
      ),
      (
        "\u{202A}https://meet.google.com/abc-defg-hij\u{202C} (Meet)",
        "https://meet.google.com/abc-defg-hij"
      ),
    ]
  )
  func line(_ text: String, _ url: String) throws {
    var form = try form()
    form.insert(text)
    #expect(details(form)?.url == url)
    #expect(form.violations.isEmpty)
  }

  @Test("What is typed already stays where the invitation says nothing")
  func typed() throws {
    var form = try form()
    form.focus = .pin
    form.insert("4711")
    form.focus = .phone(0)
    form.insert("+49 30 1234567")
    form.focus = .url
    form.insert("https://old.example.org/")
    form.insert("Join: https://zoom.us/j/12345678901\nPasscode: abc123")
    let read = details(form)
    #expect(read?.url == "https://zoom.us/j/12345678901")
    #expect(read?.accessCode == "abc123")
    #expect(read?.pin == "4711")
    #expect(read?.phones == ["+49 30 1234567"])
  }

  @Test(
    "What cannot be read is named, with the reason and what to do",
    arguments: [
      "Hello all,\nwe meet in room 7 / second floor.",
      "One https://a.example/1 or another https://b.example/2",
    ]
  )
  func unreadable(_ text: String) throws {
    var form = try form()
    form.insert(text)
    let saved = form.attemptSave()
    #expect(saved == nil)
    let problem = try #require(form.fields.first { $0.id == .url }?.problem)
    #expect(problem.contains(text.prefix(5)))
    #expect(problem.contains("https://…"))
    #expect(!problem.contains("invisible"))
  }
}
