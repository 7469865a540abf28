import CalendarCore
import ConferencingCore
import Foundation
import GRDB

/// What FTS5 is asked for, made of the terms of a search.
struct SearchExpression {
  /// The most words of a query; what is typed after them is not looked at.
  static let words = 16
  private static let cut = "The first \(words) words are searched for."
  /// The most words of the index that one typed word is taken for by itself.
  static let completions = 64
  /// The most calendars that a note names.
  private static let named = 6

  /// Which of the events that are found are asked for.
  enum Part {
    case all
    /// Those of calendars that are not hidden.
    case shown
    case hidden
  }

  let db: Database
  let filter: CalendarFilter
  /// The hidden calendars among those that are searched, whose events are left out: with their keys in
  /// the file, in the order of the configuration.
  private(set) var hidden: [(key: Int64, calendar: CalendarKey)] = []
  /// What has to hold, and what may not.
  private var wanted: [String] = []
  private var unwanted: [String] = []
  private var count = 0
  /// What of the terms was not understood, a sentence each.
  private(set) var notes: [String]

  /// Makes one of terms.
  init(_ terms: SearchTerms, of filter: CalendarFilter, _ db: Database) throws {
    self.db = db
    self.filter = filter
    notes = terms.notes
    for text in terms.texts { try add(text) }
    for condition in terms.conditions {
      add(SearchFacts.expression(condition.fact), isExcluded: condition.isExcluded)
    }
    for provider in terms.providers { try add(provider: provider) }
    try add(calendars: terms.calendars)
  }

  /// The expression; `nil` when nothing can be found by it.
  func match(_ part: Part = .all) -> String? {
    if isImpossible || wanted.isEmpty { return nil }
    let hidden = SearchFacts.calendars(hidden.map(\.key))
    let wanted = wanted + (part == .hidden ? [hidden] : [])
    let unwanted = unwanted + (part == .shown ? [hidden] : [])
    let all = wanted.joined(separator: " AND ")
    return unwanted.isEmpty ? all : "(\(all)) NOT (\(unwanted.joined(separator: " OR ")))"
  }

  private var isImpossible = false

  private mutating func add(_ expression: String, isExcluded: Bool) {
    if isExcluded { unwanted.append(expression) } else { wanted.append(expression) }
  }

  // MARK: Words

  private mutating func add(_ text: SearchTerms.Text) throws {
    let typed = try tokens(text.words)
    let words = typed.prefix(Self.words - count)
    if words.count < typed.count, !notes.contains(Self.cut) { notes.append(Self.cut) }
    guard !words.isEmpty else { return }
    count += words.count
    var parts: [String] = []
    for words in text.isPhrase ? [Array(words)] : words.map({ [$0] }) {
      let part = Self.columns(text.place) + (try part(words))
      if !parts.contains(part) { parts.append(part) }
    }
    if text.isExcluded {
      unwanted.append("(" + parts.joined(separator: " AND ") + ")")
    } else {
      wanted += parts
    }
  }

  private static func columns(_ place: SearchTerms.Place) -> String {
    switch place {
    case .anywhere: ""
    case .title: "title : "
    case .place: "place : "
    case .from: "organizer : "
    case .with: "{people organizer} : "
    }
  }

  private func tokens(_ text: String) throws -> [String] {
    // Facts are no words that can be typed.
    let text = SearchText.separated(text.filter { $0 != SearchFacts.mark }, isQuery: true)
    let tokenizer = try db.makeTokenizer(.unicode61(diacritics: .remove))
    return try tokenizer.tokenize(query: text)
      .map { $0.token.filter { $0 != SearchFacts.mark } }.filter { !$0.isEmpty }
  }

