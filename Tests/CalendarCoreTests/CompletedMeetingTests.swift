import CalendarCore
import ConferencingCore
import Foundation
import TestSupport
import Testing

/// More is said of the meeting that an event has: a second telephone, an access code.
@Suite struct CompletedMeetingTests {
  private static let teamsText = ProviderTexts.teamsHTML
  private static let teamsLink = ConferenceText.segments(in: teamsText)[0].url ?? ""

  /// A service, its own meeting, and the description with what the service wrote.
  static let meetings: [(ServiceKind, ConferencingDetails, String)] = [
    (.google, ReversalTests.meetLink, "own words"),
    (.google, ReversalTests.zoomLink, "own words"),
    (.microsoft, ConferencingDetails(provider: .microsoftTeams, url: teamsLink), teamsText),
    (
      .microsoft, ConferencingDetails(provider: .microsoftTeams, url: teamsLink),
      "<p>own words</p>" + teamsText
    ),
    (.nylas, ReversalTests.meetLink, "own words\n\n" + ProviderTexts.meet),
  ]

  private func event(_ details: ConferencingDetails, _ description: String) -> Event {
    ReversalTests.event {
      $0.location = ""
      $0.description = description
      $0.conferencing = .details(details)
    }
  }

  private func patch(
    _ event: Event,
    _ details: ConferencingDetails,
    _ service: ServiceKind
  ) -> EventPatch {
    EventEditor.patch(
      from: event,
      to: EventDraft(event),
      conferencing: .details(details),
      service: service
    )
  }

  @Test(arguments: meetings)
  func theTextOfTheServiceStays(
    _ service: ServiceKind,
    _ details: ConferencingDetails,
    _ description: String
  ) throws {
    let event = event(details, description)
    #expect(patch(event, details, service).description == nil)
    var more = details
    more.phones.append("+49 30 123456")
    more.accessCode = "4711"
    let first = patch(event, more, service)
    #expect(first.description == InvitationBlock.appended(to: description, more))
    #expect(first.conferencing == .details(more))
    // The link has its own place at the service.
    #expect(first.location == nil)
    // The next time the block is replaced, and nothing is written twice.
    let completed = event.applying(first)
    more.phones.append("+49 30 654321")
    let second = patch(completed, more, service)
    #expect(second.description == InvitationBlock.appended(to: description, more))
    #expect(second.location == nil)
    // Another link is another meeting: the text of the old one goes.
    let other = patch(completed, ReversalTests.jitsi, service)
    let text = try #require(other.description)
    #expect(ConferenceText.segments(in: text).map(\.url) == [ReversalTests.jitsi.url])
  }

  /// Not asking for a fresh meeting is the point: this one goes on.
  @Test(
    arguments: meetings,
    [nil, Autocreate(provider: .microsoftTeams), Autocreate(provider: .googleMeet)]
  )
  func undoKeepsTheMeeting(
    _ meeting: (ServiceKind, ConferencingDetails, String),
    _ asked: Autocreate?
  ) throws {
    let (service, details, description) = meeting
    var before = event(details, description)
    before.autocreated = asked
    var more = details
    more.phones.append("+49 30 123456")
    let change = patch(before, more, service)
    let after = before.applying(change)
    #expect(after.autocreated == asked)
    let step = EditStep(
      edit: EventEdit(event: before.id, change: .update(change)),
      before: before,
      after: after
    )
    let undone = try #require(Reversal.mirroring(step, current: after, owner: nil))
    #expect(undone.link == .asItWas)
    guard case .update(let back) = undone.edit.change else {
      Issue.record("no update: \(undone.edit.change)")
      return
    }
    #expect(back.conferencing == .details(details))
    #expect((back.description ?? after.description) == description)
    #expect(back.location == nil)
  }
}
