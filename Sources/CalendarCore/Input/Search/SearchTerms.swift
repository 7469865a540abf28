/// What a search asks for, as values: words, where they stand, and facts of events.
///
/// An event is found when all of it holds; capitals and accents do not count, and a word is found
/// where it begins a word.
package struct SearchTerms: Hashable, Sendable {
  /// Where a word is looked for.
  package enum Place: String, Hashable, Sendable, CaseIterable {
    case anywhere = ""
    case title
    case place
    /// The organizer.
    case from
    /// The attendees, and the organizer.
    case with
  }

  /// Words that are looked for.
  package struct Text: Hashable, Sendable {
    package var place: Place
    package var words: String
    /// Whether they follow each other as they are written.
    package var isPhrase: Bool
    /// Whether events are wanted that do not have them.
    package var isExcluded: Bool
  }

  /// What can be said of an event with `is:`, `has:` and `no:`.
  package enum Fact: String, Hashable, Sendable, CaseIterable {
    case recurring
    case unanswered
    case accepted
    case tentative
    case declined
    case `private`
    case link
  }

  /// A fact that an event has or does not have.
  package struct Condition: Hashable, Sendable {
    package var fact: Fact
    package var isExcluded: Bool
  }

  /// A name that is looked up: a calendar or a provider.
  package struct Name: Hashable, Sendable {
    package var text: String
    package var isExcluded: Bool
  }

  package var texts: [Text] = []
  package var conditions: [Condition] = []
  package var calendars: [Name] = []
  package var providers: [Name] = []
  /// The day before which events begin.
  package var before: Day?
  /// The first day on which events begin.
  package var after: Day?
  /// What was not understood and is passed over, a sentence each.
  package var notes: [String] = []

  /// Makes terms that ask for nothing.
  package init() {}

  /// Reads what is typed; whatever it is, it is read.
  ///
  /// - Parameters:
  ///   - text: The text, of which no more than ``SearchReader/longest`` characters count.
  ///   - today: The day that relative days count from.
  package init(_ text: String, today: Day) {
    var reader = SearchReader(today: today)
    reader.read(text)
    self = reader.terms
  }

  /// Whether nothing is asked for.
  package var isEmpty: Bool {
    texts.isEmpty && conditions.isEmpty && calendars.isEmpty && providers.isEmpty && before == nil
      && after == nil
  }

  /// The words that a text of an event is found by, to mark them there.
  package func words(in place: Place) -> String {
    texts.filter { !$0.isExcluded && ($0.place == .anywhere || $0.place == place) }
      .map(\.words).joined(separator: " ")
  }
}

