import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// What one joins an event by: field and texts together.
@Suite struct JoinDetailsTests {
  private func event(
    _ conferencing: Conferencing = .none,
    location: String = "",
    description: String = "",
    failure: String? = nil,
    participants: [Participant] = []
  ) -> Event {
    Event(
      id: EventID("e"),
      account: AccountID("work"),
      calendar: CalendarID("main"),
      title: "Review",
      time: .allDay(first: Day(daysSinceEpoch: 20_000), last: Day(daysSinceEpoch: 20_000)),
      location: location,
      description: description,
      participants: participants,
      conferencing: conferencing,
      conferencingFailure: failure
    )
  }

  @Test("The field's link, with the passcode that its text carries")
  func fieldAndText() throws {
    let field = ConferencingDetails(
      provider: .zoomMeeting,
      url: "https://us02web.zoom.us/j/82021512759"
    )
    let found = event(
      .details(field),
      description: """
        Join Zoom Meeting
        https://us02web.zoom.us/j/82021512759?pwd=abc

        Meeting ID: 820 2151 2759
        Passcode: 415355
        +496938980596,,82021512759# Germany
        """
    )
    let details = try #require(found.joinDetails())
    #expect(details.url == "https://us02web.zoom.us/j/82021512759?pwd=abc")
    #expect(details.accessCode == "415355")
    #expect(details.phones.count == 1)
  }

  @Test("A link in the place or the description")
  func texts() {
    let link = "https://meet.google.com/abc-defg-hij"
    #expect(event(location: link).joinDetails()?.url == link)
    #expect(event(description: "Here: \(link)").joinDetails()?.provider == .googleMeet)
  }

  @Test("A link that is being created is none; one that failed leaves the text's")
  func pending() {
    let asked = Conferencing.autocreate(Autocreate(provider: .googleMeet))
    let link = "https://meet.google.com/abc-defg-hij"
    #expect(event(asked, description: link).joinDetails() == nil)
    #expect(event(asked, description: link, failure: "No.").joinDetails()?.url == link)
  }

  @Test("A page to register at is no link to join by")
  func registration() {
    let page = "https://us02web.zoom.us/meeting/register/tZ0abc"
    #expect(event(description: page).joinDetails() == nil)
    #expect(event(description: page).registrationPage == page)
  }

  @Test("A meeting with telephone numbers alone")
  func phonesAlone() {
    let field = ConferencingDetails(provider: .unknown, url: "", phones: ["+49 69 3898 0596"])
    #expect(event(.details(field)).joinDetails()?.url == "")
    #expect(event().joinDetails() == nil)
  }

  @Test("A telephone number in the place of the link is a number")
  func telephoneLink() {
    let field = ConferencingDetails(provider: .unknown, url: "tel:+496938980596")
    let details = event(.details(field)).joinDetails()
    #expect(details?.url == "" && details?.phones == ["+496938980596"])
  }

  @Test("A link of a scheme that nobody should open is none")
  func schemes() {
    let field = ConferencingDetails(provider: .unknown, url: "javascript:alert(1)")
    #expect(event(.details(field)).joinDetails() == nil)
  }

  @Test("The owner's own response, whatever the case of the address")
  func response() {
    let invited = event(participants: [
      Participant(email: "Ada@Acme.example", response: .no), Participant(email: "bo@acme.example"),
    ])
    #expect(invited.response(of: "ada@acme.example") == .no)
    #expect(invited.response(of: "cy@acme.example") == nil)
    #expect(invited.response(of: "") == nil)
  }
}
