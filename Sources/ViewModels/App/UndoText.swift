package import CalendarCore
import ConferencingCore
package import Foundation

/// What is said of an edit that was undone or redone.
package struct UndoText {
  /// The longest title that is written out, in characters: behind it stands what matters more.
  private static let titleLength = 28

  /// The most links of edits that were made together of which each is told.
  private static let toldLinks = 3

  let direction: UndoDirection
  let clock: WallClock
  let now: Date
  private var zone: TimeZone { clock.zone }

  /// Makes the words for one way through the edits.
  package init(_ direction: UndoDirection, clock: WallClock, now: Date) {
    self.direction = direction
    self.clock = clock
    self.now = now
  }

  /// That there is nothing to go to.
  package var nothing: String { "Nothing to \(direction.rawValue)." }

  /// What was done, and what became of the link, as a sentence or two.
  package func sentence(_ step: EditStep, link: LinkReturn) -> String {
    (direction == .undo ? "Undone: " : "Redone: ")
      + phrase(step, link: link) + "." + sentence(of: step, link: link)
  }

  /// What was done of edits that were made together, and what became of their links.
  package func sentence(
    _ steps: [EditStep],
    links: [LinkReturn],
    left: [UndoObstacle] = []
  ) -> String {
    let changed = zip(steps, links).filter { $1 != .asItWas }
    let told =
      changed.count > Self.toldLinks
      ? [" \(changed.count) of their links are new or not as they were."]
      : changed.map { " " + phrase($0, link: $1) + "." + sentence(of: $0, link: $1) }
    let alone = steps.count { $0.leavesSeries == true }
    let outside =
      switch alone {
      case 0: ""
      case 1: " 1 of them is an event of its own now."
      default: " \(alone) of them are events of their own now."
      }
    let count = steps.count == 1 ? "1 edit" : "\(steps.count) edits that were made together"
    return (direction == .undo ? "Undone: " : "Redone: ") + (series(steps) ?? count) + "."
      + told.joined() + outside + stays(left)
  }

  /// What stays as it is of edits that were made together, and why.
  private func stays(_ obstacles: [UndoObstacle]) -> String {
    guard let first = obstacles.first else { return "" }
    let others = obstacles.count - 1
    return " " + first.message
      + (others == 0
        ? ""
        : " \(others) more \(others == 1 ? "cannot" : "of them cannot") be "
          + (direction == .undo ? "undone either." : "redone either."))
  }

  /// What was done of a series, where all of the edits are of one; it is stored in several parts,
  /// of which a user knows nothing.
  private func series(_ steps: [EditStep]) -> String? {
    let events = steps.compactMap { $0.before ?? $0.after }
    guard let master = events.first(where: { $0.recurrence != nil }),
      events.allSatisfy(\.isRecurring)
    else { return nil }
    let name = "the series \(Self.quoted(master.title))"
    if steps.allSatisfy({ $0.edit.change == .delete }) { return "\(name) is deleted" }
    if steps.allSatisfy({ if case .create = $0.edit.change { true } else { false } }) {
      return "\(name) is back"
    }
    return "\(name) is \(direction == .undo ? "as before" : "changed again")"
  }

  private func short(_ day: Day) -> String { TimeText.short(day, today: Day(now, in: zone)) }

  /// What an edit is of, in words: as much of its series as it is for.
  private func name(_ step: EditStep) -> String {
    let event = step.before ?? step.after
    let title = Self.quoted(event?.title ?? "")
    switch step.edit.scope {
    case .following?:
      let day = event.map { " from \(short($0.time.days(in: zone).lowerBound)) on" }
      return title + (day ?? "")
    case .all?: return "the series \(title)"
    case .this?, nil: return title
    }
  }

  /// What was done of an import.
  package func sentence(importOf events: Int) -> String {
    (direction == .undo ? "Undone: " : "Redone: ")
      + "the import of \(events) \(events == 1 ? "event" : "events")."
  }

  /// What the status line says, with the key that goes on or back.
  ///
  /// - Parameters:
  ///   - outcome: What became of it.
  ///   - goesOn: Whether the edit before it can be undone where one is.
  /// - Returns: What is said.
  package func notice(_ outcome: UndoOutcome, goesOn: Bool) -> Notice {
    switch outcome {
    case .nothing: Notice(.info, nothing)
    case .impossible(let obstacle):
      Notice(
        .problem,
        obstacle.message + Self.remedy(obstacle)
          + (obstacle.isPermanent && direction == .undo && goesOn
            ? " \(key: .undo) undoes the edit before it." : "")
      )
    case .done(let step, let link):
      Notice(
        .info,
        sentence(step, link: link)
          + (direction == .undo
            ? " \(key: .redo) redoes it." : " \(key: .undo) undoes it.")
      )
    case .doneTogether(let steps, let links, let left):
      Notice(
        .info,
        sentence(steps, links: links, left: left)
          + (direction == .undo ? " \(key: .redo) redoes " : " \(key: .undo) undoes ")
          + (steps.count == 1 ? "it." : "them.")
      )
    case .importReversed(let events):
      Notice(
        .info,
        sentence(importOf: events)
          + (direction == .undo
            ? " \(key: .redo) redoes it." : " \(key: .undo) undoes it.")
      )
    }
  }

  /// What can be done instead of what is impossible.
  private static func remedy(_ obstacle: UndoObstacle) -> String {
    switch obstacle {
    case .overtaken: " \(key: .edit) changes it again."
    case .answered: " \(key: .respond) responds again."
    case .gone, .invited, .unknownPlace, .readOnly, .rule: ""
    }
  }

  private func phrase(_ step: EditStep, link: LinkReturn) -> String {
    if let words = OccurrenceUndoText(zone: zone, now: now).phrase(step) { return words }
    if Self.isWhole(step.edit.change), let words = series([step]) { return words }
    let name = name(step)
    switch step.edit.change {
    case .create where step.leavesSeries == true: return "\(name) is back as an event of its own"
    case .create: return "\(name) is back"
    case .delete: return "\(name) is deleted"
    case .respond(.none): return "\(name) waits for your answer"
    case .respond(let response): return "\(name) is answered with \(response.rawValue)"
    case .update(let patch):
      let fields = Self.fields(patch, of: step.before)
      if patch.isOfSettingsAlone {
        return "the meeting settings of \(name) are "
          + (direction == .undo ? "as before" : "changed again")
      }
      // The way back of an edit of a series at a service is kept beside it.
      if fields.isEmpty {
        let name = step.edit.isOfSeries ? name : "the series \(name)"
        return "\(name) is \(direction == .undo ? "as before" : "changed again")"
      }
      guard fields.count == 1 else { return several(fields, name) }
      if let title = patch.title { return "\(name) renamed to \(Self.quoted(title))" }
      // Of several the time is that of the one that it was done on.
      if let time = patch.time, !step.edit.isOfSeries {
        return "\(name) moved to \(moved(to: time, step.before?.time))"
      }
      return meeting(patch, link, name) ?? several(fields, name)
    }
  }

  private func meeting(_ patch: EventPatch, _ link: LinkReturn, _ name: String) -> String? {
    switch patch.conferencing {
    case .keep: nil
    case .strip: "\(name) has no meeting link now"
    case .autocreate(let autocreate):
      if case .renewed = link {
        "\(name) gets a new \(Self.word(autocreate.provider)) link: the old one was deleted"
      } else {
        "\(name) \(link == .asItWas ? "has its" : "gets a") \(Self.word(autocreate.provider)) link"
          + (link == .asItWas ? " again" : "")
      }
    case .details(let details):
      // A service whose field takes no link of others shows it there: it looks other than before.
      "\(name) has its \(AgendaViewModel.link(details.provider)) again"
        + (patch.location == details.url ? ", in its location and description" : "")
    }
  }

  private func several(_ fields: [EventField], _ name: String) -> String {
    let verb = fields.count == 1 && !fields[0].names.isPlural ? "is" : "are"
    return "the \(EventField.list(fields)) of \(name) \(verb) "
      + (direction == .undo ? "as before" : "changed again")
  }

  /// What the phrase does not say of the link yet.
  private func sentence(of step: EditStep, link: LinkReturn) -> String {
    if case .update(let patch) = step.edit.change, link.isFresh,
      Self.fields(patch, of: step.before).count == 1
    {
      return ""
    }
    return switch link {
    case .asItWas: ""
    case .asked(let provider): " Its \(Self.word(provider)) link is being created."
    case .renewed(let provider):
      " Its \(Self.word(provider)) link is new: the old one was deleted."
    case .doubtful(let provider):
      if case .create = step.edit.change {
        " Its old \(AgendaViewModel.link(provider)) may no longer work."
      } else {
        ""
      }
    case .left(let provider, let reason):
      " Its \(AgendaViewModel.link(provider)) could not be put on: \(reason)"
    }
  }

  /// Where an event is moved to: the whole time when it also lasts longer or shorter.
  private func moved(to time: EventTime, _ before: EventTime?) -> String {
    let today = Day(now, in: zone)
    func length(_ time: EventTime) -> TimeInterval {
      time.end(in: zone).timeIntervalSince(time.start(in: zone))
    }
    guard case .timed(let start, _, _) = time, let before, length(before) == length(time) else {
      return TimeText.span(time, in: clock, today: today)
    }
    return TimeText.short(Day(start, in: zone), today: today) + ", "
      + TimeText.clock(start, in: clock)
  }

  /// The fields that a patch changes; the text of a meeting is the meeting's, and so is a place that is
  /// nothing but its link.
  static func fields(_ patch: EventPatch, of before: Event?) -> [EventField] {
    patch.fields.filter { field in
      switch field {
      case .description: patch.conferencing == .keep
      case .location: !patch.movesPlaceWithLink(of: before)
      default: true
      }
    }
  }

  static func quoted(_ title: String) -> String {
    guard !title.isEmpty else { return "(no title)" }
    let title = title.split(whereSeparator: \.isNewline).joined(separator: " ")
    return title.count <= titleLength ? "“\(title)”" : "“\(title.prefix(titleLength - 1))…”"
  }

  private static func word(_ provider: AutocreateProvider) -> String {
    AgendaViewModel.word(provider.conferencingProvider)
  }

  /// Whether a change makes or deletes the whole event.
  private static func isWhole(_ change: EventChange) -> Bool {
    switch change {
    case .create, .delete: true
    case .update, .respond: false
    }
  }
}

extension LinkReturn {
  /// Whether a link is asked for.
  fileprivate var isFresh: Bool {
    switch self {
    case .asked, .renewed: true
    case .asItWas, .doubtful, .left: false
    }
  }
}
