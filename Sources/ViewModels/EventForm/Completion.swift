import CalendarCore

/// What completes a text that is typed: people of earlier events, by name or address, and their
/// places.
enum Completion {
  /// The names that earlier events have; none until they are read.
  struct Names: Equatable, Sendable {
    var people: [KnownPerson] = []
    var places: [String] = []
    /// Whether they were asked for.
    var isAsked = false
  }

  /// The rows that are completed.
  static let rows: Set<EventFormViewModel.FieldID> = [.participants, .location]
  /// The fewest characters that are completed.
  private static let shortest = 2

  /// What the row would hold, and what of it is new in words; `nil` where nothing completes it.
  static func suggestion(_ form: EventFormViewModel) -> (text: String, words: String)? {
    switch form.focus {
    case .participants: person(form.participants, form.names.people)
    case .location: place(form.location, form.names.places)
    default: nil
    }
  }

  /// Which key completes the text, and to what; before something is typed, that it can be completed.
  static func hint(_ form: EventFormViewModel, in row: EventFormViewModel.FieldID) -> String? {
    guard form.focus == row else { return nil }
    if let suggestion = suggestion(form) {
      return "\(key: .nextChoice) completes it: \(suggestion.words)"
    }
    switch row {
    case .participants where !form.names.people.isEmpty && isAtNewName(form.participants):
      return "Two letters of a name or address find people of earlier events."
    case .location where !form.names.places.isEmpty && form.location.text.isEmpty:
      return "Two letters find places of earlier events."
    default: return nil
    }
  }

  /// Whether the cursor is where another name begins.
  private static func isAtNewName(_ field: TextField) -> Bool {
    guard field.cursor == field.text.count else { return false }
    let last = field.text.last { !$0.isWhitespace }
    return last == nil || last == "," || last == ";"
  }

  private static func person(
    _ field: TextField,
    _ people: [KnownPerson]
  ) -> (text: String, words: String)? {
    guard field.cursor == field.text.count else { return nil }
    let isEnd = { (character: Character) in character == "," || character == ";" }
    let typed = field.text.lastIndex(where: isEnd).map {
      field.text[field.text.index(after: $0)...]
    }
    let part = (typed ?? field.text[...]).drop(while: \.isWhitespace)
    guard part.count >= shortest else { return nil }
    let small = part.lowercased()
    let head = field.text.dropLast(part.count)
    let present = head.lowercased()
    let found = people.first { person in
      let name = person.name.lowercased()
      let begins =
        name.hasPrefix(small) || person.email.lowercased().hasPrefix(small)
        || name.split(separator: " ").contains { $0.hasPrefix(small) }
      return begins && !present.contains(person.email.lowercased())
        && person.email.lowercased() != small && ParticipantInput.isAddress(person.email)
    }
    guard let found else { return nil }
    let written = ParticipantInput.text([Participant(name: found.name, email: found.email)])
    return (head + written, written)
  }

  private static func place(_ field: TextField, _ places: [String]) -> (
    text: String, words: String
  )? {
    let small = field.text.lowercased()
    guard field.cursor == field.text.count, small.count >= shortest,
      let found = places.first(where: {
        $0.lowercased().hasPrefix(small) && $0.lowercased() != small
      })
    else { return nil }
    return (found, found)
  }
}
