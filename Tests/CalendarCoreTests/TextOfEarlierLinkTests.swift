import CalendarCore
import ConferencingCore
import Foundation
import Testing

/// An edit of the link that was made while the edit before it was on its way: then the service has
/// written a text that the later edit has not seen.
@Suite struct TextOfEarlierLinkTests {
  /// The event once the earlier edit is confirmed.
  private static let confirmed = EventMergeTests.with { event in
    event.conferencing = .details(EventMergeTests.zoom(820))
    event.description +=
      "\n\nAda is inviting you to a scheduled Zoom meeting.\n\nTopic: Plan\n\n"
      + "Join Zoom Meeting\nhttps://zoom.us/j/820\n\nPasscode: 20"
  }

  @Test(
    arguments: [
      ConferencingChange.strip, .autocreate(EventMergeTests.meet),
      .details(EventMergeTests.zoom(2)), .details(EventMergeTests.jitsi),
    ],
    ServiceKind.allCases
  )
  func theTextGoesWithItsLink(_ change: ConferencingChange, _ service: ServiceKind) {
    let merge = EventMerge(
      EventPatch(conferencing: change),
      base: Self.confirmed,
      theirs: Self.confirmed,
      service: service
    )
    #expect(merge.collisions.isEmpty)
    #expect(merge.patch.conferencing == change)
    let result = Self.confirmed.applying(merge.patch)
    #expect(result.description.hasPrefix("own words"))
    #expect(!result.description.contains("820"), "\(result.description)")
  }

  @Test(arguments: ServiceKind.allCases)
  func theTextStaysWithItsLink(_ service: ServiceKind) {
    var patch = EventPatch()
    patch.title = "Later"
    let merge = EventMerge(
      patch,
      base: Self.confirmed,
      theirs: Self.confirmed,
      service: service
    )
    #expect(merge.patch == patch)
  }

  /// Three edits in a row, the second before the service had written the text of the first: with
  /// the last one no text stays.
  @Test(
    arguments: [
      ConferencingChange.autocreate(EventMergeTests.meet),
      .autocreate(Autocreate(provider: .zoomMeeting)), .details(EventMergeTests.zoom(2)),
      .details(EventMergeTests.jitsi), .strip,
    ],
    ServiceKind.allCases
  )
  func theTextIsNotTakenForWords(_ second: ConferencingChange, _ service: ServiceKind) {
    let asked = EventMergeTests.base.applying(
      EventPatch(conferencing: .autocreate(EventMergeTests.meet))
    )
    var later = EventEditor.patch(
      from: asked,
      to: EventDraft(asked),
      conferencing: second,
      service: service
    )
    var made = asked
    made.conferencing = .details(EventMergeTests.meetLink)
    made.description += EventMergeTests.meetText
    // As it is shown while the second edit waits.
    let shown = made.applying(later)
    #expect(shown.ownDescription == "own words")
    later = EventEditor.patch(
      from: shown,
      to: EventDraft(shown),
      conferencing: .strip,
      service: service
    )
    #expect(shown.applying(later).description == "own words")
  }
}