/// Reads the language of searches.
///
/// A term is a word, a `"phrase"`, or an operator with its value, such as `from:ann` or
/// `title:"design review"`; `-` before it excludes it. A word with a colon that is no operator is a
/// word: `12:30`, `https://…`.
package struct SearchReader {
  /// The most characters that are read.
  package static let longest = 1_000

  private let today: Day
  private(set) var terms = SearchTerms()

  init(today: Day) { self.today = today }

  private enum Operator: String, CaseIterable {
    case from
    case with
    case `in`
    case title
    case place
    case has
    case no
    case provider
    case before
    case after
    case `is`
  }

  private static let quotes: Set<Character> = ["\"", "“", "”", "„", "‟"]

  mutating func read(_ text: String) {
    var rest = Substring(text.prefix(Self.longest))
    while true {
      rest = rest.drop(while: \.isWhitespace)
      guard let first = rest.first else { return }
      var isExcluded = false
      if first == "-", let next = rest.dropFirst().first, !next.isWhitespace, next != "-" {
        isExcluded = true
        rest = rest.dropFirst()
      }
      if let (name, value, isPhrase) = Self.operation(&rest) {
        take(name, value, isPhrase: isPhrase, isExcluded: isExcluded)
      } else {
        let (value, isPhrase) = Self.value(&rest)
        if !isPhrase { noteUnknown(value) }
        add(value, in: .anywhere, isPhrase: isPhrase, isExcluded: isExcluded)
      }
    }
  }

  /// Takes an operator and its value off the start of a text; `nil` when none stands there.
  private static func operation(
    _ rest: inout Substring
  ) -> (name: Operator, value: String, isPhrase: Bool)? {
    guard
      let colon = rest.firstIndex(where: { $0 == ":" || $0.isWhitespace || quotes.contains($0) }),
      rest[colon] == ":", let name = Operator(rawValue: rest[..<colon].lowercased())
    else { return nil }
    rest = rest[rest.index(after: colon)...]
    let (value, isPhrase) = value(&rest)
    return (name, value, isPhrase)
  }

  /// Takes a word or a phrase off the start of a text; a phrase that is not ended yet goes to the end.
  private static func value(_ rest: inout Substring) -> (text: String, isPhrase: Bool) {
    if let first = rest.first, quotes.contains(first) {
      let inner = rest.dropFirst()
      let end = inner.firstIndex(where: quotes.contains) ?? inner.endIndex
      rest = inner[end...].dropFirst()
      return (String(inner[..<end]), true)
    }
    let end = rest.firstIndex(where: \.isWhitespace) ?? rest.endIndex
    defer { rest = rest[end...] }
    return (String(rest[..<end]), false)
  }

  private mutating func add(
    _ words: String,
    in place: SearchTerms.Place,
    isPhrase: Bool,
    isExcluded: Bool
  ) {
    // Signs alone are no words, and an operator whose value is still to be typed asks for nothing.
    guard words.contains(where: { $0.isLetter || $0.isNumber }) else { return }
    // An address is one word to the user, and several to the index.
    let isPhrase = (isPhrase || words.contains("@")) && Self.hasSeveralWords(words)
    terms.texts.append(
      .init(place: place, words: words, isPhrase: isPhrase, isExcluded: isExcluded)
    )
  }

  /// Says that a word which looks like an operator is none.
  private mutating func noteUnknown(_ word: String) {
    guard let colon = word.firstIndex(of: ":"), colon != word.startIndex,
      word[..<colon].allSatisfy({ $0.isASCII && $0.isLetter })
    else { return }
    let value = word[colon...].dropFirst()
    // An address is searched for as it is.
    guard let first = value.first, first.isLetter || first.isNumber || first == "\"",
      !["mailto", "tel", "sip", "sips"].contains(word[..<colon].lowercased())
    else { return }
    let known = Operator.allCases.map { "\($0.rawValue):" }.joined(separator: " ")
    note("\(word[...colon]) is searched for as a word. Operators are \(known).")
  }

  private static func hasSeveralWords(_ text: String) -> Bool {
    text.split { !$0.isLetter && !$0.isNumber }.count > 1
  }

  private mutating func take(
    _ name: Operator,
    _ value: String,
    isPhrase: Bool,
    isExcluded: Bool
  ) {
    let value = value.trimmingPrefix(while: \.isWhitespace)
    guard !value.isEmpty else { return note(Self.missing(name)) }
    let text = String(value)
    switch name {
    case .from, .with, .title, .place:
      let place = SearchTerms.Place(rawValue: name.rawValue) ?? .anywhere
      add(text, in: place, isPhrase: isPhrase, isExcluded: isExcluded)
    case .in: terms.calendars.append(.init(text: text, isExcluded: isExcluded))
    case .provider: terms.providers.append(.init(text: text, isExcluded: isExcluded))
    case .has, .no:
      guard text.lowercased() == "link" else {
        return note("\(name.rawValue):\(text) is not known. Known is \(name.rawValue):link.")
      }
      terms.conditions.append(.init(fact: .link, isExcluded: isExcluded != (name == .no)))
    case .is:
      guard let fact = SearchTerms.Fact(rawValue: text.lowercased()), fact != .link else {
        return note("is:\(text) is not known. Known are \(Self.facts.joined(separator: ", ")).")
      }
      terms.conditions.append(.init(fact: fact, isExcluded: isExcluded))
    case .before, .after: takeDay(name, text, isExcluded: isExcluded)
    }
  }

  /// What an operator without a value needs.
  private static func missing(_ name: Operator) -> String {
    let example: String =
      switch name {
      case .from, .with: "a name or an address: \(name.rawValue):ann"
      case .in: "a calendar: in:work"
      case .title, .place: "a word: \(name.rawValue):budget"
      case .provider: "a name: provider:zoom"
      case .has, .no: "link: \(name.rawValue):link"
      case .before, .after: "a day: \(name.rawValue):2027-03-15"
      case .is: "one of \(facts.joined(separator: ", "))"
      }
    return "\(name.rawValue): needs \(example)."
  }

  private static let facts = SearchTerms.Fact.allCases.filter { $0 != .link }
    .map { "is:\($0.rawValue)" }

  private mutating func takeDay(_ name: Operator, _ text: String, isExcluded: Bool) {
    // In one word, as it has to be here without quotes: 15mar.
    let spaced = text.replacing("_", with: " ")
    guard let day = try? DayInput.read(spaced, today: today, takesPeriods: true) else {
      return note(
        "\(name.rawValue):\(text) is not a day. Write one like \(name.rawValue):2027-03-15 or "
          + "\(name.rawValue):\"15 mar\"."
      )
    }
    // What does not begin before a day begins on it or later.
    if (name == .before) != isExcluded {
      terms.before = min(terms.before ?? day, day)
    } else {
      terms.after = max(terms.after ?? day, day)
    }
  }

  private mutating func note(_ text: String) { terms.notes.append(text) }
}
