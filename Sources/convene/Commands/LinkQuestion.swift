import CalendarCore
import ConferencingCore
import LocalCache
import ViewModels

/// Settles by which of its links an event is joined, and keeps the answer for its series.
struct LinkQuestion {
  /// The word by which a choice is taken back.
  static let open = "ask"

  let session: Session
  let event: Event

  /// The event with the choice that a word makes.
  ///
  /// - Parameter word: A provider, a part of a link, or ``open``.
  /// - Returns: The event.
  /// - Throws: ``CommandError`` when it names no link, or several; ``CacheError``.
  func choosing(_ word: String) throws -> Event {
    if word.lowercased() == Self.open {
      guard let changed = try session.cache.links.choose(nil, for: event.id) else { return event }
      Console.say("No link is chosen any more\(whole).")
      return changed
    }
    let links = meetings
    let provider = ConferencingProvider.recognized(
      as: word,
      besides: session.configuration.meetings.map(\.name)
    )
    var named = links.filter { $0.link.provider == provider }
    if named.isEmpty { named = links.filter { $0.link.url == word } }
    if named.isEmpty { named = links.filter { $0.link.url.contains(word) } }
    guard let link = named.first, named.count == 1 else {
      let reason =
        links.isEmpty
        ? "\(quoted(event.title)) has no meeting link to choose."
        : "\"\(word)\" names \(named.isEmpty ? "no link" : "\(named.count) links") of "
          + "\(quoted(event.title)). Write a part of one:\n" + lines(links).joined(separator: "\n")
      throw CommandError(.badInput, reason)
    }
    return try keep(link.link)
  }

  /// The event with the link that the user means, who is asked where that is not decided and somebody can
  /// be asked.
  ///
  /// - Returns: The event; as it is where nobody can be asked, which is said.
  /// - Throws: ``CommandError`` when the question is not answered; ``CacheError``.
  func answered() throws -> Event {
    guard JoinLinks(of: event).isUndecided else { return event }
    let links = meetings
    guard TerminalQuestion.canAsk else {
      let name = try session.cache.shortName(of: event)
      Console.say(
        "\(quoted(event.title)) has \(links.count) links; this is the first. To choose another: "
          + "convene join \(name) --by PROVIDER"
      )
      return event
    }
    for (index, line) in lines(links).enumerated() { Console.say("\(index + 1)  \(line)") }
    guard let answer = TerminalQuestion.line("Join by which link (1–\(links.count))"),
      let number = Int(answer), links.indices.contains(number - 1)
    else { throw CommandError(.badInput, "Cancelled. Nothing was opened.") }
    return try keep(links[number - 1].link)
  }

  private var meetings: [FoundLink] {
    JoinLinks(of: event).links.filter { $0.link.purpose == .meeting }
  }

  private var whole: String { event.isRecurring ? " in all of the series" : "" }

  private func lines(_ links: [FoundLink]) -> [String] {
    links.map { "\($0.link.provider), from the \($0.source.words): \($0.link.url)" }
  }

  /// The event with a link as its choice, which holds for its series from now on.
  ///
  /// - Parameter link: One of its links.
  /// - Returns: The event.
  /// - Throws: ``CacheError``.
  func keep(_ link: RecognizedLink) throws -> Event {
    var event = event
    event.linkChoice = LinkChoice(link)
    // What cannot be written down counts this once.
    guard !session.cache.isReadOnly else { return event }
    try session.cache.links.choose(event.linkChoice, for: event.id)
    Console.say("Joined by \(link.provider)\(whole) from now on.")
    return event
  }
}
