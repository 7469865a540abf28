import CalendarCore
import ConferencingCore
import Testing

@Suite struct ServiceFieldTests {
  private static func full(_ provider: ConferencingProvider) -> ConferencingDetails {
    ConferencingDetails(
      provider: provider,
      url: "https://x.example/room",
      meetingCode: "m",
      accessCode: "a",
      pin: "p",
      phones: ["+1 609 555 0123", "+49 30 901820"]
    )
  }

  /// Source: Nylas v3 Events API, the table of `details`.
  @Test(arguments: [
    (ConferencingProvider.googleMeet, "pin phone"),
    (.zoomMeeting, "meetingCode accessCode"),
    (.microsoftTeams, ""), (.skypeForBusiness, ""), (.skypeForConsumer, ""),
    (ConferencingProvider("Teams for Business"), ""),
    (.webEx, "accessCode pin phone phone"),
    (.goToMeeting, "meetingCode accessCode phone phone"),
  ])
  func holdsWhatTheServiceDocuments(provider: ConferencingProvider, parts: String) throws {
    let (split, needsBlock) = ServiceField.split(Self.full(provider), for: .nylas)
    let field = try #require(split)
    var held: [String] = []
    if field.meetingCode != nil { held.append("meetingCode") }
    if field.accessCode != nil { held.append("accessCode") }
    if field.pin != nil { held.append("pin") }
    held += field.phones.map { _ in "phone" }
    #expect(held.joined(separator: " ") == parts)
    #expect(field.url == "https://x.example/room")
    #expect(needsBlock)
    // The part that is held needs no block.
    #expect(ServiceField.split(field, for: .nylas) == (field, false))
  }

  @Test(arguments: [ConferencingProvider.unknown, ConferencingProvider("Jitsi Meet")])
  func needsABlockForOtherProviders(provider: ConferencingProvider) {
    let (field, needsBlock) = ServiceField.split(
      ConferencingDetails(provider: provider, url: "https://x.example"),
      for: .nylas
    )
    #expect(field == nil)
    #expect(needsBlock)
  }

  @Test func localHoldsEverything() {
    for provider in [ConferencingProvider.googleMeet, .unknown] {
      let details = Self.full(provider)
      #expect(ServiceField.split(details, for: .local) == (details, false))
    }
  }

  /// Nothing that was typed is lost on the way through a service (rule 9).
  @Test(arguments: [
    ConferencingProvider.googleMeet, .zoomMeeting, .microsoftTeams, .webEx, .goToMeeting, .unknown,
    ConferencingProvider("Jitsi Meet"), .skypeForBusiness,
  ])
  func mergesBackWhatWasSplit(provider: ConferencingProvider) {
    let details = Self.full(provider)
    let (field, _) = ServiceField.split(details, for: .nylas)
    let text = InvitationBlock.appended(to: "mine", details)
    let read = field.map(Conferencing.details) ?? .none
    #expect(ServiceField.merge(field: read, description: text) == .details(details))
  }

  @Test func mergeLeavesOtherMeetingsAlone() {
    let field = Conferencing.details(
      ConferencingDetails(provider: .googleMeet, url: "https://other.example")
    )
    let text = InvitationBlock.text(for: Self.full(.googleMeet))
    #expect(ServiceField.merge(field: field, description: text) == field)
    #expect(ServiceField.merge(field: field, description: "words") == field)
    let pending = Conferencing.autocreate(Autocreate(provider: .googleMeet))
    #expect(ServiceField.merge(field: pending, description: text) == pending)
    #expect(ServiceField.merge(field: .none, description: "words") == .none)
  }

  @Test func mergeRefusesABlockWithALinkThatIsNotAllowed() {
    let text = InvitationBlock.text(
      for: ConferencingDetails(provider: .unknown, url: "javascript:alert(1)")
    )
    #expect(ServiceField.merge(field: .none, description: text) == .none)
  }

  @Test func mergeKnowsTheLinkAgainAndTheNumberInAnotherForm() {
    var details = Self.full(.googleMeet)
    details.url = "https://meet.google.com/abc-defg-hij"
    let field = ConferencingDetails(
      provider: .unknown,
      url: "HTTPS://meet.google.com/abc-defg-hij",
      phones: ["+16095550123", "+33 1 23 45"]
    )
    let merged = ServiceField.merge(
      field: .details(field),
      description: InvitationBlock.text(for: details)
    )
    guard case .details(let read) = merged else { return #expect(Bool(false)) }
    #expect(read.provider == .googleMeet)
    #expect(read.phones == details.phones + ["+33 1 23 45"])
  }
}
