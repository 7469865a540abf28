import ArgumentParser
import CalendarCore
import Foundation
import LocalCache
import Terminal
import ViewModels

/// Prints the events that hold some words.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Print the events that hold some words, or of which something is so.",
    discussion: """
      Title, place, description and people are searched; every word must begin a word of the event, \
      and "two words" stand as they are. Those nearest to today are printed, in the order of time; \
      of a series the next occurrence.

        title: place:           words of the title or the place
        from: with:             the organizer; everybody invited
        in: provider:           a calendar; Zoom, Meet, Teams ...
        has:link no:link        with and without a meeting link
        before: after:          events that begin before a day; on it or later
        is:                     recurring, unanswered, accepted, tentative, declined, private
        -                       before any of these: without it

      Example: convene search -- from:ann '"design review"' after:today -is:declined
      """
  )

  @Argument(help: "The words.")
  var words: [String]

  @Option(name: .customLong("calendar"), help: "The events of this calendar; may be repeated.")
  var calendars: [String] = []

  @Flag(help: "Print JSON: a list of events.")
  var json = false

  @Flag(help: "Print the short id of each event, by which other commands find it.")
  var ids = false

  @Option(help: "How many events at most.")
  var limit = 50

  func validate() throws {
    guard (1...1_000).contains(limit) else {
      throw ValidationError("--limit is a number from 1 to 1000.")
    }
  }

  /// That a text has nothing that could be searched for.
  static func nothing(in text: String, _ terms: SearchTerms) -> CommandError {
    let isEmpty = text.allSatisfy(\.isWhitespace)
    let reason = isEmpty ? "The search is empty." : "\(quoted(text)) has no word to search for."
    return CommandError(
      .badInput,
      terms.notes.first ?? "\(reason) Write a word of the event, such as title:lunch."
    )
  }

  func run() throws {
    let session = try Session.open(.current())
    let zone = session.environment.zone
    let now = session.environment.now()
    try session.fillIfEmpty()
    let text = words.joined(separator: " ")
    let today = Day(now, in: zone)
    let directory = try session.directory()
    let filter = try CalendarChoice(directory).filter(calendars)
    let terms = SearchTerms(text, today: today)
    guard !terms.isEmpty else {
      throw Self.nothing(in: text, terms)
    }
    let result = try session.search(text, around: today, of: filter)
    Console.say(result.notes)
    let events = try Self.nearest(limit, of: result.hits, to: today)
      .compactMap { try session.cache.event($0.id) }
    let hidden = [Self.hidden(result, directory)].compactMap(\.self)
    if json {
      Console.say(hidden)
      Console.json(.list(try events.map(session.json)))
    } else {
      let summary = Self.summary(text, result, shown: events.count)
      Console.say(([summary] + hidden).joined(separator: " "))
      guard !events.isEmpty else { return }
      var lines = EventText(clock: session.clock, now: now)
      if ids { lines.ids = try session.shortNames(of: events.map(\.id)) }
      Console.lines(
        events.map { event in
          let when = TimeText.span(event.time, in: session.clock, today: today)
          let place = event.location.isEmpty ? "" : "  (\(event.location))"
          return (ids ? "\(lines.name(of: event.id).dropFirst(2))  " : "")
            + "\(when)  \(event.title.isEmpty ? "(no title)" : event.title)\(place)"
        }
      )
    }
  }

  /// The hits nearest to a day, in the order of time.
  static func nearest(_ limit: Int, of hits: [SearchHit], to day: Day) -> [SearchHit] {
    let near = hits.sorted { abs($0.day.distance(to: day)) < abs($1.day.distance(to: day)) }
    return near.prefix(limit).sorted()
  }

  /// What is said of hits in hidden calendars, with the options that show them; `nil` without any.
  private static func hidden(_ result: SearchResult, _ directory: Directory) -> String? {
    let names = (result.hidden?.calendars ?? []).compactMap {
      directory.calendar($0.calendar, in: $0.account)
    }
    .map { "--calendar \"\(SafeText.visible($0.name))\"" }
    guard !names.isEmpty else { return nil }
    let verb = names.count == 1 ? "shows" : "show"
    return "\(result.hiddenWords): \(names.joined(separator: " ")) \(verb) them."
  }

  private static func summary(_ text: String, _ result: SearchResult, shown: Int) -> String {
    guard result.count > 0 else { return "No event matches \"\(text)\"." }
    let count = result.isCapped ? "more than \(result.count)" : "\(result.count)"
    return shown < result.count
      ? "\(count) events match; these are the \(shown) nearest to today."
      : (result.count == 1 ? "1 event matches." : "\(count) events match.")
  }
}
