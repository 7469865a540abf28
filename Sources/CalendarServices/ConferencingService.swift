package import CalendarCore
package import ConferencingCore
import Foundation

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

  /// Changes settings of a meeting, and leaves all others; the same change can be sent again.
  ///
  /// - Parameters:
  ///   - meeting: The meeting, at the grant of this service.
  ///   - settings: The new values, which obey the rules of conferencing.
  /// - Throws: ``ServiceError/notFound(_:)`` when it is gone; a refused value is named by its setting,
  ///   as ``SettingRefusal`` writes it.
  func configure(
    _ meeting: MeetingAddress,
    to settings: ConferencingSettings
  ) async throws(ServiceError)

  /// What a meeting is like now.
  ///
  /// - Throws: ``ServiceError/notFound(_:)`` when it is gone, ``ServiceError/forbidden(_:)`` when the
  ///   grant may not read it.
  func read(_ meeting: MeetingAddress) async throws(ServiceError) -> MeetingReading

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
  /// Its settings, where the host told of them with the link.
  package var settings: ConferencingSettings?
  /// Makes a meeting.
  package init(id: String, details: ConferencingDetails, settings: ConferencingSettings? = nil) {
    self.id = id
    self.details = details
    self.settings = settings
  }
}

extension ServiceError {
  /// A refusal that names the setting which the host refuses, so that a form can show it there.
  ///
  /// - Parameters:
  ///   - names: What of the host's own words stands for each setting, by the setting's name.
  ///   - values: What was to be set.
  ///   - provider: Whose settings they are.
  ///   - isAboutThem: Whether nothing else was sent, so that a single one is meant in any case.
  /// - Returns: The error with the label of the setting before the reason, where one is named in it.
  func naming(
    _ names: [String: [String]] = [:],
    of values: ConferencingSettings,
    at provider: AutocreateProvider,
    isAboutThem: Bool = true
  ) -> ServiceError {
    let reason = message
    let named = ConferencingSetting.all(of: provider).first { setting in
      values.values[setting.name] != nil
        && (names[setting.name] ?? [setting.name]).contains {
          reason.range(of: $0, options: .caseInsensitive) != nil
        }
    }
    let only = isAboutThem && values.values.count == 1 ? values.values.keys.first : nil
    guard
      let setting = named ?? only.flatMap({ ConferencingSetting.named($0, of: provider) })
    else { return self }
    switch self {
    case .rejected: return .rejected(SettingRefusal.text(setting, reason: reason))
    case .forbidden: return .forbidden(SettingRefusal.text(setting, reason: reason))
    default: return self
    }
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
