import CalendarCore
import ConferencingCore
import GRDB

/// What of an event's texts the index of words takes, where that is not the texts themselves.
enum SearchText {
  // Frozen: these three are part of released migrations.

  /// Added to days since 1970, so that no row of the index has a negative id.
  static let firstDay = 719_163
  /// How many keys of events a day has room for in the ids of the index: 2^27.
  static let keys: Int64 = 134_217_728

  /// A word that is in no text and cannot be typed: phrases end at it.
  static let apart = String(SearchFacts.mark)

  /// The lowest id of the index's rows of a day.
  static func row(of day: Day) -> Int64 { Int64(day.daysSinceEpoch + firstDay) * keys }

  /// The day of the index's row of an event: the day on which it begins in UTC, in days since year 1.
  static func day(of event: Event) -> Int {
    switch event.time {
    case .timed(let start, _, _):
      (Int(EventSpan.seconds(start)) + firstDay * Int(EventSpan.day)) / Int(EventSpan.day)
    case .allDay(let first, _): first.daysSinceEpoch + firstDay
    }
  }

  /// The event of a row of the index.
  static func key(ofRow id: Int64) -> Int64 { id % keys }

  /// The words of an event, field by field; `nil` when they are those of its columns as they stand.
  static func words(of event: Event) -> String? {
    words(
      title: event.title,
      location: event.location,
      description: event.description,
      participants: event.participants,
      organizer: event.organizer
    )
  }

  /// The words of an event's texts as a list in JSON: title, place, organizer, people and description;
  /// `nil` when they are the texts as they stand.
  static func words(
    title: String,
    location: String,
    description: String,
    participants: [Participant],
    organizer: Person?
  ) -> String? {
    let isHTML = description.utf8.contains(UInt8(ascii: "<")) && HTMLText.looksLikeHTML(description)
    let organizer = organizer.map { "\($0.name) \(apart) \($0.email)" } ?? ""
    guard
      isHTML || [title, location, description, organizer].contains(where: isWrittenTogether)
        || participants.contains(where: {
          isWrittenTogether($0.name) || isWrittenTogether($0.email)
        })
    else { return nil }
    let people = participants.map { "\($0.name) \(apart) \($0.email)" }
      .joined(separator: " \(apart) ")
    let texts = [
      title, location, organizer, people, isHTML ? HTMLText.plain(description) : description,
    ]
    return StoredJSON.text(texts.map { separated($0, isQuery: false) })
  }

  /// The people from the columns that hold them as JSON.
  static func people(
    participants: String,
    organizer: String?
  ) throws -> (participants: [Participant], organizer: Person?) {
    (
      participants == "[]" ? [] : try StoredJSON.value(participants, as: [Participant].self),
      try organizer.map { try StoredJSON.value($0, as: Person.self) }
    )
  }

  /// The text with pairs of characters for words where a script puts no spaces between words.
  ///
  /// `会議室` becomes `会議 議室 室`, so that a word within is found; at the end of a query `会議 議室`.
  static func separated(_ text: String, isQuery: Bool) -> String {
    guard isWrittenTogether(text) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count * 2)
    var rest = text.unicodeScalars[...]
    while let start = rest.firstIndex(where: isWrittenTogether) {
      let run = rest[start...].prefix(while: isWrittenTogether)
      // Texts are taken over in pieces, which is much faster than by character.
      result += text[rest.startIndex..<start]
      result += " "
      for first in run.indices {
        let second = run.index(after: first)
        if second < run.endIndex {
          result += text[first..<run.index(after: second)]
          result += " "
        } else if first == start || !isQuery || second < text.endIndex {
          result += text[first..<second]
        }
      }
      result += " "
      rest = rest[run.endIndex...]
    }
    return result + text[rest.startIndex...]
  }

  private static func isWrittenTogether(_ text: String) -> Bool {
    // U+3040 begins with the byte E3.
    text.utf8.contains { $0 >= 0xE3 } && text.unicodeScalars.contains(where: isWrittenTogether)
  }

  /// Whether a character is of Chinese, Japanese or Korean writing.
  ///
  /// Source: Unicode, Blocks.txt: kana, ideographs, Hangul syllables, half-width kana.
  private static func isWrittenTogether(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
