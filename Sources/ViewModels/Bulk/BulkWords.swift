package import CalendarCore
import ConferencingCore

/// What is said of editing several events together: the preview, and what was done.
package struct BulkWords {
  private let plan: BulkPlan
  private let directory: Directory

  /// Makes the words for a plan.
  package init(_ plan: BulkPlan, directory: Directory) {
    self.plan = plan
    self.directory = directory
  }

  private var count: Int { plan.entries.count }
  private var events: String { Self.events(count) }
  private var meetings: String { Self.events(count, "meeting") }

  /// `1 event`, `12 events`.
  package static func events(_ count: Int, _ noun: String = "event") -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// The question before it is done.
  package var question: String {
    switch plan.action {
    case .conferencing(.autocreate(let asked)):
      "Create \(asked.provider.rawValue) links for \(events)?"
    case .conferencing(.details): "Put this link on \(events)?"
    case .conferencing: "Take the meeting off \(events)?"
    case .settings: "Change the settings of \(meetings)?"
    case .delete: "Delete \(events)?"
    case .respond(let response, _):
      "Answer \(Self.events(count, "invitation")) with “\(response.rawValue)”?"
    case .shift(let shift): "Move \(events): \(shift.words)?"
    case .move(let key): "Move \(events) to \(name(key))?"
    }
  }

  /// What yes is called.
  package var verb: String {
    switch plan.action {
    case .conferencing(.autocreate): "create"
    case .conferencing(.details): "put it on"
    case .conferencing: "take it off"
    case .settings: "change"
    case .delete: "delete"
    case .respond: "answer"
    case .shift, .move: "move"
    }
  }

  /// What will happen and what is left out, in sentences.
  package var lines: [String] { consequences + exclusions }
  private var exclusions: [String] { BulkExclusionWords(exclusions: plan.exclusions).lines }

  /// That nothing can be done, and why.
  package var nothing: String {
    plan.exclusions.isEmpty
      ? "No event is left to be changed."
      : "Nothing can be done. " + exclusions.joined(separator: " ")
  }

  /// What was done.
  ///
  /// - Parameter count: To how many of the events.
  /// - Returns: A sentence.
  package func done(_ count: Int) -> String {
    let events = Self.events(count)
    return switch plan.action {
    case .conferencing(.autocreate(let asked)):
      isOffline
        ? "\(asked.provider.rawValue) links are created for \(events) once their service can be reached."
        : "\(asked.provider.rawValue) links are being created for \(events)."
    case .conferencing(.details): "The link is on \(events)."
    case .conferencing: "The meeting is off \(events)."
    case .settings: "The settings of \(Self.events(count, "meeting")) are changed."
    case .delete: count == 1 ? "1 event is deleted." : "\(count) events are deleted."
    case .respond(let response, _):
      "\(Self.events(count, "invitation")) answered: \(response.rawValue)."
    case .shift(let shift): "\(events) moved: \(shift.words)."
    case .move(let key): "\(events) moved to \(name(key))."
    }
  }

  /// Whether edits of some of the events wait for a service that cannot be reached.
  private var isOffline: Bool {
    plan.entries.contains { directory.syncStatus[$0.event.account]?.offlineSince != nil }
  }

  // MARK: What happens

  private var consequences: [String] {
    let meetings = BulkMeetingWords(plan: plan, directory: directory)
    let series = plan.entries.count { $0.isOneOfSeries }
    var lines = settings + meetings.ends
    if case .move = plan.action {
      let whole = plan.entries.count(where: \.isMovedSeries)
      if whole > 0 {
        lines.append(
          whole == 1
            ? "1 is a series: all of its occurrences move."
            : "\(whole) are series: all of their occurrences move."
        )
      }
      if let left { lines.append(left) }
      if let renamed { lines.append(renamed) }
    }
    if series > 0 {
      lines.append(
        series == 1
          ? "1 is an occurrence of a series: the others of the series stay as they are."
          : "\(series) are occurrences of series: the others of these series stay as they are."
      )
    }
    let alone = plan.entries.count { comesBackAlone($0) }
    if alone > 0 {
      lines.append(
        alone == 1
          ? "Undo makes an event of its own of 1 occurrence."
          : "Undo makes events of their own of \(alone) occurrences."
      )
    }
    let whole = plan.entries.count(where: \.isSeries)
    if whole > 0 { lines.append(wholeSeries(whole)) }
    if let stays = meetings.stays { lines.append(stays) }
    if case .delete = plan.action {
      let end = InvitationEnd(of: plan.entries.map(\.event), in: directory)
      if let lost = end.lost(isAlone: count == 1) { lines.append(lost) }
    }
    if let told { lines.append(told) }
    if case .respond = plan.action {
      lines.append("An answer can be changed later; a first one cannot be withdrawn.")
    }
    return lines
  }

  /// What is done to whole series.
  private func wholeSeries(_ count: Int) -> String {
    if case .respond = plan.action {
      let others = plan.entries.map(\.otherAnswers).reduce(0, +)
      let also = others == 0 ? "" : ", also for \(others) that you answered otherwise"
      return count == 1
        ? "1 is a series: the answer is for all of its occurrences\(also)."
        : "\(count) are series: the answer is for all of their occurrences\(also)."
    }
    return count == 1
      ? "1 is a series: its occurrences keep one link in common."
      : "\(count) are series: the occurrences of each keep one link in common."
  }

  /// What settings become, by provider, and that it is not known what some were.
  private var settings: [String] {
    guard case .settings = plan.action else { return [] }
    var lines: [String] = []
    var unknown = 0
    for entry in plan.entries {
      guard let provider = entry.event.autocreated?.provider,
        let change = entry.edits.first?.change.settings
      else { continue }
      if !change.irreversible.isEmpty { unknown += 1 }
      let words = ConferencingSetting.all(of: provider).compactMap { setting in
        change.values[setting.name].map { "\(setting.label): \(setting.text(of: $0))" }
      }
      let line = "\(provider.rawValue): \(words.joined(separator: "; "))."
      if !lines.contains(line) { lines.append(line) }
    }
    if unknown > 0 {
      lines.append(
        "What \(unknown == count ? "they were" : "\(unknown) of them were") set to before is not known, "
          + "so undo cannot bring it back."
      )
    }
    return lines
  }

  /// What does not go along to the other calendar.
  private var left: String? {
    let copies = plan.edits.count { edit in
      if case .create(let draft, _) = edit.change { draft.source == nil } else { false }
    }
    guard copies > 0 else { return nil }
    let events =
      copies == 1
      ? "1 event gets a new UID there, and what Convene does not show of it"
      : "\(copies) events get new UIDs there, and what Convene does not show of them"
    return events + ", such as categories and attachments, does not go along."
  }

  /// That the UID does not always go along, which those who are invited have to answer again for.
  private var renamed: String? {
    let copies = plan.edits.count { edit in
      guard case .create(let draft, _) = edit.change else { return false }
      return draft.source != nil && draft.account != .local && !draft.participants.isEmpty
    }
    guard copies > 0 else { return nil }
    let names = copies == 1 ? "a new UID" : "new UIDs"
    return "\(Self.events(copies)) with attendees can get \(names) there, where the servers leave "
      + "no other way: then the attendees are invited again."
  }

  /// How many people hear of it.
  private var told: String? {
    switch plan.action {
    case .respond: return nil
    case .settings where !changesLinks: return nil
    default: break
    }
    let informed = plan.entries.filter { entry in
      !entry.event.participants.isEmpty && entry.edits.contains(where: \.notifiesParticipants)
        && !(plan.action == .delete && InvitationEnd.inviter(of: entry.event, in: directory) != nil)
    }
    let people = Set(informed.flatMap { $0.event.participants.map { $0.email.lowercased() } })
    guard !people.isEmpty else { return nil }
    let attendees = "\(Self.events(people.count, "attendee")) of \(Self.events(informed.count))"
    if case .move = plan.action {
      return "\(attendees) get a cancellation and a new invitation."
    }
    return "\(attendees) \(people.count == 1 ? "is" : "are") notified."
  }

  /// Whether links change with the settings: at Zoom the passcode is part of them.
  private var changesLinks: Bool {
    plan.edits.contains { $0.change.settings?.values[ConferencingSetting.passcode] != nil }
  }

  private func comesBackAlone(_ entry: BulkPlan.Entry) -> Bool {
    guard plan.action == .delete, entry.isOneOfSeries else { return false }
    return directory.account(entry.event.account).map { entry.event.comesBackAlone(at: $0.service) }
      == true
  }

  private func name(_ key: CalendarKey) -> String {
    directory.calendar(key.calendar, in: key.account).map { "“\(directory.label(of: $0))”" }
      ?? "“\(key.calendar)”"
  }
}
