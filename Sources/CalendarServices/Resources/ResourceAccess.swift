import CalendarCore
import CalendarFiles
import ConferencingCore
import Foundation

/// Reads and changes the texts of a store, and keeps those that it changes.
struct ResourceAccess: Sendable {
  let account: AccountID
  let store: any ResourceStore
  /// The zone of times that name none.
  let zone: TimeZone
  let history: ResourceHistory

  /// How often a change is tried where others changed the same resource meanwhile.
  static let tries = 3
  /// What says that an event is not there.
  static let missing = ServiceError.notFound("The event is not there any more.")
  /// Why a change is not made on an event that is another one by now.
  static let outdated = "The event was changed since it was read."

  /// What says that an occurrence cannot have a text of its own.
  static func damaged(_ name: ResourceName) -> ServiceError {
    .rejected(
      "\(name) is damaged, so that an occurrence of the series cannot be changed alone. Repair it in the "
        + "program that wrote it, or change the whole series."
    )
  }

  // MARK: Reading

  func text(
    of resource: CalendarResource,
    in calendar: CalendarID
  ) throws(ResourceText.Refusal) -> ResourceText {
    try ResourceText(
      resource.bytes,
      as: EventID(ResourceEventID(resource.name).remoteID.rawValue),
      at: EventReading.Place(account: account, calendar: calendar),
      zone: zone
    )
  }

  /// A resource as the store has it; `nil` when it is gone.
  ///
  /// - Throws: ``ServiceError``, also where the store has it and does not give it.
  func stored(
    _ name: ResourceName,
    in calendar: CalendarID
  ) async throws(ServiceError) -> CalendarResource? {
    let resource = try await store.read([name], in: calendar).first
    if let refusal = resource?.refusal { throw refusal }
    return resource
  }

  /// Reads a resource.
  ///
  /// - Throws: ``ServiceError/notFound(_:)`` when it is gone, ``ServiceError/rejected(_:)`` when it
  ///   cannot be read.
  func resource(
    _ name: ResourceName,
    in calendar: CalendarID
  ) async throws(ServiceError) -> (resource: CalendarResource, text: ResourceText) {
    guard let resource = try await stored(name, in: calendar) else { throw Self.missing }
    return (resource, try text(resource.bytes, as: name, in: calendar))
  }

  /// Reads the bytes of a resource.
  ///
  /// - Throws: ``ServiceError/rejected(_:)`` when they cannot be read.
  func text(
    _ bytes: [UInt8],
    as name: ResourceName,
    in calendar: CalendarID
  ) throws(ServiceError) -> ResourceText {
    let version = ResourceVersion(tag: "")
    do throws(ResourceText.Refusal) {
      return try text(
        of: CalendarResource(name: name, version: version, bytes: bytes),
        in: calendar
      )
    } catch {
      throw .rejected(
        "\(name) cannot be read and is left as it is. \(error.reason) Repair it in the program that "
          + "wrote it, and sync."
      )
    }
  }

  // MARK: Changing

  /// Changes a resource.
  ///
  /// - Parameters:
  ///   - name: The resource.
  ///   - calendar: Its collection.
  ///   - isAnswer: Whether only the user's own answer is changed.
  ///   - guests: Whether those who are invited are told.
  ///   - change: Makes the new text from the one that was read; the same for no change, `nil` for a
  ///     resource that is to go. Called again where somebody else was faster.
  /// - Returns: The resource afterwards; `nil` when it is gone.
  /// - Throws: ``ServiceError``.
  func edit(
    _ name: ResourceName,
    in calendar: CalendarID,
    isAnswer: Bool = false,
    telling guests: ResourceGuests? = nil,
    _ change: (ResourceText) throws(ServiceError) -> [UInt8]?
  ) async throws(ServiceError) -> ResourceText? {
    var attempt = 1
    while true {
      let (resource, text) = try await resource(name, in: calendar)
      do throws(ServiceError) {
        guard var bytes = try change(text) else {
          try guests?.expectSilence(ofDeleting: text)
          try await delete(resource, in: calendar, silently: guests?.staysSilent == true)
          return nil
        }
        if bytes == text.bytes { return text }
        if !isAnswer { bytes = former(sayingSameAs: bytes, of: resource, in: calendar) }
        if let guests, guests.staysSilent {
          bytes = try guests.silent(try self.text(bytes, as: name, in: calendar), after: text)
        }
        // An answer as well: Cyrus keeps the Schedule-Tag where the organizer changes the event, so
        // that If-Schedule-Tag-Match (RFC 6638, section 8.3) would write over the organizer's text.
        return try await write(
          bytes,
          as: name,
          in: calendar,
          if: .version(resource.version),
          former: resource
        )
      } catch .changed(let reason) {
        guard attempt < Self.tries, reason != Self.outdated else { throw .changed(reason) }
        attempt += 1
      }
    }
  }

