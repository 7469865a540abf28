import ConferencingCore
import CalendarCore
import Foundation

extension ServiceClient {
  /// Sends a change of an event to Google, and tells a refused Meet from other refusals.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - path: The path.
  ///   - request: The body.
  ///   - version: The version that it builds on; with a later one nothing is changed.
  ///   - notify: Whether Google tells the attendees.
  ///   - asksForMeet: Whether a Meet is asked for.
  /// - Returns: The event as Google now has it.
  /// - Throws: ``ServiceError``; ``ServiceError/changed(_:)`` for another version, and for an id that
  ///   is taken.
  func write(
    _ method: ServiceRequest.Method,
    _ path: [String],
    _ request: GoogleEventRequest,
    version: String? = nil,
    notify: Bool,
    asksForMeet: Bool
  ) async throws(ServiceError) -> GoogleEvent {
    do throws(ServiceError) {
      return try await send(
        ServiceRequest(
          method: method,
          path: path,
          // Without the version of the conference data, Google ignores the field.
          query: [("conferenceDataVersion", "1"), ("sendUpdates", notify ? "all" : "none")],
          body: try request.json(),
          headers: version.map { [("If-Match", $0)] } ?? []
        )
      )
    } catch {
      guard asksForMeet, case .rejected(let text) = error,
        text.localizedCaseInsensitiveContains("invalid conference type")
      else { throw error }
      throw .conferencingRefused(
        .googleMeet,
        message: "This calendar does not allow Google Meet. Choose another provider or calendar, "
          + "or use a link you have. (\(text))"
      )
    }
  }
}
