import CalendarCore
import ConferencingCore

extension EventEdit {
  /// The event as it looks once the edit is carried out.
  ///
  /// - Parameters:
  ///   - event: The event before it; `nil` when there is none yet.
  ///   - owner: The address that the account answers invitations with, when it is known.
  /// - Returns: The event; `nil` when there is none, before or to begin with.
  func applied(to event: Event?, owner: String?) -> Event? {
    switch change {
    case .create(let draft, let conferencing):
      return Event(creating: self.event, draft: draft, conferencing: conferencing)
    case .update(var patch):
      // How a series repeats stands on its master and not on the occurrence that was edited.
      if scope != nil { patch.recurrence = nil }
      return event?.applying(patch)
    case .delete: return event
    case .respond(let response):
      guard var answered = event, let owner else { return event }
      for index in answered.participants.indices
      where answered.participants[index].email.lowercased() == owner.lowercased() {
        answered.participants[index].response = response
      }
      return answered
    }
  }

  /// This edit and a later one as a single edit; `nil` when they must stay apart.
  ///
  /// Only for an edit that was never sent. It keeps a user's correction from waiting behind the
  /// very edit that the service refuses. Edits of which only one waits for another event stay apart: it
  /// may be given up with that.
  func merged(with later: EventEdit) -> EventEdit? {
    guard scope == later.scope, follows == later.follows, case .update(let patch) = later.change,
      change.isOfSettingsAlone == later.change.isOfSettingsAlone
    else { return nil }
    var edit = self
    edit.notifiesParticipants = notifiesParticipants || later.notifiesParticipants
    edit.splitLink = later.splitLink ?? splitLink
    switch change {
    case .create(let draft, let conferencing):
      let meeting: ConferencingChange =
        switch patch.conferencing {
        case .keep: conferencing
        case .strip: .keep
        case .autocreate, .details: patch.conferencing
        }
      edit.change = .create(draft.applying(patch), conferencing: meeting)
    case .update(let earlier): edit.change = .update(earlier.merged(with: patch))
    case .delete, .respond: return nil
    }
    return edit
  }
}
