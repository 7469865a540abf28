import CalendarCore
import ConferencingCore
import GRDB

/// The texts of an event that a phrase may be in, as a row of a search has them.
///
/// Texts are looked at one after another, the short ones first: most phrases are in the title, and
/// people and markup take the longest to read.
struct PhraseTexts {
  typealias Phrase = (text: SearchTerms.Text, phrase: SearchPhrase)

  private let row: Row

  init(_ row: Row) { self.row = row }

  /// Whether the event has the phrases that are wanted, and none of the others.
  func hold(_ phrases: [Phrase]) throws -> Bool {
    for (text, phrase) in phrases where try isFound(phrase, in: text.place) == text.isExcluded {
      return false
    }
    return true
  }

  private func isFound(_ phrase: SearchPhrase, in place: SearchTerms.Place) throws -> Bool {
    switch place {
    case .title: return phrase.isFound(in: row[5])
    case .place: return phrase.isFound(in: row[10])
    case .from: return try isAmongPeople(phrase, hasAttendees: false)
    case .with: return try isAmongPeople(phrase, hasAttendees: true)
    case .anywhere:
      if phrase.isFound(in: row[5]) || phrase.isFound(in: row[10]) { return true }
      let description: String = row[11]
      let isHTML =
        description.utf8.contains(UInt8(ascii: "<")) && HTMLText.looksLikeHTML(description)
      if phrase.isFound(in: isHTML ? HTMLText.plain(description) : description) { return true }
      return try isAmongPeople(phrase, hasAttendees: true)
    }
  }

  private func isAmongPeople(_ phrase: SearchPhrase, hasAttendees: Bool) throws -> Bool {
    let participants: String = hasAttendees ? row[12] : "[]"
    let organizer: String? = row[13]
    // Words that follow each other in a name do so in the JSON that holds it, where nothing of that
    // is escaped; to read the JSON takes ten times as long.
    let mayHold = { (json: String) in
      json.utf8.contains(UInt8(ascii: "\\")) || phrase.isFound(in: json)
    }
    guard mayHold(participants) || organizer.map(mayHold) == true else { return false }
    let people = try SearchText.people(participants: participants, organizer: organizer)
    let host = people.organizer.map { [$0.name, $0.email] } ?? []
    return (host + people.participants.flatMap { [$0.name, $0.email] }).contains(
      where: phrase.isFound
    )
  }
}
