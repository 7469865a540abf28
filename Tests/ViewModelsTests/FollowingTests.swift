import CalendarCore
import ConferencingCore
import Foundation
import Testing

@testable import ViewModels

/// Forms that stay open while their event changes.
@Suite struct FollowingTests {
  private static let request = Autocreate(provider: .googleMeet)
  private static let meet = ConferencingDetails(
    provider: .googleMeet,
    url: "https://meet.google.com/abc-defg-hij"
  )
  /// What the service appends to the description when the link is there.
  private static let appended = "\n\n" + InvitationBlock.text(for: meet)

  private static func pending() -> Event {
    var event = World.event(
      "review",
      from: World.at(15),
      conferencing: .autocreate(request),
      description: "My words."
    )
    event.ownDescription = "My words."
    return event
  }

  /// The event once its link is there.
  private static func linked() -> Event {
    var event = pending()
    event.conferencing = .details(meet)
    event.description += appended
    return event
  }

  private func eventForm(_ test: TestApp) -> EventFormViewModel? {
    guard let screen = test.app.screens.last as? EventFormScreen else { return nil }
    return screen.form
  }

  /// The cache holds another event than before.
  private func change(_ test: inout TestApp, to event: Event) {
    test.events = [event]
    test.send(.cacheChanged)
  }

  private func patch(_ test: TestApp) -> EventPatch? {
    guard case .update(let patch)? = test.submitted?.change else { return nil }
    return patch
  }

  /// It was read again only where something else asked for the event too.
  @Test func anOpenEventShowsWhatItBecame() {
    var test = TestApp([Self.pending()])
    test.press(.open)
    var renamed = Self.pending()
    renamed.title = "renamed elsewhere"
    change(&test, to: renamed)
    let detail = test.app.screens.last as? EventDetailViewModel
    #expect(detail?.event?.title == "renamed elsewhere")
  }

  /// Once its series was moved, an occurrence has another id; the screen said that it is gone.
  @Test func anOpenOccurrenceFollowsItsSeries() {
    var test = TestApp([Self.pending()])
    test.press(.open)
    let edit = EventEdit(
      event: EventID("e-review"),
      change: .update(EventPatch(title: "moved")),
      scope: .all
    )
    test.send(.submitted(edit, became: EventID("review_later")))
    let detail = test.app.screens.last as? EventDetailViewModel
    #expect(detail?.id == EventID("review_later"))
  }

  @Test func linksThatArriveMeanwhileAreReplacedWhole() {
    var test = TestApp([Self.pending()])
    // Another link is typed while the first is being created.
    test.press(.conferencing, .nextChoice, .nextField)
    test.type("https://meet.jit.si/room")
    change(&test, to: Self.linked())
    test.press(.save)
    guard let question = test.app.screens.last as? ConfirmationViewModel else {
      Issue.record("no question")
      return
    }
    #expect(question.title == "Replace the Google Meet link of “review”?")
    #expect(question.removed == [InvitationBlock.text(for: Self.meet)])
    test.press(.confirm)
    let jitsi = ConferencingDetails(
      provider: ConferencingProvider("Jitsi Meet"),
      url: "https://meet.jit.si/room"
    )
    #expect(patch(test)?.conferencing == .details(jitsi))
    #expect(patch(test)?.description == InvitationBlock.appended(to: "My words.", jitsi))
  }

  @Test func aQuestionIsAskedOfTheEventAsItIsNow() {
    var test = TestApp([Self.pending()])
    test.press(.conferencing, .previousChoice, .save)
    guard let before = test.app.screens.last as? ConfirmationViewModel else {
      Issue.record("no question")
      return
    }
    #expect(before.removed.isEmpty)
    change(&test, to: Self.linked())
    guard let after = test.app.screens.last as? ConfirmationViewModel else {
      Issue.record("no question")
      return
    }
    #expect(after.removed == [InvitationBlock.text(for: Self.meet)])
    test.press(.confirm)
    #expect(patch(test) == EventPatch(description: "My words.", conferencing: .strip))
  }

  @Test func anUntouchedFormFollowsAndLeavesWithoutAQuestion() {
    var test = TestApp([Self.pending()])
    test.press(.edit)
    var event = Self.linked()
    event.title = "review, moved"
    event.time = .timed(start: World.at(17), end: World.at(18), zone: "Europe/Berlin")
    event.location = "Room 5"
    event.participants = [Participant(email: "bob@acme.example")]
    event.isBusy = false
    event.visibility = .private
    change(&test, to: event)
    let form = eventForm(test)
    #expect(form?.title.text == "review, moved")
    #expect(form?.startTime.text == "17:00")
    #expect(form?.location.text == "Room 5")
    #expect(form?.participants.text == "bob@acme.example")
    #expect(form?.isBusy == false)
    #expect(form?.visibility.selection == .private)
    #expect(form?.description.text == event.description)
    #expect(form?.conferencing.chosen == .link)
    #expect(form?.conferencing.change == .keep)
    test.press(.back)
    #expect(test.app.screens.isEmpty)
  }

  @Test func whatWasTypedStays() {
    var test = TestApp([Self.pending()])
    test.press(.edit)
    test.type("!")
    for _ in 0..<40 where eventForm(test)?.focus != .description { test.press(.nextField) }
    test.type(" And more.")
    change(&test, to: Self.linked())
    let form = eventForm(test)
    #expect(form?.title.text == "review!")
    #expect(form?.description.text == "My words. And more." + Self.appended)
    #expect(form?.description.cursor == "My words. And more.".count)
    test.press(.save)
    #expect(
      patch(test)
        == EventPatch(
          title: "review!",
          description: "My words. And more." + Self.appended
        )
    )
  }

  @Test func aSavingFormIsLeftAlone() {
    var test = TestApp([Self.pending()])
    test.press(.edit)
    test.type("!")
    test.press(.save)
    let before = test.app.navigation
    change(&test, to: Self.linked())
    #expect(test.app.navigation == before)
  }

  @Test func aCalledMeetingIsNotAnswered() {
    var event = World.event(
      "mine",
      from: World.at(15),
      participants: [Participant(email: "ada@acme.example", response: .yes)]
    )
    event.organizer = Person(name: "Ada", email: "Ada@acme.example")
    var test = TestApp([event])
    test.press(.respond)
    #expect(test.app.screens.isEmpty)
    #expect(test.app.status.notice?.text.contains("You organize this event") == true)
  }
}
