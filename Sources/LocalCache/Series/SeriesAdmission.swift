import CalendarCore
import ConferencingCore

/// Refuses edits of series that a service cannot carry out, before anything is stored.
struct SeriesAdmission {
  let directory: Directory
  let account: AccountID

  /// Whether the series is stored here.
  var isLocal: Bool { account == .local }

  private var service: ServiceKind? { directory.account(account)?.service }

  /// Lets an edit pass, or says why it cannot be made.
  ///
  /// - Parameters:
  ///   - edit: The edit.
  ///   - event: Its event; `nil` for a creation.
  /// - Throws: ``SeriesProblem``.
  func admit(_ edit: EventEdit, of event: Event?) throws(SeriesProblem) {
    if isLocal, case .respond = edit.change { throw .noAddress }
    guard !isLocal else { return }
    let isWide = edit.scope == .following || edit.scope == .all
    switch edit.change {
    case .create(let draft, let link):
      if draft.recurrence != nil, isHosted(link) { throw .hostedLink }
    case .update(let patch):
      if edit.scope == .this, patch.recurrence != nil { throw .ruleOfOne }
      let begins = patch.recurrence?.lines.isEmpty == false
      let repeats = isWide || event?.recurrence != nil || begins
      if repeats, isHosted(patch.conferencing) { throw .hostedLink }
      if case .new(let asked)? = edit.splitLink, isHosted(.autocreate(asked)) {
        throw .hostedLink
      }
      if begins, event?.meeting != nil, patch.conferencing == .keep { throw .hostedLink }
      if edit.scope == .all, patch.recurrence?.lines.isEmpty == true,
        service?.has(.patternedSeries) == true
      {
        throw .noSingle
      }
    case .respond: if edit.scope == .following { throw .answerFromHere }
    case .delete: break
    }
  }

  /// When an edit would have an occurrence take place, where its service keeps it between its
  /// neighbours; `nil` for anything else.
  func boundedTime(_ edit: EventEdit) -> EventTime? {
    guard edit.scope == .this, service?.has(.patternedSeries) == true,
      case .update(let patch) = edit.change
    else { return nil }
    return patch.time
  }

  /// Whether Convene itself makes a link at its host grant, and not the service of the calendar.
  private func isHosted(_ change: ConferencingChange) -> Bool {
    guard case .autocreate(let asked) = change else { return false }
    return asked.isHostedByConvene(
      at: service,
      own: directory.ownGrant(of: account),
      grants: directory.grants.values.joined()
    )
  }
}
