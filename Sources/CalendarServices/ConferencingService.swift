package import CalendarCore
package import ConferencingCore

/// What makes meetings at one host grant, one method a request.
///
/// Every method throws ``ServiceError`` and nothing else, and stops early with
/// ``ServiceError/cancelled`` when its task is cancelled.
package protocol ConferencingService: Sendable {
  /// Makes a meeting.
  ///
  /// - Parameter request: What it is for; its settings obey the rules of conferencing.
  /// - Returns: The meeting, with its link.
  /// - Throws: ``ServiceError``; ``ServiceError/mayHaveHappened`` tells whether to look for it.
  func create(_ request: MeetingRequest) async throws(ServiceError) -> MadeMeeting

  /// The meeting that an earlier attempt with the same key may have made; `nil` when there is none.
  func find(_ request: MeetingRequest) async throws(ServiceError) -> MadeMeeting?

  /// Changes title and time of a meeting; settings are left as they are.
  ///
  /// - Throws: ``ServiceError/notFound(_:)`` when it is gone.
  func update(_ id: String, to request: MeetingRequest) async throws(ServiceError)

  /// Deletes a meeting; one that is already gone counts as deleted.
  func delete(_ id: String) async throws(ServiceError)

  /// Which meetings are not there any more, and which others Convene has made.
  ///
  /// A provider that lists meetings is asked for its list, once for a hundred of them at most.
  ///
  /// - Parameter ids: The meetings that are asked for.
  /// - Returns: What the host says.
  /// - Throws: ``ServiceError`` when that is not known of all.
  func inventory(of ids: Set<String>) async throws(ServiceError) -> MeetingInventory
}

/// A meeting that was made.
package struct MadeMeeting: Sendable, Hashable {
  /// The provider's id of it.
  package var id: String
  /// Its link, and what else is needed to join.
  package var details: ConferencingDetails
  /// Makes a meeting.
  package init(id: String, details: ConferencingDetails) {
    self.id = id
    self.details = details
  }
}

/// The grants that this Convene is signed in to by itself, and what makes meetings at them.
package protocol ConferencingHosts: Sendable {
  /// The grants, in the order of the configuration, as they stand now: whether they hold, and with
  /// which scopes.
  func grants() async -> [Grant]
  /// What makes meetings at a grant; `nil` for one that is not among ``grants()``.
  func service(at grant: GrantID) -> (any ConferencingService)?
}
