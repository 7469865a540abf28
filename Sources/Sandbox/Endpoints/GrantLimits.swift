/// What Nylas cannot do with the calendars of a provider.
///
/// Source: Nylas v3, "Events API", the notes on each parameter by provider.
struct GrantLimits: Sendable {
  let provider: StoredGrant.Provider

  /// The longest stretch that iCloud lists at once, in seconds: one year.
  private static let longest = 366 * 86_400

  /// Refuses query parameters that the provider does not have.
  ///
  /// - Throws: 400 that names the parameter.
  func check(_ query: QueryParameters) throws(APIError) {
    let names: [String] =
      switch provider {
      case .icloud:
        ["updated_after", "updated_before", "show_cancelled", "event_type", "busy", "attendees"]
      case .ews: ["show_cancelled", "event_type"]
      case .google, .microsoft, .zoom: []
      }
    if let name = names.first(where: query.has) { throw unsupported(name) }
    if provider == .icloud, query.string("calendar_id") == "primary" {
      throw .invalid("\"calendar_id\" primary is not supported for the provider icloud.")
    }
  }

  /// Refuses a stretch of time that is too long.
  ///
  /// - Throws: 400.
  func check(_ window: (start: Int, end: Int)) throws(APIError) {
    guard provider == .icloud else { return }
    let (length, isEndless) = window.end.subtractingReportingOverflow(window.start)
    guard !isEndless, length <= Self.longest else {
      throw .provider(400, "The time between \"start\" and \"end\" must not exceed one year.")
    }
  }

  /// Refuses what iCloud has no request for: answers to invitations, and free/busy.
  ///
  /// - Throws: 400 that names it.
  func checkHas(_ name: String) throws(APIError) {
    guard provider != .icloud else { throw unsupported(name) }
  }

  private func unsupported(_ name: String) -> APIError {
    .invalid("\"\(name)\" is not supported for the provider \(provider.rawValue).")
  }
}
