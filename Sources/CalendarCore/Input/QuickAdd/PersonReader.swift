/// Finds people among the words of a line: by mail address, or by a name that one person has.
struct PersonReader {
  let words: InputWords
  /// The people whose names are known.
  let people: [KnownPerson]
  /// Whether a word belongs to nothing else.
  let isFree: (Int) -> Bool

  /// The person whose name or address begins at a word, and the index behind it.
  func person(at index: Int) -> (KnownPerson, Int)? {
    for length in (1...4).reversed()
    where index + length <= words.count && (index..<index + length).allSatisfy(isFree)
      && words.words[index + length - 1].ends
    {
      let text = words.written(index..<index + length)
      if ParticipantInput.isAddress(text) {
        return (KnownPerson(name: "", email: text), index + length)
      }
      let small = text.lowercased()
      let whole = people.filter { $0.name.lowercased() == small }
      let first = people.filter { $0.name.split(separator: " ").first?.lowercased() == small }
      let addresses = Set((whole.isEmpty ? first : whole).map { $0.email.lowercased() })
      if addresses.count == 1, let person = (whole.isEmpty ? first : whole).first {
        return (KnownPerson(name: person.name, email: person.email), index + length)
      }
    }
    return nil
  }
}
