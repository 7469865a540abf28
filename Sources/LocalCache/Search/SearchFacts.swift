import CalendarCore
import ConferencingCore

/// What the index of words knows of an event besides its texts, as words of a column of their own.
///
/// Each begins with a character that what is typed cannot hold, so that no word of a text and no search
/// means a fact by accident.
enum SearchFacts {
  /// U+E000, of the private use area: for the tokenizer it is part of a word.
  static let mark: Character = "\u{E000}"

  private static let link = "link"
  private static let recurring = "recurring"
  private static let series = "series"
  private static let isPrivate = "private"
  private static let tentative = "tentative"

  /// An event in one of the calendars of some keys.
  static func calendars(_ keys: [Int64]) -> String { expression(keys.map { "c\($0)" }) }

  /// Any event: each is in a calendar.
  static let any = "facts : \"\(mark)c\" *"

  /// A series, which the index has once.
  static let ofSeries = expression([series])

  /// A fact as a search names it.
  static func expression(_ fact: SearchTerms.Fact) -> String {
    switch fact {
    case .recurring: expression([recurring])
    case .unanswered: expression([response(.none)])
    case .accepted: expression([response(.yes)])
    case .tentative: expression([tentative, response(.maybe)])
    case .declined: expression([response(.no)])
    case .private: expression([isPrivate])
    case .link: expression([link])
    }
  }

  /// A provider by a word of its name, or the beginning of one.
  static func provider(_ word: String) -> String {
    // "Meeting" is part of other names.
    "facts : \"\(mark)p\(word)\"" + (word == "meet" ? "" : " *")
  }

  private static func response(_ response: ParticipantResponse) -> String {
    "r\(response.rawValue)"
  }

  private static func expression(_ words: [String]) -> String {
    "facts : (" + words.map { "\"\(mark)\($0)\"" }.joined(separator: " OR ") + ")"
  }

  /// The words of an event, of the columns of `event`.
  ///
  /// Frozen, with the words that it is made of: part of released migrations.
  static let sql: String = {
    let mark = "char(57344)"
    func word(_ word: String, when condition: String) -> String {
      " || CASE WHEN \(condition) THEN ' ' || \(mark) || '\(word)' ELSE '' END"
    }
    return "\(mark) || 'c' || calendar"
      + word(link, when: "provider IS NOT NULL OR conferencing_state <> 'none'")
      + word(recurring, when: "series_part <> 0")
      + word(series, when: "series_part = \(SeriesPart.master.rawValue)")
      + word(isPrivate, when: "is_private = 1") + word(tentative, when: "status = 'tentative'")
      + " || coalesce(' ' || \(mark) || 'r' || response, '')"
      + " || coalesce(' ' || \(mark) || 'p' || replace(substr(lower(provider), 1, 60), ' ',"
      + " ' ' || \(mark) || 'p'), '')"
  }()
}
