import CalendarCore
import ConferencingCore
import Foundation
import TestSupport
import Testing

/// Blanks behind what people wrote, where a text about a meeting stood or will stand.
@Suite struct BlanksBehindWordsTests {
  static let blanks = [" ", "\n", "\r\n", " \n\n", "\t"]

  private func event(_ description: String, own: String? = nil) -> Event {
    var event = EventMergeTests.base
    event.description = description
    event.ownDescription = own
    return event
  }

  @Test(arguments: blanks)
  func areNoChange(_ blank: String) {
    let (plain, blanked) = (event("words"), event("words" + blank))
    #expect(blanked.changes(since: plain).isEmpty && plain.changes(since: blanked).isEmpty)
    let appended = event("words" + blank + "\n\n" + ProviderTexts.meet)
    #expect(!appended.changes(since: plain).contains(.description))
    #expect(event(blank).changes(since: event("")).isEmpty)
  }

  /// A service that writes its text behind blanks has changed no word.
  @Test(arguments: blanks)
  func collideWithNothing(_ blank: String) {
    let merge = EventMerge(
      EventPatch(description: "my words"),
      base: event("words"),
      theirs: event("words" + blank),
      service: .nylas
    )
    #expect(merge.collisions.isEmpty)
    #expect(merge.patch.description == "my words")
  }

  /// A cut takes the empty line before the text with it, and leaves what was written to the byte.
  @Test(arguments: ["words", "words ", "two\n\nlines", "words  \n"], [true, false])
  func leaveWithTheText(_ words: String, isKnown: Bool) {
    for (_, text) in ProviderTexts.plain {
      for end in ["", " ", "\n", " \n\n"] {
        let cut = ConferenceText.cut(words + "\n\n" + text + end, own: isKnown ? words : nil)
        #expect(cut.kept == words && cut.removed == [text])
      }
    }
  }
}
