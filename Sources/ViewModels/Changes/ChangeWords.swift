package import CalendarCore
import ConferencingCore
package import Foundation

/// What is said of an edit that its service has not confirmed.
package struct ChangeWords: Equatable, Sendable {
  /// A sentence, and whether it tells of trouble.
  package struct Sentence: Equatable, Sendable {
    package var text: String
    package var isProblem: Bool
  }

  /// The most characters of a title inside of a sentence.
  private static let longestTitle = 120

  private let fields: FieldWords
  private let clock: WallClock
  private let now: Date

  /// Makes words for a user with a clock.
  package init(clock: WallClock, now: Date) {
    fields = FieldWords(clock: clock, now: now)
    self.clock = clock
    self.now = now
  }

  // MARK: What it is

  /// What is done, in one line: `Move “Planning” to Tue 24 Nov, 10:00`.
  package func what(_ change: PendingChange) -> String {
    if let meeting = change.meeting { return Self.what(meeting, Self.quoted(change.title)) }
    let title = name(change)
    switch change.edit.change {
    case .create(let draft, _) where change.edit.reversal != nil:
      return change.edit.isOfSeries
        ? "Bring back \(title)" : "Bring back \(title), \(fields.moment(draft.time))"
    case .create(let draft, let conferencing):
      let link = Self.link(conferencing).map { " with a \($0)" } ?? ""
      return "New event \(title)\(link), \(fields.moment(draft.time))"
    case .update(let patch): return what(patch, title)
    case .delete: return "Delete \(title)"
    case .respond(let response): return "Answer \(FieldWords.answer(response)) to \(title)"
    }
  }

  /// What an edit is of: as much of its series as it is for.
  private func name(_ change: PendingChange) -> String {
    let title = Self.quoted(change.title)
    let zone = clock.zone
    let day = TimeText.short(
      change.time.days(in: zone).lowerBound,
      today: Day(now, in: zone)
    )
    switch (change.edit.scope, change.edit.change) {
    case (.all?, _): return "the series \(title)"
    case (.following?, _): return "\(title) from \(day) on"
    case (.this?, .delete), (.this?, .respond): return "\(title) of \(day)"
    case (.this?, _), (nil, _): return title
    }
  }

  private static func what(_ task: MeetingTask, _ title: String) -> String {
    switch task {
    case .update: "Change the \(task.provider.rawValue) of \(title)"
    case .delete, .withdraw: "Delete the \(task.provider.rawValue) of \(title)"
    }
  }

  private func what(_ patch: EventPatch, _ title: String) -> String {
    if patch.isOfSettingsAlone { return "Meeting settings of \(title)" }
    let changed = patch.fields
    // The text of a meeting link comes and goes with it.
    let isLink =
      patch.conferencing != .keep
      && Set(changed).isSubset(of: [
        .conferencing, .description,
      ])
    guard changed.count == 1 || isLink, let field = isLink ? .conferencing : changed.first else {
      return "Change \(title): \(EventField.list(changed))"
    }
    guard field == .conferencing else { return fields.phrase(field, of: patch, title) }
    guard let link = Self.link(patch.conferencing) else { return "Take the link off \(title)" }
    return "\(link.prefix(1).uppercased() + link.dropFirst()) on \(title)"
  }

  private static func link(_ change: ConferencingChange) -> String? {
    let provider: ConferencingProvider
    switch change {
    case .keep, .strip: return nil
    case .autocreate(let asked): provider = asked.provider.conferencingProvider
    case .details(let details): provider = details.provider
    }
    return AgendaViewModel.link(provider)
  }

  static func quoted(_ title: String) -> String {
    let short = title.prefix(longestTitle)
    return "“\(FieldWords.title(String(short)))\(short.endIndex == title.endIndex ? "" : "…")”"
  }

  // MARK: Where it stands

  /// Where it stands, in a word or two.
  package static func state(_ standing: PendingChange.Standing) -> String {
    switch standing {
    case .waiting: "waiting"
    case .sending: "sending"
    case .refused: "not accepted"
    case .conflict: "conflict"
    }
  }

  /// The mark of where it stands, which the agenda has too.
  package static func mark(_ standing: PendingChange.Standing) -> String {
    switch standing {
    case .waiting: "↑"
    case .sending: "…"
    case .refused: "!"
    case .conflict: "≠"
    }
  }

  /// How long ago it was made.
  package func age(_ change: PendingChange) -> String {
    TimeText.age(change.submittedAt, now: now)
  }

  /// Why it stands where it does, how often it was tried, and what comes next.
  package func explanation(_ change: PendingChange) -> [Sentence] {
    switch change.standing {
    case .waiting(let reason, let next):
      var tries = Self.tries(change.attempts)
      if let next, next > now {
        tries += ", next at \(TimeText.clock(next, in: clock))."
      } else {
        tries +=
          change.attempts == 0 ? "; sent as soon as it can be." : ", about to be tried again."
      }
      return (reason.map { [Sentence(text: $0, isProblem: true)] } ?? [])
        + [Sentence(text: tries, isProblem: false)]
    case .sending: return [Sentence(text: "On its way to the service.", isProblem: false)]
    case .refused(let reason):
      return [
        Sentence(text: reason, isProblem: true),
        Sentence(
          text: Self.tries(change.attempts) + ". Try again, or discard it.",
          isProblem: false
        ),
      ]
    case .conflict(let conflict):
      return [
        Sentence(text: conflict.summary, isProblem: true),
        Sentence(
          text: "Both are kept until you decide: \(key: .open) shows them.",
          isProblem: false
        ),
      ]
    }
  }

  private static func tries(_ attempts: Int) -> String {
    switch attempts {
    case ...0: "Not tried yet"
    case 1: "Tried once"
    default: "Tried \(attempts) times"
    }
  }

  // MARK: What goes with it

  /// The question before an edit is forgotten, which says what is lost.
  func question(discarding change: PendingChange) -> ConfirmationViewModel {
    var lines = [what(change) + "."]
    var lost: [String] = []
    if change.meeting != nil {
      lines.append("The meeting stays at its host as it is: change or delete it there.")
      return question(discarding: change, lines)
    }
    switch change.edit.change {
    case .create:
      lines.append(
        "The event is not at its service: it goes from here too, with later edits of it."
      )
    case .update(let patch) where patch.isOfSettingsAlone:
      lines.append("The meeting stays at its host as it is.")
    case .update(let patch):
      lines.append("The event is again as the service has it. This goes:")
      for field in patch.fields {
        lost += fields.lines(field, of: patch).enumerated().map { index, line in
          index == 0 ? "\(field.label): \(line)" : line
        }
      }
    case .delete: lines.append("The event comes back.")
    case .respond(let response):
      lines.append("Your answer “\(FieldWords.answer(response))” is not sent.")
    }
    return question(discarding: change, lines, losing: lost)
  }

  private func question(
    discarding change: PendingChange,
    _ lines: [String],
    losing lost: [String] = []
  ) -> ConfirmationViewModel {
    ConfirmationViewModel(
      title: "Discard this edit?",
      lines: lines,
      removed: lost.isEmpty ? [] : [lost.joined(separator: "\n")],
      confirmLabel: "discard",
      answer: .carryOut(.discardChange(change.id))
    )
  }
}
