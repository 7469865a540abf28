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

  let db: Database
  let filter: CalendarFilter
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
  var match: String? {
    if isImpossible || wanted.isEmpty { return nil }
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
        unwanted += found.map { SearchFacts.calendar($0.key) }
      } else {
        asked += found
      }
    }
    let allowed = try CalendarPlace.keys(filter, db).map(Set.init)
    if filter == .shown, !asked.isEmpty, asked.allSatisfy({ allowed?.contains($0.key) == false }) {
      notes.append("“\(asked[0].name)” is hidden.")
    }
    let isAsked = names.contains { !$0.isExcluded }
    let keys = (isAsked ? asked : listed).map(\.key).filter { allowed?.contains($0) != false }
    // Without words, the calendars are what is looked for.
    guard isAsked || allowed != nil || wanted.isEmpty else { return }
    if keys.isEmpty { isImpossible = true }
    // An event of an account without calendars in the configuration is in no list.
    wanted.append("(" + keys.map(SearchFacts.calendar).joined(separator: " OR ") + ")")
  }

  private struct Listed {
    let key: Int64
    let name: String
    let account: String
  }

  private static func listed(_ db: Database) throws -> [Listed] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT calendar.key, name, account.id
          FROM calendar JOIN account ON account.key = calendar.account
          WHERE account.position IS NOT NULL ORDER BY account.position, calendar.position
          """
      )
    )
    .map { Listed(key: $0[0], name: $0[1], account: $0[2]) }
  }

  /// The calendars that a text names: by the whole name, with the account before it, or by a part.
  private static func calendars(_ text: String, among listed: [Listed]) -> [Listed] {
    let text = folded(text)
    let rules: [(Listed) -> Bool] = [
      { folded($0.name) == text }, { folded("\($0.account)/\($0.name)") == text },
      { folded($0.name).contains(text) },
    ]
    return rules.lazy.map { listed.filter($0) }.first { !$0.isEmpty } ?? []
  }

  private static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
  }
}
