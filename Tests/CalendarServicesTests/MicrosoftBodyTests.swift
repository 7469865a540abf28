import CalendarCore
import ConferencingCore
import Foundation
import Sandbox
import Testing

@testable import CalendarServices

/// Descriptions at Microsoft: documents there, pieces of text here.
@Suite struct MicrosoftBodyTests {
  @Test func aDescriptionIsWhatStandsInTheBody() async throws {
    try await withReview { _, review, _ in
      #expect(review.description.hasPrefix("<p>Please read the <b>draft</b> first.</p>"))
      #expect(!review.description.contains("html>"))
      let own = ConferenceText.cut(review.description, own: nil).kept
      #expect(own == "<p>Please read the <b>draft</b> first.</p><p>Mara &amp; Jon</p>")
    }
  }

  /// What was written is read as it was, again and again.
  @Test(arguments: [
    ("One & two", "One & two"), ("a  <3 b", "a  <3 b"), ("<p>One</p>", "<p>One</p>"),
    ("A <tag> & more", "A <tag> & more"), ("&amp; as typed", "&amp; as typed"),
    ("Before <html><head></head><body><p>In</p></body></html>", "Before <p>In</p>"),
  ])
  func wordsComeBackTheSame(_ words: String, _ read: String) async throws {
    try await withReview { world, review, update in
      let stripped = try await update(review, EventPatch(description: "", conferencing: .strip))
      let written = try await update(stripped, EventPatch(description: words))
      #expect(written.description == read)
      let again = try await update(written, EventPatch(description: written.description))
      #expect(again.description == written.description)
    }
  }

  @Test func keepingBothTextsMakesOneBody() async throws {
    try await withReview { world, review, update in
      let base = EventEditor.reconciled(incoming: review, cached: nil)
      func with(_ words: String) -> Event {
        var event = base
        event.description = words + base.description
        return event
      }
      let theirs = try await update(
        base,
        EventPatch(description: with("<p>Theirs</p>").description)
      )
      let mine = EventPatch(description: with("<p>Mine</p>").description)
      let merge = EventMerge(
        mine,
        base: base,
        theirs: EventEditor.reconciled(incoming: theirs, cached: base),
        choices: [.description: .both],
        service: .microsoft
      )
      #expect(merge.collisions == [.description])
      let text = try #require(merge.patch.description)
      let both = try await update(theirs, EventPatch(description: text))
      let plain = HTMLText.plain(both.description)
      #expect(plain.contains("Mine") && plain.contains("Theirs"))
      #expect(!both.description.contains("html>"))
      #expect(ConferenceText.segments(in: both.description).count == 1)
      #expect(both.conferencing == base.conferencing)
      #expect(try await world.meetings("deleted").isEmpty)
    }
  }

  /// Nothing stands before the text of the meeting but the frame.
  @Test func aTeamsTextThatBeginsTheBodyIsCutAndKept() async throws {
    try await withReview { world, review, update in
      let text = try #require(self.text(of: review))
      let alone = try await update(review, EventPatch(description: text))
      #expect(alone.description == text)
      let words = try await update(alone, EventPatch(description: "Words"))
      #expect(words.description == "Words" + text)
      let bare = try await update(words, EventPatch(conferencing: .strip))
      #expect(bare.description == "Words")
      #expect(bare.conferencing == .none)
    }
  }

  /// Whoever deletes a part of the text does not get it twice.
  @Test(arguments: [0.1, 0.5, 0.9])
  func aHalfDamagedTextIsMendedAndNotDoubled(_ part: Double) async throws {
    try await withReview { world, review, update in
      let text = try #require(self.text(of: review))
      let start = text.index(text.startIndex, offsetBy: Int(Double(text.count) * part))
      let rest = text[start...].drop { $0 != "<" }
      for damaged in [
        "<p>Mine</p>" + rest,
        "<p>Mine</p>" + text.prefix(text.count - rest.count),
        "Mine\n" + HTMLText.plain(text).split(separator: "\n").dropLast(2).joined(separator: "\n"),
      ] {
        let changed = try await update(review, EventPatch(description: damaged))
        #expect(changed.conferencing == review.conferencing)
        #expect(self.text(of: changed) == text)
        #expect(changed.description.ranges(of: "Conference ID").count == 1)
        #expect(changed.description.ranges(of: "Join on your computer").count == 1)
        #expect(HTMLText.plain(changed.description).hasPrefix("Mine\n"))
        _ = try await update(changed, EventPatch(description: review.description))
      }
      #expect(try await world.meetings("deleted").isEmpty)
    }
  }

  /// What the event says of its meeting does not matter, only that its text stands there.
  @Test func aTextIsKeptWhateverTheEventSays() async throws {
    try await withReview { world, review, update in
      var blind = review
      blind.conferencing = .none
      let changed = try await update(blind, EventPatch(description: "New"))
      #expect(changed.conferencing == review.conferencing)
      #expect(try await world.meetings("deleted").isEmpty)
    }
  }

  @Test func saysWhetherTheTextWasFound() async throws {
    try await withReview { world, review, update in
      try await world.turnGraph(#"{"keep_meetings": true}"#)
      let zoom = ConferencingDetails(provider: .zoomMeeting, url: "https://zoom.us/j/123456789")
      let replaced = EventPatch(description: "Words", conferencing: .details(zoom))
      try await expectRefusal("although its text is out") { _ = try await update(review, replaced) }
      var bare = review
      bare.description = "Words"
      for patch in [EventPatch(conferencing: .strip), replaced] {
        try await expectRefusal("was not found") { _ = try await update(bare, patch) }
      }
    }
  }

  private func expectRefusal(_ words: String, _ action: () async throws -> Void) async throws {
    await #expect {
      try await action()
    } throws: { error in
      guard case ServiceError.rejected(let text)? = error as? ServiceError else { return false }
      return text.contains(words)
    }
  }

  private func withReview(
    _ body: (
      ServiceWorld, Event, (Event, EventPatch) async throws -> Event
    ) async throws -> Void
  ) async throws {
    try await ServiceWorld.run { world in
      let service = try world.microsoft()
      let calendar = try await world.calendar(service)
      let review = try await world.event("Roadmap review", service, calendar)
      try await body(world, review) { current, patch in
        var current = current
        // These tests are not about versions.
        current.version = nil
        return try await service.update(
          try #require(current.remoteID),
          in: calendar.id,
          patch: patch,
          current: current,
          notify: false
        )
      }
    }
  }

  private func text(of event: Event) -> String? {
    ConferenceText.segments(in: event.description).first.map { String(event.description[$0.range]) }
  }
}
