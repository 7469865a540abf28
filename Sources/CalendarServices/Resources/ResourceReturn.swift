import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation

/// Brings back what was deleted here, with the text that it had.
struct ResourceReturn: Sendable {
  private let access: ResourceAccess
  private let now: Date
  private let owners: [String]

  /// Prepares it.
  init(_ access: ResourceAccess, now: Date, owners: [String]) {
    self.access = access
    self.now = now
    self.owners = owners
  }

  /// Puts a resource back where it stood.
  ///
  /// - Parameters:
  ///   - draft: What the event is to be; what it says beyond the text is changed in that.
  ///   - conferencing: Its meeting.
  ///   - id: The id that it has here now.
  ///   - guests: Whether those who are invited are told.
  /// - Returns: The event; `nil` where no text is kept, so that a new one is to be made.
  /// - Throws: ``ServiceError/rejected(_:)`` where it cannot come back.
  func returned(
    _ draft: EventDraft,
    _ conferencing: ConferencingChange,
    as id: EventID,
    guests: ResourceGuests
  ) async throws(ServiceError) -> Event? {
    guard let origin = draft.origin.map(ResourceEventID.init), origin.start == nil,
      let kept = access.history.all(origin.name, in: draft.calendar).first(where: \.isDeletion),
      let text = try? access.text(kept.bytes, as: origin.name, in: draft.calendar),
      let part = text.master
    else { return nil }
    let former = FormerPart(text: text, part: part)
    var bytes = ResourceEdit(text, now: now, owners: owners)
      .changing(part, to: former.event(draft, conferencing))
    if let organizer = part.event.organizer, !part.event.participants.isEmpty,
      owners.contains(where: { $0.lowercased() == organizer.email.lowercased() }),
      let changed = try? access.text(bytes, as: origin.name, in: draft.calendar),
      let master = changed.master
    {
      // They were told that it is off, and heed only what counts more.
      bytes = ResourceEdit(changed, now: now, owners: owners).counting(master)
    }
    let wanted = try access.text(bytes, as: origin.name, in: draft.calendar)
    access.history.bring(origin.name, in: draft.calendar, back: id)
    do throws(ServiceError) {
      let written = try await access.write(
        try guests.silent(wanted),
        as: origin.name,
        in: draft.calendar,
        if: .absent
      )
      return written.master?.event
    } catch {
      switch error {
      case .changed, .rejected, .notFound: break
      default:
        if !error.mayHaveHappened { access.history.forgetReturn(id) }
        throw error
      }
      // A request whose answer was lost may have put it there.
      if let there = try? await access.resource(origin.name, in: draft.calendar).text {
        if there.replaces(wanted) { return there.master?.event }
        access.history.forgetReturn(id)
        throw .rejected(
          "\(origin.name) is there again, made by another program, so that the event cannot come back. "
            + "Discard this change, or delete the other event first and retry."
        )
      }
      access.history.forgetReturn(id)
      throw .rejected(
        "The event cannot come back under the UID that it had: \(error.message) Where the server has a "
          + "bin, restore it there and discard this change; or discard it and create the event again."
      )
    }
  }

  /// The text that an exception had; `nil` where none is kept.
  func exception(_ draft: EventDraft, of key: OccurrenceKey) -> FormerPart? {
    guard let origin = draft.origin.map(ResourceEventID.init), let start = origin.start else {
      return nil
    }
    for kept in access.history.all(origin.name, in: draft.calendar) {
      if let text = try? access.text(kept.bytes, as: origin.name, in: draft.calendar),
        let part = text[start]
      {
        return FormerPart(text: text, part: part)
      }
    }
    return nil
  }
}

/// An event in a former text.
struct FormerPart: Sendable {
  let text: ResourceText
  let part: ResourceText.Part

  /// The event as a draft wants it.
  func event(_ draft: EventDraft, _ conferencing: ConferencingChange) -> Event {
    var patch = EventPatch(from: part.event, to: draft)
    patch.occurrence = nil
    if part.start != nil { patch.recurrence = nil }
    switch (conferencing, part.event.conferencing) {
    case (.keep, .none): patch.conferencing = .keep
    case (.keep, _): patch.conferencing = .strip
    case (.details(let wanted), .details(let own)) where wanted.url == own.url:
      patch.conferencing = .keep
    default: patch.conferencing = conferencing
    }
    return part.event.applying(patch)
  }
}
