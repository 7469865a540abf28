import CalendarCore
import ConferencingCore
import Foundation

/// What each scope of an edit means, in words.
struct ScopeWords {
  let edit: EventEdit
  let event: Event
  let outline: SeriesOutline?
  /// What holds the series; `nil` where that is not known.
  let service: ServiceKind?
  /// The user's address at the service, who is not told of own edits.
  let owner: String?
  let zone: TimeZone
  let now: Date

  /// The consequences of a scope, a line each; few, for the question must be read at a glance.
  ///
  /// - Parameters:
  ///   - scope: The scope.
  ///   - split: What becomes of the link at a split; `nil` where there is none, or no link.
  /// - Returns: The lines.
  func lines(_ scope: EditScope, link split: SplitLink?) -> [String] {
    switch scope {
    case .this where comesBackAlone && inviter != nil: [day + " alone"] + people
    case .this where comesBackAlone:
      ["\(day) alone; undo makes it an event of its own"] + attendees
    case .this: [day + "; the others stay as they are"] + attendees
    case .following where isAtService:
      [following, lost, meetings(scope), link(at: split) ?? link, end(at: split)]
        .compactMap(\.self)
        + peopleOfTail
    case .following:
      [counted(outline?.following, since: day), lost, link(at: split) ?? link]
        .compactMap(\.self) + people
    case .all where isAtService:
      [all, answered, lostByRule, meetings(scope), link].compactMap(\.self) + people
    case .all:
      [
        counted(outline?.count, past: outline?.past ?? 0), answered,
        outline == nil ? nil : lostByRule, link,
      ]
      .compactMap(\.self) + people
    }
  }

  /// Whether undo of the edit makes an event of its own of the occurrence.
  private var comesBackAlone: Bool {
    edit.change == .delete && service.map(event.comesBackAlone) == true
  }

  private var day: String {
    TimeText.short(event.time.days(in: zone).lowerBound, today: Day(now, in: zone))
  }

  /// How many occurrences there are, from a day on or in all.
  private func counted(_ count: Int?, since day: String? = nil, past: Int = 0) -> String {
    guard outline != nil else { return "counting…" }
    guard let count else {
      let words = day.map { "from \($0) on, without an end" } ?? "without an end"
      return past > 0 ? "\(words), \(past) of them past" : words
    }
    let words = count == 1 ? "1 occurrence" : "\(count) occurrences"
    return past > 0 ? "\(words), \(min(past, count)) of them past" : words
  }

  /// Whether a service has the series: how it repeats may not be known here, and then nothing is
  /// counted.
  private var isAtService: Bool { event.masterID != nil }

  private var following: String {
    outline == nil ? "from \(day) on" : counted(outline?.following, since: day)
  }

  private var all: String {
    guard let outline else { return "all occurrences, past ones too" }
    return counted(outline.count, past: outline.past)
  }

  /// The occurrences that were answered otherwise by themselves: an answer to all is theirs too.
  private var answered: String? {
    guard case .respond(let response) = edit.change, let outline else { return nil }
    let words: [(ParticipantResponse, String)] = [
      (.yes, "accepted"), (.maybe, "answered maybe"), (.no, "declined"),
    ]
    let others = words.compactMap { answer, word -> String? in
      guard answer != response, let count = outline.ownAnswers[answer] else { return nil }
      return "\(count) that you \(word)"
    }
    return others.isEmpty ? nil : "also \(others.joined(separator: " and "))"
  }

  /// What another rule costs: occurrences that it does not give are no more.
  private var lostByRule: String? {
    guard case .update(let patch) = edit.change, let rule = patch.recurrence else { return nil }
    if rule.lines.isEmpty { return "only \(day) is left" }
    switch outline?.otherExceptions {
    case nil: return "occurrences changed on their own may lose their changes"
    case 0?: return nil
    case 1?: return "1 changed occurrence may lose its changes"
    case let count?: return "\(count) changed occurrences may lose their changes"
    }
  }

  /// What another choice for the link at a split than the default means.
  func lines(of split: SplitLink, insteadOf standard: SplitLink?) -> [String] {
    guard split == .same, case .new? = standard else {
      return [link(at: split)].compactMap(\.self)
    }
    // Its service made the meeting on the series before.
    return [link(at: split), Self.end].compactMap(\.self)
  }

  private static let end = "the link ends when the earlier part is deleted"

  /// That a link which both parts keep belongs to the earlier one: the calendar's service has made it.
  private func end(at split: SplitLink?) -> String? {
    guard split == .same, event.autocreated != nil, event.meeting == nil, link != nil else {
      return nil
    }
    return Self.end
  }

  /// The meetings of occurrences that do not go along with them.
  private func meetings(_ scope: EditScope) -> String? {
    guard case .update(let patch) = edit.change, let outline else { return nil }
    let isDivided = scope == .following && outline.number != 1
    let count =
      isDivided ? outline.laterMeetings : patch.time == nil ? 0 : outline.ownMeetings
    guard count > 0 else { return nil }
    return count == 1
      ? "1 own link is replaced by a new one" : "\(count) own links are replaced by new ones"
  }

  /// What becomes of the link where the series is split.
  func link(at split: SplitLink?) -> String? {
    switch split {
    case nil: nil
    case .same: link
    case .new(let asked):
      "a new \(asked.provider.rawValue) link; the old one stays with those before"
    }
  }

  /// The exceptions that an edit of what follows deletes.
  private var lost: String? {
    guard let count = outline?.laterExceptions, count > 0 else { return nil }
    let words = count == 1 ? "1 changed occurrence" : "\(count) changed occurrences"
    switch edit.change {
    case .delete: return "\(words) among them"
    case .update(let patch) where patch.recurrence != nil:
      return "\(words) may be lost with the old rule"
    case .create, .update, .respond:
      return count == 1 ? "\(words) keeps its own changes" : "\(words) keep their own changes"
    }
  }

  /// What becomes of the link.
  private var link: String? {
    guard let provider = event.conferencing.provider else { return nil }
    switch edit.change {
    case .delete, .respond: return nil
    case .create: return nil
    case .update(let patch):
      guard case .keep = patch.conferencing else { return nil }
      return "same \(provider == .unknown ? "meeting" : provider.rawValue) link"
    }
  }

  /// Who alone can invite the user again once this is deleted.
  private var inviter: String? {
    edit.change == .delete ? Reversal.inviter(of: event, owner: owner) : nil
  }

  /// Who hears of it, or that nobody but the organizer brings back what is deleted.
  private var people: [String] {
    guard let inviter else { return attendees }
    let rest = "once that is sent, undo does not bring it back"
    return ["\(inviter) organizes it and alone can invite you again: \(rest)"]
  }

  private var attendees: [String] {
    guard edit.notifiesParticipants, event.account != .local, !event.participants.isEmpty else {
      return []
    }
    let count = guests
    guard count > 0 else { return [] }
    return [count == 1 ? "1 attendee is notified" : "\(count) attendees are notified"]
  }

  /// How many others take part.
  private var guests: Int {
    event.participants.count { $0.email.lowercased() != owner?.lowercased() }
  }

  /// A tail is another series to the service: who has answered is asked again.
  private var peopleOfTail: [String] {
    guard case .update = edit.change, event.participants.contains(where: hasAnswered) else {
      return people
    }
    let asked = guests == 1 ? "1 attendee is" : "\(guests) attendees are"
    return [edit.notifiesParticipants ? "\(asked) invited again" : "earlier answers do not count"]
  }

  private func hasAnswered(_ person: Participant) -> Bool {
    person.response != ParticipantResponse.none && person.email.lowercased() != owner?.lowercased()
  }
}
