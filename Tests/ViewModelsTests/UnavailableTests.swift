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

  @Test(
    "Who was not reached by an invitation is said, with the reason and what helps",
    arguments: [
      ("3.7", "does not know this address"), ("3.8", "does not let you invite them"),
      ("5.1", "could not deliver the invitation"), ("5.2", "knows no way to this address"),
      ("5.3", "sends no invitations to this address"), ("5.9", "the server says 5.9"),
    ]
  )
  func notReached(_ code: String, _ words: String) {
    var event = World.event("Plan", from: World.at(15))
    event.participants = [
      Participant(name: "Ann", email: "ann@acme.example", response: .yes),
      Participant(name: "Bob", email: "bob@acme.example", undelivered: code),
    ]
    var test = TestApp([event])
    test.press(.open)
    guard let detail = test.app.screens.last as? EventDetailViewModel else {
      Issue.record("no detail screen")
      return
    }
    let said = detail.rows.filter { $0.value.contains("Not reached") }
    #expect(said.count == 1 && said.first?.value.contains(words) == true)
    let place = detail.rows.firstIndex { $0.value.contains("Not reached") } ?? 0
    #expect(detail.rows[place - 1].value.contains("Bob"))
    #expect(detail.rows[place + 1].hint?.contains("\(key: .copyInvitation)") == true)
  }
}
