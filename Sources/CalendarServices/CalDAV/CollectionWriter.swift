import CalendarCore
import Foundation

/// Writes and deletes resources of a collection.
struct CollectionWriter: Sendable {
  let client: DAVClient

  /// Writes a resource (RFC 4791, section 5.3.2).
  ///
  /// - Parameters:
  ///   - text: An iCalendar stream.
  ///   - place: Its address.
  ///   - condition: What must hold.
  /// - Returns: The version that was written; `nil` when the server does not say, or has changed
  ///   the text.
  /// - Throws: ``ServiceError``.
  func write(
    _ text: [UInt8],
    to place: DAVAddress,
    if condition: WriteCondition
  ) async throws(ServiceError) -> ResourceVersion? {
    var request = DAVRequest(method: .put, body: Data(text))
    request.contentType = "text/calendar; charset=utf-8"
    switch condition {
    case .absent: request.headers = [("If-None-Match", "*")]
    case .version(let version): request.headers = try await match(version, at: place)
    }
    let answer = try await send(request, at: place)
    guard 200...299 ~= answer.status else {
      throw client.failure(answer, at: place) { refused(answer: $0, $1, at: place) }
    }
    // A weak tag is no tag of these bytes (RFC 9110, section 8.8.1).
    if answer.headers["etag"]?.hasPrefix("W/") == true { return nil }
    return ResourceVersion(answer)
  }

  /// Deletes a resource; one that is gone counts as deleted.
  ///
  /// - Parameters:
  ///   - place: Its address.
  ///   - version: What it must still be.
  ///   - silently: Whether the organizer of an invitation gets no answer (RFC 6638, section 8.1).
  /// - Throws: ``ServiceError``.
  func delete(
    _ place: DAVAddress,
    if version: ResourceVersion,
    silently: Bool
  ) async throws(ServiceError) {
    var request = DAVRequest(method: .delete)
    do throws(ServiceError) {
      request.headers = try await match(version, at: place)
    } catch .notFound {
      return
    } catch {
      throw error
    }
    if silently { request.headers.append(("Schedule-Reply", "F")) }
    let answer = try await send(request, at: place)
    switch answer.status {
    case 404, 410: return
    case 207:
      // Some say what became of it in the body.
      let status = try? Multistatus([UInt8](answer.body)).responses.first?.status
      guard let status, status >= 400, status != 404 else { return }
      var failed = answer
      failed.status = status
      throw client.failure(failed, at: place)
    case 200...299: return
    default: throw client.failure(answer, at: place)
    }
  }

  /// Sends a request whose answer may have a body of any kind, but that of a network's sign-in
  /// page.
  private func send(
    _ request: DAVRequest,
    at place: DAVAddress
  ) async throws(ServiceError) -> ServiceResponse {
    let answer = try await client.send(request, at: place)
    if answer.status == 200, answer.isPage {
      throw .signInToNetwork(place.origin.host)
    }
    return answer
  }

  /// The condition that a resource is still of a version.
  ///
  /// Where the server says no tags it is read once more and compared.
  private func match(
    _ version: ResourceVersion,
    at place: DAVAddress
  ) async throws(ServiceError) -> [(name: String, value: String)] {
    guard version.isSum else { return [("If-Match", version.tag)] }
    let answer = try await client.send(
      DAVRequest(method: .get, accept: "text/calendar, */*;q=0.5"),
      at: place
    )
    guard 200...299 ~= answer.status, !answer.isPage else {
      throw client.failure(answer, at: place)
    }
    guard ResourceVersion(sumOf: [UInt8](answer.body)) == version else {
      throw .changed("The event was changed at \(place.origin.host) since it was last read.")
    }
    return [("If-Match", answer.headers["etag"] ?? "*")]
  }

  /// What a refusal means that is particular to writing (RFC 4791, section 5.3.2.1).
  private func refused(
    answer: ServiceResponse,
    _ refusal: DAVRefusal,
    at place: DAVAddress
  ) -> ServiceError? {
    let host = place.origin.host
    let words = refusal.words.isEmpty ? "" : " (\(refusal.words))"
    // Servers disagree on the statuses: the condition counts.
    // Cyrus names the condition of RFC 6638, section 3.2.4.1, for events without guests as well.
    if refusal.names("no-uid-conflict") || refusal.names("unique-scheduling-object-resource") {
      return .changed(
        "\(host) has this event already, under another name or in another calendar. Sync to see it."
      )
    }
    for row in Self.reasons where refusal.names(row.condition) {
      return .rejected("\(host) refuses the event: \(row.reason)\(words). \(row.remedy)")
    }
    switch answer.status {
    case 409 where refusal.conditions.isEmpty:
      return .notFound("\(host) has no such calendar any more\(words). Sync to see those it has.")
    case 413:
      return .rejected("\(host) refuses the event: it is too large\(words). \(Self.shorten)")
    case 415:
      return .rejected("\(host) takes no events in this calendar\(words). \(Self.elsewhere)")
    default: return nil
    }
  }

  private static let shorten = "Shorten its description, or invite fewer people."
  private static let elsewhere = "Choose another calendar."
  private static let correct = "Change the event and try again."

  private static let reasons: [(condition: String, reason: String, remedy: String)] = [
    ("valid-calendar-data", "it finds it invalid", correct),
    ("valid-calendar-object-resource", "it finds it invalid", correct),
    ("supported-calendar-data", "it does not take iCalendar 2.0", elsewhere),
    ("supported-calendar-component", "the calendar takes no events", elsewhere),
    ("max-resource-size", "it is too large", shorten),
    ("min-date-time", "it is too long ago", "Choose a later date."),
    ("max-date-time", "it is too far ahead", "Choose an earlier date, or end the series earlier."),
    ("max-instances", "it repeats too often", "End the series earlier."),
    ("max-attendees-per-instance", "it has too many attendees", "Invite fewer people."),
    (
      "same-organizer-in-all-components", "its occurrences have several organizers",
      "Change all events of the series, and not this one alone."
    ),
    (
      "allowed-organizer-scheduling-object-change", "only the organizer may change that",
      "Ask them to."
    ),
    (
      "allowed-attendee-scheduling-object-change", "an attendee may not change that",
      "Ask the organizer to."
    ),
  ]
}
