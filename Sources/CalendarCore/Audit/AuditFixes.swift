import ConferencingCore

/// Makes the edits that set findings right, where the rules allow them.
struct AuditFixes {
  let directory: Directory

  func context(_ event: Event) -> ConferencingContext? {
    ConferencingContext(
      directory,
      account: event.account,
      calendar: event.calendar,
      isReadOnlyEvent: event.isReadOnly
    )
  }

  func isWritable(_ event: Event) -> Bool {
    context(event).map { ConferencingRules.readOnlyReason($0) == nil } ?? false
  }

  /// An edit of the meeting, where the rules allow it.
  func edit(_ event: Event, _ change: ConferencingChange) -> AuditFinding.Fix? {
    guard let context = context(event) else { return nil }
    let named = ConferencingRules.namingHost(of: change, in: context)
    guard ConferencingRules.violations(of: named, in: context).isEmpty, event.kind == nil else {
      return nil
    }
    let patch = EventEditor.patch(
      from: event,
      to: EventDraft(event),
      conferencing: named,
      service: context.account.service
    )
    return .edit(
      EventEdit(
        event: event.id,
        change: .update(patch),
        scope: event.occurrence == nil ? nil : .this
      )
    )
  }
}

extension AuditFinding {
  /// A finding about an event.
  init(
    _ kind: Kind,
    _ event: Event,
    url: String? = nil,
    reason: String,
    remedy: String,
    fix: Fix?
  ) {
    let isLink = kind == .gone || kind == .shared
    self.init(
      kind,
      event: event.id,
      title: event.title,
      time: event.time,
      url: url ?? event.conferencing.details?.url ?? "",
      reason: reason,
      remedy: isLink && fix == nil ? "Give it another link: convene conference set." : remedy,
      fix: fix
    )
  }
}