  /// Writes a text; answers what the store has then.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - name: The name of the resource.
  ///   - calendar: Its collection.
  ///   - condition: What must hold.
  ///   - former: What stands there, to be kept; `nil` for a new resource.
  /// - Returns: The resource.
  /// - Throws: ``ServiceError``.
  func write(
    _ bytes: [UInt8],
    as name: ResourceName,
    in calendar: CalendarID,
    if condition: WriteCondition,
    former: CalendarResource? = nil
  ) async throws(ServiceError) -> ResourceText {
    let kept = former.flatMap { history.keep($0, in: calendar, writing: bytes) }
    let version: ResourceVersion?
    do throws(ServiceError) {
      version = try await store.write(bytes, as: name, in: calendar, if: condition)
    } catch {
      history.end(kept, after: error)
      throw error
    }
    if let version {
      history.end(kept, after: version)
      let written = CalendarResource(name: name, version: version, bytes: bytes)
      if let text = try? text(of: written, in: calendar) { return text }
    }
    // The store may have changed what it was given.
    let (resource, text) = try await resource(name, in: calendar)
    if version == nil, resource.bytes == bytes || isSame(text, bytes, in: calendar, name) {
      history.end(kept, after: resource.version)
    }
    return text
  }

  /// Removes an event: of a series all of it, of an exception what it differs by.
  func remove(
    _ id: ResourceEventID,
    in calendar: CalendarID,
    current: Event?,
    telling guests: ResourceGuests,
    now: Date
  ) async throws(ServiceError) {
    do throws(ServiceError) {
      _ = try await edit(id.name, in: calendar, telling: guests) { text throws(ServiceError) in
        guard let part = text[id.start] else { return text.bytes }
        try part.checkUnchanged(since: current)
        return ResourceEdit(text, now: now, owners: []).removing(part)
      }
    } catch .notFound {
      return
    } catch {
      throw error
    }
  }

  /// Whether what was read back is what was written, and not another program's.
  private func isSame(
    _ text: ResourceText,
    _ bytes: [UInt8],
    in calendar: CalendarID,
    _ name: ResourceName
  ) -> Bool {
    guard let written = try? self.text(bytes, as: name, in: calendar) else { return false }
    return text.replaces(written) && written.replaces(text)
  }

  /// Whether a resource is one that was deleted here and came back as it was.
  func isReturned(_ text: ResourceText, as name: ResourceName, in calendar: CalendarID) -> Bool {
    guard let kept = history.all(name, in: calendar).first(where: \.isDeletion),
      let former = try? self.text(kept.bytes, as: name, in: calendar)
    else { return false }
    return text.replaces(former)
  }

  private func delete(
    _ resource: CalendarResource,
    in calendar: CalendarID,
    silently: Bool
  ) async throws(ServiceError) {
    let kept = history.keep(resource, in: calendar, writing: nil)
    do throws(ServiceError) {
      try await store.delete(
        resource.name,
        in: calendar,
        if: resource.version,
        silently: silently
      )
    } catch {
      history.end(kept, after: error)
      throw error
    }
  }

  /// The text that stood there before edits of ours, where a new text takes those back and nobody else
  /// has changed it since; else the new text.
  private func former(
    sayingSameAs bytes: [UInt8],
    of resource: CalendarResource,
    in calendar: CalendarID
  ) -> [UInt8] {
    guard let new = try? text(bytes, as: resource.name, in: calendar) else { return bytes }
    return history.former(of: resource, in: calendar) { former in
      (try? text(former, as: resource.name, in: calendar))?.replaces(new) == true
    } ?? bytes
  }
}

extension ResourceText.Part {
  /// Throws when an event cannot be changed, or is not as it was when an edit of it was made.
  func checkUnchanged(since current: Event?) throws(ServiceError) {
    if event.isReadOnly {
      throw .rejected(
        "This series has occurrences that were changed from a day on (RANGE=THISANDFUTURE). Change it "
          + "in the program that made it."
      )
    }
    guard let current, let version = current.version, version != event.version else { return }
    // A server that rewrites a text, or another program that changes what no event knows, has
    // changed nothing that the edit was made on.
    guard event.status == current.status, event.changes(since: current).isEmpty else {
      throw .changed(ResourceAccess.outdated)
    }
  }
}
