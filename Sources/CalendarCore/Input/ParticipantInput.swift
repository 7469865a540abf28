/// Reading the attendees as they are typed: `ann@x.example, Bob <bob@y.example>`.
package enum ParticipantInput {
  /// Writes people as they can be typed.
  package static func text(_ participants: [Participant]) -> String {
    participants
      .map { person in
        guard !person.name.isEmpty, person.name != person.email else { return person.email }
        // A comma in a name would be read as the end of the person.
        return person.name.filter { !",;<>".contains($0) } + " <\(person.email)>"
      }
      .joined(separator: ", ")
  }

  /// Reads people; answers already given and names already known are kept by address.
  ///
  /// - Returns: The people, and the first text that is no address.
  package static func participants(
    _ text: String,
    known: [Participant]
  ) -> (people: [Participant], invalid: String?) {
    var people: [Participant] = []
    for part in text.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isNewline }) {
      let trimmed = part.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed()
      let entry = String(trimmed)
      if entry.isEmpty { continue }
      var name = ""
      var email = entry
      if entry.hasSuffix(">"), let open = entry.lastIndex(of: "<") {
        name = entry[..<open].split(separator: " ").joined(separator: " ")
        email = String(entry[entry.index(after: open)...].dropLast())
      }
      guard isAddress(email) else { return (people, entry) }
      guard !people.contains(where: { $0.email.lowercased() == email.lowercased() }) else {
        continue
      }
      let before = known.first { $0.email.lowercased() == email.lowercased() }
      people.append(
        Participant(
          name: name.isEmpty ? before?.name ?? "" : (before.map { sameName($0, name) } ?? name),
          email: before?.email ?? email,
          response: before?.response ?? .none
        )
      )
    }
    return (people, nil)
  }

  /// Whether a text is a mail address, as far as can be told without sending to it.
  package static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
      && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".") && text.count <= 320
      && text.unicodeScalars.allSatisfy {
        $0.value > 32 && $0.value != 127 && !"<>()[],;:\"\\".unicodeScalars.contains($0)
      }
  }

  /// The known name when the typed one is only what ``text(_:)`` made of it.
  private static func sameName(_ known: Participant, _ typed: String) -> String {
    let written = known.name.filter { !",;<>".contains($0) }
      .split(separator: " ").joined(separator: " ")
    return written == typed ? known.name : typed
  }
}