  /// Words that follow each other, of which the last may be the beginning of one.
  ///
  /// FTS5 has an index of the beginnings of up to three characters. For longer ones it would gather
  /// all rows of all words that begin so before it gives the first; asked for the words themselves
  /// it reads no more than is taken.
  private func part(_ words: [String]) throws -> String {
    let beginning = quoted(words) + " *"
    guard let token = words.last, token.unicodeScalars.count > 3 else { return beginning }
    let statement = try db.cachedStatement(
      sql: "SELECT term FROM search_term WHERE term >= ? LIMIT 1"
    )
    var terms: [String] = []
    var least = token
    while let term = try String.fetchOne(statement, arguments: [least]),
      term.utf8.starts(with: token.utf8)
    {
      guard terms.count < Self.completions else { return beginning }
      terms.append(term)
      // No word holds a control character, so this is behind the word and before all longer ones.
      least = term + "\u{1}"
    }
    guard !terms.isEmpty else { return quoted(words) }
    return "(" + terms.map { quoted(words.dropLast() + [$0]) }.joined(separator: " OR ") + ")"
  }

  private func quoted(_ words: [String]) -> String {
    "\"" + words.joined(separator: " ").replacing("\"", with: "\"\"") + "\""
  }

  // MARK: Names

  private mutating func add(provider: SearchTerms.Name) throws {
    let words = try tokens(provider.text).map(SearchFacts.provider)
    guard !words.isEmpty else { return }
    add("(" + words.joined(separator: " AND ") + ")", isExcluded: provider.isExcluded)
  }

  private mutating func add(calendars names: [SearchTerms.Name]) throws {
    let listed = try Self.listed(db)
    var asked: [Listed] = []
    for name in names {
      let found = Self.calendars(name.text, among: listed)
      if found.isEmpty {
        let all = listed.prefix(Self.named).map(\.name).joined(separator: ", ")
        notes.append(
          "in:\(name.text) is not a calendar. There are \(all)"
            + (listed.count > Self.named ? ", …" : ".")
        )
        if !name.isExcluded { isImpossible = true }
      }
      if name.isExcluded {
        if !found.isEmpty { unwanted.append(SearchFacts.calendars(found.map(\.key))) }
      } else {
        asked += found
      }
    }
    let isAsked = names.contains { !$0.isExcluded }
    switch filter {
    case .shown:
      let keys = Set(asked.map(\.key))
      hidden = listed.filter { $0.isHidden && (!isAsked || keys.contains($0.key)) }
        .map { ($0.key, $0.calendar) }
      if !asked.isEmpty, asked.allSatisfy(\.isHidden) {
        notes.append("“\(asked[0].name)” is hidden.")
      }
      if isAsked { want(asked) }
    case .only(let calendars):
      want((isAsked ? asked : listed).filter { calendars.contains($0.calendar) })
    }
    // Days alone, or what is excluded: of all events.
    if wanted.isEmpty { wanted.append(SearchFacts.any) }
  }

  private mutating func want(_ calendars: [Listed]) {
    if calendars.isEmpty { isImpossible = true }
    wanted.append(SearchFacts.calendars(calendars.map(\.key)))
  }

  private struct Listed {
    let key: Int64
    let name: String
    let calendar: CalendarKey
    let isHidden: Bool
  }

  private static func listed(_ db: Database) throws -> [Listed] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT calendar.key, name, account.id, calendar.id, is_shown = 0
          FROM calendar JOIN account ON account.key = calendar.account
          WHERE account.position IS NOT NULL ORDER BY account.position, calendar.position
          """
      )
    )
    .map {
      let calendar = CalendarKey(account: AccountID($0[2]), calendar: CalendarID($0[3]))
      return Listed(key: $0[0], name: $0[1], calendar: calendar, isHidden: $0[4])
    }
  }

  /// The calendars that a text names: by the whole name, with the account before it, or by a part.
  private static func calendars(_ text: String, among listed: [Listed]) -> [Listed] {
    let text = folded(text)
    let rules: [(Listed) -> Bool] = [
      { folded($0.name) == text }, { folded("\($0.calendar.account)/\($0.name)") == text },
      { folded($0.name).contains(text) },
    ]
    return rules.lazy.map { listed.filter($0) }.first { !$0.isEmpty } ?? []
  }

  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }
}
