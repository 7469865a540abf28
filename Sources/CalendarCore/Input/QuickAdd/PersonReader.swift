/// Finds people among the words of a line: by mail address, or by a name that one person has.
struct PersonReader {
  let words: InputWords
  /// The people whose names are known.
  let people: [KnownPerson]
  /// Whether a word belongs to nothing else.
  let isFree: (Int) -> Bool

  /// Whom a line names behind `with`.
  struct Match {
    /// The people who are known.
    var found: [KnownPerson] = []
    /// The index behind their names.
    var next: Int
    /// That a name says nobody, or not who; `nil` where all are known.
    var remark: String?
  }

  /// Reads `with`, `w/` and names or addresses.
  ///
  /// - Returns: Whom it names; `nil` where it begins with another word.
  func match(at index: Int) -> Match? {
    guard ["with", "w/", "w"].contains(words[index]) else { return nil }
    var match = Match(next: index + 1)
    while let (invitee, end) = person(at: match.next) {
      match.found.append(invitee)
      match.next = end
      if isAnd(match.next), person(at: match.next + 1) != nil { match.next += 1 }
    }
    if match.found.isEmpty {
      guard words[index] != "w" else { return nil }
      match.remark = unknown(from: match.next)
    } else if isAnd(match.next) {
      match.remark = unknown(from: match.next + 1)
    }
    return match
  }

  /// The person whose name or address begins at a word, and the index behind it.
  private func person(at index: Int) -> (KnownPerson, Int)? {
    for length in (1...4).reversed()
    where index + length <= words.count && (index..<index + length).allSatisfy(isFree)
      && words.words[index + length - 1].ends
    {
      let text = words.written(index..<index + length)
      if ParticipantInput.isAddress(text) {
        return (KnownPerson(name: "", email: text), index + length)
      }
      let named = self.named(text)
      if Set(named.map { $0.email.lowercased() }).count == 1, let person = named.first {
        return (KnownPerson(name: person.name, email: person.email), index + length)
      }
    }
    return nil
  }

  /// The people of a name, or of a first name where nobody has it as a whole.
  private func named(_ text: String) -> [KnownPerson] {
    let small = text.lowercased()
    let whole = people.filter { $0.name.lowercased() == small }
    guard whole.isEmpty else { return whole }
    return people.filter { $0.name.split(separator: " ").first?.lowercased() == small }
  }

  private func isAnd(_ index: Int) -> Bool { isFree(index) && ["and", "&"].contains(words[index]) }

  /// That nobody is invited for the words from an index on; `nil` where no name follows.
  private func unknown(from index: Int) -> String? {
    let leads: Set = ["at", "@", "in", "about", "for", "on", "re", "to", "via", "from", "over"]
    var end = index
    while isFree(end), !leads.contains(words[end]), end < index + 4 { end += 1 }
    guard end > index else { return nil }
    let text = words.written(index..<end)
    let first = words.written(index..<index + 1)
    let reason =
      named(first).isEmpty ? "No address is known of this name" : "Several people have this name"
    return "Not invited: \"\(text)\". \(reason); write one like ann@acme.example."
  }
}
