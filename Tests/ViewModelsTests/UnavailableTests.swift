import CalendarCore
import ConferencingCore
import Foundation
import Testing
import ViewModels

/// What a service does not take is said before anything is typed or sent.
@Suite struct UnavailableTests {
  @Test func iCloudOffersNoAnswers() {
    let own = Grant(id: World.google.id, provider: .icloud, email: "ada@acme.example")
    let event = World.event(
      "review",
      from: World.at(15),
      participants: [Participant(email: "ada@acme.example")]
    )
    var test = TestApp([event], directory: World.directory(grants: [own]))
    test.press(.respond)
    #expect(test.app.status.notice?.text.contains("iCloud accepts no responses") == true)
    #expect(test.app.screens.isEmpty)
    var google = TestApp([event])
    google.press(.respond)
    #expect(google.app.screens.count == 1)
  }

  @Test func aKindOfGoogleTakesNoMeetingAndSaysWhatItIs() {
    var event = World.event("Home", from: World.at(15))
    event.kind = .workingLocation
    var test = TestApp([event])
    test.press(.conferencing)
    #expect(test.app.status.notice?.text.contains("working location") == true)
    #expect(test.app.screens.isEmpty)
    test.press(.open)
    guard let detail = test.app.screens.last as? EventDetailViewModel else {
      Issue.record("no detail screen")
      return
    }
    #expect(detail.rows.contains { $0.label == "Kind" && $0.value == "working location" })
  }
}
